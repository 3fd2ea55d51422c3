//! Pending entries as rows.

use crate::store::{Bytes, EntryId, Group, Millis, Pending, Stream};

/// A pending entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRow {
    /// Its ID.
    pub id: EntryId,
    /// Who has it; nobody once it was released.
    pub consumer: Option<Bytes>,
    /// How often it was delivered.
    pub deliveries: u64,
    /// Since its last delivery, in ms; a released entry has no such time.
    pub idle: Option<Millis>,
    /// Whether the entry itself no longer exists.
    pub gone: bool,
}

pub(super) fn rows<'a>(
    stream: &'a Stream,
    group: &'a Group,
    from: EntryId,
    now: Millis,
) -> impl Iterator<Item = PendingRow> + 'a {
    group.pending_from(from).map(move |(id, pending)| PendingRow {
        id,
        consumer: owner(group, pending),
        deliveries: pending.deliveries,
        idle: pending.idle(now),
        gone: stream.get(id).is_none(),
    })
}

pub(super) fn owner(group: &Group, record: &Pending) -> Option<Bytes> {
    let owner = record.consumer.and_then(|consumer| group.consumer(consumer));
    owner.map(|owner| owner.name.clone())
}
