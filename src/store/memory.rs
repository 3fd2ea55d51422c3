//! What is stored, weighed: an estimate of bytes that is the same on every machine. Kept only while there is a limit; then
//! each change costs the weighing of what it changed, and never a look at the rest.

use std::collections::BTreeSet;

use super::bytes::Bytes;
use super::keyspace::Value;
use super::stream::Stream;

/// What an empty server weighs, as Redis's does about.
pub(super) const EMPTY: u64 = 1 << 20;

/// What a key weighs beside its name and its value.
const KEY: u64 = 64;

/// What a group, a consumer, and a pending record weigh; the last was measured.
const GROUP: u64 = 256;
const CONSUMER: u64 = 128;
const PENDING: u64 = 82;

/// The weight of one database.
#[derive(Clone, Debug, Default)]
pub(super) struct Scales {
    total: u64,
    /// Keys that may be changing: their weight is not in the total.
    open: BTreeSet<Bytes>,
}

impl Scales {
    /// Something is put on the scales.
    pub(super) fn add(&mut self, key: &[u8], value: &Value) {
        self.total += weight(key, value);
    }

    /// Takes a key off, as its value is about to change; `value` is what it still holds.
    pub(super) fn open(&mut self, key: &[u8], value: Option<&Value>) {
        if self.open.insert(key.into()) {
            self.total -= value.map_or(0, |value| weight(key, value));
        }
    }

    /// The keys that were taken off; they are to be put on again.
    pub(super) fn take_open(&mut self) -> BTreeSet<Bytes> {
        std::mem::take(&mut self.open)
    }

    pub(super) fn total(&self) -> u64 {
        self.total
    }
}

fn weight(key: &[u8], value: &Value) -> u64 {
    let value = match value {
        Value::Text(text) | Value::Grown(text) => text.len() as u64,
        Value::List(list) => list.weight(),
        Value::Stream(stream) => of_stream(stream),
    };
    KEY + key.len() as u64 + value
}

fn of_stream(stream: &Stream) -> u64 {
    let groups = stream.groups().map(|(name, group)| {
        let lists = CONSUMER * group.consumers().len() as u64 + PENDING * group.pending_len() as u64;
        GROUP + name.len() as u64 + lists
    });
    stream.entries_weight() + groups.sum::<u64>()
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    const OOM: &str = "(error) OOM command not allowed when used memory > 'maxmemory'.\n";

    #[test]
    fn what_would_take_more_is_refused_until_something_goes() {
        let mut rig = Rig::new();
        let text = "x".repeat(30_000);
        rig.run("main", "CONFIG SET maxmemory 1100kb");
        for id in 1..=3 {
            assert_eq!(
                rig.run("main", &format!("XADD s {id}-0 f {text}")),
                format!("\"{id}-0\"\n")
            );
        }
        assert_eq!(rig.run("main", "XADD s 4-0 f v"), OOM);
        assert_eq!(rig.run("main", "RPUSH l v"), OOM);
        assert_eq!(rig.run("main", "XGROUP CREATE s g 0"), OOM);
        rig.transcript(
            "
> XREADGROUP GROUP g c STREAMS s >
(error) NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
> XTRIM s MAXLEN 1
(integer) 2
> XADD s 4-0 f v
\"4-0\"
> CONFIG SET maxmemory 1
OK
> SET k v
(error) OOM command not allowed when used memory > 'maxmemory'.
> SET k
(error) ERR wrong number of arguments for 'set' command
> CONFIG SET maxmemory 0
OK
> SET k v
OK
",
        );
    }

    #[test]
    fn a_queue_is_refused_for_what_it_holds() {
        let held = "
> MULTI
OK
> SET k v
QUEUED
# client B
> CONFIG SET maxmemory 1
OK
# client main
> EXEC
(error) EXECABORT Transaction discarded because of: OOM command not allowed when used memory > 'maxmemory'.
> MULTI
OK
";
        let mut rig = Rig::new();
        rig.transcript(held);
        rig.transcript("> GET k\nQUEUED\n> EXEC\n1) (nil)\n");
        let mut rig = Rig::new().profile("7.0");
        rig.transcript(held);
        assert_eq!(rig.run("main", "GET k"), OOM);
    }
}
