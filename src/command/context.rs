//! What a command's effect may touch, and what it may answer besides a reply. No scheduling: who waits and who
//! wakes is the engine's business.

use super::event::Event;
use super::fault::{Fault, WRONG_TYPE};
use super::profile::{Version, version};
pub use super::session::Session;
use crate::store::{Bytes, Channels, Db, Keyspace, Millis, Stream, WrongType};
use crate::wire::{ArgvBuf, ClientId, Out};

/// What one step of the engine is given.
#[derive(Debug)]
pub struct Turn<'a> {
    /// The time, Unix ms; the same for the whole step.
    pub now: Millis,
    /// Where replies go.
    pub out: &'a mut Out,
    /// Where events go, if anybody wants them.
    pub events: Option<&'a mut Vec<Event>>,
}

impl Turn<'_> {
    /// Records an event; it is built only if somebody listens.
    pub fn emit(&mut self, event: impl FnOnce() -> Event) {
        if let Some(events) = &mut self.events {
            events.push(event());
        }
    }
}

/// What a command's effect works on.
#[derive(Debug)]
pub struct Context<'c, 't> {
    /// All that is stored.
    pub keyspace: &'c mut Keyspace,
    /// Who listens to which channel.
    pub channels: &'c mut Channels,
    /// The number of the client's database.
    pub db: usize,
    /// Who asks.
    pub client: ClientId,
    /// The behaviour asked for.
    pub profile: Version,
    /// Whether this command may wait (not so inside a transaction).
    pub may_wait: bool,
    /// The key whose change lets a client that waited try again.
    pub ready: Option<&'c [u8]>,
    /// Whether any client waits at all; when none does, touching a key costs nothing.
    pub anyone_waits: bool,
    /// Keys whose waiters must be looked at when the command is done.
    pub touched: &'c mut Vec<(usize, Bytes)>,
    /// Whether any client watches any key; when none does, a change costs nothing more.
    pub anyone_watches: bool,
    /// Keys that have changed in the eyes of WATCH (streams.md H.4).
    pub changed: &'c mut Vec<(usize, Bytes)>,
    /// Time, replies, events.
    pub turn: &'c mut Turn<'t>,
}

impl<'t> Context<'_, 't> {
    /// The client's database.
    pub fn db(&self) -> &Db {
        &self.keyspace.dbs[self.db]
    }

    /// The client's database, to be changed.
    pub fn db_mut(&mut self) -> &mut Db {
        &mut self.keyspace.dbs[self.db]
    }

    /// Where the reply goes.
    pub fn out(&mut self) -> &mut Out {
        self.turn.out
    }

    /// The time, Unix ms.
    pub fn now(&self) -> Millis {
        self.turn.now
    }

    /// Records an event.
    pub fn emit(&mut self, event: impl FnOnce() -> Event) {
        self.turn.emit(event);
    }

    /// Has the waiters on `key` looked at when the command is done.
    pub fn touch(&mut self, key: &[u8]) {
        self.touch_in(self.db, key);
    }

    /// As [`touch`](Self::touch), for a key of any database.
    pub fn touch_in(&mut self, db: usize, key: &[u8]) {
        if self.anyone_waits {
            self.touched.push((db, key.into()));
        }
    }

    /// Has the transactions of those who watch `key` refused.
    pub fn change(&mut self, key: &[u8]) {
        self.change_in(self.db, key);
    }

    /// As [`change`](Self::change), for a key of any database.
    pub fn change_in(&mut self, db: usize, key: &[u8]) {
        if self.anyone_watches {
            self.changed.push((db, key.into()));
        }
    }

    /// Whether an element may be taken from `key`: up to 7.0 who waited is served from the key that changed, since then
    /// from any that it named.
    pub fn may_take(&self, key: &[u8]) -> bool {
        self.profile >= version(7, 2) || self.ready.is_none_or(|ready| ready == key)
    }

    /// The client's database and the turn, side by side.
    pub fn parts(&mut self) -> (&mut Db, &mut Turn<'t>) {
        (&mut self.keyspace.dbs[self.db], self.turn)
    }

    /// Makes an empty stream under `key`, where there is nothing, as the settings have it.
    pub fn create_stream(&mut self, key: &[u8]) {
        let (duration, max_size) = self.keyspace.settings.idempotence_limits();
        let db = self.db_mut();
        db.create_stream(key);
        if let Ok(Some(stream)) = db.stream_mut(key) {
            stream.idempotence.configure(duration, max_size);
        }
    }

    /// The stream under `key`, `None` if there is no such key; a fault if it is something else.
    pub fn stream(&self, key: &[u8]) -> Result<Option<&Stream>, Fault> {
        Ok(self.db().stream(key)?)
    }
}

impl From<WrongType> for Fault {
    fn from(_: WrongType) -> Fault {
        Fault::new(WRONG_TYPE)
    }
}

/// How a command ended, when it did not end in a fault.
#[derive(Debug)]
pub enum Flow {
    /// The reply is written.
    Done,
    /// Nothing is written: the client waits.
    Wait(Wait),
    /// Nothing is written: the engine is to do something about the connection.
    Session(Session),
}

/// What a client waits for.
#[derive(Clone, Debug)]
pub struct Wait {
    /// The keys that may end the wait, in the order named.
    pub keys: Vec<Bytes>,
    /// Which changes of those keys matter.
    pub on: WaitOn,
    /// When the wait ends by itself, Unix ms; `None` for never.
    pub deadline: Option<Millis>,
    /// Under CLAIM: whose pending entries end the wait too, and how long idle they must be.
    pub claim: Option<Claiming>,
    /// The command to run again when a key changes: what was typed, with `$` replaced by the ID it stood for.
    pub argv: ArgvBuf,
}

/// Pending entries of this group end a wait once they have been idle for so long.
#[derive(Clone, Debug)]
pub struct Claiming {
    /// The group, the same for every key.
    pub group: Bytes,
    /// Milliseconds.
    pub min_idle: Millis,
}

/// What ends a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitOn {
    /// XREAD: entries. A missing or foreign key is waited out.
    Stream,
    /// XREADGROUP: entries, and anything that makes the command fail.
    Group,
    /// BLPOP, BRPOP: elements. A foreign key is waited out.
    List,
    /// WAIT: replicas, of which there are none. Only time ends it.
    Replicas,
    /// DEBUG SLEEP: nothing. Only time ends it.
    Time,
    /// The command itself, held back by CLIENT PAUSE. The end of the pause ends it.
    Unpaused,
}
