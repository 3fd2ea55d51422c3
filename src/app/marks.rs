//! What the last command changed: which rows were added, changed or removed. Made from events; what was removed is
//! kept as it looked before, so that it can be seen going.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, RangeInclusive};

use super::camera::Focus;
use super::reach::{self, Reach};
use super::state::State;
use crate::command::Event;
use crate::lab::{ConsumerRow, EntryRow, GroupRow, PendingRow, Scene, StreamScene};
use crate::store::{Bytes, EntryId};

/// A command that touches more than this is not marked row by row; nobody could see so many.
const MOST: usize = 10_000;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Something about it is different.
    Changed,
    /// It stands elsewhere, or is somebody else's.
    Moved,
    /// It is new.
    Added,
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
    keys: BTreeMap<Bytes, Mark>,
    /// Where the removed rows were: stream, group.
    place: Option<(Bytes, Option<Bytes>)>,
    /// Entries that were visible before and are gone.
    gone: Vec<EntryRow>,
    /// Pending entries that were visible before and are gone.
    settled: Vec<PendingRow>,
    /// Groups that were visible before and are gone.
    ended: Vec<GroupRow>,
    /// Consumers that were visible before and are gone.
    left: Vec<ConsumerRow>,
    /// Streams that were trimmed.
    trimmed: BTreeSet<Bytes>,
    /// How far in each stream what rows show was changed.
    reach: BTreeMap<Bytes, Reach>,
    /// The stream of which another group is looked at now, and the group that was looked at before.
    switched: Option<(Bytes, Bytes)>,
}

impl State {
    /// Marks what these events changed in what `before` showed; the stream's pane goes where that is.
    pub(super) fn mark(&mut self, events: &[Event], before: &Scene) {
        self.marks = Marks::of(events, before);
        self.marks.switched = self.camera.switched.take();
        self.camera.go_to_change(&self.marks);
    }
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
            if self.count() < MOST {
                self.note(event);
            }
        }
    }

    /// How many rows are marked.
    fn count(&self) -> usize {
        let rows = self.entries.len() + self.pending.len() + self.groups.len() + self.consumers.len();
        rows + self.keys.len() + self.reach.len()
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

    /// The mark of a key.
    pub fn key(&self, key: &Bytes) -> Option<Mark> {
        self.keys.get(key).copied()
    }

    /// Whether this stream was trimmed.
    pub fn trimmed(&self, key: &Bytes) -> bool {
        self.trimmed.contains(key)
    }

    /// The group of this stream that was looked at before, if the last command was about another.
    pub fn switched(&self, key: &Bytes) -> Option<&Bytes> {
        let switched = self.switched.as_ref().filter(|(of, _)| of == key);
        switched.map(|(_, group)| group)
    }

    /// Whether a row that this pane has of a stream, and of a group of it, was changed.
    pub fn touches(&self, pane: Focus, key: &Bytes, group: Option<&Bytes>) -> bool {
        let none = || Bytes::from("");
        match pane {
            Focus::Stream => self.reach.contains_key(key),
            Focus::Groups => {
                let mut groups = self.groups.range((key.clone(), none())..);
                let mut consumers = self.consumers.range((key.clone(), none(), none())..);
                groups.next().is_some_and(|((of, _), _)| of == key)
                    || consumers.next().is_some_and(|((of, ..), _)| of == key)
            }
            Focus::Pending => group.is_some_and(|group| {
                let mut pending = self.pending.range((key.clone(), group.clone(), EntryId::MIN)..);
                pending
                    .next()
                    .is_some_and(|((of, name, _), _)| of == key && name == group)
            }),
            Focus::Prompt | Focus::Lesson => false,
        }
    }

    /// From which to which ID pending entries were changed: the stream, the group, the IDs.
    pub(super) fn given(&self) -> impl Iterator<Item = (Bytes, Bytes, RangeInclusive<EntryId>)> {
        let mut from = self.pending.first_key_value().map(|(first, _)| first.clone());
        std::iter::from_fn(move || {
            let (key, group, first) = from.take()?;
            let end = (key.clone(), group.clone(), EntryId::MAX);
            let mut same = self
                .pending
                .range((key.clone(), group.clone(), first)..=end.clone());
            let last = same.next_back().map_or(first, |((_, _, last), _)| *last);
            let mut others = self.pending.range((Bound::Excluded(end), Bound::Unbounded));
            from = others.next().map(|(next, _)| next.clone());
            Some((key, group, first..=last))
        })
    }

    /// How far what the rows of this stream show was changed.
    pub fn reach(&self, key: &Bytes) -> Option<Reach> {
        self.reach.get(key).copied()
    }

    /// The streams whose rows were changed.
    pub(super) fn reached(&self) -> impl Iterator<Item = &Bytes> {
        self.reach.keys()
    }

    /// The groups of this stream that were removed.
    pub fn ended(&self, key: &Bytes) -> &[GroupRow] {
        match &self.place {
            Some((stream, _)) if stream == key => &self.ended,
            _ => &[],
        }
    }

    /// The consumers of this group that were removed.
    pub fn left(&self, key: &Bytes, group: &Bytes) -> &[ConsumerRow] {
        match &self.place {
            Some((stream, Some(name))) if stream == key && name == group => &self.left,
            _ => &[],
        }
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
        if let Some((key, place)) = reach::of(event) {
            let reach = self.reach.entry(key.clone()).or_insert(place);
            *reach = reach.and(place);
        }
        match event {
            Event::KeyCreated { key, .. } => self.key_is(key, Mark::Added),
            Event::TextSet { key }
            | Event::Pushed { key, .. }
            | Event::Popped { key, .. }
            | Event::Inserted { key, .. }
            | Event::Replaced { key, .. }
            | Event::Discarded { key, .. }
            | Event::Expires { key, .. }
            | Event::Persisted { key } => self.key_is(key, Mark::Changed),
            Event::Renamed { to, .. } => self.key_is(to, Mark::Moved),
            Event::Copied { to, .. } => self.key_is(to, Mark::Added),
            Event::Appended { key, id } => {
                self.key_is(key, Mark::Changed);
                self.entry_is(key, *id, Mark::Added);
            }
            Event::GroupCreated { key, group, .. } => self.group_is(key, group, Mark::Added),
            Event::LastDelivered { key, group, .. } => self.group_is(key, group, Mark::Moved),
            Event::PendingCount { key, group, .. } => self.group_is(key, group, Mark::Changed),
            Event::GroupDestroyed { key, group, .. } => self.group_is(key, group, Mark::Removed),
            Event::ConsumerDeleted {
                key, group, consumer, ..
            } => self.consumer_is(key, group, consumer, Mark::Removed),
            Event::Trimmed { key, .. } => drop(self.trimmed.insert(key.clone())),
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
                    let mark = if from.is_some() { Mark::Moved } else { Mark::Added };
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
                from,
                to,
                made,
                ..
            } => {
                self.entry_is(key, *id, Mark::Changed);
                self.consumer_is(key, group, to, Mark::Changed);
                let mark = match from {
                    _ if *made => Mark::Added,
                    Some(from) if from == to => Mark::Changed,
                    Some(from) => {
                        self.consumer_is(key, group, from, Mark::Changed);
                        Mark::Moved
                    }
                    None => Mark::Moved,
                };
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
                let mark = if *made { Mark::Added } else { Mark::Moved };
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

    fn key_is(&mut self, key: &Bytes, mark: Mark) {
        let place = self.keys.entry(key.clone()).or_insert(mark);
        *place = mark.max(*place);
    }

    fn group_is(&mut self, key: &Bytes, group: &Bytes, mark: Mark) {
        let place = self.groups.entry((key.clone(), group.clone())).or_insert(mark);
        *place = mark.max(*place);
    }

    fn consumer_is(&mut self, key: &Bytes, group: &Bytes, consumer: &Bytes, mark: Mark) {
        let place = (key.clone(), group.clone(), consumer.clone());
        let place = self.consumers.entry(place).or_insert(mark);
        *place = mark.max(*place);
    }

    fn pending_is(&mut self, key: &Bytes, group: &Bytes, id: EntryId, mark: Mark) {
        self.pending.insert((key.clone(), group.clone(), id), mark);
    }

    fn keep_removed(&mut self, events: &[Event], before: &StreamScene) {
        let group = before.group().map(|row| &row.name);
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
        let lost = |row: &PendingRow, group: &Bytes| {
            let owner = row.consumer.as_ref();
            owner.is_some_and(|owner| self.consumer(&before.key, group, owner) == Some(Mark::Removed))
        };
        let settled = before.pending.rows.iter().filter(|row| {
            group.is_some_and(|group| {
                self.pending(&before.key, group, row.id) == Some(Mark::Removed) || lost(row, group)
            })
        });
        let settled = settled.cloned().collect();
        let groups = before.groups.rows.iter();
        let ended = groups.filter(|row| self.group(&before.key, &row.name) == Some(Mark::Removed));
        let ended = ended.cloned().collect();
        let consumers = before.consumers.rows.iter().filter(|row| {
            group.is_some_and(|group| self.consumer(&before.key, group, &row.name) == Some(Mark::Removed))
        });
        let left = consumers.cloned().collect();
        self.ended = ended;
        self.left = left;
        self.gone = gone;
        self.settled = settled;
        self.place = Some((before.key.clone(), group.cloned()));
    }
}
