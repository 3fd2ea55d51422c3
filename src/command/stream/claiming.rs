//! What XCLAIM and XAUTOCLAIM share: taking one pending entry over, and the fate of records whose entry is gone
//! (streams.md B.18, B.22).

use super::common::{IdArg, name_of, one_more, owner_of};
use crate::command::args::Word;
use crate::command::context::Turn;
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::profile::Version;
use crate::store::{ConsumerId, EntryId, Group, Millis, Pending, Stream, strict_integer};

/// The side of a claim that does not change from entry to entry.
#[derive(Clone, Copy)]
pub(super) struct Claim<'a> {
    pub(super) key: &'a [u8],
    pub(super) group: &'a [u8],
    pub(super) consumer: ConsumerId,
    /// Delivery time to record, Unix ms.
    pub(super) delivered_at: Millis,
    /// The delivery count to record; `None` for one more than it was, or as it was with JUSTID.
    pub(super) deliveries: Option<u64>,
    /// Only IDs are wanted: the delivery count does not grow.
    pub(super) just_id: bool,
    pub(super) profile: Version,
}

impl<'a> Claim<'a> {
    /// A claim that counts as a delivery at `now`.
    pub(super) fn now(
        key: &'a [u8],
        group: &'a [u8],
        consumer: ConsumerId,
        now: Millis,
        profile: Version,
    ) -> Claim<'a> {
        Claim {
            key,
            group,
            consumer,
            delivered_at: now,
            deliveries: None,
            just_id: false,
            profile,
        }
    }

    /// Gives `id` to the claiming consumer. `before` is its record so far, or one just made by FORCE.
    pub(super) fn take(
        &self,
        stream: &mut Stream,
        id: EntryId,
        before: Pending,
        forced: bool,
        turn: &mut Turn<'_>,
    ) {
        let deliveries = match self.deliveries {
            Some(deliveries) => deliveries,
            None if self.just_id => before.deliveries,
            None => one_more(before.deliveries, self.profile),
        };
        let Some(group) = stream.group_mut(self.group) else {
            return;
        };
        group.set_pending(id, Pending::new(self.consumer, self.delivered_at, deliveries));
        turn.emit(|| Event::Claimed {
            key: self.key.into(),
            group: self.group.into(),
            id,
            from: owner_of(group, &before).filter(|_| !forced),
            to: name_of(group, self.consumer),
            deliveries,
            made: forced,
        });
    }

    /// Drops the record of an entry that no longer exists.
    pub(super) fn drop_record(&self, stream: &mut Stream, id: EntryId, turn: &mut Turn<'_>) {
        let Some(group) = stream.group_mut(self.group) else {
            return;
        };
        let Some(before) = group.remove_pending(id) else {
            return;
        };
        turn.emit(|| Event::Dropped {
            key: self.key.into(),
            group: self.group.into(),
            consumer: owner_of(group, &before),
            id,
        });
    }
}

/// The pending entries that still exist and have been released, or idle for so long, in their turn, `most` at the most.
pub(super) fn overdue(
    stream: &Stream,
    group: &Group,
    now: Millis,
    min_idle: Millis,
    most: usize,
) -> Vec<(EntryId, Pending)> {
    group
        .pending_in_turn()
        .take_while(|(_, delivered_at)| delivered_at.is_none_or(|at| now - at >= min_idle))
        .filter(|(id, _)| stream.get(*id).is_some())
        .filter_map(|(id, _)| Some((id, *group.pending(id)?)))
        .take(most)
        .collect()
}

/// The least idle time an entry must have, in ms; negative counts as 0.
pub(super) fn min_idle(word: Word<'_>, refusal: &'static str) -> Result<Millis, Fault> {
    let number = strict_integer(word.bytes).map(|idle| idle.max(0));
    number.ok_or(
        Fault::new(refusal)
            .at(word.at)
            .want("how long idle at least, in milliseconds"),
    )
}

/// Whether `word` reads as an ID.
pub(super) fn as_id(word: Word<'_>) -> Option<EntryId> {
    IdArg(word).strict().ok()
}
