//! Pending entries as rows, of the whole group or of one consumer.

use std::ops::RangeInclusive;

use super::{View, Window};
use crate::store::{Bytes, Consumer, EntryId, Group, Millis, Pending, Stream};

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

/// A window on a pending list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PendingScene {
    /// The visible rows, oldest ID first.
    pub rows: Vec<PendingRow>,
    /// Which of them is under the cursor.
    pub cursor: Option<usize>,
    /// Whether there are rows before the visible ones.
    pub more_before: bool,
    /// Whether there are rows after the visible ones.
    pub more_after: bool,
    /// How many there are in all.
    pub total: usize,
    /// The consumer whose entries these are, if not everybody's are shown.
    pub only: Option<Bytes>,
}

/// The window on the pending list of the stream `key`'s group `name`.
pub(super) fn scene(
    (key, stream): (&Bytes, &Stream),
    (name, group): (&Bytes, &Group),
    view: &View,
    now: Millis,
) -> PendingScene {
    let only = only(group, view);
    let given = view.given.as_ref();
    let given = given.filter(|(of, named, _)| of == key && named == name);
    let window = &Window {
        top: given.map_or(view.pending.top, |(_, _, ids)| {
            around(group, only, ids, view.pending.rows)
        }),
        ..view.pending.clone()
    };
    let start = window.start(
        |from| up(group, only, *from),
        |from| down(group, only, from.copied().unwrap_or(EntryId::MAX)),
    );
    let mut ids = start.into_iter().flat_map(|start| up(group, only, start));
    let rows: Vec<PendingRow> = ids
        .by_ref()
        .take(window.rows)
        .filter_map(|id| row(stream, group, id, now))
        .collect();
    let before = rows.first().and_then(|row| row.id.prev());
    PendingScene {
        cursor: window.cursor_at(rows.iter().map(|row| &row.id)),
        more_before: before.is_some_and(|before| down(group, only, before).next().is_some()),
        more_after: ids.next().is_some(),
        total: only.map_or(group.pending_len(), Consumer::pending_len),
        only: only.map(|consumer| consumer.name.clone()),
        rows,
    }
}

/// Where a window with so many rows begins that ends with the row behind these, or earlier if there is nothing before.
fn around(group: &Group, only: Option<&Consumer>, ids: &RangeInclusive<EntryId>, rows: usize) -> EntryId {
    let behind = ids.end().next().and_then(|next| up(group, only, next).next());
    let last = behind.unwrap_or(*ids.end());
    let first = down(group, only, last).take(rows.max(1)).last();
    first.unwrap_or(EntryId::MIN)
}

/// The consumer whose entries alone are shown.
pub(super) fn only<'a>(group: &'a Group, view: &View) -> Option<&'a Consumer> {
    view.only.as_ref().and_then(|name| group.consumer_named(name))
}

/// The pending entry with this ID as a row.
pub(super) fn row(stream: &Stream, group: &Group, id: EntryId, now: Millis) -> Option<PendingRow> {
    let pending = group.pending(id)?;
    Some(PendingRow {
        id,
        consumer: owner(group, pending),
        deliveries: pending.deliveries,
        idle: pending.idle(now),
        gone: stream.get(id).is_none(),
    })
}

/// Who has it, if somebody has.
pub(super) fn owner(group: &Group, record: &Pending) -> Option<Bytes> {
    let owner = record.consumer.and_then(|consumer| group.consumer(consumer));
    owner.map(|owner| owner.name.clone())
}

pub(super) fn up<'a>(
    group: &'a Group,
    only: Option<&'a Consumer>,
    from: EntryId,
) -> impl Iterator<Item = EntryId> + 'a {
    let own = only
        .into_iter()
        .flat_map(move |consumer| consumer.pending_from(from));
    let all = only.is_none().then(|| group.pending_from(from));
    own.chain(all.into_iter().flatten().map(|(id, _)| id))
}

pub(super) fn down<'a>(
    group: &'a Group,
    only: Option<&'a Consumer>,
    from: EntryId,
) -> impl Iterator<Item = EntryId> + 'a {
    let own = only
        .into_iter()
        .flat_map(move |consumer| consumer.pending_down_from(from));
    let all = only.is_none().then(|| group.pending_down_from(from));
    own.chain(all.into_iter().flatten())
}
