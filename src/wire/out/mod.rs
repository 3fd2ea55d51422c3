//! Where replies are written. A command writes its reply element by element (`writing`); what becomes of it (RESP bytes
//! in a connection's buffer, a tree for a terminal, nothing during replay) is decided per client, here.

mod overhearing;
mod writing;

use super::reply::Reply;
use super::sink::{Form, Sink};
pub(super) use overhearing::Copy;
pub use overhearing::Overheard;
pub use writing::Mark;

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

    /// Takes the places of the clients that `which` picks over from `other`, with all that is written there and not
    /// yet taken away.
    pub fn take_over(&mut self, other: &mut Out, which: impl Fn(ClientId) -> bool) {
        let picked = |(client, _): &(ClientId, Sink)| which(*client);
        let (moved, left) = std::mem::take(&mut other.sinks).into_iter().partition(picked);
        other.sinks = left;
        self.sinks.retain(|place| !picked(place));
        self.sinks.extend::<Vec<_>>(moved);
        self.sinks.sort_by_key(|(client, _)| *client);
        self.fresh.append(&mut other.fresh);
        self.closing.append(&mut other.closing);
        (self.selected, other.selected) = (None, None);
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

    /// Lets `client` have so many bytes that are not taken away: with more, nothing else is written to it, and its
    /// connection is to be closed. One command alone may bring more than there is memory for.
    pub fn bound(&mut self, client: ClientId, most: usize) {
        if let Ok(at) = self.find(client) {
            self.sinks[at].1.most = most;
        }
    }

    fn form(&mut self) -> Option<&mut Form> {
        let at = self.selected?;
        let sink = &self.sinks[at].1;
        let held = if self.behind { &sink.behind } else { &sink.form };
        if held.len() > sink.most {
            self.overflow(at);
            return None;
        }
        let sink = &mut self.sinks[at].1;
        Some(if self.behind {
            &mut sink.behind
        } else {
            &mut sink.form
        })
    }

    #[cold]
    fn overflow(&mut self, at: usize) {
        let (client, sink) = &mut self.sinks[at];
        if !std::mem::replace(&mut sink.full, true) {
            self.closing.push(*client);
        }
    }

    fn find(&self, client: ClientId) -> Result<usize, usize> {
        // Whoever speaks is asked about several times in a row.
        if let Some(at) = self.selected.filter(|at| self.sinks[*at].0 == client) {
            return Ok(at);
        }
        self.sinks.binary_search_by_key(&client, |(id, _)| *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLIENT: ClientId = ClientId(1);

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
}
