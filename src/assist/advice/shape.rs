//! Advice about what is missing or stands in the wrong place.

use super::ids::forgotten_in_xadd;
use super::{Case, mend, tick};
use crate::assist::loss::counted;
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
    if !case.says("ERR Unbalanced") || mend::options_behind_streams(case).is_some() {
        return None;
    }
    let streams = mend::position(&case.words, "STREAMS")?;
    let given = case.words.get(streams + 1..)?;
    let is_id = |word: &&[u8]| looks_like(Holds::Id, word);
    let keys = given
        .iter()
        .skip(1)
        .position(is_id)
        .map_or(given.len(), |at| at + 1);
    let ids = given.len() - keys;
    let missing = vec![mend::usual_id(case); keys.saturating_sub(ids)];
    let kept = &case.words[..streams + 1 + keys + ids.min(keys)];
    let better = mend::line(case, &[kept, &missing].concat());
    let advice = format!(
        "{} but {}; first all keys, then an ID for each",
        counted(keys, "key"),
        counted(ids, "ID"),
    );
    Some(mend::with(&advice, better))
}

/// GROUP or NOACK in XREAD.
pub(super) fn reader_of_the_other_kind(case: &Case<'_>) -> Option<String> {
    if !case.text.contains("only supported by XREADGROUP") {
        return None;
    }
    let advice = "XREAD reads for itself; XREADGROUP reads as a consumer of a group";
    let better = mend::line(case, &mend::spliced(&case.words, 0, 1, &[b"XREADGROUP"]));
    Some(mend::with(advice, better))
}

/// XREADGROUP needs to know who asks.
pub(super) fn group_of_xreadgroup(case: &Case<'_>) -> Option<String> {
    let refused = case.says("ERR Missing GROUP option") || case.says("ERR wrong number");
    let streams = mend::position(&case.words, "STREAMS")?;
    if case.name != "XREADGROUP" || !refused || mend::position(&case.words, "GROUP").is_some() {
        return None;
    }
    let key = case.words.get(streams + 1)?;
    let group = case.lookup.groups(key, b"", 1).into_iter().next();
    let group = group.as_deref().unwrap_or(b"group");
    let member: &[&[u8]] = &[b"GROUP", group, b"worker-1"];
    let better = mend::line(case, &mend::spliced(&case.words, 1, 0, member));
    Some(mend::with("say as whom you read", better))
}

/// LIMIT makes sense only with `~`.
pub(super) fn limit_without_tilde(case: &Case<'_>) -> Option<String> {
    if !case.says("ERR syntax error, LIMIT") {
        return None;
    }
    let measures = ["MAXLEN", "MINID"];
    let measure = measures.iter().find_map(|name| mend::position(&case.words, name));
    let better = measure.and_then(|at| {
        let exact = usize::from(case.words.get(at + 1) == Some(&&b"="[..]));
        mend::line(case, &mend::spliced(&case.words, at + 1, exact, &[b"~"]))
    });
    Some(mend::with(
        "LIMIT bounds the work of a trimming that need not be exact",
        better.or_else(|| Some("MAXLEN ~ 1000 LIMIT 100".to_owned())),
    ))
}

/// BLOCK takes milliseconds.
pub(super) fn timeout(case: &Case<'_>) -> Option<String> {
    let block = case.words.iter().any(|word| word.eq_ignore_ascii_case(b"BLOCK"));
    (block && case.says("ERR timeout"))
        .then(|| "BLOCK takes milliseconds: 5000 waits five seconds, 0 for ever".to_owned())
}
