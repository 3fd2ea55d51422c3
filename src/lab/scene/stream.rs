//! The chosen stream: its counters, and the windows on its entries, groups, consumers and pending entries.

use super::groups::{self, ConsumersScene, GroupRow, GroupsScene};
use super::pending::{self, PendingScene};
use super::{EntryRow, Gap, View};
use crate::lab::Lab;
use crate::store::{Bytes, EntryId, Millis, Stream};

/// The chosen stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamScene {
    /// Its key.
    pub key: Bytes,
    /// How many entries it has.
    pub length: u64,
    /// The first entry's ID, 0-0 when there is none.
    pub first_id: EntryId,
    /// The last ID generated.
    pub last_id: EntryId,
    /// The largest ID deleted; trimming does not count.
    pub max_deleted: EntryId,
    /// Entries ever added.
    pub entries_added: u64,
    /// How many nodes hold the entries.
    pub nodes: usize,
    /// The visible entries, oldest first.
    pub entries: Vec<EntryRow>,
    /// Which of them is under the cursor.
    pub cursor: Option<usize>,
    /// Whether there are entries before the visible ones.
    pub more_before: bool,
    /// Whether there are entries after the visible ones.
    pub more_after: bool,
    /// What was deleted behind the last visible one, as far as the stream still knows.
    pub after: Option<Gap>,
    /// Its groups.
    pub groups: GroupsScene,
    /// The chosen group's consumers.
    pub consumers: ConsumersScene,
    /// The chosen group's pending entries.
    pub pending: PendingScene,
}

impl StreamScene {
    /// The chosen group.
    pub fn group(&self) -> Option<&GroupRow> {
        self.groups.rows.get(self.groups.chosen?)
    }

    /// How many of the entries ever added are no longer there. Only as true as what XSETID was told.
    pub fn departed(&self) -> u64 {
        self.entries_added.saturating_sub(self.length)
    }
}

impl Lab {
    pub(super) fn stream_scene(&self, view: &View, key: &Bytes, stream: &Stream, now: Millis) -> StreamScene {
        let chosen = groups::chosen(stream, view.group.as_ref());
        let entries = self.entries(view, key, stream, chosen, now);
        let counters = stream.counters(self.profile().reckoning());
        let mut groups = groups::scene(stream, &counters, view, chosen.map(|(name, _)| name));
        for row in &mut groups.rows {
            let given = self.present.memory.given(key, &row.name);
            // Where entries-read is not known, the lag tells how far the bookmark has come.
            let come = row
                .entries_read
                .or_else(|| Some(i64::try_from(stream.entries_added).ok()? - row.lag?));
            let come = come.and_then(|come| u64::try_from(come).ok());
            row.gave_nothing = given == Some(0);
            row.passed = come.zip(given).and_then(|(come, given)| come.checked_sub(given));
        }
        let (mut consumers, mut pending) = (ConsumersScene::default(), PendingScene::default());
        if let Some((name, group)) = chosen {
            let waits = groups::waits(self.engine(), view.db, key, name, now);
            consumers = groups::consumers(group, view, &waits, now);
            pending = pending::scene((key, stream), (name, group), view, now);
        }
        StreamScene {
            key: key.clone(),
            length: stream.len(),
            first_id: stream.first_id,
            last_id: stream.last_id,
            max_deleted: stream.max_deleted,
            entries_added: stream.entries_added,
            nodes: stream.nodes(),
            entries: entries.rows,
            cursor: entries.cursor,
            more_before: entries.more_before,
            more_after: entries.more_after,
            after: entries.after,
            groups,
            consumers,
            pending,
        }
    }
}
