//! Groups, consumers and pending entries for completion and advice, each with the little that a list can show.

use super::entries::preview;
use super::{Lookup, SEARCHED, contains, fitting};
use crate::store::{Bytes, Counters, EntryId, Group, Millis, Reckoning, Stream};

/// A group, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupBrief {
    /// Its name.
    pub name: Bytes,
    /// Its bookmark.
    pub last_delivered: EntryId,
    /// How many entries are pending.
    pub pending: usize,
    /// How many it has still to get, if that is known.
    pub lag: Option<i64>,
}

/// A consumer, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerBrief {
    /// Its name.
    pub name: Bytes,
    /// How many entries are pending for it.
    pub pending: usize,
    /// Since its last attempt, in ms.
    pub idle: Millis,
}

/// A pending entry, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingBrief {
    /// Its ID.
    pub id: EntryId,
    /// Who has it; nobody once it was released.
    pub owner: Option<Bytes>,
    /// How often it was delivered.
    pub deliveries: u64,
    /// Since its last delivery, in ms.
    pub idle: Millis,
    /// Its first fields; empty when the entry is gone.
    pub preview: String,
}

/// What became of an ID in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PendingFate {
    /// It is pending.
    Pending,
    /// The group's bookmark, `last`, has not reached it.
    NeverDelivered {
        /// The last-delivered ID.
        last: EntryId,
    },
    /// The bookmark is past it, and it is not pending.
    Passed,
}

impl Lookup<'_> {
    /// The groups of the stream `key` whose names begin with `part`, then those that contain it.
    pub fn groups(self, key: &[u8], part: &[u8], most: usize) -> Vec<Bytes> {
        let groups = self.stream(key).into_iter().flat_map(Stream::groups);
        fitting(groups.map(|(name, _)| name), part, most)
    }

    /// A group of the stream `key`.
    pub fn group(self, key: &[u8], name: &[u8]) -> Option<GroupBrief> {
        let stream = self.stream(key)?;
        let group = stream.group(name)?;
        let counters: Counters = stream.counters(
            self.engine
                .map_or(Reckoning::Since80, |engine| engine.profile().reckoning()),
        );
        Some(GroupBrief {
            name: Bytes::from(name),
            last_delivered: group.last_delivered,
            pending: group.pending_len(),
            lag: group.lag(&counters),
        })
    }

    /// Whether the stream `key` has a group of this name.
    pub fn has_group(self, key: &[u8], name: &[u8]) -> bool {
        self.stream(key)
            .is_some_and(|stream| stream.group(name).is_some())
    }

    /// All groups of all streams that fit `part`: for a command that names the group before the stream.
    pub fn all_groups(self, part: &[u8], most: usize) -> Vec<Bytes> {
        let streams = self.keys(b"", Some("stream"), most);
        let mut groups: Vec<Bytes> = streams
            .iter()
            .flat_map(|key| self.groups(key, part, most))
            .collect();
        groups.sort_by_key(|name| (!name.starts_with(part), name.clone()));
        groups.dedup();
        groups.truncate(most);
        groups
    }

    /// The first streams that have a group of this name.
    pub fn streams_of(self, group: &[u8], most: usize) -> Vec<Bytes> {
        let mut streams = self.keys(b"", Some("stream"), most);
        streams.retain(|key| self.has_group(key, group));
        streams
    }

    /// The consumers of a group; of every group of that name when `key` is `None`.
    pub fn consumers(self, key: Option<&[u8]>, group: &[u8], part: &[u8], most: usize) -> Vec<ConsumerBrief> {
        let keys = match key {
            Some(key) => vec![Bytes::from(key)],
            None => self.keys(b"", Some("stream"), most),
        };
        let mut found: Vec<ConsumerBrief> = Vec::new();
        for group in keys.iter().filter_map(|key| self.stream(key)?.group(group)) {
            for name in fitting(group.consumers().map(|consumer| &consumer.name), part, most) {
                let Some(consumer) = group.consumer_named(&name) else {
                    continue;
                };
                let idle = self.now - consumer.seen_at;
                match found.iter_mut().find(|known| known.name == name) {
                    Some(known) => {
                        known.pending += consumer.pending_len();
                        known.idle = known.idle.min(idle);
                    }
                    None => found.push(ConsumerBrief {
                        name,
                        pending: consumer.pending_len(),
                        idle,
                    }),
                }
            }
        }
        found.truncate(most);
        found
    }

    /// The pending entries of a group that fit `part`: those whose IDs begin with it, then those whose owner or first
    /// fields contain it. Smallest ID first, or longest idle first.
    pub fn pending(
        self,
        key: &[u8],
        group: &[u8],
        part: &[u8],
        longest_first: bool,
        most: usize,
    ) -> Vec<PendingBrief> {
        let Some(stream) = self.stream(key) else {
            return Vec::new();
        };
        let Some(group) = stream.group(group) else {
            return Vec::new();
        };
        let ids: Vec<EntryId> = if longest_first {
            group
                .pending_in_turn()
                .map(|(id, _)| id)
                .take(most * 16)
                .collect()
        } else {
            group
                .pending_from(EntryId::MIN)
                .map(|(id, _)| id)
                .take(most * 16)
                .collect()
        };
        let all = ids.into_iter().filter_map(|id| self.brief(stream, group, id));
        let (mut begin, mut contain) = (Vec::new(), Vec::new());
        for brief in all {
            if brief.id.to_string().as_bytes().starts_with(part) {
                begin.push(brief);
            } else if brief.owner.as_ref().is_some_and(|owner| contains(owner, part))
                || contains(brief.preview.as_bytes(), part)
            {
                contain.push(brief);
            }
            if begin.len() == most {
                break;
            }
        }
        begin.append(&mut contain);
        begin.truncate(most);
        begin
    }

    /// What is pending in a group under this ID.
    pub fn pending_as(self, key: &[u8], group: &[u8], id: EntryId) -> Option<PendingBrief> {
        let stream = self.stream(key)?;
        self.brief(stream, stream.group(group)?, id)
    }

    /// The smallest ID that is pending in a group, for this consumer or for anybody, and for how long it has been
    /// idle, in ms.
    pub fn first_pending(self, key: &[u8], group: &[u8], owner: Option<&[u8]>) -> Option<(EntryId, Millis)> {
        let group = self.stream(key)?.group(group)?;
        let id = match owner {
            Some(name) => group.consumer_named(name)?.pending_after(None).next()?,
            None => group.pending_ends()?.0,
        };
        Some((id, self.now - group.pending(id)?.delivered_at()))
    }

    /// The last-delivered ID of a group.
    pub fn bookmark(self, key: &[u8], group: &[u8]) -> Option<EntryId> {
        Some(self.stream(key)?.group(group)?.last_delivered)
    }

    /// Whether nobody in this group was ever given anything. Not where consumers have gone who may have been, and not
    /// of more consumers than one would look through.
    pub fn gave_nothing(self, key: &[u8], group: &[u8]) -> bool {
        let group = self.stream(key).and_then(|stream| stream.group(group));
        group.is_some_and(|group| group.last_delivered != EntryId::MIN && group.gave_nothing(SEARCHED))
    }

    /// What became of this ID in a group; `None` without the group.
    pub fn pending_fate(self, key: &[u8], group: &[u8], id: EntryId) -> Option<PendingFate> {
        let group = self.stream(key)?.group(group)?;
        let last = group.last_delivered;
        Some(match group.pending(id) {
            Some(_) => PendingFate::Pending,
            None if id > last => PendingFate::NeverDelivered { last },
            None => PendingFate::Passed,
        })
    }

    fn brief(self, stream: &Stream, group: &Group, id: EntryId) -> Option<PendingBrief> {
        let pending = group.pending(id)?;
        Some(PendingBrief {
            id,
            owner: pending
                .consumer
                .and_then(|owner| group.consumer(owner))
                .map(|owner| owner.name.clone()),
            deliveries: pending.deliveries,
            idle: self.now - pending.delivered_at(),
            preview: stream.get(id).map(|entry| preview(&entry)).unwrap_or_default(),
        })
    }
}
