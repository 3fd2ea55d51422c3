//! The elements of a reply, one method each, written to whoever is selected. The two versions of RESP differ here and
//! nowhere in a command.

use super::{Out, Protocol};
use crate::wire::reply::Reply;
use crate::wire::resp;
use crate::wire::sink::Form;
use crate::wire::tree::Kind;

/// A place in a reply whose number of elements is not known yet.
#[derive(Clone, Copy, Debug)]
#[must_use = "an open aggregate must be closed or rewound"]
pub struct Mark(usize);

impl Out {
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
    use super::super::ClientId;
    use super::*;
    use crate::wire::sink::Sink;

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
    fn writing_to_nobody_goes_nowhere() {
        let mut out = Out::default();
        write(&mut out);
        assert!(out.take(CLIENT).is_empty());
    }
}
