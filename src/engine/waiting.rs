//! Who waits for what: by client, by key in the order they came, and by deadline. Waking them is the engine's.

use std::collections::{BTreeMap, BTreeSet};

use crate::command::{Wait, WaitOn};
use crate::store::{Bytes, Millis};
use crate::wire::ClientId;

/// A waiting client.
#[derive(Clone, Debug)]
pub struct Waiter {
    /// The database its keys are in.
    pub db: usize,
    /// Since when, Unix ms.
    pub since: Millis,
    /// What for.
    pub wait: Wait,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    clients: BTreeMap<ClientId, Waiter>,
    /// Clients by key, in the order in which they began to wait.
    keys: BTreeMap<(usize, Bytes), Vec<ClientId>>,
    deadlines: BTreeSet<(Millis, ClientId)>,
    /// Clients whose wait pending entries may end too (CLAIM).
    claimers: BTreeSet<ClientId>,
}

impl Waiting {
    pub(super) fn is_empty(&self) -> bool {
        self.clients.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.clients.len()
    }

    /// How many keys anybody waits for, and for how many of them somebody whom the loss of the key wakes too.
    pub(super) fn keys(&self) -> (usize, usize) {
        let of_group = |client: &ClientId| self.get(*client).is_some_and(|one| one.wait.on == WaitOn::Group);
        let of_groups = self.keys.values().filter(|clients| clients.iter().any(of_group));
        (self.keys.len(), of_groups.count())
    }

    /// How many wait for a time only.
    pub(super) fn timed(&self) -> usize {
        self.deadlines.len()
    }

    pub(super) fn get(&self, client: ClientId) -> Option<&Waiter> {
        self.clients.get(&client)
    }

    /// Everybody who waits.
    pub(super) fn clients(&self) -> impl Iterator<Item = ClientId> {
        self.clients.keys().copied()
    }

    pub(super) fn add(&mut self, client: ClientId, waiter: Waiter) {
        for key in &waiter.wait.keys {
            let queue = self.keys.entry((waiter.db, key.clone())).or_default();
            // A key may be named twice in one command.
            if !queue.contains(&client) {
                queue.push(client);
            }
        }
        // The end of a pause is one moment for all whom it holds back.
        if let Some(deadline) = waiter
            .wait
            .deadline
            .filter(|_| waiter.wait.on != WaitOn::Unpaused)
        {
            self.deadlines.insert((deadline, client));
        }
        if waiter.wait.claim.is_some() {
            self.claimers.insert(client);
        }
        self.clients.insert(client, waiter);
    }

    pub(super) fn remove(&mut self, client: ClientId) -> Option<Waiter> {
        let waiter = self.clients.remove(&client)?;
        self.claimers.remove(&client);
        for key in &waiter.wait.keys {
            let place = (waiter.db, key.clone());
            if let Some(queue) = self.keys.get_mut(&place) {
                queue.retain(|other| *other != client);
                if queue.is_empty() {
                    self.keys.remove(&place);
                }
            }
        }
        if let Some(deadline) = waiter.wait.deadline {
            self.deadlines.remove(&(deadline, client));
        }
        Some(waiter)
    }

    /// The clients that wait on this key, longest first.
    pub(super) fn on(&self, db: usize, key: &Bytes) -> &[ClientId] {
        self.keys
            .get(&(db, key.clone()))
            .map_or(&[], |clients| clients.as_slice())
    }

    /// Those whose wait pending entries may end.
    pub(super) fn claimers(&self) -> impl Iterator<Item = (ClientId, &Waiter)> {
        let waiters = self.claimers.iter();
        waiters.filter_map(|client| Some((*client, self.clients.get(client)?)))
    }

    /// Pending entries no longer end this client's wait.
    pub(super) fn no_claim(&mut self, client: ClientId) {
        self.claimers.remove(&client);
    }

    pub(super) fn deadline(&self) -> Option<Millis> {
        self.deadlines.first().map(|(deadline, _)| *deadline)
    }

    /// The client whose wait was to end first, if that is past.
    pub(super) fn overdue(&self, now: Millis) -> Option<ClientId> {
        self.deadlines
            .first()
            .filter(|(deadline, _)| *deadline <= now)
            .map(|(_, client)| *client)
    }
}
