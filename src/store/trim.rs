//! Trimming from the front by length or by ID, exactly or by whole nodes (streams.md B.9).

use std::sync::Arc;

use super::id::EntryId;
use super::node::Node;
use super::stream::Stream;

/// What must hold after trimming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// At most this many entries.
    MaxLen(u64),
    /// No entry below this ID.
    MinId(EntryId),
}

/// What becomes of the groups' hold on entries that go (streams.md B.23, B.24).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum References {
    /// Pending records stay, without their entries.
    #[default]
    Keep,
    /// Pending records go with their entries.
    Delete,
    /// Only entries that every group has read and acknowledged go.
    Acked,
}

/// A trimming to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trim {
    /// What must hold.
    pub threshold: Threshold,
    /// `~`: only whole nodes are removed.
    pub approximate: bool,
    /// The most entries to remove, counted by whole nodes; 0 for no limit.
    pub limit: u64,
    /// What becomes of pending records. Only with `Keep` does `~` keep nodes whole.
    pub references: References,
}

/// What a trimming did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trimmed {
    /// How many entries went.
    pub count: u64,
    /// The oldest that went.
    pub first: EntryId,
    /// The newest that went.
    pub last: EntryId,
}

impl Trimmed {
    fn add(&mut self, first: EntryId, last: EntryId, count: u64) {
        if self.count == 0 {
            self.first = first;
        }
        self.last = last;
        self.count += count;
    }
}

impl Stream {
    /// Removes old entries until the threshold holds, as far as `trim` allows.
    pub fn trim(&mut self, trim: Trim) -> Trimmed {
        let done = match trim.references {
            References::Keep => self.trim_nodes(trim),
            References::Delete | References::Acked => self.trim_entries(trim),
        };
        if done.count > 0 {
            self.find_first();
        }
        done
    }

    /// Entry by entry, minding the groups.
    fn trim_entries(&mut self, trim: Trim) -> Trimmed {
        let mut done = Trimmed::default();
        let mut from = EntryId::MIN;
        loop {
            let Some((&base, node)) = self.nodes.from(&from).next() else {
                return done;
            };
            if trim.limit != 0 && done.count + node.live() > trim.limit {
                return done;
            }
            let live = node.slots().filter(|slot| slot.live);
            let ids: Vec<EntryId> = live.map(|slot| slot.id).collect();
            for id in ids {
                let enough = match trim.threshold {
                    Threshold::MaxLen(most) => self.len <= most,
                    Threshold::MinId(least) => id >= least,
                };
                if enough {
                    return done;
                }
                if trim.references == References::Acked && self.is_referenced(id) {
                    continue;
                }
                if trim.references == References::Delete {
                    self.forget(id);
                }
                self.take_out(id);
                done.add(id, id, 1);
            }
            match base.next() {
                Some(next) => from = next,
                None => return done,
            }
        }
    }

    fn trim_nodes(&mut self, trim: Trim) -> Trimmed {
        let mut done = Trimmed::default();
        while let Some((&base, node)) = self.nodes.first() {
            if matches!(trim.threshold, Threshold::MaxLen(most) if self.len <= most) {
                break;
            }
            let live = node.live();
            if trim.limit != 0 && done.count + live > trim.limit {
                break;
            }
            if self.may_drop(node, trim.threshold) {
                let (first, last) = live_ends(node);
                done.add(first, last, live);
                self.drop_node(base);
                self.len -= live;
                continue;
            }
            if !trim.approximate {
                self.trim_front(base, trim.threshold, &mut done);
            }
            break;
        }
        done
    }

    fn may_drop(&self, node: &Node, threshold: Threshold) -> bool {
        match threshold {
            Threshold::MaxLen(most) => self.len - node.live() >= most,
            Threshold::MinId(least) => node.last() < least,
        }
    }

    /// Marks entries of the first node as deleted until the threshold holds.
    fn trim_front(&mut self, base: EntryId, threshold: Threshold, done: &mut Trimmed) {
        let Some(node) = self.nodes.get_mut(&base) else {
            return;
        };
        let node = Arc::make_mut(node);
        let mut at = node.start();
        while let Some(slot) = node.slot(at) {
            let enough = match threshold {
                Threshold::MaxLen(most) => self.len <= most,
                Threshold::MinId(least) => slot.id >= least,
            };
            if enough {
                break;
            }
            if slot.live {
                node.delete(&slot);
                self.len -= 1;
                done.add(slot.id, slot.id, 1);
            }
            at = slot.end;
        }
    }
}

/// The first and last live IDs of a node that has any.
fn live_ends(node: &Node) -> (EntryId, EntryId) {
    let mut ids = node.slots().filter(|slot| slot.live).map(|slot| slot.id);
    let first = ids.next().unwrap_or(node.base());
    (first, ids.last().unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::super::node::NodeLimits;
    use super::*;

    fn stream(entries: u64) -> Stream {
        let mut stream = Stream::default();
        for ms in 1..=entries {
            stream
                .append(
                    EntryId::new(ms, 0),
                    [b"f".as_slice(), b"v"].into_iter(),
                    NodeLimits::default(),
                )
                .unwrap();
        }
        stream
    }

    fn trim(threshold: Threshold, approximate: bool, limit: u64) -> (u64, u64, EntryId) {
        let mut stream = stream(150);
        let done = stream.trim(Trim {
            threshold,
            approximate,
            limit,
            references: References::Keep,
        });
        (done.count, stream.len(), stream.first_id)
    }

    #[test]
    fn exact_leaves_what_was_asked_and_tilde_whole_nodes() {
        assert_eq!(
            trim(Threshold::MaxLen(40), false, 0),
            (110, 40, EntryId::new(111, 0))
        );
        assert_eq!(
            trim(Threshold::MaxLen(100), true, 0),
            (0, 150, EntryId::new(1, 0))
        );
        assert_eq!(
            trim(Threshold::MaxLen(40), true, 0),
            (100, 50, EntryId::new(101, 0))
        );
        assert_eq!(
            trim(Threshold::MaxLen(40), true, 99),
            (0, 150, EntryId::new(1, 0))
        );
        assert_eq!(trim(Threshold::MaxLen(0), false, 0), (150, 0, EntryId::MIN));
        assert_eq!(
            trim(Threshold::MinId(EntryId::new(50, 0)), false, 0),
            (49, 101, EntryId::new(50, 0))
        );
        assert_eq!(
            trim(Threshold::MinId(EntryId::new(120, 0)), true, 0),
            (100, 50, EntryId::new(101, 0))
        );
    }
}
