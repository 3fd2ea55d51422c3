//! Who listens to which Pub/Sub channel, pattern or shard channel. Delivering is PUBLISH's business.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::bytes::Bytes;

/// The subscriptions of all clients; a client is known by its number.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    exact: BTreeMap<Bytes, BTreeSet<u64>>,
    patterns: BTreeMap<Bytes, BTreeSet<u64>>,
    shard: BTreeMap<Bytes, BTreeSet<u64>>,
    /// How many each client has, asked before every command: channels and patterns together, and shard channels.
    counts: BTreeMap<u64, [usize; 2]>,
}

/// How a subscription is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// To one channel (SUBSCRIBE).
    Exact,
    /// To all channels whose names match (PSUBSCRIBE).
    Pattern,
    /// To one shard channel (SSUBSCRIBE). These have names and counts of their own.
    Shard,
}

impl Listen {
    /// With which others it is counted.
    fn count(self) -> usize {
        usize::from(self == Listen::Shard)
    }
}

impl Channels {
    /// Adds a subscription; `false` if it was there.
    pub fn subscribe(&mut self, listen: Listen, name: &[u8], client: u64) -> bool {
        let added = self
            .side_mut(listen)
            .entry(name.into())
            .or_default()
            .insert(client);
        if added {
            self.counts.entry(client).or_default()[listen.count()] += 1;
        }
        added
    }

    /// Removes a subscription; `false` if there was none.
    pub fn unsubscribe(&mut self, listen: Listen, name: &[u8], client: u64) -> bool {
        let side = self.side_mut(listen);
        let Some(clients) = side.get_mut(name) else {
            return false;
        };
        let removed = clients.remove(&client);
        if clients.is_empty() {
            side.remove(name);
        }
        if let Some(counts) = self.counts.get_mut(&client).filter(|_| removed) {
            counts[listen.count()] -= 1;
            if *counts == [0, 0] {
                self.counts.remove(&client);
            }
        }
        removed
    }

    /// Removes every subscription of `client`.
    pub fn forget(&mut self, client: u64) {
        if self.counts.remove(&client).is_none() {
            return;
        }
        for side in [&mut self.exact, &mut self.patterns, &mut self.shard] {
            side.retain(|_, clients| {
                clients.remove(&client);
                !clients.is_empty()
            });
        }
    }

    /// What `client` listens to in this way, in byte order.
    pub fn of(&self, listen: Listen, client: u64) -> Vec<Bytes> {
        let side = self.side(listen).iter();
        side.filter(|(_, clients)| clients.contains(&client))
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// How much `client` listens to, of every kind.
    pub fn count_of(&self, client: u64) -> usize {
        self.counts.get(&client).map_or(0, |counts| counts.iter().sum())
    }

    /// How much `client` listens to, of what counts together with this kind.
    pub fn count_with(&self, listen: Listen, client: u64) -> usize {
        self.counts
            .get(&client)
            .map_or(0, |counts| counts[listen.count()])
    }

    /// The clients that listen to exactly `channel`, as a channel or as a shard channel.
    pub fn listeners(&self, listen: Listen, channel: &[u8]) -> impl ExactSizeIterator<Item = u64> {
        self.side(listen)
            .get(channel)
            .into_iter()
            .flatten()
            .copied()
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// All channels or patterns with their listeners, in byte order.
    pub fn iter(&self, listen: Listen) -> impl ExactSizeIterator<Item = (&Bytes, &BTreeSet<u64>)> {
        self.side(listen).iter()
    }

    /// The channels or patterns from `name` on with their listeners, in byte order.
    pub fn from<'a>(
        &'a self,
        listen: Listen,
        name: &[u8],
    ) -> impl Iterator<Item = (&'a Bytes, &'a BTreeSet<u64>)> + use<'a> {
        let from = (Bound::Included(name), Bound::Unbounded);
        self.side(listen).range::<[u8], _>(from)
    }

    /// The channels or patterns before `name`, the nearest first; all from the last when it is `None`.
    pub fn before<'a>(
        &'a self,
        listen: Listen,
        name: Option<&[u8]>,
    ) -> impl Iterator<Item = (&'a Bytes, &'a BTreeSet<u64>)> + use<'a> {
        let end = name.map_or(Bound::Unbounded, Bound::Excluded);
        self.side(listen).range::<[u8], _>((Bound::Unbounded, end)).rev()
    }

    /// The listeners of one channel or pattern.
    pub fn listeners_of(&self, listen: Listen, name: &[u8]) -> Option<&BTreeSet<u64>> {
        self.side(listen).get(name)
    }

    fn side(&self, listen: Listen) -> &BTreeMap<Bytes, BTreeSet<u64>> {
        match listen {
            Listen::Exact => &self.exact,
            Listen::Pattern => &self.patterns,
            Listen::Shard => &self.shard,
        }
    }

    fn side_mut(&mut self, listen: Listen) -> &mut BTreeMap<Bytes, BTreeSet<u64>> {
        match listen {
            Listen::Exact => &mut self.exact,
            Listen::Pattern => &mut self.patterns,
            Listen::Shard => &mut self.shard,
        }
    }
}
