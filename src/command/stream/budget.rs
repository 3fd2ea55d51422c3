//! MAXCOUNT and MAXSIZE (streams.md B.12, since 8.10): how much one reply of XREAD or XREADGROUP may hold, all its
//! streams together.

use crate::store::{Entry, EntryId, Item};
use crate::wire::Protocol;

/// What is left of a reply's limits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    /// So many entries more.
    entries: usize,
    /// At most so many bytes, if that is limited.
    max_size: Option<usize>,
    /// The bytes so far. Counted only where they are limited, and as a client receives them, whoever reads here.
    size: usize,
    protocol: Protocol,
    /// Whether there is any entry yet: the first is never too large.
    begun: bool,
}

impl Budget {
    pub(super) fn new(max_count: Option<usize>, max_size: Option<usize>, protocol: Protocol) -> Budget {
        Budget {
            entries: max_count.unwrap_or(usize::MAX),
            max_size,
            size: 0,
            protocol,
            begun: false,
        }
    }

    /// Whether nothing more may be sent.
    pub(super) fn is_spent(&self) -> bool {
        self.entries == 0 || (self.begun && self.max_size.is_some_and(|most| self.size >= most))
    }

    /// How many entries a stream may send at most, of which `count` are asked for.
    pub(super) fn most(&self, count: Option<usize>) -> usize {
        count.unwrap_or(usize::MAX).min(self.entries)
    }

    /// A stream begins in the reply.
    pub(super) fn stream(&mut self, key: &[u8]) {
        if self.max_size.is_some() {
            let pair = if self.protocol == Protocol::Resp2 {
                header(2)
            } else {
                0
            };
            self.size += pair + bulk(key.len());
        }
    }

    /// An entry is sent, with its past or without.
    pub(super) fn entry(&mut self, entry: &Entry<'_>, past: bool) {
        self.entries -= 1;
        self.begun = true;
        if self.max_size.is_some() {
            let fields: usize = entry.fields().map(|(name, value)| item(name) + item(value)).sum();
            let past = if past { 2 * header(0) } else { 0 };
            self.size += header(2) + id(entry.id) + header(entry.len() * 2) + fields + past;
        }
    }

    /// A pending ID is sent whose entry no longer exists.
    pub(super) fn ghost(&mut self, ghost: EntryId) {
        self.entries -= 1;
        self.begun = true;
        if self.max_size.is_some() {
            let nil = if self.protocol == Protocol::Resp2 { 5 } else { 3 };
            self.size += header(2) + id(ghost) + nil;
        }
    }
}

/// What `*n` or `:n` takes with its end of line.
fn header(number: usize) -> usize {
    1 + digits(number as u64) + 2
}

/// What a bulk string of `len` bytes takes.
fn bulk(len: usize) -> usize {
    header(len) + len + 2
}

fn item(item: Item<'_>) -> usize {
    item.with_bytes(|bytes| bulk(bytes.len()))
}

fn id(id: EntryId) -> usize {
    bulk(digits(id.ms) + 1 + digits(id.seq))
}

fn digits(number: u64) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Rig;

    fn two_streams() -> Rig {
        let mut rig = Rig::new().profile("8.10").at(1000);
        for key in ["s", "t"] {
            for id in 1..=3 {
                rig.run("main", &format!("XADD {key} {id}-0 f v"));
            }
            rig.run("main", &format!("XGROUP CREATE {key} g 0"));
        }
        rig
    }

    /// The IDs in a reply, each behind its stream.
    fn ids(reply: &str) -> Vec<&str> {
        let quoted = reply.split('"').skip(1).step_by(2);
        quoted.filter(|word| !["f", "v"].contains(word)).collect()
    }

    /// From documentation (streams.md B.12).
    #[test]
    fn streams_are_served_in_order_until_the_limit() {
        let mut rig = two_streams();
        for (line, expected) in [
            ("XREAD MAXCOUNT 4 STREAMS s t 0 0", "s 1-0 2-0 3-0 t 1-0"),
            ("XREAD COUNT 2 MAXCOUNT 3 STREAMS s t 0 0", "s 1-0 2-0 t 1-0"),
            ("XREAD MAXCOUNT 3 STREAMS s t 0 0", "s 1-0 2-0 3-0"),
            // A stream's head takes 11 bytes, an entry 31.
            ("XREAD MAXSIZE 1 STREAMS s t 0 0", "s 1-0"),
            ("XREAD MAXSIZE 42 STREAMS s t 0 0", "s 1-0"),
            ("XREAD MAXSIZE 43 STREAMS s t 0 0", "s 1-0 2-0"),
            ("XREAD MAXSIZE 105 STREAMS s t 0 0", "s 1-0 2-0 3-0 t 1-0"),
            ("XREADGROUP GROUP g a MAXCOUNT 2 STREAMS s t > >", "s 1-0 2-0"),
            ("XREADGROUP GROUP g a MAXSIZE 43 STREAMS s t 0 0", "s 1-0 2-0"),
            ("XREADGROUP GROUP g a MAXCOUNT 1 STREAMS s t 0 0", "s 1-0"),
        ] {
            assert_eq!(ids(&rig.run("main", line)).join(" "), expected, "{line}");
        }
        // What was not sent is not pending, and where nothing was looked at nobody joined.
        rig.transcript(
            "
> XPENDING s g
1) (integer) 2
2) \"1-0\"
3) \"2-0\"
4) 1) 1) \"a\"
      2) \"2\"
> XINFO CONSUMERS t g
(empty array)
> XDEL s 1-0
(integer) 1
> XREADGROUP GROUP g a MAXSIZE 1 STREAMS s 0
1) 1) \"s\"
   2) 1) 1) \"1-0\"
         2) (nil)
",
        );
    }

    /// From documentation (streams.md B.12).
    #[test]
    fn claims_and_waits_keep_to_the_limit() {
        let mut rig = two_streams();
        rig.run("main", "XREADGROUP GROUP g a COUNT 2 STREAMS s >");
        let claim = "XREADGROUP GROUP g b CLAIM 0 MAXCOUNT 3 STREAMS s t > >";
        assert_eq!(ids(&rig.run("main", claim)), ["s", "1-0", "2-0", "3-0"]);
        let claim = "XREADGROUP GROUP g c CLAIM 0 MAXSIZE 1 STREAMS s t > >";
        assert_eq!(ids(&rig.run("main", claim)), ["s", "1-0"]);
        rig.run("B", "XREAD BLOCK 0 MAXCOUNT 2 STREAMS s t $ $");
        for line in [
            "MULTI",
            "XADD s 4-0 f v",
            "XADD t 4-0 f v",
            "XADD t 5-0 f v",
            "EXEC",
        ] {
            rig.run("main", line);
        }
        assert_eq!(ids(&rig.received("B")), ["s", "4-0", "t", "4-0"]);
    }

    /// From documentation (streams.md B.12).
    #[test]
    fn their_refusals() {
        two_streams().transcript(
            "
> XREAD MAXCOUNT x STREAMS s 0
(error) ERR value is not an integer or out of range
> XREAD MAXCOUNT 0 STREAMS s 0
(error) ERR MAXCOUNT must be a positive integer
> XREAD MAXSIZE -1 STREAMS s 0
(error) ERR MAXSIZE must be a positive integer
> XREAD MAXSIZE
(error) ERR wrong number of arguments for 'xread' command
> XREADGROUP COUNT 3 MAXCOUNT 2 MAXSIZE 1 STREAMS s >
(error) ERR Missing GROUP option for XREADGROUP
> XREADGROUP GROUP g a COUNT 3 MAXCOUNT 2 STREAMS s >
(error) ERR MAXCOUNT must be greater than or equal to COUNT
",
        );
        Rig::new()
            .profile("8.8")
            .transcript("> XREAD MAXCOUNT 1 STREAMS s 0\n(error) ERR syntax error\n");
    }

    #[test]
    fn sizes_are_those_on_the_wire() {
        for (len, text) in [
            (0, "$0\r\n\r\n"),
            (3, "$3\r\nabc\r\n"),
            (10, "$10\r\n0123456789\r\n"),
        ] {
            assert_eq!(bulk(len), text.len());
        }
        assert_eq!(id(EntryId::new(1700, 12)), "$7\r\n1700-12\r\n".len());
        assert_eq!(header(100), "*100\r\n".len());
    }
}
