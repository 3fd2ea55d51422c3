//! The entries of a window on a stream, each with what became of it in the chosen group. Deleted ones that are still
//! pending have their places too, and so has what is still known of deleted ones in between.

use std::ops::RangeInclusive;

use super::{View, Window, pending};
use crate::lab::Lab;
use crate::store::{Bytes, Entry, EntryId, Group, Item, Millis, NodeFacts, Place, Stream};

/// A visible entry, or the place of one that is gone and still pending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its ID.
    pub id: EntryId,
    /// The beginning of its fields; `None` when the entry was deleted and only its pending record is left.
    pub fields: Option<Vec<(Vec<u8>, Vec<u8>)>>,
    /// What became of it in the chosen group.
    pub fate: Fate,
    /// What was deleted between the row before it and this one, as far as the stream still knows.
    pub gap: Option<Gap>,
    /// The node that begins here, if nodes are to be shown.
    pub node: Option<NodeRow>,
}

/// Deleted entries next to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// How many.
    pub count: u64,
    /// The first one's ID.
    pub first: EntryId,
    /// The last one's ID.
    pub last: EntryId,
}

/// A node of a stream: what `MAXLEN ~` takes or leaves as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeRow {
    /// Entries in it.
    pub entries: u64,
    /// Places of deleted entries in it.
    pub deleted: u64,
    /// Bytes it takes in Redis.
    pub bytes: u64,
}

/// A row shows no more of an entry than this: so many fields, and so many bytes of each name and value. What was cut
/// is at least as long as any screen is wide.
const MOST_FIELDS: usize = 128;
const MOST_BYTES: usize = 2048;

/// What became of an entry in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There is no group.
    NoGroup,
    /// The group's bookmark has not reached it.
    NotDelivered,
    /// It was handed out and has not been acknowledged.
    Pending {
        /// Who; nobody once it was released.
        consumer: Option<Bytes>,
        /// How often it was delivered.
        deliveries: u64,
        /// For how long, in ms; a released entry has no such time.
        idle: Option<Millis>,
    },
    /// Acknowledged; it was this consumer's, or had been released.
    Acked(Option<Bytes>),
    /// The bookmark is past it, and it is not pending: skipped, delivered without record, or its record was lost.
    Passed,
}

/// The rows of a window on a stream.
pub(super) struct Entries {
    pub rows: Vec<EntryRow>,
    pub cursor: Option<usize>,
    pub more_before: bool,
    pub more_after: bool,
    /// What was deleted behind the last row.
    pub after: Option<Gap>,
}

/// A place that is shown, or counted in a gap.
enum Spot<'a> {
    Entry(Entry<'a>),
    /// Deleted, and still pending in the group.
    Ghost(EntryId),
    Deleted(EntryId),
}

impl Lab {
    pub(super) fn entries(
        &self,
        view: &View,
        key: &Bytes,
        stream: &Stream,
        group: Option<(&Bytes, &Group)>,
        now: Millis,
    ) -> Entries {
        let list = group.map(|(_, group)| group);
        let change = view.change.as_ref().filter(|(changed, _)| changed == key);
        let window = &Window {
            top: change.map_or(view.entries.top, |(_, ids)| {
                around(stream, list, ids, view.entries.rows)
            }),
            ..view.entries.clone()
        };
        let start = window.start(
            |from| up(stream, list, *from),
            |from| down(stream, list, from.copied().unwrap_or(EntryId::MAX)),
        );
        let mut entries = Entries {
            rows: Vec::new(),
            cursor: None,
            more_before: false,
            more_after: false,
            after: None,
        };
        let Some(start) = start else { return entries };
        let before = start.prev().and_then(|at| down(stream, list, at).next());
        entries.more_before = before.is_some();
        let mut gap = before.and_then(|before| gap_after(stream, list, before));
        let mut node = None;
        for spot in spots(stream, list, start) {
            if entries.rows.len() >= window.rows && !matches!(spot, Spot::Deleted(_)) {
                entries.more_after = true;
                break;
            }
            let id = match &spot {
                Spot::Deleted(id) => {
                    gap = Some(widened(gap, *id));
                    continue;
                }
                Spot::Ghost(id) => *id,
                Spot::Entry(entry) => entry.id,
            };
            let facts = view.nodes.then(|| stream.node_of(id)).flatten();
            let begins = facts.filter(|facts| Some(facts.first) != node);
            node = facts.map(|facts| facts.first).or(node);
            entries.rows.push(EntryRow {
                id,
                fields: fields(&spot),
                fate: group.map_or(Fate::NoGroup, |(name, group)| {
                    self.fate(key, name, group, id, now)
                }),
                gap: gap.take(),
                node: begins.map(node_row),
            });
        }
        entries.after = gap.filter(|_| !entries.more_after);
        entries.cursor = window.cursor_at(entries.rows.iter().map(|row| &row.id));
        entries
    }

    pub(super) fn fate(&self, key: &Bytes, name: &Bytes, group: &Group, id: EntryId, now: Millis) -> Fate {
        if let Some(pending) = group.pending(id) {
            return Fate::Pending {
                consumer: pending::owner(group, pending),
                deliveries: pending.deliveries,
                idle: pending.idle(now),
            };
        }
        if id > group.last_delivered {
            return Fate::NotDelivered;
        }
        self.present
            .memory
            .acked_by(key, name, id)
            .map_or(Fate::Passed, |consumer| Fate::Acked(consumer.clone()))
    }
}

/// Where a window with so many rows begins that shows these entries, or as many of the last as it can, each between its
/// neighbours. It is at the newest entries if they are all among those.
fn around(stream: &Stream, group: Option<&Group>, ids: &RangeInclusive<EntryId>, rows: usize) -> EntryId {
    let first = down(stream, group, *ids.start()).take(2).last();
    let first = first.unwrap_or(EntryId::MIN);
    let newest = down(stream, group, EntryId::MAX).take(rows.max(1)).last();
    let behind = ids.end().next().and_then(|next| up(stream, group, next).next());
    match (newest, behind) {
        (Some(newest), Some(behind)) if first < newest => {
            let last = down(stream, group, behind).take(rows.max(1)).last();
            last.map_or(first, |last| last.max(first))
        }
        _ => EntryId::MAX,
    }
}

fn fields(spot: &Spot<'_>) -> Option<Vec<(Vec<u8>, Vec<u8>)>> {
    let Spot::Entry(entry) = spot else { return None };
    let fields = entry.fields().take(MOST_FIELDS);
    Some(
        fields
            .map(|(name, value)| (beginning(name), beginning(value)))
            .collect(),
    )
}

fn beginning(item: Item<'_>) -> Vec<u8> {
    item.with_bytes(|bytes| bytes[..bytes.len().min(MOST_BYTES)].to_vec())
}

pub(super) fn node_row(facts: NodeFacts) -> NodeRow {
    NodeRow {
        entries: facts.live,
        deleted: facts.deleted,
        bytes: facts.bytes,
    }
}

fn widened(gap: Option<Gap>, id: EntryId) -> Gap {
    Gap {
        count: gap.map_or(0, |gap| gap.count) + 1,
        first: gap.map_or(id, |gap| gap.first),
        last: id,
    }
}

/// What was deleted just behind `before`, in its node and in that of the next row.
fn gap_after(stream: &Stream, group: Option<&Group>, before: EntryId) -> Option<Gap> {
    spots(stream, group, before.next()?)
        .map_while(|spot| match spot {
            Spot::Deleted(id) => Some(id),
            _ => None,
        })
        .fold(None, |gap, id| Some(widened(gap, id)))
}

/// Entries, deleted ones that are pending, and what is known of other deleted ones, from `from` on.
fn spots<'a>(stream: &'a Stream, group: Option<&'a Group>, from: EntryId) -> impl Iterator<Item = Spot<'a>> {
    let mut places = stream.places(from).peekable();
    let pending = group.into_iter().flat_map(move |group| group.pending_from(from));
    let mut pending = pending.map(|(id, _)| id).peekable();
    std::iter::from_fn(move || {
        let place = places.peek().map(Place::id);
        let pending_here = match (place, pending.peek().copied()) {
            // Its node is gone, but not its record.
            (Some(place), Some(id)) if id < place => return pending.next().map(Spot::Ghost),
            (None, Some(_)) => return pending.next().map(Spot::Ghost),
            (Some(place), Some(id)) => place == id,
            _ => false,
        };
        if pending_here {
            pending.next();
        }
        Some(match places.next()? {
            Place::Entry(entry) => Spot::Entry(entry),
            Place::Deleted(id) if pending_here => Spot::Ghost(id),
            Place::Deleted(id) => Spot::Deleted(id),
        })
    })
}

pub(super) fn up<'a>(
    stream: &'a Stream,
    group: Option<&'a Group>,
    from: EntryId,
) -> impl Iterator<Item = EntryId> + 'a {
    spots(stream, group, from).filter_map(|spot| match spot {
        Spot::Entry(entry) => Some(entry.id),
        Spot::Ghost(id) => Some(id),
        Spot::Deleted(_) => None,
    })
}

pub(super) fn down<'a>(
    stream: &'a Stream,
    group: Option<&'a Group>,
    from: EntryId,
) -> impl Iterator<Item = EntryId> + 'a {
    let mut entries = stream
        .range_down(EntryId::MIN, from)
        .map(|entry| entry.id)
        .peekable();
    let mut pending = group
        .into_iter()
        .flat_map(move |group| group.pending_down_from(from))
        .peekable();
    std::iter::from_fn(move || {
        let next = entries.peek().copied().max(pending.peek().copied())?;
        entries.next_if_eq(&next);
        pending.next_if_eq(&next);
        Some(next)
    })
}
