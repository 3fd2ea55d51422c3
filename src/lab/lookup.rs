//! What completion and hints may ask about the present state: names that exist, each with the little that a list
//! can show. Every answer is bounded by the number asked for, and so is the search for it.

use crate::engine::Engine;
use crate::store::{Bytes, Counters, Db, Entry, EntryId, Group, Millis, Reckoning, Stream, Value};

/// A view of one database for completion.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<'a> {
    engine: Option<&'a Engine>,
    db: Option<&'a Db>,
    now: Millis,
}

/// How many names are looked at for one that merely contains what was typed.
const SEARCHED: usize = 2000;

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
    Pending {
        /// For whom.
        owner: Bytes,
        /// Since when, Unix ms.
        since: Millis,
    },
    /// The group's bookmark, `last`, has not reached it.
    NeverDelivered {
        /// The last-delivered ID.
        last: EntryId,
    },
    /// The bookmark is past it, and it is not pending.
    Passed,
}

impl<'a> Lookup<'a> {
    /// Names in `db`, at time 0.
    pub fn new(db: &'a Db) -> Self {
        Lookup {
            db: Some(db),
            ..Lookup::nothing()
        }
    }

    /// Names in database `db` of `engine`, at `now` (Unix ms).
    pub fn at(engine: &'a Engine, db: usize, now: Millis) -> Self {
        Lookup {
            engine: Some(engine),
            db: Some(engine.db(db)),
            now,
        }
    }

    /// Knows nothing: for help without a state.
    pub fn nothing() -> Self {
        Lookup {
            engine: None,
            db: None,
            now: 0,
        }
    }

    pub(super) fn db(self) -> Option<&'a Db> {
        self.db
    }

    pub(super) fn engine(self) -> Option<&'a Engine> {
        self.engine
    }

    /// Keys that begin with `part` and then those that contain it, of type `kind` if one is given (`stream`, `list`,
    /// `string`).
    pub fn keys(self, part: &[u8], kind: Option<&str>, most: usize) -> Vec<Bytes> {
        let fits = |value: &Value| kind.is_none_or(|kind| value.type_name() == kind);
        let begin = self.db.into_iter().flat_map(|db| db.from(part));
        let begin = begin
            .take_while(|(key, _)| key.starts_with(part))
            // A bounded search, however many keys of another type there are.
            .take(most * 16);
        let contain = self.db.into_iter().flat_map(Db::iter).take(SEARCHED);
        let contain = contain.filter(|(key, _)| !key.starts_with(part) && contains(key, part));
        begin
            .chain(contain)
            .filter(|(_, value)| fits(value))
            .map(|(key, _)| key.clone())
            .take(most)
            .collect()
    }

    /// What is under `key`: its type and how large it is (entries, elements or bytes).
    pub fn size(self, key: &[u8]) -> Option<(&'static str, u64)> {
        let value = self.db?.get(key)?;
        let size = match value {
            Value::Text(text) | Value::Grown(text) => text.len() as u64,
            Value::List(list) => list.len() as u64,
            Value::Stream(stream) => stream.len(),
        };
        Some((value.type_name(), size))
    }

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

    /// The newest entries of the stream `key` whose IDs begin with `part`, then those whose first fields contain it;
    /// newest first, each with a preview.
    pub fn ids(self, key: &[u8], part: &[u8], most: usize) -> Vec<(EntryId, String)> {
        let Some(stream) = self.stream(key) else {
            return Vec::new();
        };
        let newest = stream.range_down(EntryId::MIN, EntryId::MAX).take(most * 16);
        let (mut begin, mut contain) = (Vec::new(), Vec::new());
        for entry in newest {
            if entry.id.to_string().as_bytes().starts_with(part) {
                begin.push((entry.id, preview(&entry)));
            } else if contain.len() < most {
                let preview = preview(&entry);
                if contains(preview.as_bytes(), part) {
                    contain.push((entry.id, preview));
                }
            }
            if begin.len() == most {
                break;
            }
        }
        begin.append(&mut contain);
        begin.truncate(most);
        begin
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

    /// How many entries the stream `key` has, and its first ID.
    pub fn range_begins(self, key: &[u8]) -> Option<(u64, EntryId)> {
        let stream = self.stream(key)?;
        let first = stream.range(EntryId::MIN, EntryId::MAX).next()?.id;
        Some((stream.len(), first))
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
            Some(pending) => PendingFate::Pending {
                owner: group.consumer(pending.consumer?)?.name.clone(),
                since: pending.delivered_at(),
            },
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

    /// Fields of the newest entry of the stream `key` whose names begin with `part`, then those that contain it; each
    /// with the value it has there.
    pub fn fields(self, key: &[u8], part: &[u8], most: usize) -> Vec<(Bytes, String)> {
        let newest = self.stream(key).and_then(Stream::last);
        let all = newest.into_iter().flat_map(|entry| entry.fields()).take(SEARCHED);
        let mut found: Vec<(Bytes, String)> = all
            .map(|(name, value)| (Bytes::from(name.to_vec()), clipped(&value.to_vec())))
            .filter(|(name, _)| contains(name, part))
            .collect();
        found.sort_by_key(|(name, _)| !name.starts_with(part));
        found.truncate(most);
        found
    }

    /// The type of what is under `key`.
    pub fn kind(self, key: &[u8]) -> Option<&'static str> {
        self.db?.get(key).map(Value::type_name)
    }

    /// The last ID that the stream `key` ever had.
    pub fn last_id(self, key: &[u8]) -> Option<EntryId> {
        self.stream(key).map(|stream| stream.last_id)
    }

    /// The ID that goes on as the last two entries of the stream `key` do: `30-0` after `10-0` and `20-0`.
    pub fn next_in_step(self, key: &[u8]) -> Option<EntryId> {
        let stream = self.stream(key)?;
        let mut newest = stream
            .range_down(EntryId::MIN, EntryId::MAX)
            .map(|entry| entry.id);
        let (last, before) = (newest.next()?, newest.next().unwrap_or(EntryId::MIN));
        let step = last.ms.checked_sub(before.ms).filter(|step| *step > 0)?;
        // Only IDs that somebody chose by hand go in steps.
        let by_hand = last == stream.last_id && last.ms < 1_000_000_000 && (last.seq, before.seq) == (0, 0);
        by_hand.then(|| EntryId {
            ms: last.ms + step,
            seq: 0,
        })
    }

    pub(super) fn stream(self, key: &[u8]) -> Option<&'a Stream> {
        self.db?.stream(key).ok().flatten()
    }
}

/// Names that begin with `part`, then those that contain it, in order.
fn fitting<'n>(names: impl Iterator<Item = &'n Bytes>, part: &[u8], most: usize) -> Vec<Bytes> {
    let (mut begin, mut contain) = (Vec::new(), Vec::new());
    for name in names.take(SEARCHED) {
        if name.starts_with(part) {
            begin.push(name.clone());
        } else if contain.len() < most && contains(name, part) {
            contain.push(name.clone());
        }
        if begin.len() == most {
            break;
        }
    }
    begin.append(&mut contain);
    begin.truncate(most);
    begin
}

/// Whether `part` occurs in `name`, in any case.
fn contains(name: &[u8], part: &[u8]) -> bool {
    part.is_empty()
        || name
            .windows(part.len())
            .any(|window| window.eq_ignore_ascii_case(part))
}

fn preview(entry: &Entry<'_>) -> String {
    let mut text = String::new();
    for (name, value) in entry.fields().take(2) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&clipped(&name.to_vec()));
        text.push('=');
        text.push_str(&clipped(&value.to_vec()));
    }
    text.chars().take(40).collect()
}

/// The beginning of a text, which may be very long.
fn clipped(bytes: &[u8]) -> String {
    crate::wire::shown(&bytes[..bytes.len().min(160)])
        .chars()
        .take(40)
        .collect()
}
