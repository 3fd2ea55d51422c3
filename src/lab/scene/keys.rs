//! Keys and channels as rows: name, type, size, and when they go.

use crate::lab::Lab;
use crate::store::{Bytes, Channels, Db, Listen, Millis, Value};

/// What can be looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// A key.
    Key(Bytes),
    /// A channel that somebody listens to.
    Channel(Bytes),
    /// A shard channel that somebody listens to.
    Shard(Bytes),
    /// A pattern that somebody listens to.
    Pattern(Bytes),
}

impl Name {
    /// The name alone.
    pub fn bytes(&self) -> &Bytes {
        match self {
            Name::Key(name) | Name::Channel(name) | Name::Shard(name) | Name::Pattern(name) => name,
        }
    }

    /// How one listens to it; `None` for a key.
    pub(super) fn listen(&self) -> Option<Listen> {
        match self {
            Name::Key(_) => None,
            Name::Channel(_) => Some(Listen::Exact),
            Name::Shard(_) => Some(Listen::Shard),
            Name::Pattern(_) => Some(Listen::Pattern),
        }
    }

    fn heard(listen: Listen, name: Bytes) -> Name {
        match listen {
            Listen::Exact => Name::Channel(name),
            Listen::Shard => Name::Shard(name),
            Listen::Pattern => Name::Pattern(name),
        }
    }
}

/// A key or channel and what is under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its name.
    pub name: Name,
    /// `stream`, `list`, `string`, `channel`, `shard` or `pattern`.
    pub kind: &'static str,
    /// Entries, elements, bytes or listeners.
    pub size: u64,
    /// In how many ms it goes by itself.
    pub expires: Option<Millis>,
}

/// The first `most` keys in byte order.
pub(super) fn first(db: &Db, most: usize, now: Millis) -> Vec<KeyRow> {
    db.iter()
        .take(most)
        .map(|(key, value)| row(db, key, value, now))
        .collect()
}

fn row(db: &Db, key: &Bytes, value: &Value, now: Millis) -> KeyRow {
    KeyRow {
        name: Name::Key(key.clone()),
        kind: value.type_name(),
        size: size(value),
        expires: db.deadline_of(key).map(|at| at - now),
    }
}

fn size(value: &Value) -> u64 {
    match value {
        Value::Text(text) | Value::Grown(text) => text.len() as u64,
        Value::List(list) => list.len() as u64,
        Value::Stream(stream) => stream.len(),
    }
}

/// A part of the list of everything that can be looked at: keys, then channels, then patterns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyList {
    /// The rows before the wanted one and from it on.
    pub rows: Vec<KeyRow>,
    /// Which of them is the wanted one.
    pub chosen: usize,
    /// Whether there is something before the rows.
    pub more_before: bool,
    /// Whether there is something after them.
    pub more_after: bool,
    /// How many keys, channels and patterns there are.
    pub total: usize,
}

impl Lab {
    /// The part of the list around `wanted`, or around the first name after it: `rows` of it, if there are so many.
    pub fn key_list(&self, db: usize, wanted: Option<&Name>, rows: usize, real: Millis) -> KeyList {
        let now = self.now(real);
        let db = self.engine().db(db);
        let channels = self.engine().channels();
        let first = Name::Key(Bytes::from(""));
        let wanted = wanted.unwrap_or(&first);
        let mut after: Vec<KeyRow> = up(db, channels, wanted, now).take(rows + 1).collect();
        let mut before: Vec<KeyRow> = down(db, channels, wanted, now).take(rows + 1).collect();
        // The wanted one stands in the middle, as far as there is something on both sides.
        let under = (rows / 2).max(rows.saturating_sub(after.len()));
        let above = under.min(before.len());
        let more_before = before.len() > above;
        before.truncate(above);
        let room = rows.saturating_sub(above);
        let more_after = after.len() > room;
        after.truncate(room);
        let past_the_end = after.is_empty();
        before.reverse();
        let chosen = above.saturating_sub(usize::from(past_the_end));
        before.append(&mut after);
        KeyList {
            rows: before,
            chosen,
            more_before,
            more_after,
            total: db.len()
                + HEARD
                    .iter()
                    .map(|listen| channels.iter(*listen).len())
                    .sum::<usize>(),
        }
    }

    /// The last name of all.
    pub fn key_last(&self, db: usize) -> Option<Name> {
        let db = self.engine().db(db);
        let channels = self.engine().channels();
        let heard = HEARD.iter().rev().find_map(|listen| {
            let (name, _) = channels.before(*listen, None).next()?;
            Some(Name::heard(*listen, name.clone()))
        });
        heard.or_else(|| db.last().map(|(key, _)| Name::Key(key.clone())))
    }

    /// The name so many rows away from `from`, as far as there are names.
    pub fn key_at(&self, db: usize, from: &Name, by: isize) -> Option<Name> {
        let db = self.engine().db(db);
        let channels = self.engine().channels();
        let far = by.unsigned_abs();
        let row = if by < 0 {
            down(db, channels, from, 0).take(far).last()
        } else {
            up(db, channels, from, 0).take(far + 1).last()
        };
        row.map(|row| row.name)
    }
}

/// The ways to listen, in the order of the list.
const HEARD: [Listen; 3] = [Listen::Exact, Listen::Shard, Listen::Pattern];

/// What stands at `from` and after it.
fn up<'a>(
    db: &'a Db,
    channels: &'a Channels,
    from: &'a Name,
    now: Millis,
) -> impl Iterator<Item = KeyRow> + 'a {
    let own = from.listen();
    let keys = own.is_none().then(|| db.from(from.bytes()));
    let keys = keys
        .into_iter()
        .flatten()
        .map(move |(key, value)| row(db, key, value, now));
    let later = HEARD
        .iter()
        .copied()
        .skip_while(move |listen| own.is_some_and(|own| own != *listen));
    keys.chain(later.flat_map(move |listen| {
        let start: &[u8] = if own == Some(listen) { from.bytes() } else { b"" };
        channels
            .from(listen, start)
            .map(move |(name, who)| heard(listen, name, who.len()))
    }))
}

/// What stands before `from`, the nearest first.
fn down<'a>(
    db: &'a Db,
    channels: &'a Channels,
    from: &'a Name,
    now: Millis,
) -> impl Iterator<Item = KeyRow> + 'a {
    let own = from.listen();
    let earlier = HEARD.iter().copied().rev();
    let earlier = earlier.skip_while(move |listen| own.is_none_or(|own| own != *listen));
    let heard = earlier.flat_map(move |listen| {
        let end: Option<&[u8]> = (own == Some(listen)).then(|| &**from.bytes());
        channels
            .before(listen, end)
            .map(move |(name, who)| heard(listen, name, who.len()))
    });
    let last = match own {
        None => Some(&**from.bytes()),
        Some(_) => db.last().map(|(key, _)| &**key),
    };
    let keys = last.into_iter().flat_map(|last| db.down_from(last));
    let keys = keys.filter(move |(key, _)| own.is_some() || ***key != **from.bytes());
    heard.chain(keys.map(move |(key, value)| row(db, key, value, now)))
}

fn heard(listen: Listen, name: &Bytes, listeners: usize) -> KeyRow {
    KeyRow {
        name: Name::heard(listen, name.clone()),
        kind: kind(listen),
        size: listeners as u64,
        expires: None,
    }
}

/// What one listens to in this way is called so.
pub(super) fn kind(listen: Listen) -> &'static str {
    match listen {
        Listen::Exact => "channel",
        Listen::Shard => "shard",
        Listen::Pattern => "pattern",
    }
}
