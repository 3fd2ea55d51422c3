//! What is written to one client, heard by somebody beside it: a copy is kept until somebody asks. Costs nothing where
//! nobody is overheard.

use super::{ClientId, Out};
use crate::wire::sink::{Form, Sink};

/// The most bytes kept between two questions. What comes beyond it is only counted.
const MOST: usize = 1 << 20;

/// The copy of what one client is sent.
#[derive(Debug, Default)]
pub(in crate::wire) struct Copy {
    /// How much of what stands in its buffer is copied already.
    done: usize,
    bytes: Vec<u8>,
    missed: usize,
}

/// What a client was sent, and how many bytes are missing in it because they were too many. Whole replies only.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Overheard {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many are missing at the end.
    pub missed: usize,
}

impl Out {
    /// Has a copy kept of what is written to `client` from now on, or no longer.
    pub fn overhear(&mut self, client: ClientId, on: bool) {
        if let Ok(at) = self.find(client) {
            let sink = &mut self.sinks[at].1;
            sink.copy = on.then(|| {
                Box::new(Copy {
                    done: sink.form.len(),
                    ..Copy::default()
                })
            });
        }
    }

    /// What was written to an overheard client since this was last asked; `None` if nobody of this number is overheard.
    pub fn take_overheard(&mut self, client: ClientId) -> Option<Overheard> {
        let at = self.find(client).ok()?;
        let sink = &mut self.sinks[at].1;
        sink.keep_copy();
        let copy = sink.copy.as_mut()?;
        Some(Overheard {
            bytes: std::mem::take(&mut copy.bytes),
            missed: std::mem::take(&mut copy.missed),
        })
    }

    /// Has the bytes written to `client` sent: `send` takes away what it can.
    pub fn send<T>(&mut self, client: ClientId, send: impl FnOnce(&mut Vec<u8>) -> T) -> Option<T> {
        let at = self.find(client).ok()?;
        let sink = &mut self.sinks[at].1;
        sink.keep_copy();
        let Form::Bytes(bytes) = &mut sink.form else {
            return None;
        };
        let result = send(bytes);
        if let Some(copy) = &mut sink.copy {
            copy.done = bytes.len();
        }
        Some(result)
    }
}

impl Sink {
    /// Copies what is new.
    fn keep_copy(&mut self) {
        let (Form::Bytes(bytes), Some(copy)) = (&self.form, &mut self.copy) else {
            return;
        };
        let new = bytes.get(copy.done..).unwrap_or_default();
        copy.done = bytes.len();
        // What was left out stays left out up to the next question, so that whole replies are kept.
        if copy.missed > 0 || copy.bytes.len() + new.len() > MOST {
            copy.missed += new.len();
        } else {
            copy.bytes.extend_from_slice(new);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::Protocol;

    const CLIENT: ClientId = ClientId(1);

    #[test]
    fn what_is_sent_meanwhile_is_heard_once_and_too_much_is_counted() {
        let mut out = Out::default();
        out.attach(CLIENT, Sink::bytes(Protocol::Resp2));
        out.select(CLIENT);
        out.int(1);
        out.overhear(CLIENT, true);
        out.int(2);
        // All but the last byte is sent, and more is written.
        out.send(CLIENT, |bytes| bytes.drain(..7).count());
        out.select(CLIENT);
        out.int(3);
        let heard = |out: &mut Out| {
            let heard = out.take_overheard(CLIENT).unwrap_or_default();
            (String::from_utf8(heard.bytes).unwrap(), heard.missed)
        };
        assert_eq!(heard(&mut out), (":2\r\n:3\r\n".to_owned(), 0));
        out.select(CLIENT);
        out.bulk(&vec![b'x'; MOST]);
        assert_eq!(heard(&mut out), (String::new(), MOST + 12));
        out.overhear(CLIENT, false);
        out.select(CLIENT);
        out.int(4);
        assert_eq!(out.take_overheard(CLIENT), None);
    }
}
