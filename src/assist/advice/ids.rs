//! Advice about entry IDs: pasted placeholders, the special IDs in the wrong command, IDs that are too small.

use super::{Case, mend, tick};
use crate::assist::matcher::{Part, looks_like};
use crate::command::Holds;

/// `<message-id>` pasted as it stands in the notes.
pub(super) fn placeholder(case: &Case<'_>) -> Option<String> {
    let arguments = case.arguments();
    let word = arguments.iter().find(|word| is_placeholder(word))?;
    let real = real_id(case).unwrap_or_else(|| "put a real one there".to_owned());
    Some(format!("{} stands for a real value; {real}", tick(word)))
}

fn is_placeholder(word: &[u8]) -> bool {
    word.len() > 2 && word.starts_with(b"<") && word.ends_with(b">")
}

fn real_id(case: &Case<'_>) -> Option<String> {
    let key = case.key()?;
    let oldest = case.group().and_then(|group| {
        let pending = case.lookup.pending(key, group, b"", false, 1).into_iter().next();
        Some((group, pending?))
    });
    if let Some((group, pending)) = oldest {
        let owner = match &pending.owner {
            Some(owner) => format!("for {}", tick(owner)),
            None => "released".to_owned(),
        };
        return Some(format!(
            "the oldest pending entry of {} is {} ({owner})",
            tick(group),
            pending.id
        ));
    }
    let newest = case.lookup.ids(key, b"", 1);
    newest
        .first()
        .map(|(id, _)| format!("the newest entry of {} is {id}", tick(key)))
}

/// XADD without an ID: the first field stands in its place.
pub(super) fn forgotten_in_xadd(case: &Case<'_>) -> Option<String> {
    let refused = case.says("ERR Invalid stream ID") || case.says("ERR wrong number");
    if case.name != "XADD" || !refused {
        return None;
    }
    let at = case
        .matched
        .taken
        .iter()
        .position(|part| matches!(part, Part::Value(_, Holds::Id)))?;
    let word = case.arguments().get(at)?;
    let pairs = (case.arguments().len() - at).is_multiple_of(2);
    if looks_like(Holds::Id, word) || is_placeholder(word) || !pairs {
        return None;
    }
    let better = case.line_with("*", at)?;
    Some(format!(
        "the ID is missing before the fields; * has the server make one: {better}"
    ))
}

/// `>` asks what a group was not given yet; XREAD knows no groups.
pub(super) fn greater_than_all_in_xread(case: &Case<'_>) -> Option<String> {
    case.says("ERR The > ID").then(|| {
        let advice = "> belongs to XREADGROUP; with XREAD, $ together with BLOCK waits for new entries, and 0 reads from \
                      the beginning";
        with_line(case, advice, b"0")
    })
}

/// `$` and `+` in XREADGROUP.
pub(super) fn meaningless_in_xreadgroup(case: &Case<'_>) -> Option<String> {
    if !case.text.contains("meaningless in the context of XREADGROUP") {
        return None;
    }
    let advice = "the group remembers where it is: > gives what it was never given, 0 shows what is pending for this consumer";
    Some(with_line(case, advice, b">"))
}

/// The advice, with the line as it is when `id` stands in the place of the refused one.
fn with_line(case: &Case<'_>, advice: &str, id: &[u8]) -> String {
    let at = case.at.unwrap_or(case.words.len());
    mend::with(
        advice,
        mend::line(case, &mend::spliced(&case.words, at, 1, &[id])),
    )
}

/// XADD with an ID that is not greater than the stream's last one.
pub(super) fn not_greater(case: &Case<'_>) -> Option<String> {
    let smaller = case.says("ERR The ID specified in XADD is equal or smaller");
    let key = case.key().filter(|_| smaller)?;
    Some(match case.lookup.last_id(key) {
        Some(last) => format!(
            "the last ID of {} is {last}; IDs only grow, and * takes the next one",
            tick(key)
        ),
        None => "IDs only grow; * takes the next one".to_owned(),
    })
}

/// `0-0` is where streams begin; no entry can have it.
pub(super) fn zero(case: &Case<'_>) -> Option<String> {
    case.says("ERR The ID specified in XADD must be greater than 0-0")
        .then(|| "the smallest ID is 0-1; * has the server make one".to_owned())
}

/// What an ID looks like, if nothing better can be said.
pub(super) fn form(case: &Case<'_>) -> Option<String> {
    let known = [
        forgotten_in_xadd,
        placeholder,
        mend::options_behind_streams,
        mend::keys_and_ids_in_turn,
        mend::consumer_not_wanted,
    ];
    let known = known.iter().any(|advice| advice(case).is_some());
    if known || !case.says("ERR Invalid stream ID") {
        return None;
    }
    Some(
        "an ID is two numbers, milliseconds and a count: 1526919030474-55; the second may be left out"
            .to_owned(),
    )
}
