//! What Redis itself forgets but a learner wants to see: who acknowledged which entry. Fed by events, bounded, and
//! part of what undo brings back.

use std::collections::BTreeMap;

use crate::command::Event;
use crate::store::{Bytes, EntryId, Runs};

/// The most acknowledgements remembered per group; the oldest are forgotten first.
const MOST: usize = 100_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Memory {
    acked: BTreeMap<(Bytes, Bytes), Runs<EntryId, Option<Bytes>>>,
}

impl Memory {
    /// Takes in what happened.
    pub(super) fn note(&mut self, events: &[Event]) {
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
                }
                Event::GroupDestroyed { key, group, .. } => {
                    self.acked.remove(&(key.clone(), group.clone()));
                }
                Event::Renamed { from, to } => self.renamed(from, to),
                Event::Copied { from, to } => self.copied(from, to),
                Event::Flushed { .. } | Event::Swapped { .. } => self.acked.clear(),
                _ => {}
            }
        }
    }

    fn renamed(&mut self, from: &Bytes, to: &Bytes) {
        self.copied(from, to);
        self.acked.retain(|(name, _), _| name != from);
    }

    fn copied(&mut self, from: &Bytes, to: &Bytes) {
        let copies: Vec<_> = self
            .acked
            .iter()
            .filter(|((name, _), _)| name == from)
            .map(|((_, group), acked)| ((to.clone(), group.clone()), acked.clone()))
            .collect();
        self.acked.extend(copies);
    }

    /// Who had this entry when it was acknowledged for this group (nobody, if it was released), if that is remembered.
    pub(super) fn acked_by(&self, key: &Bytes, group: &Bytes, id: EntryId) -> Option<&Option<Bytes>> {
        self.acked.get(&(key.clone(), group.clone()))?.get(&id)
    }
}
