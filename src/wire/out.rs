//! Where replies are written. A command writes its reply element by element; what becomes of it (RESP bytes
//! in a connection's buffer, a tree for a terminal, nothing during replay) is decided per client, here.

use super::reply::Reply;
use super::resp;
use super::sink::{Form, Sink};
use super::tree::Kind;

/// A client of the engine: a typed terminal or a network connection. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClientId(pub u64);

/// The version of RESP a client speaks. RESP3 tells maps, pushes and nulls apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protocol {
    /// The default of every new connection.
    #[default]
    Resp2,
    /// After `HELLO 3`.
    Resp3,
}

/// A place in a reply whose number of elements is not known yet.
#[derive(Clone, Copy, Debug)]
#[must_use = "an open aggregate must be closed or rewound"]
pub struct Mark(usize);

/// The writer that every command's effect gets: it writes to the client that was [selected](Out::select).
/// Writing while a client without a sink is selected goes nowhere.
#[derive(Debug, Default)]
pub struct Out {
    /// Ordered by client.
    sinks: Vec<(ClientId, Sink)>,
    selected: Option<usize>,
    /// Whether writing goes behind the reply of the selected client.
    behind: bool,
    /// Clients something was written behind for; hardly ever any.
    unsettled: Vec<ClientId>,
    /// Clients that get bytes and were selected since somebody last asked.
    fresh: Vec<ClientId>,
    /// Clients whose connections are to be closed, since somebody last asked.
    closing: Vec<ClientId>,
}

impl Out {
    /// Gives `client` a place to be answered, replacing the one it had.
    pub fn attach(&mut self, client: ClientId, sink: Sink) {
        match self.find(client) {
            Ok(at) => self.sinks[at].1 = sink,
            Err(at) => self.sinks.insert(at, (client, sink)),
        }
        self.selected = None;
    }

    /// Forgets `client` and whatever was written to it.
    pub fn detach(&mut self, client: ClientId) {
        if let Ok(at) = self.find(client) {
            self.sinks.remove(at);
        }
        self.selected = None;
    }

    /// Directs what follows to `client`.
    pub fn select(&mut self, client: ClientId) {
        self.behind = false;
        if self.selected.is_none_or(|at| self.sinks[at].0 != client) {
            self.selected = self.find(client).ok();
            if let Some(at) = self.selected {
                let sink = &mut self.sinks[at].1;
                if !sink.fresh && matches!(sink.form, Form::Bytes(_)) {
                    sink.fresh = true;
                    self.fresh.push(client);
                }
            }
        }
    }

    /// The clients that bytes may have been written to since this was last asked.
    pub fn take_fresh(&mut self, into: &mut Vec<ClientId>) {
        for at in 0..self.fresh.len() {
            if let Ok(at) = self.find(self.fresh[at]) {
                self.sinks[at].1.fresh = false;
            }
        }
        self.selected = None;
        into.append(&mut self.fresh);
    }

    /// The clients whose connections are to be closed, since this was last asked.
    pub fn take_closing(&mut self) -> Vec<ClientId> {
        std::mem::take(&mut self.closing)
    }

    /// Directs what follows to nobody.
    pub fn select_nobody(&mut self) {
        self.selected = None;
        self.behind = false;
    }

    /// Notes that the selected client's connection is to be closed once what was written to it is sent.
    pub fn close_connection(&mut self) {
        if let Some(at) = self.selected {
            let (client, sink) = &self.sinks[at];
            // Whoever reads trees has no connection.
            if matches!(sink.form, Form::Bytes(_)) {
                self.closing.push(*client);
            }
        }
    }

    /// Whether some connection is to be closed that [`take_closing`](Self::take_closing) has not told yet.
    pub fn is_anyone_closing(&self) -> bool {
        !self.closing.is_empty()
    }

    /// How many bytes were written to `client` and not yet taken away.
    pub fn waiting(&self, client: ClientId) -> usize {
        match self.find(client).map(|at| &self.sinks[at].1.form) {
            Ok(Form::Bytes(bytes)) => bytes.len(),
            _ => 0,
        }
    }

    /// Directs what follows to `client`, but behind the reply that is being written to it now. It joins that reply
    /// when all is [settled](Out::settle).
    pub fn select_behind(&mut self, client: ClientId) {
        self.select(client);
        self.behind = true;
        self.unsettled.push(client);
    }

    /// The command is done: what was written behind its reply follows now.
    pub fn settle(&mut self) {
        while let Some(client) = self.unsettled.pop() {
            let Ok(at) = self.find(client) else { continue };
            let sink = &mut self.sinks[at].1;
            match (&mut sink.form, &mut sink.behind) {
                (Form::Bytes(bytes), Form::Bytes(behind)) => bytes.append(behind),
                (Form::Tree(tree), Form::Tree(behind)) => tree.whole.append(&mut behind.whole),
                _ => {}
            }
        }
    }

    /// Takes the whole replies written to `client` so far; empty for a client that gets bytes.
    pub fn take(&mut self, client: ClientId) -> Vec<Reply> {
        match self.find(client).map(|at| &mut self.sinks[at].1.form) {
            Ok(Form::Tree(tree)) => std::mem::take(&mut tree.whole),
            _ => Vec::new(),
        }
    }

    /// The bytes written to `client` and not yet sent.
    pub fn bytes_mut(&mut self, client: ClientId) -> Option<&mut Vec<u8>> {
        match self.find(client).map(|at| &mut self.sinks[at].1.form) {
            Ok(Form::Bytes(bytes)) => Some(bytes),
            _ => None,
        }
    }

    /// The protocol of the selected client.
    pub fn protocol(&self) -> Protocol {
        self.selected
            .map_or(Protocol::default(), |at| self.sinks[at].1.protocol)
    }

    /// Changes the protocol of the selected client from its next reply on.
    pub fn set_protocol(&mut self, protocol: Protocol) {
        if let Some(at) = self.selected {
            self.sinks[at].1.protocol = protocol;
        }
    }

    /// `+text`
    pub fn simple(&mut self, text: &'static str) {
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::simple(bytes, text.as_bytes()),
            Some(Form::Tree(tree)) => tree.value(Reply::Simple(text.to_owned())),
            None => {}
        }
    }

    /// `+text` of any text. CR and LF in it become spaces.
    pub fn status(&mut self, text: &str) {
        let clean = text.replace(['\r', '\n'], " ");
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::simple(bytes, clean.as_bytes()),
            Some(Form::Tree(tree)) => tree.value(Reply::Simple(clean)),
            None => {}
        }
    }

    /// `+OK`
    pub fn ok(&mut self) {
        self.simple("OK");
    }

    /// `-text`. CR and LF in it become spaces, as in Redis.
    pub fn error(&mut self, text: &[u8]) {
        let clean: Vec<u8> = text
            .iter()
            .map(|&byte| if matches!(byte, b'\r' | b'\n') { b' ' } else { byte })
            .collect();
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::error(bytes, &clean),
            Some(Form::Tree(tree)) => tree.value(Reply::Error(clean)),
            None => {}
        }
    }

    /// `:number`
    pub fn int(&mut self, number: i64) {
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::int(bytes, number),
            Some(Form::Tree(tree)) => tree.value(Reply::Int(number)),
            None => {}
        }
    }

    /// `:count`, for a count of things.
    pub fn count(&mut self, count: usize) {
        self.int(i64::try_from(count).unwrap_or(i64::MAX));
    }

    /// A bulk string.
    pub fn bulk(&mut self, value: &[u8]) {
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::bulk(bytes, value),
            Some(Form::Tree(tree)) => tree.value(Reply::bulk(value)),
            None => {}
        }
    }

    /// Text that is printed as it is. RESP2 gets a bulk string.
    pub fn verbatim(&mut self, text: &[u8]) {
        let protocol = self.protocol();
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::verbatim(bytes, text, protocol),
            Some(Form::Tree(tree)) => tree.value(Reply::Verbatim(text.to_vec())),
            None => {}
        }
    }

    /// A bulk string of two numbers, as the ID of an entry is written.
    pub fn id(&mut self, ms: u64, seq: u64) {
        // Enough for two numbers of 20 digits and the dash.
        let mut text = [0; 41];
        let len = resp::write_id(&mut text, ms, seq);
        self.bulk(&text[..len]);
    }

    /// The null of a missing value.
    pub fn nil(&mut self) {
        let protocol = self.protocol();
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::nil(bytes, protocol),
            Some(Form::Tree(tree)) => tree.value(Reply::Nil),
            None => {}
        }
    }

    /// The null of a missing list.
    pub fn nil_array(&mut self) {
        let protocol = self.protocol();
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::nil_array(bytes, protocol),
            Some(Form::Tree(tree)) => tree.value(Reply::NilArray),
            None => {}
        }
    }

    /// Announces an array of `len` elements; they are written next.
    pub fn array(&mut self, len: usize) {
        self.begin(Kind::Array, len);
    }

    /// Announces a map of `pairs` names and values, written next in turn. RESP2 gets a flat array.
    pub fn map(&mut self, pairs: usize) {
        self.begin(Kind::Map, pairs);
    }

    /// Announces a message of `len` elements that answers no command. RESP2 gets an array.
    pub fn push(&mut self, len: usize) {
        self.begin(Kind::Push, len);
    }

    /// Announces a set of `len` elements. RESP2 gets an array.
    pub fn set(&mut self, len: usize) {
        self.begin(Kind::Set, len);
    }

    /// Opens an aggregate whose length is known only when it is closed.
    pub fn open(&mut self) -> Mark {
        match self.form() {
            Some(Form::Bytes(bytes)) => Mark(bytes.len()),
            Some(Form::Tree(tree)) => Mark(tree.open()),
            None => Mark(0),
        }
    }

    /// Closes an open array of `len` elements.
    pub fn close_array(&mut self, mark: Mark, len: usize) {
        self.close(Kind::Array, mark, len);
    }

    /// Closes an open map of `pairs` names and values.
    pub fn close_map(&mut self, mark: Mark, pairs: usize) {
        self.close(Kind::Map, mark, pairs);
    }

    /// Takes back everything written since `mark`, the opening included.
    pub fn rewind(&mut self, mark: Mark) {
        match self.form() {
            Some(Form::Bytes(bytes)) => bytes.truncate(mark.0),
            Some(Form::Tree(tree)) => tree.open.truncate(mark.0),
            None => {}
        }
    }

    fn begin(&mut self, kind: Kind, len: usize) {
        let (kind, len) = in_protocol(kind, len, self.protocol());
        match self.form() {
            Some(Form::Bytes(bytes)) => resp::header(bytes, sign(kind), len),
            Some(Form::Tree(tree)) => tree.begin(kind, len),
            None => {}
        }
    }

    fn close(&mut self, kind: Kind, mark: Mark, len: usize) {
        let (kind, len) = in_protocol(kind, len, self.protocol());
        match self.form() {
            Some(Form::Bytes(bytes)) => {
                let end = bytes.len();
                resp::header(bytes, sign(kind), len);
                let header = bytes.len() - end;
                bytes[mark.0..].rotate_right(header);
            }
            Some(Form::Tree(tree)) => tree.close(kind),
            None => {}
        }
    }

    fn form(&mut self) -> Option<&mut Form> {
        let sink = &mut self.sinks[self.selected?].1;
        Some(if self.behind {
            &mut sink.behind
        } else {
            &mut sink.form
        })
    }

    fn find(&self, client: ClientId) -> Result<usize, usize> {
        self.sinks.binary_search_by_key(&client, |(id, _)| *id)
    }
}

/// What `kind` is in `protocol`: RESP2 knows arrays only.
fn in_protocol(kind: Kind, len: usize, protocol: Protocol) -> (Kind, usize) {
    match (protocol, kind) {
        (Protocol::Resp2, Kind::Map) => (Kind::Array, len * 2),
        (Protocol::Resp2, Kind::Push | Kind::Set) => (Kind::Array, len),
        _ => (kind, len),
    }
}

fn sign(kind: Kind) -> u8 {
    match kind {
        Kind::Array => b'*',
        Kind::Map => b'%',
        Kind::Push => b'>',
        Kind::Set => b'~',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: ClientId = ClientId(1);

    fn write(out: &mut Out) {
        out.select(CLIENT);
        let mark = out.open();
        out.bulk(b"s");
        out.array(2);
        out.id(1, 1);
        out.array(0);
        out.close_map(mark, 1);
        out.nil_array();
    }

    fn bytes(protocol: Protocol) -> String {
        let mut out = Out::default();
        out.attach(CLIENT, Sink::bytes(protocol));
        write(&mut out);
        String::from_utf8(out.bytes_mut(CLIENT).unwrap().clone()).unwrap()
    }

    #[test]
    fn a_map_is_flat_in_resp2_and_a_map_in_resp3() {
        assert_eq!(
            bytes(Protocol::Resp2),
            "*2\r\n$1\r\ns\r\n*2\r\n$3\r\n1-1\r\n*0\r\n*-1\r\n"
        );
        assert_eq!(
            bytes(Protocol::Resp3),
            "%1\r\n$1\r\ns\r\n*2\r\n$3\r\n1-1\r\n*0\r\n_\r\n"
        );
    }

    #[test]
    fn the_same_calls_build_a_tree() {
        let mut out = Out::default();
        out.attach(CLIENT, Sink::tree(Protocol::Resp3));
        write(&mut out);
        let entries = Reply::Array(vec![Reply::bulk("1-1"), Reply::Array(Vec::new())]);
        assert_eq!(
            out.take(CLIENT),
            vec![Reply::Map(vec![(Reply::bulk("s"), entries)]), Reply::NilArray]
        );
    }

    #[test]
    fn rewinding_takes_back_what_was_written() {
        for sink in [Sink::bytes(Protocol::Resp2), Sink::tree(Protocol::Resp2)] {
            let mut out = Out::default();
            out.attach(CLIENT, sink);
            out.select(CLIENT);
            let mark = out.open();
            out.array(1);
            out.int(1);
            out.rewind(mark);
            out.int(2);
            assert!(out.take(CLIENT) == vec![Reply::Int(2)] || out.bytes_mut(CLIENT).unwrap() == b":2\r\n");
        }
    }

    #[test]
    fn what_is_written_behind_a_reply_follows_it() {
        for sink in [Sink::bytes(Protocol::Resp2), Sink::tree(Protocol::Resp2)] {
            let mut out = Out::default();
            out.attach(CLIENT, sink);
            out.select(CLIENT);
            out.array(2);
            out.int(1);
            out.select_behind(CLIENT);
            out.int(9);
            out.select(CLIENT);
            out.int(2);
            out.settle();
            out.settle();
            let tree = vec![Reply::Array(vec![Reply::Int(1), Reply::Int(2)]), Reply::Int(9)];
            assert!(
                out.take(CLIENT) == tree || out.bytes_mut(CLIENT).unwrap() == b"*2\r\n:1\r\n:2\r\n:9\r\n"
            );
        }
    }

    #[test]
    fn writing_to_nobody_goes_nowhere() {
        let mut out = Out::default();
        write(&mut out);
        assert!(out.take(CLIENT).is_empty());
    }
}
