//! What is asked of the engine from outside, and set there before or beside what happens. No step is taken here.

use super::Engine;
use super::waiting::Waiter;
use crate::command::Version;
use crate::store::{Bytes, Channels, Db, Listen, Millis, Settings};
use crate::wire::{ClientId, Protocol};

impl Engine {
    /// When the next wait ends by itself or the next key expires, Unix ms.
    pub fn deadline(&self) -> Option<Millis> {
        let claim = self.next_claim().map(|due| due.at);
        let paused = self.paused.until();
        let deadlines = [self.waiting.deadline(), self.keyspace.deadline(), claim, paused];
        deadlines.into_iter().flatten().min()
    }

    /// What `client` waits for, if it waits.
    pub fn waiter(&self, client: ClientId) -> Option<&Waiter> {
        self.waiting.get(client)
    }

    /// How many clients listen to `channel` by its name.
    pub fn listeners(&self, channel: &[u8]) -> usize {
        self.channels.listeners(Listen::Exact, channel).len()
    }

    /// How many channels, patterns and shard channels `client` listens to.
    pub fn subscriptions(&self, client: ClientId) -> usize {
        self.channels.count_of(client.0)
    }

    /// The clients that wait on this key, longest first, with what they wait for.
    pub fn waiters_on(&self, db: usize, key: &Bytes) -> impl Iterator<Item = (ClientId, &Waiter)> {
        let clients = self.waiting.on(db, key).iter();
        clients.filter_map(|client| Some((*client, self.waiting.get(*client)?)))
    }

    /// Who listens to which channels.
    pub fn channels(&self) -> &Channels {
        &self.channels
    }

    /// The database with this number; the first one if there is none such.
    pub fn db(&self, number: usize) -> &Db {
        self.keyspace.dbs.get(number).unwrap_or(&self.keyspace.dbs[0])
    }

    /// The number of the database that `client` uses.
    pub fn db_of(&self, client: ClientId) -> usize {
        self.clients.get(client).map_or(0, |client| client.db)
    }

    /// Whether any client is one of those that `which` picks.
    pub fn has_client(&self, which: impl Fn(ClientId) -> bool) -> bool {
        self.clients.ids().rev().any(which)
    }

    /// What `client` speaks.
    pub fn protocol_of(&self, client: ClientId) -> Protocol {
        self.clients
            .get(client)
            .map_or(self.protocol, |client| client.protocol)
    }

    /// Changes what new clients speak until they say HELLO. Redis itself always begins with RESP2.
    pub fn set_protocol(&mut self, protocol: Protocol) {
        self.protocol = protocol;
    }

    /// Whether `client` has begun a transaction, so that its commands are queued.
    pub fn is_queueing(&self, client: ClientId) -> bool {
        self.clients
            .get(client)
            .is_some_and(|client| client.queue.is_some())
    }

    /// Whether `client` has yet to prove who it is.
    pub fn is_stranger(&self, client: ClientId) -> bool {
        self.clients.get(client).is_some_and(|client| !client.known)
    }

    /// What CONFIG sets.
    pub fn settings(&self) -> &Settings {
        &self.keyspace.settings
    }

    /// Changes a setting as CONFIG SET does, or says in Redis's words why not.
    pub fn configure(&mut self, name: &str, value: &[u8]) -> Result<(), String> {
        let mut settings = self.keyspace.settings.clone();
        settings.set(name, value)?;
        self.keyspace.apply(settings);
        Ok(())
    }

    /// Has INFO commandstats tell how long commands take. `clock` counts nanoseconds; nothing else depends on it.
    pub fn time_commands(&mut self, clock: fn() -> u64) {
        self.counts.clock = Some(clock);
    }

    /// Has INFO memory tell what the program takes. `resident` counts bytes; nothing else depends on it.
    pub fn weigh_memory(&mut self, resident: fn() -> u64) {
        self.counts.resident = Some(resident);
    }

    /// Counts somebody who was sent away; nothing else comes of it.
    pub fn send_away(&mut self) {
        self.counts.sent_away += 1;
    }

    /// Lets SHUTDOWN end it.
    pub fn let_end(&mut self) {
        self.may_end = true;
    }

    /// Whether somebody has said SHUTDOWN.
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// The behaviour in force.
    pub fn profile(&self) -> Version {
        self.profile
    }

    /// Changes the behaviour from the next command on.
    pub fn set_profile(&mut self, profile: Version) {
        self.profile = profile;
    }
}
