//! A stream: its entries in nodes, its counters, and the law of growing IDs (streams.md B.1, B.2). Reading it is
//! in `range`, shortening it in `trim`, its groups in `group`.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::bytes::Bytes;
use super::group::{Group, Pending};
use super::id::EntryId;
use super::idempotence::Idempotence;
use super::node::{Node, NodeLimits};
use super::radix;
use super::runs::Runs;

/// What a node weighs beside its entries.
const NODE: u64 = 64;

/// A stream.
#[derive(Clone, Debug, Default)]
pub struct Stream {
    /// Nodes by their first ID.
    pub(super) nodes: Runs<EntryId, Arc<Node>>,
    pub(super) len: u64,
    /// What its nodes occupy in Redis's listpacks, in bytes; kept with every change, so that asking costs nothing.
    pub(super) packed: u64,
    /// Nodes of Redis's radix tree over them beside its root; kept with every change as well.
    radix: i64,
    /// The last ID generated; it stays when its entry goes.
    pub last_id: EntryId,
    /// The first existing entry, 0-0 when there is none.
    pub first_id: EntryId,
    /// The largest ID that XDEL ever removed. Trimming does not touch it.
    pub max_deleted: EntryId,
    /// Entries ever added.
    pub entries_added: u64,
    /// The memory that keeps one message from being added twice.
    pub idempotence: Idempotence,
    groups: BTreeMap<Bytes, Arc<Group>>,
}

/// Why an entry cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendFault {
    /// The largest possible ID is taken.
    Exhausted,
    /// The ID is not greater than the last one generated.
    NotGreater,
}

/// What a deletion did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// The entry existed and is gone.
    Yes,
    /// There was no such entry.
    No,
}

impl Stream {
    /// How many entries there are.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there are none. An empty stream is still a stream: its key stays.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many nodes hold the entries (`radix-tree-keys`).
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// How many nodes Redis's radix tree over them has (`radix-tree-nodes`).
    pub fn radix_nodes(&self) -> i64 {
        1 + self.radix
    }

    /// The ID that `*` stands for at the time `now_ms`: never at or below the last one, even when the clock stands
    /// or goes back (streams.md A.4).
    pub fn next_id(&self, now_ms: u64) -> Option<EntryId> {
        if now_ms > self.last_id.ms {
            Some(EntryId { ms: now_ms, seq: 0 })
        } else {
            self.last_id.next()
        }
    }

    /// The ID that `ms-*` stands for.
    pub fn next_id_at(&self, ms: u64) -> Result<EntryId, AppendFault> {
        if ms != self.last_id.ms {
            return Ok(EntryId { ms, seq: 0 });
        }
        let full = if self.last_id == EntryId::MAX {
            AppendFault::Exhausted
        } else {
            AppendFault::NotGreater
        };
        let seq = self.last_id.seq.checked_add(1).ok_or(full)?;
        Ok(EntryId { ms, seq })
    }

    /// Whether an entry may get this ID.
    pub fn check_append(&self, id: EntryId) -> Result<(), AppendFault> {
        if self.last_id == EntryId::MAX {
            return Err(AppendFault::Exhausted);
        }
        if id <= self.last_id {
            return Err(AppendFault::NotGreater);
        }
        Ok(())
    }

    /// Adds an entry; `fields` are names and values in turn, at least one of each.
    pub fn append<'a>(
        &mut self,
        id: EntryId,
        fields: impl Iterator<Item = &'a [u8]> + Clone,
        limits: NodeLimits,
    ) -> Result<(), AppendFault> {
        self.check_append(id)?;
        let raw: usize = fields.clone().map(<[u8]>::len).sum();
        let open = self
            .nodes
            .last()
            .is_some_and(|(_, node)| !node.is_full(raw, limits));
        match self.nodes.last_mut() {
            Some(node) if open => {
                let node = Arc::make_mut(node);
                self.packed -= node.packed();
                node.make_room(limits);
                node.append(id, fields);
                self.packed += node.packed();
            }
            _ => {
                let node = Node::new(id, fields);
                self.packed += node.packed();
                self.radix += radix::growth(&self.nodes, id);
                self.nodes.insert(id, Arc::new(node));
            }
        }
        self.len += 1;
        self.entries_added += 1;
        self.last_id = id;
        if self.len == 1 {
            self.first_id = id;
        }
        Ok(())
    }

    /// Deletes one entry (XDEL). Pending records of it stay.
    pub fn delete(&mut self, id: EntryId) -> Deleted {
        if self.take_out(id) == Deleted::No {
            return Deleted::No;
        }
        self.max_deleted = self.max_deleted.max(id);
        if self.len == 0 || self.first_id == id {
            self.find_first();
        }
        Deleted::Yes
    }

    /// Takes one entry out of its node; `first_id` and `max_deleted` are the caller's.
    pub(super) fn take_out(&mut self, id: EntryId) -> Deleted {
        let Some((&base, node)) = self.nodes.down_from(&id).next() else {
            return Deleted::No;
        };
        let Some(slot) = node.find(id) else {
            return Deleted::No;
        };
        if node.live() == 1 {
            self.drop_node(base);
        } else if let Some(node) = self.nodes.get_mut(&base) {
            Arc::make_mut(node).delete(&slot);
        }
        self.len -= 1;
        Deleted::Yes
    }

    /// Takes a whole node out; the entries' counters are the caller's.
    pub(super) fn drop_node(&mut self, base: EntryId) {
        if let Some(node) = self.nodes.remove(&base) {
            self.packed -= node.packed();
            self.radix -= radix::growth(&self.nodes, base);
        }
    }

    /// Recomputes the first existing ID after the front of the stream changed.
    pub(super) fn find_first(&mut self) {
        self.first_id = self.first().map_or(EntryId::MIN, |entry| entry.id);
    }

    /// The consumer groups in byte order of their names.
    pub fn groups(&self) -> impl ExactSizeIterator<Item = (&Bytes, &Group)> {
        self.groups.iter().map(|(name, group)| (name, &**group))
    }

    /// The groups from `name` on, in byte order.
    pub fn groups_from<'a>(&'a self, name: &[u8]) -> impl Iterator<Item = (&'a Bytes, &'a Group)> + use<'a> {
        let groups = self
            .groups
            .range::<[u8], _>((Bound::Included(name), Bound::Unbounded));
        groups.map(|(name, group)| (name, &**group))
    }

    /// The groups before `name`, the nearest first; all of them from the last when it is `None`.
    pub fn groups_before<'a>(
        &'a self,
        name: Option<&[u8]>,
    ) -> impl Iterator<Item = (&'a Bytes, &'a Group)> + use<'a> {
        let end = name.map_or(Bound::Unbounded, Bound::Excluded);
        let groups = self.groups.range::<[u8], _>((Bound::Unbounded, end));
        groups.rev().map(|(name, group)| (name, &**group))
    }

    /// The group called `name`.
    pub fn group(&self, name: &[u8]) -> Option<&Group> {
        self.groups.get(name).map(|group| &**group)
    }

    /// The group called `name`, to be changed.
    pub fn group_mut(&mut self, name: &[u8]) -> Option<&mut Group> {
        self.groups.get_mut(name).map(Arc::make_mut)
    }

    /// Adds a group; `false` if the name is taken.
    pub fn create_group(&mut self, name: &[u8], last_delivered: EntryId, entries_read: Option<i64>) -> bool {
        if self.groups.contains_key(name) {
            return false;
        }
        self.groups
            .insert(name.into(), Arc::new(Group::new(last_delivered, entries_read)));
        true
    }

    /// Whether some group has not read the entry yet, or still lists it as pending (streams.md B.23).
    pub fn is_referenced(&self, id: EntryId) -> bool {
        self.groups
            .values()
            .any(|group| group.last_delivered < id || group.pending(id).is_some())
    }

    /// Takes the entry off every group's pending list; gives each group with the record it had.
    pub fn forget(&mut self, id: EntryId) -> Vec<(Bytes, Pending)> {
        let mut forgotten = Vec::new();
        for (name, group) in &mut self.groups {
            if group.pending(id).is_some()
                && let Some(record) = Arc::make_mut(group).remove_pending(id)
            {
                forgotten.push((name.clone(), record));
            }
        }
        forgotten
    }

    /// Removes a group with its consumers and pending records.
    pub fn destroy_group(&mut self, name: &[u8]) -> Option<Arc<Group>> {
        self.groups.remove(name)
    }

    /// About how many bytes the entries occupy.
    pub(super) fn entries_weight(&self) -> u64 {
        self.packed + NODE * self.nodes.len() as u64
    }

    /// Bytes the entries hold in memory, for measurements.
    pub fn heap_bytes(&self) -> usize {
        self.nodes
            .iter()
            .map(|(_, node)| size_of::<Node>() + node.heap_bytes())
            .sum()
    }
}
