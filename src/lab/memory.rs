//! What Redis itself forgets but a learner wants to see: who acknowledged which entry, and how many a group was really
//! given. Fed by events, bounded, and part of what undo brings back.

use std::collections::BTreeMap;

use crate::command::Event;
use crate::store::{Bytes, EntryId, Runs};

/// The most acknowledgements remembered per group; the oldest are forgotten first.
const MOST: usize = 100_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    acked: BTreeMap<(Bytes, Bytes), Runs<EntryId, Option<Bytes>>>,
    /// How many entries each group has given out as new ones, as long as its bookmark moved only by that.
    given: BTreeMap<(Bytes, Bytes), u64>,
}

impl Memory {
    /// Takes in what happened.
    pub(super) fn note(&mut self, events: &[Event]) {
        let mut before = None;
        for event in events {
            // Reading moves a bookmark right after what it gave; nothing else gives anything before it moves one.
            let by_reading = matches!(before.replace(event), Some(Event::Delivered { .. }));
            match event {
                Event::GroupCreated { key, group, .. } => {
                    self.given.insert((key.clone(), group.clone()), 0);
                }
                Event::Delivered { key, group, id, .. } => self.delivered(key, group, *id),
                Event::LastDelivered { key, group, to, .. } if !by_reading => {
                    self.moved_by_hand(key, group, *to);
                }
                Event::Acked {
                    key,
                    group,
                    consumer,
                    id,
                } => {
                    let acked = self.acked.entry((key.clone(), group.clone())).or_default();
                    acked.insert(*id, consumer.clone());
                    if acked.len() > MOST {
                        acked.pop_first();
                    }
                }
                Event::KeyRemoved { key, kind: "stream" }
                | Event::Expired { key, kind: "stream" }
                | Event::Moved { key, .. } => self.removed(key),
                Event::GroupDestroyed { key, group, .. } => {
                    self.acked.remove(&(key.clone(), group.clone()));
                    self.given.remove(&(key.clone(), group.clone()));
                }
                Event::Renamed { from, to } => {
                    self.copied(from, to);
                    self.removed(from);
                }
                Event::Copied { from, to } => self.copied(from, to),
                Event::Flushed { .. } | Event::Swapped { .. } => *self = Memory::default(),
                _ => {}
            }
        }
    }

    fn delivered(&mut self, key: &Bytes, group: &Bytes, id: EntryId) {
        let name = (key.clone(), group.clone());
        if let Some(acked) = self.acked.get_mut(&name) {
            acked.remove(&id);
        }
        if let Some(given) = self.given.get_mut(&name) {
            *given += 1;
        }
    }

    /// A new count begins only at the very start; anywhere else it is not known any more how many of those before the
    /// bookmark were given.
    fn moved_by_hand(&mut self, key: &Bytes, group: &Bytes, to: EntryId) {
        let name = (key.clone(), group.clone());
        if to == EntryId::MIN {
            self.given.insert(name, 0);
        } else {
            self.given.remove(&name);
        }
    }

    fn removed(&mut self, key: &Bytes) {
        self.acked.retain(|(name, _), _| name != key);
        self.given.retain(|(name, _), _| name != key);
    }

    /// How many entries this group has given out as new ones, if that is remembered.
    pub(super) fn given(&self, key: &Bytes, group: &Bytes) -> Option<u64> {
        self.given.get(&(key.clone(), group.clone())).copied()
    }

    fn copied(&mut self, from: &Bytes, to: &Bytes) {
        let copies: Vec<_> = self
            .acked
            .iter()
            .filter(|((name, _), _)| name == from)
            .map(|((_, group), acked)| ((to.clone(), group.clone()), acked.clone()))
            .collect();
        self.acked.extend(copies);
        let given = self.given.iter().filter(|((name, _), _)| name == from);
        let copies: Vec<_> = given
            .map(|((_, group), given)| ((to.clone(), group.clone()), *given))
            .collect();
        self.given.extend(copies);
    }

    /// Who had this entry when it was acknowledged for this group (nobody, if it was released), if that is remembered.
    pub(super) fn acked_by(&self, key: &Bytes, group: &Bytes, id: EntryId) -> Option<&Option<Bytes>> {
        self.acked.get(&(key.clone(), group.clone()))?.get(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Rig;

    /// How many entries group `g` of `s` was given, as far as is known, when all this happened at once.
    fn given(lines: &[&str]) -> Option<u64> {
        let mut rig = Rig::new();
        let mut memory = Memory::default();
        for line in lines {
            let (client, line) = line.split_once("> ").unwrap_or(("main", line));
            rig.run(client, line);
        }
        memory.note(&rig.events());
        memory.given(&Bytes::from(&b"s"[..]), &Bytes::from(&b"g"[..]))
    }

    #[test]
    fn what_happens_at_once_counts_in_its_order() {
        const GROUP: [&str; 3] = [
            "XADD a 1-0 n v",
            "XGROUP CREATE a g 0",
            "XGROUP CREATE s g $ MKSTREAM",
        ];
        let then = |lines: &[&str]| given(&[&GROUP[..], lines].concat());
        let read = "XREADGROUP GROUP g c STREAMS s >";
        assert_eq!(then(&["XADD s 1-0 n v", read]), Some(1));
        // The stream of the waiting reader is another one in the end, and it is that one which is given.
        assert_eq!(
            then(&["R> XREADGROUP GROUP g c BLOCK 0 STREAMS s >", "DEL s"]),
            None
        );
        let renamed = [
            "XREADGROUP GROUP g c STREAMS a >",
            "XADD a 2-0 n v",
            "R> XREADGROUP GROUP g c BLOCK 0 STREAMS s >",
            "RENAME a s",
        ];
        assert_eq!(then(&renamed), Some(2));
        assert_eq!(
            then(&["DEL s", "XGROUP CREATE s g $ MKSTREAM", "XADD s 1-0 n v", read]),
            Some(1)
        );
        assert_eq!(then(&["XADD s 1-0 n v", read, "XGROUP SETID s g 0"]), Some(0));
        assert_eq!(then(&["XADD s 1-0 n v", read, "XGROUP SETID s g 5"]), None);
        assert_eq!(then(&["RPUSH s2 x", "LPOP s2"]), Some(0));
    }
}
