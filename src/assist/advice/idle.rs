//! Remarks on commands that ran well and moved nothing, where a learner may have expected otherwise.

use super::{Case, tick};
use crate::command::Holds;
use crate::lab::PendingBrief;
use crate::store::{EntryId, Millis, strict_integer};
use crate::wire::shown;

/// The most IDs of a line that are looked up.
const MOST: usize = 100;

/// What is worth saying when nothing moved.
pub(super) fn nothing_moved(case: &Case<'_>) -> Option<String> {
    let (key, group) = (case.key()?, case.group()?);
    match case.name.as_str() {
        "XACK" => Some(nothing_acknowledged(case, key, group)),
        "XCLAIM" => Some(nothing_claimed(case, key, group)),
        "XAUTOCLAIM" => Some(nothing_swept(case, key, group)),
        "XREADGROUP" if case.words.last() == Some(&&b">"[..]) => Some(nothing_new(case, key, group)),
        "XREADGROUP" => nothing_again(case, key, group),
        _ => None,
    }
}

fn nothing_acknowledged(case: &Case<'_>, key: &[u8], group: &[u8]) -> String {
    if !case.lookup.has_group(key, group) {
        return format!("0 because there is no group {} on {}", tick(group), tick(key));
    }
    others(case, key, group).unwrap_or_else(|| {
        format!(
            "nothing is pending for {}: there is nothing to acknowledge",
            shown(group)
        )
    })
}

/// What is pending instead of what was named; `None` if nothing is.
fn others(case: &Case<'_>, key: &[u8], group: &[u8]) -> Option<String> {
    let pending = case.lookup.pending(key, group, b"", false, 1);
    let pending = pending.first()?;
    let owner = match &pending.owner {
        Some(owner) => format!("for {}", shown(owner)),
        None => "released by whoever had it".to_owned(),
    };
    let (_, all) = case.lookup.group_stock(key, group)?;
    let which = match all {
        0 | 1 => format!("{} is, {owner}", pending.id),
        all => format!("{all} entries are, first {} {owner}", pending.id),
    };
    Some(format!("that is not pending for {}; {which}", shown(group)))
}

fn nothing_to_claim(group: &[u8]) -> String {
    format!(
        "nothing is pending for {}: there is nothing to claim",
        shown(group)
    )
}

fn nothing_claimed(case: &Case<'_>, key: &[u8], group: &[u8]) -> String {
    let ids = case.values(&[Holds::PendingId]);
    let ids = ids.into_iter().filter_map(|text| EntryId::parse(text, 0).ok());
    let named = ids
        .take(MOST)
        .filter_map(|id| case.lookup.pending_as(key, group, id));
    match named.max_by_key(|pending| pending.idle) {
        Some(pending) => too_young(case, &pending),
        None => others(case, key, group).unwrap_or_else(|| nothing_to_claim(group)),
    }
}

fn nothing_swept(case: &Case<'_>, key: &[u8], group: &[u8]) -> String {
    let Some(longest) = case.lookup.pending(key, group, b"", true, 1).pop() else {
        return nothing_to_claim(group);
    };
    let start = case.values(&[Holds::Id, Holds::PendingId]).first().copied();
    let start = start.and_then(|text| EntryId::parse(text, 0).ok());
    match start.filter(|start| *start > longest.id) {
        Some(start) => format!(
            "it looked from {start} on; 0 looks from the oldest on, and {} is pending",
            longest.id
        ),
        None => too_young(case, &longest),
    }
}

/// How long it has been idle, and how the time that is missing passes.
pub(in crate::assist) fn too_young(case: &Case<'_>, pending: &PendingBrief) -> String {
    let wanted = case.values(&[Holds::Ms]).first().copied().unwrap_or_default();
    let idle = pending.idle.max(0);
    let missing = strict_integer(wanted).unwrap_or(0).saturating_sub(idle);
    let owner = match &pending.owner {
        Some(owner) => format!(" is pending for {} and", shown(owner)),
        None => String::new(),
    };
    format!(
        "{}{owner} has been idle for {idle} ms, less than the {} asked for; `:clock +{}` lets the rest pass at once",
        pending.id,
        shown(wanted),
        span(missing)
    )
}

/// A time that is not shorter, as `:clock` takes it.
fn span(ms: Millis) -> String {
    let seconds = ms.max(1).unsigned_abs().div_ceil(1000);
    match seconds {
        ..=120 => format!("{seconds}s"),
        121..=7200 => format!("{}m", seconds.div_ceil(60)),
        _ => format!("{}h", seconds.div_ceil(3600)),
    }
}

/// A consumer asked for its own pending entries, and there are none. Of several streams nothing is said.
fn nothing_again(case: &Case<'_>, key: &[u8], group: &[u8]) -> Option<String> {
    let consumer = case.values(&[Holds::Consumer]).first().copied()?;
    let after = case.words.last().filter(|_| case.keys().len() == 1)?;
    EntryId::parse(after, 0).ok()?;
    let (consumer_is, after) = (shown(consumer), shown(after));
    Some(match case.lookup.consumer_stock(key, group, consumer) {
        None | Some(0) => format!(
            "nothing is pending for {consumer_is}: {after} asks for what it was given and has not acknowledged, > for \
             new entries"
        ),
        Some(_) => format!("nothing is pending for {consumer_is} after {after}; 0 asks for all of it"),
    })
}

fn nothing_new(case: &Case<'_>, key: &[u8], group: &[u8]) -> String {
    let pending = case.lookup.pending(key, group, b"", false, 1);
    let rest = if pending.is_empty() {
        ""
    } else {
        "; what was handed out and not acknowledged stays with its owner"
    };
    let called = shown(group);
    let Some(last) = case.lookup.bookmark(key, group) else {
        return format!("{called} has been given everything there is{rest}");
    };
    if case.lookup.gave_nothing(key, group) {
        let key = shown(key);
        return format!(
            "{called} was given nothing: its bookmark {last} was put past what is there; `XGROUP SETID {key} {called} 0` \
             puts it before"
        );
    }
    format!("nothing comes after the last-delivered ID {last} of {called}{rest}")
}
