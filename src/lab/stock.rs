//! What there is to lose: entries, groups and pending entries under a key, in a database, before a cut. Counted only
//! as far as a glance allows; a count that stops says so.

use super::lookup::Lookup;
use crate::store::{DATABASES, Db, EntryId, Stream, Value};

/// The most keys, groups or entries that are looked at for one count.
const MOST: usize = 1000;

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Keys.
    pub keys: usize,
    /// Entries of streams.
    pub entries: u64,
    /// Consumer groups.
    pub groups: usize,
    /// Pending entries of all those groups.
    pub pending: usize,
    /// Whether there is more than was counted.
    pub more: bool,
}

/// What a trimming would take away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// How many entries.
    pub entries: u64,
    /// How many of them a group was never given, and the group that would miss the most.
    pub unread: Option<(usize, Vec<u8>)>,
    /// How many of them are pending for some group.
    pub pending: usize,
    /// Whether there is more than was counted.
    pub more: bool,
}

/// Which entries are to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// So many of the newest.
    Newest(u64),
    /// Those from this ID on.
    From(EntryId),
}

impl Stock {
    fn add(&mut self, value: &Value) {
        self.keys += 1;
        let Value::Stream(stream) = value else { return };
        self.entries += stream.len();
        self.groups += stream.groups().len();
        self.more |= stream.groups().len() > MOST;
        let groups = stream.groups().take(MOST);
        self.pending += groups.map(|(_, group)| group.pending_len()).sum::<usize>();
    }

    fn of_db(db: &Db, stock: &mut Stock) {
        for (_, value) in db.iter().take(MOST) {
            stock.add(value);
        }
        stock.more |= db.len() > MOST;
        stock.keys += db.len().saturating_sub(MOST);
    }
}

impl Lookup<'_> {
    /// What is under these keys; a key that is named twice counts once.
    pub fn stock(self, keys: &[&[u8]]) -> Stock {
        let mut keys = keys.to_vec();
        keys.sort_unstable();
        keys.dedup();
        let mut stock = Stock {
            more: keys.len() > MOST,
            ..Stock::default()
        };
        for value in keys.iter().take(MOST).filter_map(|key| self.db()?.get(key)) {
            stock.add(value);
        }
        stock
    }

    /// What is in this database.
    pub fn stock_here(self) -> Stock {
        let mut stock = Stock::default();
        if let Some(db) = self.db() {
            Stock::of_db(db, &mut stock);
        }
        stock
    }

    /// What is in all databases.
    pub fn stock_everywhere(self) -> Stock {
        let mut stock = Stock::default();
        match self.engine() {
            Some(engine) => (0..DATABASES).for_each(|number| Stock::of_db(engine.db(number), &mut stock)),
            None => return self.stock_here(),
        }
        stock
    }

    /// How many consumers and pending entries a group has.
    pub fn group_stock(self, key: &[u8], group: &[u8]) -> Option<(usize, usize)> {
        let group = self.stream(key)?.group(group)?;
        Some((group.consumers().len(), group.pending_len()))
    }

    /// How many entries are pending for a consumer.
    pub fn consumer_stock(self, key: &[u8], group: &[u8], consumer: &[u8]) -> Option<usize> {
        let consumer = self.stream(key)?.group(group)?.consumer_named(consumer)?;
        Some(consumer.pending_len())
    }

    /// What goes from the stream `key` when only `keep` stays, after `added` more entries.
    pub fn cut(self, key: &[u8], keep: Keep, added: u64) -> Option<Cut> {
        let stream = self.stream(key)?;
        let (entries, end, counted) = cut_at(stream, keep, added)?;
        let mut cut = Cut {
            entries,
            more: !counted || stream.groups().len() > MOST,
            ..Cut::default()
        };
        for (name, group) in stream.groups().take(MOST) {
            let unread = stream
                .after(group.last_delivered)
                .take_while(|entry| entry.id < end);
            let unread = unread.take(MOST).count();
            if unread > cut.unread.as_ref().map_or(0, |(most, _)| *most) {
                cut.unread = Some((unread, name.to_vec()));
            }
            let pending = group.pending_from(EntryId::MIN).take_while(|(id, _)| *id < end);
            let pending = pending.take(MOST).count();
            cut.pending += pending;
            cut.more |= unread == MOST || pending == MOST;
        }
        Some(cut)
    }
}

/// How many entries go, the first ID that stays, and whether the count is the whole. `None` if nothing goes or the
/// place is too far from both ends to look for it.
fn cut_at(stream: &Stream, keep: Keep, added: u64) -> Option<(u64, EntryId, bool)> {
    match keep {
        Keep::From(end) => {
            let gone = stream
                .range(EntryId::MIN, EntryId::MAX)
                .take_while(|entry| entry.id < end);
            let gone = gone.take(MOST).count();
            (gone > 0).then_some((gone as u64, end, gone < MOST))
        }
        Keep::Newest(most) => {
            let stay = most.saturating_sub(added);
            let gone = stream.len().checked_sub(stay).filter(|gone| *gone > 0)?;
            let near = |count: u64| usize::try_from(count).ok().filter(|count| *count <= MOST);
            let end = if stay == 0 {
                EntryId::MAX
            } else if let Some(stay) = near(stay) {
                stream.range_down(EntryId::MIN, EntryId::MAX).nth(stay - 1)?.id
            } else {
                stream.range(EntryId::MIN, EntryId::MAX).nth(near(gone)?)?.id
            };
            Some((gone, end, true))
        }
    }
}
