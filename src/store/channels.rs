//! Who listens to which Pub/Sub channel or pattern. Delivering is PUBLISH's business.

use std::collections::{BTreeMap, BTreeSet};

use super::bytes::Bytes;

/// The subscriptions of all clients; a client is known by its number.
#[derive(Clone, Debug, Default)]
pub struct Channels {
    exact: BTreeMap<Bytes, BTreeSet<u64>>,
    patterns: BTreeMap<Bytes, BTreeSet<u64>>,
    /// How many of both each client has; asked before every command.
    counts: BTreeMap<u64, usize>,
}

/// How a subscription is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listen {
    /// To one channel (SUBSCRIBE).
    Exact,
    /// To all channels whose names match (PSUBSCRIBE).
    Pattern,
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
            *self.counts.entry(client).or_default() += 1;
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
        if removed && self.counts.get(&client) == Some(&1) {
            self.counts.remove(&client);
        } else if let Some(count) = self.counts.get_mut(&client).filter(|_| removed) {
            *count -= 1;
        }
        removed
    }

    /// Removes every subscription of `client`.
    pub fn forget(&mut self, client: u64) {
        if self.counts.remove(&client).is_none() {
            return;
        }
        for side in [&mut self.exact, &mut self.patterns] {
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

    /// How many channels and patterns `client` listens to.
    pub fn count_of(&self, client: u64) -> usize {
        self.counts.get(&client).copied().unwrap_or_default()
    }

    /// The clients that listen to exactly `channel`.
    pub fn listeners(&self, channel: &[u8]) -> impl ExactSizeIterator<Item = u64> {
        self.exact
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

    fn side(&self, listen: Listen) -> &BTreeMap<Bytes, BTreeSet<u64>> {
        match listen {
            Listen::Exact => &self.exact,
            Listen::Pattern => &self.patterns,
        }
    }

    fn side_mut(&mut self, listen: Listen) -> &mut BTreeMap<Bytes, BTreeSet<u64>> {
        match listen {
            Listen::Exact => &mut self.exact,
            Listen::Pattern => &mut self.patterns,
        }
    }
}
