//! Why a command that was not refused moved nothing: what it looked at, as it stands.

use super::super::advice::{Case, tick, too_young};
use crate::command::Holds;
use crate::lab::{Lookup, PendingFate};
use crate::store::EntryId;
use crate::wire::shown;

/// The most IDs that are explained one by one.
const MOST: usize = 5;

/// What is to be said.
pub(super) fn reasons(case: &Case<'_>) -> Vec<String> {
    let Some(key) = case.key() else { return Vec::new() };
    let last = case.words().last().copied().unwrap_or_default();
    let reasons = match case.name.as_str() {
        "XACK" => each(case, |id| not_acknowledged(case, key, id)),
        "XCLAIM" => each(case, |id| not_claimed(case, key, id)),
        "XDEL" => each(case, |id| not_deleted(*case.lookup, key, id)),
        "XREADGROUP" if last == b">" => at_the_end(case, key),
        "XREAD" => nothing_after(case, key, last),
        "XTRIM" => nothing_to_trim(*case.lookup, key),
        _ => Vec::new(),
    };
    if reasons.is_empty() && case.lookup.kind(key).is_none() {
        return vec![format!("there is no key {}", tick(key))];
    }
    reasons
}

/// One sentence for each ID in the line.
fn each(case: &Case<'_>, reason: impl Fn(EntryId) -> Option<String>) -> Vec<String> {
    let ids = case.values(&[Holds::Id, Holds::PendingId]);
    let ids = ids.into_iter().filter_map(|text| EntryId::parse(text, 0).ok());
    ids.take(MOST).filter_map(reason).collect()
}

fn not_acknowledged(case: &Case<'_>, key: &[u8], id: EntryId) -> Option<String> {
    let group = case.group()?;
    let called = shown(group);
    Some(match case.lookup.pending_fate(key, group, id)? {
        PendingFate::Pending => return None,
        PendingFate::NeverDelivered { last } => {
            format!("{id} was never given to {called}: its last-delivered ID is {last}")
        }
        PendingFate::Passed => {
            format!(
                "{id} is not pending for {called}: it was acknowledged before, or was never handed out with a record"
            )
        }
    })
}

fn not_claimed(case: &Case<'_>, key: &[u8], id: EntryId) -> Option<String> {
    let group = case.group()?;
    let called = shown(group);
    Some(match case.lookup.pending_fate(key, group, id)? {
        PendingFate::Pending => too_young(case, &case.lookup.pending_as(key, group, id)?),
        PendingFate::NeverDelivered { last } => {
            format!("{id} was never given to {called} (last-delivered ID {last}): XREADGROUP with > gives it")
        }
        PendingFate::Passed => format!("{id} is not pending for {called}: there is nothing to take over"),
    })
}

fn not_deleted(lookup: Lookup<'_>, key: &[u8], id: EntryId) -> Option<String> {
    let last = lookup.last_id(key)?;
    Some(if id > last {
        format!("{id} was never there: the last ID of {} is {last}", shown(key))
    } else {
        format!(
            "there is no {id} in {}: it was deleted or trimmed before, or never existed",
            shown(key)
        )
    })
}

/// Where a group stands that has nothing new to give.
fn at_the_end(case: &Case<'_>, key: &[u8]) -> Vec<String> {
    let (Some(group), Some(last)) = (case.group(), case.lookup.last_id(key)) else {
        return Vec::new();
    };
    let Some(bookmark) = case.lookup.bookmark(key, group) else {
        return Vec::new();
    };
    vec![format!(
        "the last-delivered ID of {} is {bookmark}, and the last ID of {} is {last}",
        shown(group),
        shown(key)
    )]
}

/// True of one stream and an ID that nothing follows.
fn nothing_after(case: &Case<'_>, key: &[u8], after: &[u8]) -> Vec<String> {
    let (Some(last), [_]) = (case.lookup.last_id(key), case.keys().as_slice()) else {
        return Vec::new();
    };
    let reached = after == b"$" || EntryId::parse(after, 0).is_ok_and(|after| after >= last);
    let said = format!(
        "the last ID of {} is {last}: nothing comes after it yet",
        shown(key)
    );
    reached.then_some(said).into_iter().collect()
}

fn nothing_to_trim(lookup: Lookup<'_>, key: &[u8]) -> Vec<String> {
    let first = lookup.range_begins(key);
    first
        .map(|(len, first)| {
            let entries = if len == 1 { "entry" } else { "entries" };
            format!(
                "{} has {len} {entries}, the oldest is {first}: none of them had to go, or with ~ no whole node could",
                shown(key)
            )
        })
        .into_iter()
        .collect()
}
