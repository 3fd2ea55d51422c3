//! Advice about what is missing or stands in the wrong place.

use super::ids::forgotten_in_xadd;
use super::{Case, tick};
use crate::assist::matcher::looks_like;
use crate::command::Holds;

/// A field without its value.
pub(super) fn odd_fields(case: &Case<'_>) -> Option<String> {
    if case.name != "XADD" || !case.says("ERR wrong number") {
        return None;
    }
    if forgotten_in_xadd(case).is_some() {
        return None;
    }
    let fields = case.values(&[Holds::Field]);
    let values = case.values(&[Holds::Text]);
    let last = fields.last()?;
    (fields.len() > values.len()).then(|| {
        format!(
            "every field needs a value, and {} has none; quote a value with blanks in it",
            tick(last)
        )
    })
}

/// Not as many IDs as keys.
pub(super) fn keys_and_ids(case: &Case<'_>) -> Option<String> {
    if !case.says("ERR Unbalanced") {
        return None;
    }
    let streams = case
        .words
        .iter()
        .position(|word| word.eq_ignore_ascii_case(b"STREAMS"))?;
    let given = case.words.get(streams + 1..)?;
    let is_id = |word: &&[u8]| looks_like(Holds::Id, word);
    let keys = given
        .iter()
        .skip(1)
        .position(is_id)
        .map_or(given.len(), |at| at + 1);
    let id = if case.name == "XREADGROUP" { ">" } else { "0" };
    let names: Vec<String> = given[..keys].iter().map(|key| crate::wire::shown(key)).collect();
    Some(format!(
        "{} but {}; first all keys, then an ID for each: STREAMS {}{}",
        counted(keys, "key"),
        counted(given.len() - keys, "ID"),
        names.join(" "),
        format!(" {id}").repeat(keys),
    ))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// GROUP or NOACK in XREAD.
pub(super) fn reader_of_the_other_kind(case: &Case<'_>) -> Option<String> {
    case.text
        .contains("only supported by XREADGROUP")
        .then(|| "XREAD reads for itself; XREADGROUP reads as a consumer of a group".to_owned())
}

/// XREADGROUP needs to know who asks.
pub(super) fn group_of_xreadgroup(case: &Case<'_>) -> Option<String> {
    case.says("ERR Missing GROUP option")
        .then(|| "say as whom you read: XREADGROUP GROUP group consumer STREAMS key >".to_owned())
}

/// LIMIT makes sense only with `~`.
pub(super) fn limit_without_tilde(case: &Case<'_>) -> Option<String> {
    case.says("ERR syntax error, LIMIT").then(|| {
        "LIMIT bounds the work of a trimming that need not be exact: MAXLEN ~ 1000 LIMIT 100".to_owned()
    })
}

/// BLOCK takes milliseconds.
pub(super) fn timeout(case: &Case<'_>) -> Option<String> {
    let block = case.words.iter().any(|word| word.eq_ignore_ascii_case(b"BLOCK"));
    (block && case.says("ERR timeout"))
        .then(|| "BLOCK takes milliseconds: 5000 waits five seconds, 0 for ever".to_owned())
}
