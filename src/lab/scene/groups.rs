//! Groups and their consumers as rows: a window on each.

use std::collections::BTreeMap;

use super::{View, Window};
use crate::engine::Engine;
use crate::store::{Bytes, Counters, EntryId, Group, Millis, Stream};

/// A consumer group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Its name.
    pub name: Bytes,
    /// Its bookmark.
    pub last_delivered: EntryId,
    /// How many entries it has read, if that is known.
    pub entries_read: Option<i64>,
    /// How many of those up to its bookmark nobody in it was ever given: the bookmark was put past them. Known of groups
    /// that were made here, as long as their bookmark was not moved by hand.
    pub passed: Option<u64>,
    /// Whether it is known that nobody in it was ever given anything.
    pub gave_nothing: bool,
    /// How many it has still to get, if that is known.
    pub lag: Option<i64>,
    /// How many are pending.
    pub pending: usize,
    /// How many consumers there are.
    pub consumers_total: usize,
}

/// A window on a stream's groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupsScene {
    /// The visible groups in byte order.
    pub rows: Vec<GroupRow>,
    /// Which of them is the chosen one.
    pub chosen: Option<usize>,
    /// How many there are in all.
    pub total: usize,
    /// Whether there are groups before the visible ones.
    pub more_before: bool,
    /// Whether there are groups after the visible ones.
    pub more_after: bool,
}

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerRow {
    /// Its name.
    pub name: Bytes,
    /// How many entries are pending for it.
    pub pending: usize,
    /// Since its last attempt, in ms.
    pub idle: Millis,
    /// Since it last got something, in ms; `None` if it never did.
    pub inactive: Option<Millis>,
    /// The wait of a client that reads under this name.
    pub waits: Option<Wait>,
}

/// A wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// For so long already, in ms.
    pub since: Millis,
    /// For so long still, in ms; `None` for ever.
    pub left: Option<Millis>,
}

/// A window on the chosen group's consumers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConsumersScene {
    /// The visible consumers in byte order.
    pub rows: Vec<ConsumerRow>,
    /// Which of them is under the cursor.
    pub cursor: Option<usize>,
    /// Whether there are consumers before the visible ones.
    pub more_before: bool,
    /// Whether there are consumers after the visible ones.
    pub more_after: bool,
}

/// The wanted group, or the first one.
pub(super) fn chosen<'a>(stream: &'a Stream, wanted: Option<&Bytes>) -> Option<(&'a Bytes, &'a Group)> {
    let same = |wanted: &Bytes| {
        stream
            .groups_from(wanted)
            .next()
            .filter(|(name, _)| *name == wanted)
    };
    wanted.and_then(same).or_else(|| stream.groups().next())
}

pub(super) fn scene(
    stream: &Stream,
    counters: &Counters,
    view: &View,
    chosen: Option<&Bytes>,
) -> GroupsScene {
    let window = Window {
        cursor: chosen.cloned(),
        ..view.groups.clone()
    };
    let start = window.start(|from| names_up(stream, from), |from| names_down(stream, from));
    let from = start.as_ref();
    let mut groups = from.into_iter().flat_map(|start| stream.groups_from(start));
    let rows: Vec<GroupRow> = groups
        .by_ref()
        .take(window.rows)
        .map(|(name, group)| row(counters, name, group))
        .collect();
    GroupsScene {
        chosen: chosen.and_then(|chosen| rows.iter().position(|row| row.name == *chosen)),
        more_before: from.is_some_and(|start| stream.groups_before(Some(start)).next().is_some()),
        more_after: groups.next().is_some(),
        total: stream.groups().len(),
        rows,
    }
}

/// A group as a row.
pub(super) fn row(counters: &Counters, name: &Bytes, group: &Group) -> GroupRow {
    GroupRow {
        name: name.clone(),
        last_delivered: group.last_delivered,
        entries_read: group.entries_read,
        passed: None,
        gave_nothing: false,
        lag: group.lag(counters),
        pending: group.pending_len(),
        consumers_total: group.consumers().len(),
    }
}

pub(super) fn consumers(group: &Group, view: &View, waits: &Waits, now: Millis) -> ConsumersScene {
    let window = &view.consumers;
    let start = window.start(
        |from| consumers_up(group, from),
        |from| consumers_down(group, from),
    );
    let from = start.as_ref();
    let mut consumers = from.into_iter().flat_map(|start| group.consumers_from(start));
    let rows: Vec<ConsumerRow> = consumers
        .by_ref()
        .take(window.rows)
        .map(|consumer| ConsumerRow {
            name: consumer.name.clone(),
            pending: consumer.pending_len(),
            idle: now - consumer.seen_at,
            inactive: consumer.active_at.map(|at| now - at),
            waits: waits.get(&consumer.name).copied(),
        })
        .collect();
    ConsumersScene {
        cursor: window.cursor_at(rows.iter().map(|row| &row.name)),
        more_before: from.is_some_and(|start| group.consumers_before(Some(start)).next().is_some()),
        more_after: consumers.next().is_some(),
        rows,
    }
}

/// The groups' names from `from` on.
pub(super) fn names_up<'a>(stream: &'a Stream, from: &Bytes) -> impl Iterator<Item = Bytes> + use<'a> {
    stream.groups_from(from).map(|(name, _)| name.clone())
}

/// The groups' names at or before `from`, descending; from the last when there is none.
pub(super) fn names_down<'a>(
    stream: &'a Stream,
    from: Option<&Bytes>,
) -> impl Iterator<Item = Bytes> + use<'a> {
    let before = stream.groups_before(from.map(|from| &**from));
    from.cloned()
        .into_iter()
        .chain(before.map(|(name, _)| name.clone()))
}

/// The consumers' names from `from` on.
pub(super) fn consumers_up<'a>(group: &'a Group, from: &Bytes) -> impl Iterator<Item = Bytes> + use<'a> {
    group.consumers_from(from).map(|consumer| consumer.name.clone())
}

/// The consumers' names at or before `from`, descending; from the last when there is none.
pub(super) fn consumers_down<'a>(
    group: &'a Group,
    from: Option<&Bytes>,
) -> impl Iterator<Item = Bytes> + use<'a> {
    let before = group.consumers_before(from.map(|from| &**from));
    from.cloned()
        .into_iter()
        .chain(before.map(|consumer| consumer.name.clone()))
}

/// The consumers of a group in whose names somebody waits.
pub(super) type Waits = BTreeMap<Bytes, Wait>;

/// No more waiting clients than this are looked at for a frame.
const MOST_WAITERS: usize = 256;

/// Who waits for new entries of `key` as a member of `group`.
pub(super) fn waits(engine: &Engine, db: usize, key: &Bytes, group: &Bytes, now: Millis) -> Waits {
    let waiters = engine.waiters_on(db, key).take(MOST_WAITERS);
    waiters
        .filter_map(|(_, waiter)| {
            let argv = waiter.wait.argv.as_argv();
            let mut words = argv
                .iter()
                .skip_while(|word| !word.eq_ignore_ascii_case(b"GROUP"));
            let (named, consumer) = (words.nth(1)?, words.next()?);
            let wait = Wait {
                since: now - waiter.since,
                left: waiter.wait.deadline.map(|deadline| deadline - now),
            };
            (*named == **group).then(|| (Bytes::from(consumer), wait))
        })
        .collect()
}
