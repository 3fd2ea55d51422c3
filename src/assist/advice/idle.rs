//! Remarks on commands that ran well and moved nothing, where a learner may have expected otherwise.

use super::{Case, tick};
use crate::command::Holds;
use crate::wire::shown;

/// What is worth saying when nothing moved.
pub(super) fn nothing_moved(case: &Case<'_>) -> Option<String> {
    let (key, group) = (case.key()?, case.group()?);
    match case.name.as_str() {
        "XACK" => Some(nothing_acknowledged(case, key, group)),
        "XCLAIM" | "XAUTOCLAIM" => Some(nothing_claimed(case, key, group)),
        "XREADGROUP" if case.words.last() == Some(&&b">"[..]) => Some(nothing_new(case, key, group)),
        _ => None,
    }
}

fn nothing_acknowledged(case: &Case<'_>, key: &[u8], group: &[u8]) -> String {
    if !case.lookup.has_group(key, group) {
        return format!("0 because there is no group {} on {}", tick(group), tick(key));
    }
    match case.lookup.pending(key, group, b"", false, 1).first() {
        None => format!(
            "nothing is pending for {}: there is nothing to acknowledge",
            shown(group)
        ),
        Some(pending) => {
            let owner = match &pending.owner {
                Some(owner) => format!("for {}", shown(owner)),
                None => "released by whoever had it".to_owned(),
            };
            format!(
                "that is not pending for {}; {} is, {owner}",
                shown(group),
                pending.id
            )
        }
    }
}

fn nothing_claimed(case: &Case<'_>, key: &[u8], group: &[u8]) -> String {
    let pending = case.lookup.pending(key, group, b"", false, 1);
    let idle = case.values(&[Holds::Ms]).first().copied().unwrap_or_default();
    match pending.first() {
        None => format!(
            "nothing is pending for {}: there is nothing to claim",
            shown(group)
        ),
        Some(_) => format!(
            "nothing has been idle for {} ms yet; `:clock +1m` lets a minute pass at once",
            shown(idle)
        ),
    }
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
