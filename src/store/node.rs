//! A node: up to about a hundred entries in one compact block, with IDs as deltas and shared field names. Splits
//! exactly where Redis's nodes split, because `MAXLEN ~` removes whole nodes (streams.md H.1).

use super::id::EntryId;
use super::item::{Item, listpack_int, pack_varint, unpack_varint, unzigzag, zigzag};

/// When a node is full (`stream-node-max-entries`, `stream-node-max-bytes`; 0 means no limit).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeLimits {
    /// Slots, deleted ones included.
    pub entries: u64,
    /// Bytes of Redis's own encoding.
    pub bytes: u64,
}

impl Default for NodeLimits {
    fn default() -> Self {
        NodeLimits {
            entries: 100,
            bytes: 4096,
        }
    }
}

/// What a node holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeFacts {
    /// The ID of its first slot, live or not.
    pub first: EntryId,
    /// Entries in it.
    pub live: u64,
    /// Slots of deleted entries in it.
    pub deleted: u64,
    /// Bytes of Redis's own encoding.
    pub bytes: u64,
}

const DELETED: u8 = 1;
const SAME_FIELDS: u8 = 2;

/// A block of entries. The first entry's field names are kept once; entries with the same names do without.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The first slot's ID, live or not.
    base: EntryId,
    /// The last slot's ID, live or not.
    last: EntryId,
    live: u32,
    slots: u32,
    /// What the slots would occupy in Redis's listpack, the header's two counts left out because they vary.
    listpack: u32,
    /// Where the slots begin in `blob`; before it lie the shared field names.
    start: u32,
    blob: Vec<u8>,
}

/// Where one slot lies in its node's block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub(super) id: EntryId,
    pub(super) live: bool,
    /// The position of the slot's flags.
    at: usize,
    /// Where its values (or its own field names) begin.
    body: usize,
    pub(super) end: usize,
    same_fields: bool,
    pub(super) fields: usize,
}

/// The size of Redis's empty listpack container.
const CONTAINER: usize = 7;

impl Node {
    /// A node that begins with this entry. `fields` are names and values in turn.
    pub(super) fn new<'a>(id: EntryId, fields: impl Iterator<Item = &'a [u8]> + Clone) -> Node {
        let names = || fields.clone().step_by(2).map(Item::of);
        let mut node = Node {
            base: id,
            last: id,
            live: 0,
            slots: 0,
            listpack: 0,
            start: 0,
            blob: Vec::new(),
        };
        let count = names().count();
        pack_varint(&mut node.blob, count as u64);
        let mut listpack = CONTAINER + listpack_int(count as i64) + listpack_int(0);
        for name in names() {
            listpack += name.listpack_size();
            name.pack(&mut node.blob);
        }
        node.listpack = listpack as u32;
        node.start = node.blob.len() as u32;
        node.append(id, fields);
        // Most nodes get many entries of the first one's size.
        node.blob.shrink_to_fit();
        node
    }

    /// Whether an entry of `raw` bytes (names and values summed) must go to a new node.
    pub(super) fn is_full(&self, raw: usize, limits: NodeLimits) -> bool {
        let most_bytes = if limits.bytes == 0 { 1 << 30 } else { limits.bytes };
        self.listpack_size() + raw as u64 >= most_bytes
            || (limits.entries != 0 && u64::from(self.slots) >= limits.entries)
    }

    /// What it would occupy in Redis.
    fn listpack_size(&self) -> u64 {
        let counts = listpack_int(i64::from(self.live)) + listpack_int(i64::from(self.slots - self.live));
        u64::from(self.listpack) + counts as u64
    }

    /// What it holds.
    pub(super) fn facts(&self) -> NodeFacts {
        NodeFacts {
            first: self.base,
            live: u64::from(self.live),
            deleted: u64::from(self.slots - self.live),
            bytes: self.listpack_size(),
        }
    }

    /// Makes room for an entry of the usual size. A node that is half full is given what the rest will need, so that
    /// not half of its block stays empty for ever.
    pub(super) fn make_room(&mut self, limits: NodeLimits) {
        let slots = self.slots as usize;
        let (len, room) = (self.blob.len(), self.blob.capacity() - self.blob.len());
        // Perhaps a byte more each: numbers in them grow.
        if room * slots >= len + slots {
            return;
        }
        let most = |limit: u64| if limit == 0 { usize::MAX } else { limit as usize };
        let by_bytes = most(limits.bytes).saturating_sub(self.listpack as usize);
        let by_bytes = by_bytes / (self.listpack as usize / slots).max(1);
        let left = most(limits.entries).saturating_sub(slots).min(by_bytes);
        if left <= slots {
            self.blob.reserve_exact((len / slots + 1) * left.max(1));
        }
    }

    /// Adds an entry behind the last.
    pub(super) fn append<'a>(&mut self, id: EntryId, fields: impl Iterator<Item = &'a [u8]> + Clone) {
        let same = self.has_names(fields.clone().step_by(2));
        let count = fields.clone().count() / 2;
        let ms = id.ms.wrapping_sub(self.base.ms) as i64;
        let seq = id.seq.wrapping_sub(self.base.seq) as i64;
        let mut listpack = 2 + listpack_int(ms) + listpack_int(seq);

        self.blob.push(if same { SAME_FIELDS } else { 0 });
        pack_varint(&mut self.blob, ms as u64);
        pack_varint(&mut self.blob, zigzag(seq));
        if !same {
            pack_varint(&mut self.blob, count as u64);
            listpack += listpack_int(count as i64);
        }
        for (index, part) in fields.enumerate() {
            if same && index % 2 == 0 {
                continue;
            }
            let item = Item::of(part);
            listpack += item.listpack_size();
            item.pack(&mut self.blob);
        }
        let counted = if same { count + 3 } else { 2 * count + 4 };
        listpack += listpack_int(counted as i64);

        self.listpack += listpack as u32;
        self.last = id;
        self.live += 1;
        self.slots += 1;
    }

    pub(super) fn base(&self) -> EntryId {
        self.base
    }

    /// The ID of the last slot, even a deleted one.
    pub(super) fn last(&self) -> EntryId {
        self.last
    }

    pub(super) fn live(&self) -> u64 {
        u64::from(self.live)
    }

    /// The slots in order, deleted ones included.
    pub(super) fn slots(&self) -> impl Iterator<Item = Slot> + '_ {
        let mut at = self.start as usize;
        std::iter::from_fn(move || {
            let slot = self.slot(at)?;
            at = slot.end;
            Some(slot)
        })
    }

    /// The slot whose flags stand at `at`; `None` at the end of the block.
    #[inline]
    pub(super) fn slot(&self, at: usize) -> Option<Slot> {
        let flags = *self.blob.get(at)?;
        let mut end = at + 1;
        let ms = unpack_varint(&self.blob, &mut end);
        let seq = unzigzag(unpack_varint(&self.blob, &mut end));
        let id = EntryId {
            ms: self.base.ms.wrapping_add(ms),
            seq: self.base.seq.wrapping_add(seq as u64),
        };
        let same_fields = flags & SAME_FIELDS != 0;
        let fields = if same_fields {
            unpack_varint(&self.blob, &mut 0) as usize
        } else {
            unpack_varint(&self.blob, &mut end) as usize
        };
        let body = end;
        let items = if same_fields { fields } else { fields * 2 };
        for _ in 0..items {
            Item::skip(&self.blob, &mut end);
        }
        Some(Slot {
            id,
            live: flags & DELETED == 0,
            at,
            body,
            end,
            same_fields,
            fields,
        })
    }

    /// Where the first slot at or after `from` begins, live or not; the end of the block if there is none.
    pub(super) fn seek(&self, from: EntryId) -> usize {
        let mut at = self.start as usize;
        while let Some(slot) = self.slot(at) {
            if slot.id >= from {
                break;
            }
            at = slot.end;
        }
        at
    }

    /// Where the first slot begins.
    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    /// The live slot with this ID.
    pub(super) fn find(&self, id: EntryId) -> Option<Slot> {
        self.slots()
            .find(|slot| slot.id >= id)
            .filter(|slot| slot.id == id && slot.live)
    }

    /// Marks a slot as deleted; its bytes stay, as in Redis.
    pub(super) fn delete(&mut self, slot: &Slot) {
        self.blob[slot.at] |= DELETED;
        self.live -= 1;
        // Redis subtracts nothing either: flags 0 to 3 are all one byte.
    }

    /// The slot's fields: a cursor over names and one over values.
    pub(super) fn names_and_values(&self, slot: &Slot) -> (usize, usize) {
        if !slot.same_fields {
            return (slot.body, slot.body);
        }
        let mut names = 0;
        unpack_varint(&self.blob, &mut names);
        (names, slot.body)
    }

    pub(super) fn has_own_names(slot: &Slot) -> bool {
        !slot.same_fields
    }

    pub(super) fn item(&self, at: &mut usize) -> Item<'_> {
        Item::unpack(&self.blob, at)
    }

    /// Bytes its listpack occupies in Redis.
    pub(super) fn packed(&self) -> u64 {
        u64::from(self.listpack)
    }

    /// Bytes this node holds in memory beyond its own struct.
    pub(super) fn heap_bytes(&self) -> usize {
        self.blob.capacity()
    }

    fn has_names<'a>(&self, mut names: impl Iterator<Item = &'a [u8]>) -> bool {
        let mut at = 0;
        let count = unpack_varint(&self.blob, &mut at);
        for _ in 0..count {
            let own = Item::unpack(&self.blob, &mut at);
            match names.next() {
                Some(name) if own == Item::of(name) => {}
                _ => return false,
            }
        }
        names.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields<'a>(parts: &'a [&'a str]) -> impl Iterator<Item = &'a [u8]> + Clone {
        parts.iter().map(|part| part.as_bytes())
    }

    #[test]
    fn a_full_node_has_hardly_any_room_left() {
        let entries = [
            &["name", "banana"][..],
            &["f", "v"],
            &["name", "banana", "color", "yellow", "price", "1234567"],
            &[
                "text",
                "a text that is so long that only some twenty of its kind are in a node, be it full, as this one is",
            ],
        ];
        for entry in entries {
            let mut node = Node::new(EntryId::new(5, 0), fields(entry));
            for seq in 1.. {
                if node.is_full(entry.concat().len(), NodeLimits::default()) {
                    break;
                }
                node.make_room(NodeLimits::default());
                node.append(EntryId::new(5, seq), fields(entry));
            }
            let (len, room) = (node.blob.len(), node.blob.capacity());
            assert!(
                room - len <= len / 8,
                "{entry:?}: {len} of {room} in {}",
                node.slots
            );
        }
    }

    #[test]
    fn slots_come_back_as_they_were_added() {
        let mut node = Node::new(EntryId::new(5, 3), fields(&["name", "ada"]));
        node.append(EntryId::new(6, 0), fields(&["name", "bob"]));
        node.append(EntryId::new(6, 1), fields(&["age", "30", "age", "31"]));
        let slots: Vec<Slot> = node.slots().collect();
        assert_eq!(
            slots.iter().map(|slot| slot.id.to_string()).collect::<Vec<_>>(),
            ["5-3", "6-0", "6-1"]
        );
        assert_eq!(
            slots.iter().map(|slot| slot.fields).collect::<Vec<_>>(),
            [1, 1, 2]
        );
        node.delete(&slots[1]);
        assert!(node.find(EntryId::new(6, 0)).is_none());
        assert_eq!((node.live(), node.last()), (2, EntryId::new(6, 1)));
    }

    #[test]
    fn a_node_is_full_at_a_hundred_slots_or_4096_bytes() {
        let limits = NodeLimits::default();
        let mut node = Node::new(EntryId::new(1, 0), fields(&["f", "v"]));
        for ms in 2..=100 {
            assert!(!node.is_full(2, limits));
            node.append(EntryId::new(ms, 0), fields(&["f", "v"]));
        }
        assert!(node.is_full(2, limits));
        assert!(Node::new(EntryId::new(1, 0), fields(&["f", "v"])).is_full(4096, limits));
    }
}
