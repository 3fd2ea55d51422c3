//! The entries of a window on a stream, each with what became of it in the chosen group; deleted ones that are still
//! pending have their places too.

use super::{Top, View, pending};
use crate::lab::Lab;
use crate::store::{Bytes, EntryId, Group, Millis, Stream};

/// A visible entry, or the place of one that is gone and still pending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its ID.
    pub id: EntryId,
    /// Its fields; `None` when the entry was deleted and only its pending record is left.
    pub fields: Option<Vec<(Vec<u8>, Vec<u8>)>>,
    /// What became of it in the chosen group.
    pub fate: Fate,
}

/// What became of an entry in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There is no group.
    NoGroup,
    /// The group's bookmark has not reached it.
    NotDelivered,
    /// Somebody has it and has not acknowledged it.
    Pending {
        /// Who; nobody once it was released.
        consumer: Option<Bytes>,
        /// How often it was delivered.
        deliveries: u64,
        /// For how long, in ms; a released entry has no such time.
        idle: Option<Millis>,
    },
    /// Acknowledged; it was this consumer's, or had been released.
    Acked(Option<Bytes>),
    /// The bookmark is past it, and it is not pending: skipped, delivered without record, or its record was lost.
    Passed,
}
impl Lab {
    pub(super) fn entry_rows(
        &self,
        view: &View,
        key: &Bytes,
        stream: &Stream,
        group: Option<(&Bytes, &Group)>,
        now: Millis,
    ) -> Vec<EntryRow> {
        let mut entries: Vec<_> = match view.top {
            Top::From(id) => stream.range(id, EntryId::MAX).take(view.rows).collect(),
            Top::Newest => Vec::new(),
        };
        if entries.len() < view.rows {
            // At the end of the stream the window shows its last entries, however far down it was asked to begin.
            entries = stream
                .range_down(EntryId::MIN, EntryId::MAX)
                .take(view.rows)
                .collect();
            entries.reverse();
        }
        let mut rows: Vec<EntryRow> = entries
            .iter()
            .map(|entry| EntryRow {
                id: entry.id,
                fields: Some(
                    entry
                        .fields()
                        .map(|(name, value)| (name.to_vec(), value.to_vec()))
                        .collect(),
                ),
                fate: group.map_or(Fate::NoGroup, |(name, group)| {
                    self.fate(key, name, group, entry.id, now)
                }),
            })
            .collect();
        if let Some((_, group)) = group {
            add_ghosts(&mut rows, stream, group, view, now);
        }
        rows
    }

    fn fate(&self, key: &Bytes, name: &Bytes, group: &Group, id: EntryId, now: Millis) -> Fate {
        if let Some(pending) = group.pending(id) {
            return Fate::Pending {
                consumer: pending::owner(group, pending),
                deliveries: pending.deliveries,
                idle: pending.idle(now),
            };
        }
        if id > group.last_delivered {
            return Fate::NotDelivered;
        }
        self.present
            .memory
            .acked_by(key, name, id)
            .map_or(Fate::Passed, |consumer| Fate::Acked(consumer.clone()))
    }
}

/// Adds the places of deleted entries that are still pending, as far as they fall into the window.
fn add_ghosts(rows: &mut Vec<EntryRow>, stream: &Stream, group: &Group, view: &View, now: Millis) {
    let from = match (view.top, rows.first()) {
        (Top::From(id), Some(first)) => id.min(first.id),
        (Top::Newest, Some(first)) if rows.len() >= view.rows => first.id,
        _ => EntryId::MIN,
    };
    // Looking at as many records as there are rows bounds the cost; ghosts further down show when scrolled to.
    let ghosts: Vec<EntryRow> = pending::rows(stream, group, from, now)
        .take(view.rows)
        .filter(|row| row.gone)
        .map(|row| EntryRow {
            id: row.id,
            fields: None,
            fate: Fate::Pending {
                consumer: row.consumer,
                deliveries: row.deliveries,
                idle: row.idle,
            },
        })
        .collect();
    rows.extend(ghosts);
    rows.sort_by_key(|row| row.id);
    match view.top {
        Top::From(_) => rows.truncate(view.rows),
        Top::Newest => drop(rows.drain(..rows.len().saturating_sub(view.rows))),
    }
}
