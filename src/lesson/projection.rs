//! What of the state counts when a mistake is recognised: entries, bookmarks, pending records and consumer names, and
//! never a time. Entries added since a moment are numbered in order, because the IDs that `*` gives are times too.

use std::collections::{BTreeMap, BTreeSet};

use crate::lab::Lab;
use crate::store::{Bytes, EntryId, Group, Millis, Pending, Stream, Value};

/// The state without its times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Projection {
    keys: BTreeMap<Bytes, Kept>,
}

type Fields = Vec<(Vec<u8>, Vec<u8>)>;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kept {
    Stream {
        entries: Vec<(Id, Fields)>,
        groups: BTreeMap<Bytes, KeptGroup>,
    },
    List(Vec<Vec<u8>>),
    Text(Bytes),
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct KeptGroup {
    last_delivered: Id,
    /// With its owner's name, if it has one, and the delivery count.
    pending: Vec<(Id, Option<Bytes>, u64)>,
    consumers: Vec<Bytes>,
}

/// An ID that was there before or was chosen by hand, or the place among those that the server chose since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Id {
    Known(EntryId),
    New(usize),
}

/// A projection is taken after every command of a learner; a state larger than this is not looked at.
const MOST_ENTRIES: u64 = 10_000;

impl Projection {
    /// The state of `lab`; IDs given by the clock at or after `since` (Unix ms) count by their order only. `None`
    /// when the state is too large for a lesson.
    pub(super) fn of(lab: &Lab, since: Millis) -> Option<Projection> {
        let now = lab.now(0);
        let mut keys = BTreeMap::new();
        let mut left = MOST_ENTRIES;
        for (key, value) in lab.engine().db(0).iter() {
            let kept = match value {
                Value::Stream(stream) => {
                    let pending: usize = stream.groups().map(|(_, group)| group.pending_len()).sum();
                    left = left.checked_sub(stream.len() + pending as u64)?;
                    kept_stream(stream, since, now)
                }
                Value::List(list) => {
                    left = left.checked_sub(list.len() as u64)?;
                    Kept::List(list.range(0, -1).map(|item| item.to_vec()).collect())
                }
                Value::Text(text) | Value::Grown(text) => Kept::Text(text.clone()),
            };
            keys.insert(key.clone(), kept);
            left = left.checked_sub(1)?;
        }
        Some(Projection { keys })
    }

    /// Whether nothing but the names of consumers tells the two apart.
    pub(super) fn differs_in_consumers_only(&self, other: &Projection) -> bool {
        let bare = |projection: &Projection| {
            let mut bare = projection.clone();
            for kept in bare.keys.values_mut() {
                if let Kept::Stream { groups, .. } = kept {
                    for group in groups.values_mut() {
                        group.consumers.clear();
                    }
                }
            }
            bare
        };
        self != other && bare(self) == bare(other)
    }

    /// Whether all that led from `before` to `left` is still so: what came is there, and what went is not.
    pub(super) fn keeps(&self, before: &Projection, left: &Projection) -> bool {
        let (now, before, left) = (self.parts(), before.parts(), left.parts());
        left.difference(&before).all(|came| now.contains(came))
            && before.difference(&left).all(|went| !now.contains(went))
    }

    /// Everything that is so, each thing by itself.
    fn parts(&self) -> BTreeSet<String> {
        let mut parts = BTreeSet::new();
        for (key, kept) in &self.keys {
            let Kept::Stream { entries, groups } = kept else {
                parts.insert(format!("{key:?} {kept:?}"));
                continue;
            };
            parts.insert(format!("{key:?}"));
            parts.extend(entries.iter().map(|entry| format!("{key:?} {entry:?}")));
            for (name, group) in groups {
                let group_part = |part: &dyn std::fmt::Debug| format!("{key:?} {name:?} {part:?}");
                parts.insert(group_part(&("at", group.last_delivered)));
                parts.extend(group.pending.iter().map(|record| group_part(record)));
                parts.extend(group.consumers.iter().map(|consumer| group_part(consumer)));
            }
        }
        parts
    }
}

fn kept_stream(stream: &Stream, since: Millis, now: Millis) -> Kept {
    let chosen = |id: EntryId| i64::try_from(id.ms).is_ok_and(|ms| since <= ms && ms <= now);
    let mut fresh: Vec<EntryId> = stream
        .range(EntryId::MIN, EntryId::MAX)
        .map(|entry| entry.id)
        .collect();
    fresh.retain(|id| chosen(*id));
    let id = |id: EntryId| fresh.binary_search(&id).map_or(Id::Known(id), Id::New);
    let entries = stream.range(EntryId::MIN, EntryId::MAX).map(|entry| {
        let fields = entry
            .fields()
            .map(|(name, value)| (name.to_vec(), value.to_vec()));
        (id(entry.id), fields.collect())
    });
    let groups = stream
        .groups()
        .map(|(name, group)| (name.clone(), kept_group(group, &id)));
    Kept::Stream {
        entries: entries.collect(),
        groups: groups.collect(),
    }
}

fn kept_group(group: &Group, id: &dyn Fn(EntryId) -> Id) -> KeptGroup {
    let owner = |record: &Pending| {
        let owner = record.consumer.and_then(|consumer| group.consumer(consumer));
        owner.map(|owner| owner.name.clone())
    };
    KeptGroup {
        last_delivered: id(group.last_delivered),
        pending: group
            .pending_from(EntryId::MIN)
            .map(|(entry, pending)| (id(entry), owner(pending), pending.deliveries))
            .collect(),
        consumers: group.consumers().map(|consumer| consumer.name.clone()).collect(),
    }
}
