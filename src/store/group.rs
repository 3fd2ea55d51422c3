//! A consumer group: its last-delivered ID, its consumers, its pending entries list (PEL; streams.md B.1). The same
//! pending record stands in the group's list and in exactly one consumer's, or in none once it was released (XNACK);
//! this file keeps that so. What the group has read and lags by is in `lag`.

use std::collections::BTreeMap;
use std::ops::Bound;

use super::Millis;
use super::bytes::Bytes;
use super::id::EntryId;
use super::runs::Runs;

/// A consumer within its group; never reused while the group lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ConsumerId(u32);

/// One pending entry: delivered, and not acknowledged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Who holds it; nobody once it was released.
    pub consumer: Option<ConsumerId>,
    /// How often it was delivered.
    pub deliveries: u64,
    /// Its place in the order of claims: when it was delivered last; for a released one a number below all times.
    place: Millis,
}

impl Pending {
    /// A record of `consumer`'s, delivered last at `delivered_at` (Unix time in ms).
    pub fn new(consumer: ConsumerId, delivered_at: Millis, deliveries: u64) -> Pending {
        Pending {
            consumer: Some(consumer),
            deliveries,
            place: delivered_at.max(0),
        }
    }

    /// When it was delivered last, Unix time in ms; 0 once it was released.
    pub fn delivered_at(&self) -> Millis {
        self.place.max(0)
    }

    /// For how long it has been idle at `now`, in ms; `None` once it was released, which is longer than any time.
    pub fn idle(&self, now: Millis) -> Option<Millis> {
        idle(self.place, now)
    }

    /// Whether it has been idle for `min_idle` ms at `now`.
    pub fn is_idle(&self, now: Millis, min_idle: Millis) -> bool {
        self.idle(now).is_none_or(|idle| idle >= min_idle)
    }
}

/// Released records have places below all times.
fn idle(place: Millis, now: Millis) -> Option<Millis> {
    (place >= 0).then(|| now - place)
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

    /// The IDs pending for it at or before `id`, descending.
    pub fn pending_down_from(&self, id: EntryId) -> impl Iterator<Item = EntryId> {
        self.pending.down_from(&id).map(|(id, ())| *id)
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
    /// The same records by their place: the released ones in the order of their release, then by delivery time.
    by_place: Runs<(Millis, EntryId), ()>,
    /// How many of them are released.
    released: usize,
    /// The place of the next to be released.
    next_release: Millis,
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
            by_place: Runs::default(),
            released: 0,
            next_release: Millis::MIN,
            names: BTreeMap::new(),
            consumers: BTreeMap::new(),
            next_consumer: 0,
        }
    }

    /// Whether nobody in it was ever given anything; `false` also where that is not known, because consumers were
    /// deleted or there are more than `most`.
    pub fn gave_nothing(&self, most: usize) -> bool {
        let all_here = self.consumers.len() == self.next_consumer as usize && self.consumers.len() <= most;
        all_here
            && self
                .consumers
                .values()
                .all(|consumer| consumer.active_at.is_none())
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

    /// The pending IDs at or before `id`, descending.
    pub fn pending_down_from(&self, id: EntryId) -> impl Iterator<Item = EntryId> {
        self.pending.down_from(&id).map(|(id, _)| *id)
    }

    /// How many of the pending entries are released: nobody holds them.
    pub fn released_len(&self) -> usize {
        self.released
    }

    /// The pending IDs in the order in which they are claimed: what was released first, then the longest idle; with
    /// the time of their last delivery, which a released one has not.
    pub fn pending_in_turn(&self) -> impl Iterator<Item = (EntryId, Option<Millis>)> {
        let places = self.by_place.iter();
        places.map(|((place, id), ())| (*id, (*place >= 0).then_some(*place)))
    }

    /// The smallest and the largest pending ID.
    pub fn pending_ends(&self) -> Option<(EntryId, EntryId)> {
        Some((*self.pending.first()?.0, *self.pending.last()?.0))
    }

    /// The consumers in byte order of their names.
    pub fn consumers(&self) -> impl ExactSizeIterator<Item = &Consumer> {
        self.names.values().map(|id| &self.consumers[id])
    }

    /// The consumers from `name` on, in byte order.
    pub fn consumers_from<'a>(&'a self, name: &[u8]) -> impl Iterator<Item = &'a Consumer> + use<'a> {
        let names = self
            .names
            .range::<[u8], _>((Bound::Included(name), Bound::Unbounded));
        names.map(|(_, id)| &self.consumers[id])
    }

    /// The consumers before `name`, the nearest first; all of them from the last when it is `None`.
    pub fn consumers_before<'a>(
        &'a self,
        name: Option<&[u8]>,
    ) -> impl Iterator<Item = &'a Consumer> + use<'a> {
        let end = name.map_or(Bound::Unbounded, Bound::Excluded);
        let names = self.names.range::<[u8], _>((Bound::Unbounded, end));
        names.rev().map(|(_, id)| &self.consumers[id])
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
                self.by_place.remove(&(record.place, *id));
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
        if before.is_none_or(|before| before.place != pending.place) {
            if let Some(before) = before {
                self.by_place.remove(&(before.place, id));
            }
            self.by_place.insert((pending.place, id), ());
        }
        if before.is_none_or(|before| before.consumer != pending.consumer) {
            if let Some(before) = before {
                self.let_go(id, before);
            }
            match pending.consumer {
                None => self.released += 1,
                Some(consumer) => {
                    if let Some(owner) = self.consumers.get_mut(&consumer) {
                        owner.pending.insert(id, ());
                    }
                }
            }
        }
        before
    }

    /// Takes `id` from whoever holds it, if anybody does, and puts it behind what was released before; pending it
    /// stays. Gives back the earlier record.
    pub fn release(&mut self, id: EntryId, deliveries: u64) -> Option<Pending> {
        let record = Pending {
            consumer: None,
            deliveries,
            place: self.next_release,
        };
        self.next_release += 1;
        self.set_pending(id, record)
    }

    /// Removes the pending record of `id`, if there is one.
    pub fn remove_pending(&mut self, id: EntryId) -> Option<Pending> {
        let pending = self.pending.remove(&id)?;
        self.by_place.remove(&(pending.place, id));
        self.let_go(id, pending);
        Some(pending)
    }

    /// Takes a record off the list of its consumer, or off the count of those that have none.
    fn let_go(&mut self, id: EntryId, record: Pending) {
        match record.consumer {
            None => self.released -= 1,
            Some(consumer) => {
                if let Some(owner) = self.consumers.get_mut(&consumer) {
                    owner.pending.remove(&id);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pending(consumer: ConsumerId) -> Pending {
        Pending::new(consumer, 5, 1)
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

    #[test]
    fn what_is_released_is_nobodys_and_first_in_turn() {
        let mut group = Group::new(EntryId::MIN, None);
        let ada = group.create_consumer(b"ada", 0).unwrap();
        let id = |ms| EntryId::new(ms, 0);
        for ms in 1..=4 {
            group.set_pending(id(ms), pending(ada));
        }
        for ms in [3, 2, 3] {
            group.release(id(ms), 0);
        }
        let turn = |group: &Group| group.pending_in_turn().collect::<Vec<_>>();
        let held = |ms| (id(ms), Some(5));
        assert_eq!(turn(&group), [(id(2), None), (id(3), None), held(1), held(4)]);
        let counts = |group: &Group| {
            let owned = group.consumers().map(Consumer::pending_len).sum::<usize>();
            (group.pending_len(), owned, group.released_len())
        };
        assert_eq!(counts(&group), (4, 2, 2));
        group.set_pending(id(2), pending(ada));
        group.remove_pending(id(3));
        assert_eq!(
            (turn(&group), counts(&group)),
            (vec![held(1), held(2), held(4)], (3, 3, 0))
        );
    }
}
