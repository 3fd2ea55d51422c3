//! What the engine says happened, as data. The change marks on the screen, the goals of lessons and the sentences
//! under a reply are made from it.

use super::context::WaitOn;
use super::fault::Fault;
use crate::store::{Bytes, EntryId, Millis};
use crate::wire::ClientId;

/// One thing that happened. Events carry the state before and after where a reader would want to see the step.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant's sentence names its fields")]
pub enum Event {
    /// A key appeared under which there was nothing.
    KeyCreated { key: Bytes, kind: &'static str },
    /// A key went away.
    KeyRemoved { key: Bytes, kind: &'static str },
    /// A key went away because its time was up.
    Expired { key: Bytes, kind: &'static str },
    /// A key is to go away at `at` (Unix ms), `left` ms from now.
    Expires { key: Bytes, at: Millis, left: Millis },
    /// A key that was to go away stays.
    Persisted { key: Bytes },
    /// What was under `from` is under `to` now.
    Renamed { from: Bytes, to: Bytes },
    /// What is under `from` is also under `to`, which goes its own way.
    Copied { from: Bytes, to: Bytes },
    /// A key went to another database.
    Moved { key: Bytes, from: usize, to: usize },
    /// Two databases changed places.
    Swapped { one: usize, other: usize },
    /// A string was stored.
    TextSet { key: Bytes },
    /// Every key of one database (or of all) was removed.
    Flushed { keys: usize },
    /// An entry was added to a stream.
    Appended { key: Bytes, id: EntryId },
    /// A message was not added: it is there already as `id`.
    Duplicate { key: Bytes, id: EntryId },
    /// Old entries were trimmed away; `first` and `last` are the oldest and the newest of them.
    Trimmed {
        key: Bytes,
        count: u64,
        first: EntryId,
        last: EntryId,
    },
    /// An entry was deleted; `pending` groups still list it.
    Deleted { key: Bytes, id: EntryId, pending: usize },
    /// A consumer group was created, its bookmark at `at`.
    GroupCreated { key: Bytes, group: Bytes, at: EntryId },
    /// A consumer group was removed with its pending records.
    GroupDestroyed {
        key: Bytes,
        group: Bytes,
        pending: usize,
    },
    /// A consumer joined a group.
    ConsumerCreated {
        key: Bytes,
        group: Bytes,
        consumer: Bytes,
    },
    /// A consumer was removed; its `lost` pending records went with it.
    ConsumerDeleted {
        key: Bytes,
        group: Bytes,
        consumer: Bytes,
        lost: usize,
    },
    /// An entry was handed to a consumer as new. `recorded` is false under NOACK; `from` had it before a rewind.
    Delivered {
        key: Bytes,
        group: Bytes,
        consumer: Bytes,
        id: EntryId,
        recorded: bool,
        from: Option<Bytes>,
    },
    /// A consumer was shown an entry of its own pending list again.
    Redelivered {
        key: Bytes,
        group: Bytes,
        consumer: Bytes,
        id: EntryId,
        deliveries: u64,
    },
    /// An entry was acknowledged; it was `consumer`'s, or nobody's.
    Acked {
        key: Bytes,
        group: Bytes,
        consumer: Option<Bytes>,
        id: EntryId,
    },
    /// A pending entry changed hands. `from` is `None` when nobody held it; `made` when FORCE made the record.
    Claimed {
        key: Bytes,
        group: Bytes,
        id: EntryId,
        from: Option<Bytes>,
        to: Bytes,
        deliveries: u64,
        made: bool,
    },
    /// A pending entry was given up: nobody holds it, and whoever claims next gets it. `from` is `None` when nobody
    /// held it before; `made` when FORCE made the record.
    Released {
        key: Bytes,
        group: Bytes,
        id: EntryId,
        from: Option<Bytes>,
        deliveries: u64,
        made: bool,
    },
    /// A pending record was dropped because its entry no longer exists.
    Dropped {
        key: Bytes,
        group: Bytes,
        consumer: Option<Bytes>,
        id: EntryId,
    },
    /// A pending record went because its entry was to go with everything that refers to it.
    Forgotten {
        key: Bytes,
        group: Bytes,
        consumer: Option<Bytes>,
        id: EntryId,
    },
    /// A group's bookmark moved.
    LastDelivered {
        key: Bytes,
        group: Bytes,
        from: EntryId,
        to: EntryId,
    },
    /// How many entries are pending for a group changed.
    PendingCount {
        key: Bytes,
        group: Bytes,
        before: usize,
        after: usize,
    },
    /// A list got elements and has now `len`.
    Pushed { key: Bytes, count: usize, len: usize },
    /// Elements were taken from a list and `len` are left.
    Popped { key: Bytes, count: usize, len: usize },
    /// An element was put into a list at `index`, counted from 0; it has now `len`.
    Inserted { key: Bytes, index: usize, len: usize },
    /// The element of a list at `index`, counted from 0, has another value.
    Replaced { key: Bytes, index: usize },
    /// Elements of a list were thrown away and `len` are left.
    Discarded { key: Bytes, count: usize, len: usize },
    /// A client listens to a channel or pattern.
    Subscribed { client: ClientId, channel: Bytes },
    /// A client no longer listens.
    Unsubscribed { client: ClientId, channel: Bytes },
    /// A message went to `receivers` subscriptions, and was forgotten.
    Published { channel: Bytes, receivers: usize },
    /// A client's connection was closed, by itself or by another client.
    Closed { client: ClientId },
    /// A client began to wait; for ever without a deadline.
    Blocked {
        client: ClientId,
        on: WaitOn,
        keys: Vec<Bytes>,
        deadline: Option<Millis>,
    },
    /// What a client said is held back until `until` (Unix ms), or until somebody ends the pause.
    HeldBack { client: ClientId, until: Millis },
    /// A waiting client got its reply.
    Woken { client: ClientId },
    /// A waiting client's time was up.
    TimedOut { client: ClientId },
    /// A waiting client gave up.
    Cancelled { client: ClientId },
    /// A command was refused.
    Failed { client: ClientId, fault: Fault },
}

impl Event {
    /// Whether data or somebody's share in it changed: not so for a refusal, a wait, a subscription, or a consumer that
    /// merely appeared.
    pub fn moves_data(&self) -> bool {
        !matches!(
            self,
            Event::Failed { .. }
                | Event::Blocked { .. }
                | Event::HeldBack { .. }
                | Event::Woken { .. }
                | Event::TimedOut { .. }
                | Event::Cancelled { .. }
                | Event::Subscribed { .. }
                | Event::Unsubscribed { .. }
                | Event::ConsumerCreated { .. }
        )
    }
}
