//! What the last command changed: which rows were added, changed or removed. Made from events; what was removed is
//! kept as it looked before, so that it can be seen going.

use std::collections::BTreeMap;

use crate::command::Event;
use crate::lab::{EntryRow, PendingRow, Scene, StreamScene};
use crate::store::{Bytes, EntryId};

/// A command that touches more than this is not marked row by row; nobody could see so many.
const MOST: usize = 10_000;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It is new.
    Added,
    /// Something about it is different.
    Changed,
    /// It is gone.
    Removed,
}

/// What the last command changed.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    entries: BTreeMap<(Bytes, EntryId), Mark>,
    pending: BTreeMap<(Bytes, Bytes, EntryId), Mark>,
    groups: BTreeMap<(Bytes, Bytes), Mark>,
    consumers: BTreeMap<(Bytes, Bytes, Bytes), Mark>,
    /// Where the removed rows were: stream, group.
    place: Option<(Bytes, Option<Bytes>)>,
    /// Entries that were visible before and are gone.
    gone: Vec<EntryRow>,
    /// Pending entries that were visible before and are gone.
    settled: Vec<PendingRow>,
}

impl Marks {
    /// What these events changed in what `before` showed.
    pub(super) fn of(events: &[Event], before: &Scene) -> Marks {
        let mut marks = Marks::default();
        for event in events.iter().take(MOST) {
            marks.note(event);
        }
        if let Some(stream) = &before.stream {
            marks.keep_removed(events, stream);
        }
        marks
    }

    /// Marks what these events changed as well, as far as one could see so many.
    pub(super) fn add(&mut self, events: &[Event]) {
        for event in events {
            if self.entries.len() + self.pending.len() < MOST {
                self.note(event);
            }
        }
    }

    /// The mark of an entry.
    pub fn entry(&self, key: &Bytes, id: EntryId) -> Option<Mark> {
        self.entries.get(&(key.clone(), id)).copied()
    }

    /// The mark of a pending entry.
    pub fn pending(&self, key: &Bytes, group: &Bytes, id: EntryId) -> Option<Mark> {
        self.pending.get(&(key.clone(), group.clone(), id)).copied()
    }

    /// The mark of a group.
    pub fn group(&self, key: &Bytes, group: &Bytes) -> Option<Mark> {
        self.groups.get(&(key.clone(), group.clone())).copied()
    }

    /// The mark of a consumer.
    pub fn consumer(&self, key: &Bytes, group: &Bytes, consumer: &Bytes) -> Option<Mark> {
        let place = (key.clone(), group.clone(), consumer.clone());
        self.consumers.get(&place).copied()
    }

    /// The entries of this stream that were removed.
    pub fn gone(&self, key: &Bytes) -> &[EntryRow] {
        match &self.place {
            Some((stream, _)) if stream == key => &self.gone,
            _ => &[],
        }
    }

    /// The pending entries of this group that were removed.
    pub fn settled(&self, key: &Bytes, group: &Bytes) -> &[PendingRow] {
        match &self.place {
            Some((stream, Some(name))) if stream == key && name == group => &self.settled,
            _ => &[],
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Appended { key, id } => self.entry_is(key, *id, Mark::Added),
            Event::GroupCreated { key, group, .. } => {
                self.groups.insert((key.clone(), group.clone()), Mark::Added);
            }
            Event::LastDelivered { key, group, .. } | Event::PendingCount { key, group, .. } => {
                let place = (key.clone(), group.clone());
                self.groups.entry(place).or_insert(Mark::Changed);
            }
            Event::ConsumerCreated { key, group, consumer } => {
                self.consumer_is(key, group, consumer, Mark::Added);
            }
            Event::Delivered {
                key,
                group,
                consumer,
                id,
                recorded,
                from,
            } => {
                self.entry_is(key, *id, Mark::Changed);
                self.consumer_is(key, group, consumer, Mark::Changed);
                if *recorded {
                    let mark = if from.is_some() {
                        Mark::Changed
                    } else {
                        Mark::Added
                    };
                    self.pending_is(key, group, *id, mark);
                }
            }
            Event::Redelivered {
                key,
                group,
                consumer,
                id,
                ..
            } => {
                self.entry_is(key, *id, Mark::Changed);
                self.consumer_is(key, group, consumer, Mark::Changed);
                self.pending_is(key, group, *id, Mark::Changed);
            }
            Event::Claimed {
                key,
                group,
                id,
                to,
                made,
                ..
            } => {
                self.entry_is(key, *id, Mark::Changed);
                self.consumer_is(key, group, to, Mark::Changed);
                let mark = if *made { Mark::Added } else { Mark::Changed };
                self.pending_is(key, group, *id, mark);
            }
            Event::Released {
                key,
                group,
                id,
                from,
                made,
                ..
            } => {
                self.entry_is(key, *id, Mark::Changed);
                if let Some(from) = from {
                    self.consumer_is(key, group, from, Mark::Changed);
                }
                let mark = if *made { Mark::Added } else { Mark::Changed };
                self.pending_is(key, group, *id, mark);
            }
            Event::Acked {
                key,
                group,
                consumer,
                id,
            }
            | Event::Dropped {
                key,
                group,
                consumer,
                id,
            }
            | Event::Forgotten {
                key,
                group,
                consumer,
                id,
            } => {
                self.entry_is(key, *id, Mark::Changed);
                if let Some(consumer) = consumer {
                    self.consumer_is(key, group, consumer, Mark::Changed);
                }
                self.pending_is(key, group, *id, Mark::Removed);
            }
            Event::Deleted { key, id, .. } => self.entry_is(key, *id, Mark::Removed),
            _ => {}
        }
    }

    fn entry_is(&mut self, key: &Bytes, id: EntryId, mark: Mark) {
        let place = self.entries.entry((key.clone(), id)).or_insert(mark);
        // What is new stays new, even if it was handed out at once; what is gone is gone.
        if mark == Mark::Removed {
            *place = mark;
        }
    }

    fn consumer_is(&mut self, key: &Bytes, group: &Bytes, consumer: &Bytes, mark: Mark) {
        let place = (key.clone(), group.clone(), consumer.clone());
        self.consumers.entry(place).or_insert(mark);
    }

    fn pending_is(&mut self, key: &Bytes, group: &Bytes, id: EntryId, mark: Mark) {
        self.pending.insert((key.clone(), group.clone(), id), mark);
    }

    fn keep_removed(&mut self, events: &[Event], before: &StreamScene) {
        let group = before
            .group
            .and_then(|at| before.groups.get(at))
            .map(|row| &row.name);
        let trimmed: Vec<(EntryId, EntryId)> = events
            .iter()
            .filter_map(|event| match event {
                Event::Trimmed { key, first, last, .. } if *key == before.key => Some((*first, *last)),
                _ => None,
            })
            .collect();
        let is_gone = |id: EntryId| {
            self.entry(&before.key, id) == Some(Mark::Removed)
                || trimmed.iter().any(|(first, last)| (*first..=*last).contains(&id))
        };
        let living = before.entries.iter().filter(|row| row.fields.is_some());
        let gone = living.filter(|row| is_gone(row.id)).cloned().collect();
        let settled = before.pending.iter().filter(|row| {
            group.is_some_and(|group| self.pending(&before.key, group, row.id) == Some(Mark::Removed))
        });
        let settled = settled.cloned().collect();
        self.gone = gone;
        self.settled = settled;
        self.place = Some((before.key.clone(), group.cloned()));
    }
}
