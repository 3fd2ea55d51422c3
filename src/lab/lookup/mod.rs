//! What completion and hints may ask about the present state: names that exist, each with the little that a list
//! can show. Every answer is bounded by the number asked for, and so is the search for it.

mod entries;
mod groups;

use crate::engine::Engine;
use crate::store::{Bytes, Db, Millis, Stream, Value};
pub use groups::{ConsumerBrief, GroupBrief, PendingBrief, PendingFate};

/// A view of one database for completion.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<'a> {
    engine: Option<&'a Engine>,
    db: Option<&'a Db>,
    now: Millis,
}

/// How many names are looked at for one that merely contains what was typed.
const SEARCHED: usize = 2000;

impl<'a> Lookup<'a> {
    /// Names in `db`, at time 0.
    pub fn new(db: &'a Db) -> Self {
        Lookup {
            db: Some(db),
            ..Lookup::nothing()
        }
    }

    /// Names in database `db` of `engine`, at `now` (Unix ms).
    pub fn at(engine: &'a Engine, db: usize, now: Millis) -> Self {
        Lookup {
            engine: Some(engine),
            db: Some(engine.db(db)),
            now,
        }
    }

    /// Knows nothing: for help without a state.
    pub fn nothing() -> Self {
        Lookup {
            engine: None,
            db: None,
            now: 0,
        }
    }

    /// The same at another time, Unix ms.
    #[must_use]
    pub fn as_of(self, now: Millis) -> Self {
        Lookup { now, ..self }
    }

    pub(super) fn db(self) -> Option<&'a Db> {
        self.db
    }

    pub(super) fn engine(self) -> Option<&'a Engine> {
        self.engine
    }

    /// Keys that begin with `part` and then those that contain it, of type `kind` if one is given (`stream`, `list`,
    /// `string`).
    pub fn keys(self, part: &[u8], kind: Option<&str>, most: usize) -> Vec<Bytes> {
        let fits = |value: &Value| kind.is_none_or(|kind| value.type_name() == kind);
        let begin = self.db.into_iter().flat_map(|db| db.from(part));
        let begin = begin
            .take_while(|(key, _)| key.starts_with(part))
            // A bounded search, however many keys of another type there are.
            .take(most * 16);
        let contain = self.db.into_iter().flat_map(Db::iter).take(SEARCHED);
        let contain = contain.filter(|(key, _)| !key.starts_with(part) && contains(key, part));
        begin
            .chain(contain)
            .filter(|(_, value)| fits(value))
            .map(|(key, _)| key.clone())
            .take(most)
            .collect()
    }

    /// What is under `key`: its type and how large it is (entries, elements or bytes).
    pub fn size(self, key: &[u8]) -> Option<(&'static str, u64)> {
        let value = self.db?.get(key)?;
        let size = match value {
            Value::Text(text) | Value::Grown(text) => text.len() as u64,
            Value::List(list) => list.len() as u64,
            Value::Stream(stream) => stream.len(),
        };
        Some((value.type_name(), size))
    }

    /// The type of what is under `key`.
    pub fn kind(self, key: &[u8]) -> Option<&'static str> {
        self.db?.get(key).map(Value::type_name)
    }

    pub(super) fn stream(self, key: &[u8]) -> Option<&'a Stream> {
        self.db?.stream(key).ok().flatten()
    }
}

/// Names that begin with `part`, then those that contain it, in order.
fn fitting<'n>(names: impl Iterator<Item = &'n Bytes>, part: &[u8], most: usize) -> Vec<Bytes> {
    let (mut begin, mut contain) = (Vec::new(), Vec::new());
    for name in names.take(SEARCHED) {
        if name.starts_with(part) {
            begin.push(name.clone());
        } else if contain.len() < most && contains(name, part) {
            contain.push(name.clone());
        }
        if begin.len() == most {
            break;
        }
    }
    begin.append(&mut contain);
    begin.truncate(most);
    begin
}

/// Whether `part` occurs in `name`, in any case.
fn contains(name: &[u8], part: &[u8]) -> bool {
    part.is_empty()
        || name
            .windows(part.len())
            .any(|window| window.eq_ignore_ascii_case(part))
}
