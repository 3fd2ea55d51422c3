//! Walking a stream's entries forwards and backwards without copying them.

use std::iter::FusedIterator;

use super::id::EntryId;
use super::item::Item;
use super::node::{Node, NodeFacts, Slot};
use super::stream::Stream;

/// One entry, borrowed from its stream.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The entry's ID.
    pub id: EntryId,
    node: &'a Node,
    slot: Slot,
}

impl<'a> Entry<'a> {
    pub(super) fn new(node: &'a Node, slot: Slot) -> Entry<'a> {
        Entry {
            id: slot.id,
            node,
            slot,
        }
    }

    /// How many fields the entry has.
    pub fn len(&self) -> usize {
        self.slot.fields
    }

    /// Whether it has none, which XADD never makes.
    pub fn is_empty(&self) -> bool {
        self.slot.fields == 0
    }

    /// Field names and values, in the order they were added, duplicates kept.
    pub fn fields(&self) -> Fields<'a> {
        let (names, values) = self.node.names_and_values(&self.slot);
        Fields {
            node: self.node,
            own: Node::has_own_names(&self.slot),
            names,
            values,
            left: self.slot.fields,
        }
    }
}

/// An entry's names and values.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    node: &'a Node,
    own: bool,
    names: usize,
    values: usize,
    left: usize,
}

impl<'a> Iterator for Fields<'a> {
    type Item = (Item<'a>, Item<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        self.left = self.left.checked_sub(1)?;
        if self.own {
            let name = self.node.item(&mut self.values);
            return Some((name, self.node.item(&mut self.values)));
        }
        Some((self.node.item(&mut self.names), self.node.item(&mut self.values)))
    }
}

impl FusedIterator for Fields<'_> {}

/// A place in a stream.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// An entry.
    Entry(Entry<'a>),
    /// There was an entry with this ID, and its node is still there.
    Deleted(EntryId),
}

impl Place<'_> {
    /// The ID of what is or was there.
    pub fn id(&self) -> EntryId {
        match self {
            Place::Entry(entry) => entry.id,
            Place::Deleted(id) => *id,
        }
    }
}

impl Stream {
    /// The entries with `from <= id <= to`, ascending.
    pub fn range(&self, from: EntryId, to: EntryId) -> impl Iterator<Item = Entry<'_>> {
        self.slots(from)
            .take_while(move |(_, slot)| slot.id <= to)
            .filter(|(_, slot)| slot.live)
            .map(|(node, slot)| Entry::new(node, slot))
    }

    /// The places from `from` on, ascending: entries, and what is still known of deleted ones.
    pub fn places(&self, from: EntryId) -> impl Iterator<Item = Place<'_>> {
        self.slots(from).map(|(node, slot)| {
            if slot.live {
                Place::Entry(Entry::new(node, slot))
            } else {
                Place::Deleted(slot.id)
            }
        })
    }

    /// The slots from `from` on, deleted ones included, each with its node.
    fn slots(&self, from: EntryId) -> impl Iterator<Item = (&Node, Slot)> {
        let mut nodes = self.nodes.from_floor(&from).map(|(_, node)| &**node);
        let mut node = nodes.next();
        let mut at = node.map_or(0, |node| node.seek(from));
        std::iter::from_fn(move || {
            loop {
                let Some(slot) = node?.slot(at) else {
                    node = nodes.next();
                    at = node?.start();
                    continue;
                };
                at = slot.end;
                return Some((node?, slot));
            }
        })
    }

    /// The node in which `id` lies, if there is one.
    pub fn node_of(&self, id: EntryId) -> Option<NodeFacts> {
        let (_, node) = self.nodes.down_from(&id).next()?;
        (id <= node.last()).then(|| node.facts())
    }

    /// The entries after `id`, ascending.
    pub fn after(&self, id: EntryId) -> impl Iterator<Item = Entry<'_>> {
        // Nothing can follow the largest ID: an empty range then.
        let (from, to) = id
            .next()
            .map_or((EntryId::MAX, EntryId::MIN), |from| (from, EntryId::MAX));
        self.range(from, to)
    }

    /// The entries with `from <= id <= to`, descending.
    pub fn range_down(&self, from: EntryId, to: EntryId) -> impl Iterator<Item = Entry<'_>> {
        self.nodes
            .down_from(&to)
            .flat_map(move |(_, node)| {
                let slots: Vec<Slot> = node.slots().take_while(|slot| slot.id <= to).collect();
                slots.into_iter().rev().map(move |slot| Entry::new(node, slot))
            })
            .take_while(move |entry| entry.id >= from)
            .filter(|entry| entry.slot.live)
    }

    /// The entry with exactly this ID.
    pub fn get(&self, id: EntryId) -> Option<Entry<'_>> {
        let (_, node) = self.nodes.down_from(&id).next()?;
        node.find(id).map(|slot| Entry::new(node, slot))
    }

    /// The oldest entry.
    pub fn first(&self) -> Option<Entry<'_>> {
        self.range(EntryId::MIN, EntryId::MAX).next()
    }

    /// The newest entry.
    pub fn last(&self) -> Option<Entry<'_>> {
        self.range_down(EntryId::MIN, EntryId::MAX).next()
    }
}
