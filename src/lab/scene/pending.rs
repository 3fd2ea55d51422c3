//! Pending entries as rows.

use crate::store::{Bytes, ConsumerId, EntryId, Group, Millis, Stream};

/// A pending entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRow {
    /// Its ID.
    pub id: EntryId,
    /// Who has it.
    pub consumer: Bytes,
    /// How often it was delivered.
    pub deliveries: u64,
    /// Since its last delivery, in ms.
    pub idle: Millis,
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
        consumer: owner(group, pending.consumer),
        deliveries: pending.deliveries,
        idle: now - pending.delivered_at,
        gone: stream.get(id).is_none(),
    })
}

pub(super) fn owner(group: &Group, consumer: ConsumerId) -> Bytes {
    group
        .consumer(consumer)
        .map_or_else(|| Bytes::from(""), |consumer| consumer.name.clone())
}
