//! Keys and the values under them, in sixteen databases. Knows no commands; whoever changes a key says so to the
//! engine himself.

use std::sync::Arc;

use super::Millis;
use super::bytes::Bytes;
use super::cursors::Cursors;
use super::deadlines::Deadlines;
use super::list::List;
use super::memory::{self, Scales};
use super::node::NodeLimits;
use super::runs::Runs;
use super::settings::Settings;
use super::stream::Stream;

/// How many databases there are, as in an unconfigured server.
pub const DATABASES: usize = 16;

/// What a key holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// SET, GET
    Text(Bytes),
    /// A string that APPEND has lengthened. It differs only in what OBJECT ENCODING says.
    Grown(Bytes),
    /// LPUSH, RPUSH
    List(Arc<List>),
    /// XADD
    Stream(Arc<Stream>),
}

impl Value {
    /// The name that TYPE replies.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Text(_) | Value::Grown(_) => "string",
            Value::List(_) => "list",
            Value::Stream(_) => "stream",
        }
    }
}

/// The key holds another type of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongType;

/// One database: keys in byte order, and when some of them expire.
#[derive(Clone, Debug, Default)]
pub struct Db {
    keys: Runs<Bytes, Value>,
    deadlines: Deadlines,
    /// Keys that have expired and count until a pause is over, as on a server that does not remove them before.
    pub lingering: usize,
    /// Only while memory is limited.
    scales: Option<Box<Scales>>,
}

/// What RENAME, COPY and MOVE carry from one key to another.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The value.
    pub value: Value,
    /// When it expires, Unix ms.
    pub deadline: Option<Millis>,
}

impl Db {
    /// How many keys there are.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// All keys with their values, in byte order.
    pub fn iter(&self) -> impl Iterator<Item = (&Bytes, &Value)> {
        self.keys.iter()
    }

    /// The keys from `key` on, in byte order.
    pub fn from(&self, key: &[u8]) -> impl Iterator<Item = (&Bytes, &Value)> {
        self.keys.from(key)
    }

    /// The keys at or before `key`, in descending order.
    pub fn down_from(&self, key: &[u8]) -> impl Iterator<Item = (&Bytes, &Value)> {
        self.keys.down_from(key)
    }

    /// The last key in byte order.
    pub fn last(&self) -> Option<(&Bytes, &Value)> {
        self.keys.last()
    }

    /// The key at this place in byte order.
    pub fn nth(&self, index: usize) -> Option<&Bytes> {
        self.keys.nth(index).map(|(key, _)| key)
    }

    /// The value under `key`.
    pub fn get(&self, key: &[u8]) -> Option<&Value> {
        self.keys.get(key)
    }

    /// Puts `value` under `key`, whatever was there. It does not expire.
    pub fn set(&mut self, key: &[u8], value: Value) -> Option<Value> {
        self.deadlines.remove(key);
        self.replace(key, value)
    }

    /// Puts `value` under `key` and leaves alone when that expires.
    pub fn replace(&mut self, key: &[u8], value: Value) -> Option<Value> {
        self.unweigh(key);
        self.keys.put(key, value)
    }

    /// Removes `key`.
    pub fn remove(&mut self, key: &[u8]) -> Option<Value> {
        self.unweigh(key);
        self.deadlines.remove(key);
        self.keys.remove(key)
    }

    /// Removes every key.
    pub fn clear(&mut self) {
        *self = Db {
            scales: self.scales.is_some().then(Box::default),
            ..Db::default()
        };
    }

    /// Takes a key off the scales before it changes.
    fn unweigh(&mut self, key: &[u8]) {
        if let Some(scales) = &mut self.scales {
            scales.open(key, self.keys.get(key));
        }
    }

    /// Puts back on the scales what was changed.
    fn weigh(&mut self) {
        if let Some(scales) = &mut self.scales {
            for key in scales.take_open() {
                if let Some(value) = self.keys.get(&key) {
                    scales.add(&key, value);
                }
            }
        }
    }

    /// Begins to weigh, or stops. To begin means to look once at every key.
    fn limit(&mut self, limited: bool) {
        if limited == self.scales.is_some() {
            return;
        }
        self.scales = limited.then(|| {
            let mut scales = Scales::default();
            for (key, value) in self.keys.iter() {
                scales.add(key, value);
            }
            Box::new(scales)
        });
    }

    /// What is under `key`, with its deadline.
    pub fn stored(&self, key: &[u8]) -> Option<Stored> {
        Some(Stored {
            value: self.get(key)?.clone(),
            deadline: self.deadline_of(key),
        })
    }

    /// Puts a value with its deadline under `key`, whatever was there.
    pub fn store(&mut self, key: &[u8], stored: Stored) {
        self.set(key, stored.value);
        if let Some(deadline) = stored.deadline {
            self.deadlines.set(key, deadline);
        }
    }

    /// When `key` expires, Unix ms; `None` for never, or if there is no such key.
    pub fn deadline_of(&self, key: &[u8]) -> Option<Millis> {
        self.deadlines.get(key)
    }

    /// Has `key` expire at `deadline`; `false` if there is no such key.
    pub fn expire_at(&mut self, key: &[u8], deadline: Millis) -> bool {
        let exists = self.keys.contains(key);
        if exists {
            self.deadlines.set(key, deadline);
        }
        exists
    }

    /// Has `key` stay for ever; `false` if it was to stay anyway.
    pub fn persist(&mut self, key: &[u8]) -> bool {
        self.deadlines.remove(key)
    }

    /// Which keys expire when.
    pub fn deadlines(&self) -> &Deadlines {
        &self.deadlines
    }

    /// The stream under `key`; `None` if there is no such key.
    pub fn stream(&self, key: &[u8]) -> Result<Option<&Stream>, WrongType> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Stream(stream)) => Ok(Some(stream)),
            Some(_) => Err(WrongType),
        }
    }

    /// The stream under `key`, to be changed.
    pub fn stream_mut(&mut self, key: &[u8]) -> Result<Option<&mut Stream>, WrongType> {
        self.unweigh(key);
        match self.keys.get_mut(key) {
            None => Ok(None),
            Some(Value::Stream(stream)) => Ok(Some(Arc::make_mut(stream))),
            Some(_) => Err(WrongType),
        }
    }

    /// Puts an empty stream under `key`, which must be free.
    pub fn create_stream(&mut self, key: &[u8]) {
        self.set(key, Value::Stream(Arc::default()));
    }

    /// The string under `key`; `None` if there is no such key.
    pub fn text(&self, key: &[u8]) -> Result<Option<&Bytes>, WrongType> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::Text(text) | Value::Grown(text)) => Ok(Some(text)),
            Some(_) => Err(WrongType),
        }
    }

    /// The list under `key`; `None` if there is no such key.
    pub fn list(&self, key: &[u8]) -> Result<Option<&List>, WrongType> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::List(list)) => Ok(Some(list)),
            Some(_) => Err(WrongType),
        }
    }

    /// Puts an empty list under `key`, which must be free. Whoever does so fills it at once.
    pub fn create_list(&mut self, key: &[u8]) {
        self.set(key, Value::List(Arc::default()));
    }

    /// The list under `key`, to be changed. Whoever empties it removes the key.
    pub fn list_mut(&mut self, key: &[u8]) -> Result<Option<&mut List>, WrongType> {
        self.unweigh(key);
        match self.keys.get_mut(key) {
            None => Ok(None),
            Some(Value::List(list)) => Ok(Some(Arc::make_mut(list))),
            Some(_) => Err(WrongType),
        }
    }
}

/// Everything that is stored: the databases and the settings that shape values.
#[derive(Clone, Debug)]
pub struct Keyspace {
    /// The databases by number.
    pub dbs: [Db; DATABASES],
    /// What CONFIG sets.
    pub settings: Settings,
    /// When a stream's node is full. Kept beside the settings because every XADD asks.
    pub node_limits: NodeLimits,
    /// How many bytes one client may have queued by MULTI, from the same setting as the largest request.
    pub most_queued: u64,
    /// Where scans that are under way go on.
    pub cursors: Cursors,
    /// The most that may be stored, in bytes; 0 for as much as one likes.
    max_memory: u64,
}

impl Default for Keyspace {
    fn default() -> Self {
        let mut keyspace = Keyspace {
            dbs: Default::default(),
            settings: Settings::default(),
            node_limits: NodeLimits::default(),
            most_queued: 0,
            cursors: Cursors::default(),
            max_memory: 0,
        };
        keyspace.apply(Settings::default());
        keyspace
    }
}

impl Keyspace {
    /// Has what depends on settings follow them.
    pub fn apply(&mut self, settings: Settings) {
        self.node_limits = settings.node_limits();
        self.most_queued = settings.number("client-query-buffer-limit").unsigned_abs();
        self.max_memory = settings.max_memory();
        self.settings = settings;
        for db in &mut self.dbs {
            db.limit(self.max_memory > 0);
        }
    }

    /// Weighs what a command has changed. Nothing to do where there is no limit.
    pub fn weigh(&mut self) {
        if self.max_memory > 0 {
            self.dbs.iter_mut().for_each(Db::weigh);
        }
    }

    /// About how many bytes are stored; known only where they are limited.
    pub fn used_memory(&self) -> Option<u64> {
        let scales = self.dbs.iter().map(|db| db.scales.as_ref());
        let total = scales.map(|scales| scales.map_or(0, |scales| scales.total()));
        (self.max_memory > 0).then(|| memory::EMPTY + total.sum::<u64>())
    }

    /// Whether more is stored than may be.
    pub fn is_full(&self) -> bool {
        self.max_memory > 0 && self.used_memory() > Some(self.max_memory)
    }

    /// When the next key expires, in any database.
    pub fn deadline(&self) -> Option<Millis> {
        self.dbs.iter().filter_map(|db| db.deadlines.next()).min()
    }

    /// The database and the name of the key that expires first, if that is at or before `now`.
    pub fn due(&self, now: Millis) -> Option<(usize, Bytes)> {
        let due = self.dbs.iter().enumerate();
        let due = due.filter_map(|(number, db)| Some((db.deadlines.first()?, number)));
        let ((deadline, key), number) = due.min()?;
        (deadline <= now).then(|| (number, key.clone()))
    }
}
