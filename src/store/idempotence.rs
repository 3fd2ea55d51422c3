//! What a stream remembers of producers that name their messages, so that one sent twice is added once (streams.md
//! B.26): per producer the last so many names for so long, each with the entry it became.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Millis;
use super::bytes::Bytes;
use super::id::EntryId;

/// The memory for idempotent XADD.
#[derive(Clone, Debug)]
pub struct Idempotence {
    /// For how many seconds a name is remembered.
    pub duration: u32,
    /// How many names are remembered of one producer.
    pub max_size: u32,
    /// Entries added under a name.
    pub added: u64,
    /// Messages that were not added because they had been before.
    pub duplicates: u64,
    producers: BTreeMap<Bytes, Arc<Producer>>,
}

#[derive(Clone, Debug, Default)]
struct Producer {
    by_name: BTreeMap<Bytes, EntryId>,
    /// In the order in which they came, as their IDs grow.
    by_entry: BTreeMap<EntryId, Bytes>,
}

impl Default for Idempotence {
    fn default() -> Self {
        Idempotence {
            duration: 100,
            max_size: 100,
            added: 0,
            duplicates: 0,
            producers: BTreeMap::new(),
        }
    }
}

impl Idempotence {
    /// The entry that this producer's message became.
    pub fn find(&self, producer: &[u8], name: &[u8], now: Millis) -> Option<EntryId> {
        let id = *self.producers.get(producer)?.by_name.get(name)?;
        self.is_fresh(id, now).then_some(id)
    }

    /// Remembers what a message became; forgets what is too old or too much.
    pub fn remember(&mut self, producer: &[u8], name: &[u8], id: EntryId, now: Millis) {
        self.sweep(now);
        self.added += 1;
        let known = Arc::make_mut(self.producers.entry(producer.into()).or_default());
        if let Some(before) = known.by_name.insert(name.into(), id) {
            known.by_entry.remove(&before);
        }
        known.by_entry.insert(id, name.into());
        while known.by_entry.len() > self.max_size as usize {
            known.drop_oldest();
        }
    }

    /// Changes the limits; a change forgets every name.
    pub fn configure(&mut self, duration: u32, max_size: u32) {
        if (duration, max_size) != (self.duration, self.max_size) {
            (self.duration, self.max_size) = (duration, max_size);
            self.producers.clear();
        }
    }

    /// How many producers and how many of their names are remembered.
    pub fn tracked(&self, now: Millis) -> (usize, usize) {
        let fresh = |producer: &Producer| {
            let ids = producer.by_entry.keys();
            ids.filter(|id| self.is_fresh(**id, now)).count()
        };
        let counts = self.producers.values().map(|producer| fresh(producer));
        counts
            .filter(|count| *count > 0)
            .fold((0, 0), |(producers, names), count| (producers + 1, names + count))
    }

    fn is_fresh(&self, id: EntryId, now: Millis) -> bool {
        let since = now - Millis::from(self.duration) * 1000;
        u64::try_from(since).map_or(true, |since| id.ms > since)
    }

    fn sweep(&mut self, now: Millis) {
        let stale = |memory: &Idempotence, producer: &Producer| {
            let oldest = producer.by_entry.first_key_value();
            oldest.is_some_and(|(id, _)| !memory.is_fresh(*id, now))
        };
        let mut producers = std::mem::take(&mut self.producers);
        producers.retain(|_, producer| {
            while stale(self, producer) {
                Arc::make_mut(producer).drop_oldest();
            }
            !producer.by_entry.is_empty()
        });
        self.producers = producers;
    }
}

impl Producer {
    fn drop_oldest(&mut self) {
        if let Some((_, name)) = self.by_entry.pop_first() {
            self.by_name.remove(&name);
        }
    }
}
