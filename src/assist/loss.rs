//! What a command would take away that cannot be read back: said before it runs, never asked. Undo brings it back.

use super::matcher::Part;
use super::typed::{Typed, values};
use crate::command::Holds;
use crate::lab::{Cut, Keep, Lookup, Stock};
use crate::store::EntryId;
use crate::wire::shown;

/// What the line would lose if it ran as it stands: `3 entries, 1 group, 2 pending`.
pub(super) fn loss(typed: &Typed, lookup: &Lookup<'_>) -> Option<String> {
    let words = typed.words();
    let matched = typed.matched(words.len())?;
    let arguments = words.get(typed.first_argument()..)?;
    let given = |holds: &[Holds]| values(&matched, arguments, holds);
    let keys = given(&[Holds::Key, Holds::Stream, Holds::List]);
    let first = |holds: Holds| given(&[holds]).first().copied();
    let name = typed.name();
    let has = |wanted: &str| {
        matched
            .taken
            .iter()
            .any(|part| matches!(part, Part::Word(word) if *word == wanted))
    };
    match name.as_str() {
        "FLUSHALL" => everything(lookup.stock_everywhere()),
        "FLUSHDB" => everything(lookup.stock_here()),
        "DEL" | "UNLINK" => streams(lookup.stock(&keys)),
        // What stands under the second key is written over.
        "RENAME" if keys.len() == 2 && keys[0] != keys[1] => streams(lookup.stock(&keys[1..])),
        "COPY" if keys.len() == 2 && has("REPLACE") => streams(lookup.stock(&keys[1..])),
        "SORT" if keys.len() == 2 && has("STORE") => streams(lookup.stock(&keys[1..])),
        "SET" if keys.len() == 1 && arguments.len() > 1 && !has("NX") => streams(lookup.stock(&keys)),
        "XGROUP DESTROY" => group(lookup, keys.first()?, first(Holds::Group)?),
        "XGROUP DELCONSUMER" => consumer(
            lookup,
            keys.first()?,
            first(Holds::Group)?,
            first(Holds::Consumer)?,
        ),
        // With ACKED nothing goes that somebody still needs.
        "XADD" | "XTRIM" if !has("ACKED") => trimmed(typed, lookup, keys.first()?, &matched.taken, arguments),
        _ => None,
    }
}

fn everything(stock: Stock) -> Option<String> {
    (stock.keys > 0).then(|| said(&[counted(stock.keys, "key"), entries(stock)], stock.more))
}

fn streams(stock: Stock) -> Option<String> {
    (stock.entries > 0 || stock.groups > 0).then(|| said(&[entries(stock)], stock.more))
}

fn entries(stock: Stock) -> String {
    let mut parts = Vec::new();
    if stock.entries > 0 {
        parts.push(counted(stock.entries, "entry"));
    }
    if stock.groups > 0 {
        parts.push(counted(stock.groups, "group"));
    }
    if stock.pending > 0 {
        parts.push(format!("{} pending", stock.pending));
    }
    parts.join(", ")
}

fn group(lookup: &Lookup<'_>, key: &[u8], group: &[u8]) -> Option<String> {
    let (consumers, pending) = lookup.group_stock(key, group)?;
    let mut parts = vec!["the group's bookmark".to_owned()];
    if consumers > 0 {
        parts.push(counted(consumers, "consumer"));
    }
    if pending > 0 {
        parts.push(format!("{pending} pending"));
    }
    Some(said(&parts, false))
}

fn consumer(lookup: &Lookup<'_>, key: &[u8], group: &[u8], consumer: &[u8]) -> Option<String> {
    let pending = lookup
        .consumer_stock(key, group, consumer)
        .filter(|pending| *pending > 0)?;
    Some(format!(
        "{pending} pending of {}, which nobody would be given again",
        shown(consumer)
    ))
}

/// Trimming is what one wants, unless somebody still needs what goes.
fn trimmed(
    typed: &Typed,
    lookup: &Lookup<'_>,
    key: &[u8],
    taken: &[Part],
    arguments: &[&[u8]],
) -> Option<String> {
    let at = taken
        .iter()
        .position(|part| matches!(part, Part::Value("threshold", _)))?;
    let text = std::str::from_utf8(arguments.get(at)?).ok()?;
    let is = |wanted: &str| {
        taken[..at]
            .iter()
            .any(|part| matches!(part, Part::Word(word) if *word == wanted))
    };
    let keep = if is("MINID") {
        Keep::From(EntryId::parse(text.as_bytes(), 0).ok()?)
    } else {
        Keep::Newest(text.parse().ok()?)
    };
    // A threshold that may still grow is none yet.
    if typed.finished() <= typed.first_argument() + at {
        return None;
    }
    let cut = lookup.cut(key, keep, u64::from(typed.name() == "XADD"))?;
    cut_said(&cut, is("~"))
}

fn cut_said(cut: &Cut, about: bool) -> Option<String> {
    let mut why = Vec::new();
    if let Some((count, group)) = &cut.unread {
        why.push(format!("{count} never given to {}", shown(group)));
    }
    if cut.pending > 0 {
        why.push(format!("{} pending", cut.pending));
    }
    if why.is_empty() {
        return None;
    }
    let up_to = if about { "up to " } else { "" };
    let more = if cut.more { "at least " } else { "" };
    Some(format!(
        "{up_to}{more}{}: {}",
        counted(cut.entries, "entry"),
        why.join(", ")
    ))
}

fn said(parts: &[String], more: bool) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    format!("{}{}", parts.join(", "), if more { " and more" } else { "" })
}

/// `1 entry`, `2 entries`, `3 keys`.
pub(crate) fn counted<N: Copy + PartialEq + From<u8> + std::fmt::Display>(count: N, what: &str) -> String {
    match what {
        _ if count == N::from(1) => format!("1 {what}"),
        "entry" => format!("{count} entries"),
        _ => format!("{count} {what}s"),
    }
}
