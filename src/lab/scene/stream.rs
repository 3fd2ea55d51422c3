//! The chosen stream: its counters, and the windows on its entries, groups and pending entries.

use super::{EntryRow, GroupRow, PendingRow, View, groups, pending};
use crate::lab::Lab;
use crate::store::{Bytes, EntryId, Millis, Value};

/// The chosen stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamScene {
    /// Its key.
    pub key: Bytes,
    /// How many entries it has.
    pub length: u64,
    /// The last ID generated.
    pub last_id: EntryId,
    /// The largest ID deleted.
    pub max_deleted: EntryId,
    /// Entries ever added.
    pub entries_added: u64,
    /// How many nodes hold the entries.
    pub nodes: usize,
    /// The visible entries, oldest first.
    pub entries: Vec<EntryRow>,
    /// Whether there are entries before the visible ones.
    pub more_before: bool,
    /// Whether there are entries after the visible ones.
    pub more_after: bool,
    /// Its groups in byte order.
    pub groups: Vec<GroupRow>,
    /// How many groups there are.
    pub groups_total: usize,
    /// Which of `groups` is the chosen one.
    pub group: Option<usize>,
    /// The chosen group's pending entries, oldest ID first.
    pub pending: Vec<PendingRow>,
}
impl Lab {
    pub(super) fn stream_scene(&self, view: &View, now: Millis) -> Option<StreamScene> {
        let db = self.engine().db(view.db);
        let chosen = view
            .key
            .as_ref()
            .filter(|key| matches!(db.get(key), Some(Value::Stream(_))));
        let key = match chosen {
            Some(key) => key.clone(),
            // Only the first keys are looked at: a sandbox of a million strings must not cost a search per frame.
            None => db
                .iter()
                .take(view.list_rows)
                .find(|(_, value)| matches!(value, Value::Stream(_)))?
                .0
                .clone(),
        };
        let stream = db.stream(&key).ok()??;
        let group = groups::chosen(stream, view.group.as_ref());
        let entries = self.entry_rows(view, &key, stream, group, now);
        let counters = stream.counters(self.profile().reckoning());
        let groups: Vec<GroupRow> = groups::shown(stream, view)
            .map(|(name, group)| groups::row(&counters, name, group, view, now))
            .collect();
        let chosen_at = group.and_then(|(name, _)| groups.iter().position(|row| row.name == *name));
        let pending = group
            .into_iter()
            .flat_map(|(_, group)| pending::rows(stream, group, EntryId::MIN, now));
        Some(StreamScene {
            length: stream.len(),
            last_id: stream.last_id,
            max_deleted: stream.max_deleted,
            entries_added: stream.entries_added,
            nodes: stream.nodes(),
            more_before: entries
                .first()
                .is_some_and(|row| stream.first_id < row.id && !stream.is_empty()),
            more_after: entries
                .last()
                .is_some_and(|row| stream.after(row.id).next().is_some()),
            entries,
            groups,
            groups_total: stream.groups().len(),
            group: chosen_at,
            pending: pending.take(view.pending_rows).collect(),
            key,
        })
    }
}
