//! What completion and hints may ask about the present state: names that exist. Every answer is bounded by the
//! number asked for.

use crate::store::{Bytes, Db, EntryId, Millis, Value};

/// A view of one database for completion.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<'a> {
    db: Option<&'a Db>,
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
    /// Names in `db`.
    pub fn new(db: &'a Db) -> Self {
        Lookup { db: Some(db) }
    }

    /// Knows nothing: for help without a state.
    pub fn nothing() -> Self {
        Lookup { db: None }
    }

    /// Keys that begin with `prefix`, of type `kind` if one is given (`stream`, `list`, `string`).
    pub fn keys(self, prefix: &[u8], kind: Option<&str>, most: usize) -> Vec<Bytes> {
        let keys = self.db.into_iter().flat_map(|db| db.from(prefix));
        keys.take_while(|(key, _)| key.starts_with(prefix))
            // A bounded search, however many keys of another type there are.
            .take(most * 16)
            .filter(|(_, value)| kind.is_none_or(|kind| value.type_name() == kind))
            .map(|(key, _)| key.clone())
            .take(most)
            .collect()
    }

    /// The groups of the stream `key` whose names begin with `prefix`.
    pub fn groups(self, key: &[u8], prefix: &[u8], most: usize) -> Vec<Bytes> {
        let groups = self
            .stream(key)
            .into_iter()
            .flat_map(crate::store::Stream::groups);
        groups
            .map(|(name, _)| name)
            .filter(|name| name.starts_with(prefix))
            .take(most)
            .cloned()
            .collect()
    }

    /// All groups of all streams that begin with `prefix`: for a command that names the group before the stream.
    pub fn all_groups(self, prefix: &[u8], most: usize) -> Vec<Bytes> {
        let streams = self.keys(b"", Some("stream"), most);
        let mut groups: Vec<Bytes> = streams
            .iter()
            .flat_map(|key| self.groups(key, prefix, most))
            .collect();
        groups.sort();
        groups.dedup();
        groups.truncate(most);
        groups
    }

    /// The consumers of a group; of every group of that name when `key` is `None`.
    pub fn consumers(self, key: Option<&[u8]>, group: &[u8], prefix: &[u8], most: usize) -> Vec<Bytes> {
        let keys = match key {
            Some(key) => vec![Bytes::from(key)],
            None => self.keys(b"", Some("stream"), most),
        };
        let groups = keys.iter().filter_map(|key| self.stream(key)?.group(group));
        let mut names: Vec<Bytes> = groups
            .flat_map(|group| group.consumers().map(|consumer| consumer.name.clone()))
            .filter(|name| name.starts_with(prefix))
            .take(most)
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The newest entries of the stream `key` whose IDs begin with `prefix`, newest first, each with a preview.
    pub fn ids(self, key: &[u8], prefix: &[u8], most: usize) -> Vec<(EntryId, String)> {
        let Some(stream) = self.stream(key) else {
            return Vec::new();
        };
        let newest = stream.range_down(EntryId::MIN, EntryId::MAX).take(most * 16);
        let fitting = newest.filter(|entry| entry.id.to_string().as_bytes().starts_with(prefix));
        fitting
            .take(most)
            .map(|entry| (entry.id, preview(&entry)))
            .collect()
    }

    /// The pending entries of a group whose IDs begin with `prefix`, oldest first, each with its owner, if it has one.
    pub fn pending(
        self,
        key: &[u8],
        group: &[u8],
        prefix: &[u8],
        most: usize,
    ) -> Vec<(EntryId, Option<Bytes>)> {
        let Some(group) = self.stream(key).and_then(|stream| stream.group(group)) else {
            return Vec::new();
        };
        let fitting = group
            .pending_from(EntryId::MIN)
            .take(most * 16)
            .filter_map(|(id, pending)| {
                let owner = pending.consumer.and_then(|owner| group.consumer(owner));
                let owner = owner.map(|owner| owner.name.clone());
                id.to_string()
                    .as_bytes()
                    .starts_with(prefix)
                    .then_some((id, owner))
            });
        fitting.take(most).collect()
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

    /// Field names of the newest entry of the stream `key`.
    pub fn fields(self, key: &[u8], prefix: &[u8]) -> Vec<Bytes> {
        let newest = self.stream(key).and_then(crate::store::Stream::last);
        let names = newest
            .into_iter()
            .flat_map(|entry| entry.fields())
            .map(|(name, _)| Bytes::from(name.to_vec()));
        names.filter(|name| name.starts_with(prefix)).collect()
    }

    /// The type of what is under `key`.
    pub fn kind(self, key: &[u8]) -> Option<&'static str> {
        self.db?.get(key).map(Value::type_name)
    }

    /// The last ID that the stream `key` ever had.
    pub fn last_id(self, key: &[u8]) -> Option<EntryId> {
        self.stream(key).map(|stream| stream.last_id)
    }

    fn stream(self, key: &[u8]) -> Option<&'a crate::store::Stream> {
        self.db?.stream(key).ok().flatten()
    }
}

fn preview(entry: &crate::store::Entry<'_>) -> String {
    let mut text = String::new();
    for (name, value) in entry.fields().take(2) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&crate::wire::shown(&name.to_vec()));
        text.push('=');
        text.push_str(&crate::wire::shown(&value.to_vec()));
    }
    text.chars().take(40).collect()
}
