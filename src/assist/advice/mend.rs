//! The line as it may have been meant: put together from the words that were typed and from what there is. A line is
//! offered only if the command's own grammar takes it.

use super::Case;
use crate::assist::judge::checked;
use crate::assist::matcher::{Part, Rest, looks_like};
use crate::assist::nearest::nearest;
use crate::assist::quoting::argument;
use crate::command::{Holds, Syntax};

/// The options of XREAD and XREADGROUP, with how many values each takes.
const READ_OPTIONS: &[(&str, usize)] = &[
    ("GROUP", 2),
    ("COUNT", 1),
    ("BLOCK", 1),
    ("NOACK", 0),
    ("CLAIM", 1),
    ("MAXCOUNT", 1),
    ("MAXSIZE", 1),
];

/// These words as a line, if a server would read it.
pub(super) fn line(case: &Case<'_>, words: &[&[u8]]) -> Option<String> {
    checked(words, case.profile).ok()?;
    let words: Vec<String> = words.iter().map(|word| argument(word)).collect();
    Some(words.join(" "))
}

/// The advice, with the line as it would be, if there is one.
pub(super) fn with(advice: &str, better: Option<String>) -> String {
    match better {
        Some(line) => format!("{advice}: {line}"),
        None => advice.to_owned(),
    }
}

/// The words with `put` in the place of those from `at` on, `gone` of them.
pub(super) fn spliced<'w>(words: &[&'w [u8]], at: usize, gone: usize, put: &[&'w [u8]]) -> Vec<&'w [u8]> {
    let mut words = words.to_vec();
    let at = at.min(words.len());
    words.splice(at..(at + gone).min(words.len()), put.iter().copied());
    words
}

/// Where the word `wanted` stands, in any case.
pub(super) fn position(words: &[&[u8]], wanted: &str) -> Option<usize> {
    words
        .iter()
        .position(|word| word.eq_ignore_ascii_case(wanted.as_bytes()))
}

fn reads(case: &Case<'_>) -> bool {
    matches!(case.name.as_str(), "XREAD" | "XREADGROUP")
}

/// The ID that is asked for most.
pub(super) fn usual_id(case: &Case<'_>) -> &'static [u8] {
    if case.name == "XREADGROUP" { b">" } else { b"0" }
}

/// XREAD and XREADGROUP without the word STREAMS.
pub(super) fn without_streams(case: &Case<'_>) -> Option<String> {
    if !reads(case) || case.text.is_empty() || position(&case.words, "STREAMS").is_some() {
        return None;
    }
    let mut at = 1;
    while let Some(values) = case.words.get(at).and_then(|word| values_of(word)) {
        at += 1 + values;
    }
    // Without any key there is none to be guessed, and a keyword that is not finished or mistyped is no key.
    let key = String::from_utf8_lossy(case.words.get(at)?).to_ascii_uppercase();
    let keywords = || READ_OPTIONS.iter().map(|(name, _)| *name).chain(["STREAMS"]);
    if keywords().any(|name| name.starts_with(&key)) || nearest(&key, keywords()).is_some() {
        return None;
    }
    let mut words = spliced(&case.words, at, 0, &[b"STREAMS"]);
    if words.len() == at + 2 {
        words.push(usual_id(case));
    }
    Some(format!(
        "STREAMS is missing before the keys: {}",
        line(case, &words)?
    ))
}

fn values_of(word: &[u8]) -> Option<usize> {
    let known = |(name, _): &&(&str, usize)| word.eq_ignore_ascii_case(name.as_bytes());
    READ_OPTIONS.iter().find(known).map(|(_, values)| *values)
}

/// COUNT, BLOCK or another option behind STREAMS, where it is taken for a key or an ID.
pub(super) fn options_behind_streams(case: &Case<'_>) -> Option<String> {
    if !reads(case) || case.text.is_empty() {
        return None;
    }
    let streams = position(&case.words, "STREAMS")?;
    let behind = case.words.get(streams + 2..)?;
    let first = behind.iter().position(|word| values_of(word).is_some())?;
    let (given, options) = case.words[streams..].split_at(first + 2);
    let words = [&case.words[..streams], options, given].concat();
    Some(format!("options stand before STREAMS: {}", line(case, &words)?))
}

/// `key ID key ID` instead of `key key ID ID`.
pub(super) fn keys_and_ids_in_turn(case: &Case<'_>) -> Option<String> {
    if !reads(case) || case.text.is_empty() {
        return None;
    }
    let streams = position(&case.words, "STREAMS")?;
    let (before, given) = case.words.split_at_checked(streams + 1)?;
    let is_id = |word: &[u8]| looks_like(Holds::Id, word);
    let in_turn = given
        .iter()
        .enumerate()
        .all(|(at, word)| is_id(word) == (at % 2 == 1));
    if given.len() < 4 || !in_turn || given.iter().any(|word| values_of(word).is_some()) {
        return None;
    }
    let keys = given.iter().step_by(2);
    let ids = given.iter().skip(1).step_by(2);
    let words: Vec<&[u8]> = before.iter().chain(keys).chain(ids).copied().collect();
    Some(format!(
        "first all keys, then an ID for each: {}",
        line(case, &words)?
    ))
}

/// An ID where the group should stand.
pub(super) fn forgotten_group(case: &Case<'_>) -> Option<String> {
    let place = |part: &Part| matches!(part, Part::Value(_, Holds::Group));
    let at = case.matched.taken.iter().position(place)?;
    let typed = case.arguments().get(at)?;
    let key = case.key()?;
    if case.text.is_empty() || !looks_like(Holds::Id, typed) || case.lookup.has_group(key, typed) {
        return None;
    }
    let group = case.lookup.groups(key, b"", 1).into_iter().next()?;
    let words = spliced(&case.words, case.first_argument() + at, 0, &[&group]);
    Some(format!("the group is missing: {}", line(case, &words)?))
}

/// A group's name where its stream should stand.
pub(super) fn forgotten_stream(case: &Case<'_>, stream: &[u8]) -> Option<String> {
    let (group, at) = (case.key()?, case.first_argument());
    // Who names it twice has it in the stream's place.
    let twice = usize::from(case.words.get(at + 1) == Some(&group));
    let better = line(case, &spliced(&case.words, at, twice, &[stream]));
    let advice = format!(
        "{} is a group of the stream {}, which stands before it",
        super::tick(group),
        super::tick(stream)
    );
    Some(with(&advice, better))
}

/// A group's name among the streams of XREADGROUP.
pub(super) fn stream_for_group(case: &Case<'_>, group: &[u8], stream: &[u8]) -> Option<String> {
    let from = position(&case.words, "STREAMS")?;
    let named = &case.words[from..];
    let at = from + named.iter().position(|word| *word == group)?;
    let better = line(case, &spliced(&case.words, at, 1, &[stream])).filter(|_| !named.contains(&stream));
    let advice = format!(
        "{} is a group of the stream {}, not a stream",
        super::tick(group),
        super::tick(stream)
    );
    Some(with(&advice, better))
}

/// A consumer where IDs are wanted: who holds an entry is not asked for.
pub(super) fn consumer_not_wanted(case: &Case<'_>) -> Option<String> {
    let (key, group, at) = (case.key()?, case.group()?, case.at?);
    let named = case.words.get(at)?;
    let wanted = matches!(case.name.as_str(), "XACK" | "XACKDEL" | "XNACK");
    if !wanted || !case.says("ERR Invalid stream ID") {
        return None;
    }
    case.lookup.consumer_stock(key, group, named)?;
    let better = line(case, &spliced(&case.words, at, 1, &[]));
    Some(with(
        &format!("{} takes no consumer, only the group and IDs", case.name),
        better,
    ))
}

/// XCLAIM with an ID where the idle time should stand.
pub(super) fn forgotten_idle_time(case: &Case<'_>) -> Option<String> {
    let place = |part: &Part| matches!(part, Part::Value("min-idle-time", _));
    let at = case.matched.taken.iter().position(place)?;
    let typed = case.arguments().get(at)?;
    if case.name != "XCLAIM" || case.text.is_empty() || !typed.contains(&b'-') {
        return None;
    }
    let words = spliced(&case.words, case.first_argument() + at, 0, &[b"60000"]);
    Some(format!(
        "how long idle is missing, in ms: {}",
        line(case, &words)?
    ))
}

/// A line that stops too early, with something sensible in the places that are left.
pub(super) fn unfinished(case: &Case<'_>) -> Option<String> {
    let given = case.arguments().len();
    let refused = case.says("ERR wrong number") || case.says("ERR syntax error");
    if !refused || !case.matched.fits || case.matched.taken.len() < given {
        return None;
    }
    if given == 0 {
        return Some(format!("such as: {}", case.typed.spec?.example));
    }
    let mut words: Vec<Vec<u8>> = case.words.iter().map(|word| word.to_vec()).collect();
    for part in &case.matched.rest {
        if let Rest::Part(part) = part {
            put(case, part, &mut words)?;
        }
    }
    let words: Vec<&[u8]> = words.iter().map(Vec::as_slice).collect();
    // Some commands want what their syntax shows as an option.
    Some(format!("such as: {}", line(case, &words)?))
}

/// Adds what `part` needs; what may be left out is.
fn put(case: &Case<'_>, part: &Syntax, words: &mut Vec<Vec<u8>>) -> Option<()> {
    match part {
        Syntax::Word(word) => words.push(word.as_bytes().to_vec()),
        Syntax::Value(name, holds) => words.push(sample(case, name, *holds)?),
        Syntax::Optional(_) | Syntax::Since(..) => {}
        Syntax::OneOf(ways) => put_all(case, ways.first()?, words)?,
        Syntax::Many(parts) => put_all(case, parts, words)?,
    }
    Some(())
}

fn put_all(case: &Case<'_>, parts: &[Syntax], words: &mut Vec<Vec<u8>>) -> Option<()> {
    parts.iter().try_for_each(|part| put(case, part, words))
}

/// A value that makes sense where one called `name` is wanted.
fn sample(case: &Case<'_>, name: &str, holds: Holds) -> Option<Vec<u8>> {
    let key = case.key();
    let text = |text: &str| Some(text.as_bytes().to_vec());
    match (case.name.as_str(), name, holds) {
        (_, _, Holds::Stream) => Some(case.lookup.keys(b"", Some("stream"), 1).first()?.to_vec()),
        (_, _, Holds::Group) => match case.lookup.groups(key?, b"", 1).first() {
            Some(group) => Some(group.to_vec()),
            None if case.name == "XGROUP CREATE" => text("pickers"),
            None => None,
        },
        (_, _, Holds::Consumer) => {
            let known = case.lookup.consumers(key, case.group()?, b"", 1);
            known
                .first()
                .map_or_else(|| text("worker-1"), |consumer| Some(consumer.name.to_vec()))
        }
        ("XADD", _, Holds::Id) => text("*"),
        ("XAUTOCLAIM", "start", _) => text("0"),
        (_, "start", _) => text("-"),
        (_, "end", _) => text("+"),
        ("XREAD" | "XGROUP CREATE" | "XGROUP SETID", _, Holds::Id) => text("0"),
        ("XREADGROUP", _, Holds::Id) => text(">"),
        (_, _, Holds::PendingId) => {
            let pending = case.lookup.pending(key?, case.group()?, b"", false, 1);
            text(&pending.first()?.id.to_string())
        }
        ("XDEL", _, Holds::Id) => text(&case.lookup.ids(key?, b"", 1).first()?.0.to_string()),
        (_, _, Holds::Field) => text("field"),
        (_, _, Holds::Text) => text("value"),
        (_, "threshold", _) => text("1000"),
        (_, _, Holds::Ms) => text("60000"),
        (_, "count", Holds::Number) => text("10"),
        _ => None,
    }
}
