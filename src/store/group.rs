//! A consumer group: its last-delivered ID, its consumers, its pending entries list (PEL), and the arithmetic of
//! entries-read and lag (streams.md B.1, B.3). The same pending record stands in the group's list and in exactly
//! one consumer's; this file keeps that so.

use std::collections::BTreeMap;

use super::Millis;
use super::bytes::Bytes;
use super::id::EntryId;
use super::runs::Runs;
use super::stream::Stream;

/// A consumer within its group; never reused while the group lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConsumerId(u32);

/// One pending entry: delivered, and not acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Who holds it.
    pub consumer: ConsumerId,
    /// When it was delivered last, Unix time in ms.
    pub delivered_at: Millis,
    /// How often it was delivered.
    pub deliveries: u64,
}

/// A member of a group.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Its name, any bytes.
    pub name: Bytes,
    /// The last attempt to do something, Unix time in ms.
    pub seen_at: Millis,
    /// The last time it got something, Unix time in ms.
    pub active_at: Option<Millis>,
    pending: Runs<EntryId, ()>,
}

impl Consumer {
    /// How many entries are pending for it.
    pub fn pending_len(&self) -> usize {
        self.pending.len()
    }

    /// The IDs pending for it after `id`, ascending; all of them when `id` is `None`.
    pub fn pending_after(&self, id: Option<EntryId>) -> impl Iterator<Item = EntryId> {
        let from = id.map_or(Some(EntryId::MIN), EntryId::next);
        from.into_iter()
            .flat_map(|from| self.pending.from(&from))
            .map(|(id, ())| *id)
    }

    /// The IDs pending for it from `id` on, ascending.
    pub fn pending_from(&self, id: EntryId) -> impl Iterator<Item = EntryId> {
        self.pending.from(&id).map(|(id, ())| *id)
    }
}

/// A consumer group.
#[derive(Clone, Debug)]
pub struct Group {
    /// The bookmark: everything up to here was delivered to somebody, or skipped.
    pub last_delivered: EntryId,
    /// How many entries the group has read, `None` when that cannot be known.
    pub entries_read: Option<i64>,
    pending: Runs<EntryId, Pending>,
    /// The same records by delivery time, for whoever claims the longest idle first.
    by_time: Runs<(Millis, EntryId), ()>,
    names: BTreeMap<Bytes, ConsumerId>,
    consumers: BTreeMap<ConsumerId, Consumer>,
    next_consumer: u32,
}

impl Group {
    pub(super) fn new(last_delivered: EntryId, entries_read: Option<i64>) -> Group {
        Group {
            last_delivered,
            entries_read,
            pending: Runs::default(),
            by_time: Runs::default(),
            names: BTreeMap::new(),
            consumers: BTreeMap::new(),
            next_consumer: 0,
        }
    }

    /// How many entries are pending for the group.
    pub fn pending_len(&self) -> usize {
        self.pending.len()
    }

    /// The pending entry with this ID.
    pub fn pending(&self, id: EntryId) -> Option<&Pending> {
        self.pending.get(&id)
    }

    /// The pending entries from `id` on, ascending.
    pub fn pending_from(&self, id: EntryId) -> impl Iterator<Item = (EntryId, &Pending)> {
        self.pending.from(&id).map(|(id, pending)| (*id, pending))
    }

    /// The pending IDs, longest idle first, with the time of their last delivery.
    pub fn pending_by_time(&self) -> impl Iterator<Item = (EntryId, Millis)> {
        self.by_time.iter().map(|((at, id), ())| (*id, *at))
    }

    /// The smallest and the largest pending ID.
    pub fn pending_ends(&self) -> Option<(EntryId, EntryId)> {
        Some((*self.pending.first()?.0, *self.pending.last()?.0))
    }

    /// The consumers in byte order of their names.
    pub fn consumers(&self) -> impl ExactSizeIterator<Item = &Consumer> {
        self.names.values().map(|id| &self.consumers[id])
    }

    /// The consumer with this number. Every pending entry's is there.
    pub fn consumer(&self, id: ConsumerId) -> Option<&Consumer> {
        self.consumers.get(&id)
    }

    /// The consumer called `name`.
    pub fn consumer_named(&self, name: &[u8]) -> Option<&Consumer> {
        self.names.get(name).map(|id| &self.consumers[id])
    }

    /// The number of the consumer called `name`.
    pub fn consumer_id(&self, name: &[u8]) -> Option<ConsumerId> {
        self.names.get(name).copied()
    }

    /// Adds a consumer; `None` if the name is taken.
    pub fn create_consumer(&mut self, name: &[u8], now: Millis) -> Option<ConsumerId> {
        if self.names.contains_key(name) {
            return None;
        }
        let id = ConsumerId(self.next_consumer);
        self.next_consumer += 1;
        let name = Bytes::from(name);
        self.names.insert(name.clone(), id);
        let consumer = Consumer {
            name,
            seen_at: now,
            active_at: None,
            pending: Runs::default(),
        };
        self.consumers.insert(id, consumer);
        Some(id)
    }

    /// Removes a consumer. Its pending entries leave the group too; says which.
    pub fn delete_consumer(&mut self, name: &[u8]) -> Option<Vec<EntryId>> {
        let id = self.names.remove(name)?;
        let consumer = self.consumers.remove(&id)?;
        let orphans: Vec<EntryId> = consumer.pending_after(None).collect();
        for id in &orphans {
            if let Some(record) = self.pending.remove(id) {
                self.by_time.remove(&(record.delivered_at, *id));
            }
        }
        Some(orphans)
    }

    /// Notes that a consumer tried to do something.
    pub fn seen(&mut self, consumer: ConsumerId, now: Millis) {
        if let Some(consumer) = self.consumers.get_mut(&consumer) {
            consumer.seen_at = now;
        }
    }

    /// Notes that a consumer got something.
    pub fn active(&mut self, consumer: ConsumerId, now: Millis) {
        if let Some(consumer) = self.consumers.get_mut(&consumer) {
            consumer.active_at = Some(now);
        }
    }

    /// Records `id` as pending, moving it from whoever held it. Gives back the earlier record.
    pub fn set_pending(&mut self, id: EntryId, pending: Pending) -> Option<Pending> {
        let before = self.pending.insert(id, pending);
        if before.is_none_or(|before| before.delivered_at != pending.delivered_at) {
            if let Some(before) = before {
                self.by_time.remove(&(before.delivered_at, id));
            }
            self.by_time.insert((pending.delivered_at, id), ());
        }
        if before.is_none_or(|before| before.consumer != pending.consumer) {
            if let Some(owner) = before.and_then(|before| self.consumers.get_mut(&before.consumer)) {
                owner.pending.remove(&id);
            }
            if let Some(owner) = self.consumers.get_mut(&pending.consumer) {
                owner.pending.insert(id, ());
            }
        }
        before
    }

    /// Removes the pending record of `id`, if there is one.
    pub fn remove_pending(&mut self, id: EntryId) -> Option<Pending> {
        let pending = self.pending.remove(&id)?;
        self.by_time.remove(&(pending.delivered_at, id));
        if let Some(owner) = self.consumers.get_mut(&pending.consumer) {
            owner.pending.remove(&id);
        }
        Some(pending)
    }

    /// Moves the bookmark over a delivered entry and keeps entries-read (B.3; the 8.0 rule: "add one" also needs
    /// the bookmark to be at or after the first existing entry).
    pub fn advance(&mut self, stream: &Counters, id: EntryId) {
        if id <= self.last_delivered {
            return;
        }
        let counts_on = match stream.reckoning {
            Reckoning::Until72 => !stream.tombstone_from(id),
            Reckoning::Since74 => !stream.tombstone_from(self.last_delivered),
            Reckoning::Since80 => {
                !stream.tombstone_from(self.last_delivered) && self.last_delivered >= stream.first_id
            }
        };
        self.entries_read = match self.entries_read {
            Some(read) if counts_on => Some(read + 1),
            _ if stream.entries_added > 0 => stream.estimate(id),
            read => read,
        };
        self.last_delivered = id;
    }

    /// How many entries the group has still to get; `None` when that cannot be known (B.3).
    pub fn lag(&self, stream: &Counters) -> Option<i64> {
        if stream.entries_added == 0 || (stream.len == 0 && stream.reckoning != Reckoning::Until72) {
            return Some(0);
        }
        let nothing_read = self.last_delivered < stream.first_id && stream.max_deleted < stream.first_id;
        if nothing_read && stream.reckoning != Reckoning::Until72 {
            return Some(stream.len as i64);
        }
        match self.entries_read {
            Some(read) if !stream.tombstone_from(self.last_delivered) => {
                Some(stream.entries_added as i64 - read)
            }
            _ => stream
                .estimate(self.last_delivered)
                .map(|read| stream.entries_added as i64 - read),
        }
    }
}

/// How entries-read and lag are reckoned. The rules were mended twice (streams.md 0.2, B.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reckoning {
    /// 7.0 and 7.2: entries that were trimmed unread can leave a wrong lag.
    Until72,
    /// 7.4.2: a group that has read nothing lags by the whole stream.
    Since74,
    /// 8.0: counting on also needs the bookmark to stand at or after the first entry.
    Since80,
}

/// The counters of a stream that the arithmetic of groups needs.
#[derive(Clone, Copy, Debug)]
pub struct Counters {
    len: u64,
    last_id: EntryId,
    first_id: EntryId,
    max_deleted: EntryId,
    entries_added: u64,
    reckoning: Reckoning,
}

impl Stream {
    /// The counters, apart from the groups, so that a group can be changed while they are asked.
    pub fn counters(&self, reckoning: Reckoning) -> Counters {
        Counters {
            reckoning,
            len: self.len(),
            last_id: self.last_id,
            first_id: self.first_id,
            max_deleted: self.max_deleted,
            entries_added: self.entries_added,
        }
    }
}

impl Counters {
    /// Whether an entry at or after `from` may have been deleted.
    fn tombstone_from(&self, from: EntryId) -> bool {
        let before_all = self.reckoning == Reckoning::Until72 && self.max_deleted < self.first_id;
        self.len > 0 && self.max_deleted != EntryId::MIN && !before_all && from <= self.max_deleted
    }

    /// The logical position of `id`: how many entries were added up to it.
    fn estimate(&self, id: EntryId) -> Option<i64> {
        let added = self.entries_added as i64;
        if self.entries_added == 0 {
            return Some(0);
        }
        if self.len == 0 && id <= self.last_id {
            return Some(added);
        }
        if self.reckoning != Reckoning::Until72 && id != EntryId::MIN && id < self.max_deleted {
            return None;
        }
        if id == self.last_id {
            return Some(added);
        }
        if id > self.last_id {
            return None;
        }
        if self.max_deleted == EntryId::MIN || self.max_deleted < self.first_id {
            if id < self.first_id {
                return Some(added - self.len as i64);
            }
            if id == self.first_id {
                return Some(added - self.len as i64 + 1);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(consumer: ConsumerId) -> Pending {
        Pending {
            consumer,
            delivered_at: 5,
            deliveries: 1,
        }
    }

    #[test]
    fn a_record_is_in_one_consumers_list_only() {
        let mut group = Group::new(EntryId::MIN, None);
        let ada = group.create_consumer(b"ada", 0).unwrap();
        let bob = group.create_consumer(b"bob", 0).unwrap();
        assert_eq!(group.create_consumer(b"ada", 1), None);
        for ms in 1..=3 {
            group.set_pending(EntryId::new(ms, 0), pending(ada));
        }
        group.set_pending(EntryId::new(2, 0), pending(bob));
        let counts = |group: &Group| group.consumers().map(Consumer::pending_len).collect::<Vec<_>>();
        assert_eq!((group.pending_len(), counts(&group)), (3, vec![2, 1]));
        group.remove_pending(EntryId::new(1, 0));
        assert_eq!((group.pending_len(), counts(&group)), (2, vec![1, 1]));
        assert_eq!(group.delete_consumer(b"ada"), Some(vec![EntryId::new(3, 0)]));
        assert_eq!((group.pending_len(), counts(&group)), (1, vec![1]));
    }
}
