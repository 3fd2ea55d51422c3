//! Groups and their consumers as rows.

use super::View;
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
    /// How many it has still to get, if that is known.
    pub lag: Option<i64>,
    /// How many are pending.
    pub pending: usize,
    /// Its consumers in byte order.
    pub consumers: Vec<ConsumerRow>,
    /// How many consumers there are.
    pub consumers_total: usize,
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
    /// Since it last got something, in ms.
    pub inactive: Option<Millis>,
}

pub(super) fn chosen<'a>(stream: &'a Stream, wanted: Option<&Bytes>) -> Option<(&'a Bytes, &'a Group)> {
    let mut groups = stream.groups();
    let wanted = wanted.and_then(|wanted| stream.groups().find(|(name, _)| *name == wanted));
    wanted.or_else(|| groups.next())
}

/// The first groups, and the chosen one even if it is further down.
pub(super) fn shown<'a>(stream: &'a Stream, view: &View) -> impl Iterator<Item = (&'a Bytes, &'a Group)> {
    let wanted = view.group.clone();
    let most = view.list_rows;
    let groups = stream.groups().enumerate();
    groups
        .filter(move |(at, (name, _))| *at < most || Some(*name) == wanted.as_ref())
        .map(|(_, group)| group)
}

pub(super) fn row(counters: &Counters, name: &Bytes, group: &Group, view: &View, now: Millis) -> GroupRow {
    let consumers = group
        .consumers()
        .take(view.list_rows)
        .map(|consumer| ConsumerRow {
            name: consumer.name.clone(),
            pending: consumer.pending_len(),
            idle: now - consumer.seen_at,
            inactive: consumer.active_at.map(|at| now - at),
        });
    GroupRow {
        name: name.clone(),
        last_delivered: group.last_delivered,
        entries_read: group.entries_read,
        lag: group.lag(counters),
        pending: group.pending_len(),
        consumers: consumers.collect(),
        consumers_total: group.consumers().len(),
    }
}
