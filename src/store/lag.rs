//! The arithmetic of entries-read and lag (streams.md B.3): how far a group has come in a stream, as far as that can be
//! known.

use super::group::Group;
use super::id::EntryId;
use super::stream::Stream;

impl Group {
    /// Moves the bookmark over a delivered entry and keeps entries-read (B.3; the 8.0 rule: "add one" also needs
    /// the bookmark to be at or after the first existing entry).
    pub fn advance(&mut self, stream: &Counters, id: EntryId) {
        if id <= self.last_delivered {
            return;
        }
        let counts_on = match stream.reckoning {
            Reckoning::Until72 => !stream.tombstone_from(id),
            Reckoning::Since74 => !stream.tombstone_from(self.last_delivered),
            Reckoning::Since80 => {
                !stream.tombstone_from(self.last_delivered) && self.last_delivered >= stream.first_id
            }
        };
        self.entries_read = match self.entries_read {
            Some(read) if counts_on => Some(read + 1),
            _ if stream.entries_added > 0 => stream.estimate(id),
            read => read,
        };
        self.last_delivered = id;
    }

    /// How many entries the group has still to get; `None` when that cannot be known (B.3).
    pub fn lag(&self, stream: &Counters) -> Option<i64> {
        if stream.entries_added == 0 || (stream.len == 0 && stream.reckoning != Reckoning::Until72) {
            return Some(0);
        }
        let nothing_read = self.last_delivered < stream.first_id && stream.max_deleted < stream.first_id;
        if nothing_read && stream.reckoning != Reckoning::Until72 {
            return Some(stream.len as i64);
        }
        match self.entries_read {
            Some(read) if !stream.tombstone_from(self.last_delivered) => {
                Some(stream.entries_added as i64 - read)
            }
            _ => stream
                .estimate(self.last_delivered)
                .map(|read| stream.entries_added as i64 - read),
        }
    }
}

/// How entries-read and lag are reckoned. The rules were mended twice (streams.md 0.2, B.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reckoning {
    /// 7.0 and 7.2: entries that were trimmed unread can leave a wrong lag.
    Until72,
    /// 7.4.2: a group that has read nothing lags by the whole stream.
    Since74,
    /// 8.0: counting on also needs the bookmark to stand at or after the first entry.
    Since80,
}

/// The counters of a stream that the arithmetic of groups needs.
#[derive(Clone, Copy, Debug)]
pub struct Counters {
    len: u64,
    last_id: EntryId,
    first_id: EntryId,
    max_deleted: EntryId,
    entries_added: u64,
    reckoning: Reckoning,
}

impl Stream {
    /// The counters, apart from the groups, so that a group can be changed while they are asked.
    pub fn counters(&self, reckoning: Reckoning) -> Counters {
        Counters {
            reckoning,
            len: self.len(),
            last_id: self.last_id,
            first_id: self.first_id,
            max_deleted: self.max_deleted,
            entries_added: self.entries_added,
        }
    }
}

impl Counters {
    /// Whether an entry at or after `from` may have been deleted.
    fn tombstone_from(&self, from: EntryId) -> bool {
        let before_all = self.reckoning == Reckoning::Until72 && self.max_deleted < self.first_id;
        self.len > 0 && self.max_deleted != EntryId::MIN && !before_all && from <= self.max_deleted
    }

    /// The logical position of `id`: how many entries were added up to it.
    fn estimate(&self, id: EntryId) -> Option<i64> {
        let added = self.entries_added as i64;
        if self.entries_added == 0 {
            return Some(0);
        }
        if self.len == 0 && id <= self.last_id {
            return Some(added);
        }
        if self.reckoning != Reckoning::Until72 && id != EntryId::MIN && id < self.max_deleted {
            return None;
        }
        if id == self.last_id {
            return Some(added);
        }
        if id > self.last_id {
            return None;
        }
        if self.max_deleted == EntryId::MIN || self.max_deleted < self.first_id {
            if id < self.first_id {
                return Some(added - self.len as i64);
            }
            if id == self.first_id {
                return Some(added - self.len as i64 + 1);
            }
        }
        None
    }
}
