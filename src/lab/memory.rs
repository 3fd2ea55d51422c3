//! What Redis itself forgets but a learner wants to see: who acknowledged which entry, and how many a group was really
//! given. Fed by events, bounded, and part of what undo brings back.

use std::collections::{BTreeMap, BTreeSet};

use crate::command::Event;
use crate::store::{Bytes, EntryId, Runs};

/// The most acknowledgements remembered per group; the oldest are forgotten first.
const MOST: usize = 100_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    acked: BTreeMap<(Bytes, Bytes), Runs<EntryId, Option<Bytes>>>,
    /// How many entries each group has given out as new ones, as long as its bookmark moved only by that.
    given: BTreeMap<(Bytes, Bytes), u64>,
}

impl Memory {
    /// Takes in what happened.
    pub(super) fn note(&mut self, events: &[Event]) {
        self.note_given(events);
        for event in events {
            match event {
                Event::Acked {
                    key,
                    group,
                    consumer,
                    id,
                } => {
                    let acked = self.acked.entry((key.clone(), group.clone())).or_default();
                    acked.insert(*id, consumer.clone());
                    if acked.len() > MOST {
                        acked.pop_first();
                    }
                }
                Event::Delivered { key, group, id, .. } => {
                    if let Some(acked) = self.acked.get_mut(&(key.clone(), group.clone())) {
                        acked.remove(id);
                    }
                }
                Event::KeyRemoved { key, .. } | Event::Expired { key, .. } | Event::Moved { key, .. } => {
                    self.acked.retain(|(name, _), _| name != key);
                    self.given.retain(|(name, _), _| name != key);
                }
                Event::GroupDestroyed { key, group, .. } => {
                    self.acked.remove(&(key.clone(), group.clone()));
                    self.given.remove(&(key.clone(), group.clone()));
                }
                Event::Renamed { from, to } => self.renamed(from, to),
                Event::Copied { from, to } => self.copied(from, to),
                Event::Flushed { .. } | Event::Swapped { .. } => *self = Memory::default(),
                _ => {}
            }
        }
    }

    /// Counts what was given. A bookmark that was moved by hand begins a new count only at the very start; anywhere else
    /// it is not known any more how many of those before it were given.
    fn note_given(&mut self, events: &[Event]) {
        let mut reads = BTreeSet::new();
        for event in events {
            match event {
                Event::GroupCreated { key, group, .. } => {
                    self.given.insert((key.clone(), group.clone()), 0);
                }
                Event::Delivered { key, group, .. } => {
                    let name = (key.clone(), group.clone());
                    if let Some(given) = self.given.get_mut(&name) {
                        *given += 1;
                    }
                    reads.insert(name);
                }
                _ => {}
            }
        }
        for event in events {
            if let Event::LastDelivered { key, group, to, .. } = event {
                let name = (key.clone(), group.clone());
                if reads.contains(&name) {
                    continue;
                }
                if *to == EntryId::MIN {
                    self.given.insert(name, 0);
                } else {
                    self.given.remove(&name);
                }
            }
        }
    }

    /// How many entries this group has given out as new ones, if that is remembered.
    pub(super) fn given(&self, key: &Bytes, group: &Bytes) -> Option<u64> {
        self.given.get(&(key.clone(), group.clone())).copied()
    }

    fn renamed(&mut self, from: &Bytes, to: &Bytes) {
        self.copied(from, to);
        self.acked.retain(|(name, _), _| name != from);
        self.given.retain(|(name, _), _| name != from);
    }

    fn copied(&mut self, from: &Bytes, to: &Bytes) {
        let copies: Vec<_> = self
            .acked
            .iter()
            .filter(|((name, _), _)| name == from)
            .map(|((_, group), acked)| ((to.clone(), group.clone()), acked.clone()))
            .collect();
        self.acked.extend(copies);
        let given = self.given.iter().filter(|((name, _), _)| name == from);
        let copies: Vec<_> = given
            .map(|((_, group), given)| ((to.clone(), group.clone()), *given))
            .collect();
        self.given.extend(copies);
    }

    /// Who had this entry when it was acknowledged for this group (nobody, if it was released), if that is remembered.
    pub(super) fn acked_by(&self, key: &Bytes, group: &Bytes, id: EntryId) -> Option<&Option<Bytes>> {
        self.acked.get(&(key.clone(), group.clone()))?.get(&id)
    }
}
