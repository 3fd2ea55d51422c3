//! Keys and the values under them, in sixteen databases. Knows no commands; whoever changes a key says so to the
//! engine himself.

use std::sync::Arc;

use super::bytes::Bytes;
use super::list::List;
use super::node::NodeLimits;
use super::runs::Runs;
use super::stream::Stream;

/// How many databases there are, as in an unconfigured server.
pub const DATABASES: usize = 16;

/// What a key holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// SET, GET
    Text(Bytes),
    /// LPUSH, RPUSH
    List(Arc<List>),
    /// XADD
    Stream(Arc<Stream>),
}

impl Value {
    /// The name that TYPE replies.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Text(_) => "string",
            Value::List(_) => "list",
            Value::Stream(_) => "stream",
        }
    }
}

/// The key holds another type of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongType;

/// One database: keys in byte order.
#[derive(Clone, Debug, Default)]
pub struct Db {
    keys: Runs<Bytes, Value>,
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

    /// The value under `key`.
    pub fn get(&self, key: &[u8]) -> Option<&Value> {
        self.keys.get(key)
    }

    /// Puts `value` under `key`, whatever was there.
    pub fn set(&mut self, key: &[u8], value: Value) -> Option<Value> {
        self.keys.insert(key.into(), value)
    }

    /// Removes `key`.
    pub fn remove(&mut self, key: &[u8]) -> Option<Value> {
        self.keys.remove(key)
    }

    /// Removes every key.
    pub fn clear(&mut self) {
        self.keys = Runs::default();
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
            Some(Value::Text(text)) => Ok(Some(text)),
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
        match self.keys.get_mut(key) {
            None => Ok(None),
            Some(Value::List(list)) => Ok(Some(Arc::make_mut(list))),
            Some(_) => Err(WrongType),
        }
    }
}

/// Everything that is stored: the databases and the settings that shape values.
#[derive(Clone, Debug, Default)]
pub struct Keyspace {
    /// The databases by number.
    pub dbs: [Db; DATABASES],
    /// When a stream's node is full.
    pub node_limits: NodeLimits,
}
