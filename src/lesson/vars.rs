//! Variables in texts: `${apple}`, `${apple.ms}` `.seq` `.next` `.prev`; `$${` writes `${`, and a `$` without a brace
//! is only a `$`, so that `XREAD … $` needs no escape.

use super::model::{Text, Vars};
use super::value::Value;
use crate::store::EntryId;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece<'a> {
    Plain(&'a str),
    /// The name, and what of it.
    Variable(&'a str),
}

/// The parts an ID has.
pub(super) const PARTS: [&str; 4] = ["ms", "seq", "next", "prev"];

fn pieces(raw: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = raw;
    while let Some(at) = rest.find("${") {
        let end = rest[at..].find('}').map(|end| at + end);
        if rest[..at].ends_with('$') {
            // `$${`: the first `$` only protects the second.
            pieces.push(Piece::Plain(&rest[..at - 1]));
            pieces.push(Piece::Plain("${"));
            rest = &rest[at + 2..];
            continue;
        }
        let Some(end) = end else { break };
        pieces.push(Piece::Plain(&rest[..at]));
        pieces.push(Piece::Variable(&rest[at + 2..end]));
        rest = &rest[end + 1..];
    }
    pieces.push(Piece::Plain(rest));
    pieces
}

/// The names between `${` and `}`, parts included.
pub(super) fn names(raw: &str) -> impl Iterator<Item = &str> {
    pieces(raw).into_iter().filter_map(|piece| match piece {
        Piece::Variable(name) => Some(name),
        Piece::Plain(_) => None,
    })
}

/// From a `${` on that has no brace to close it.
pub(super) fn unclosed(raw: &str) -> Option<&str> {
    match pieces(raw).pop() {
        Some(Piece::Plain(rest)) => rest.find("${").map(|at| &rest[at..]),
        _ => None,
    }
}

/// The text with its variables filled in. What is not known stays as written: the reader has refused it before.
pub(super) fn fill(text: &Text, vars: &Vars) -> String {
    fill_raw(&text.raw, vars)
}

/// As [`fill`], for a text without a place.
pub(super) fn fill_raw(raw: &str, vars: &Vars) -> String {
    let mut filled = String::new();
    for piece in pieces(raw) {
        match piece {
            Piece::Plain(plain) => filled.push_str(plain),
            Piece::Variable(name) => match look_up(name, vars) {
                Some(value) => filled.push_str(&value.shown()),
                None => filled.extend(["${", name, "}"]),
            },
        }
    }
    filled
}

/// What the text stands for: a variable alone is its value, lists included; anything else is text.
pub(super) fn value_of(text: &Text, vars: &Vars) -> Value {
    let whole = text
        .raw
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'));
    if let Some(value) = whole.and_then(|name| look_up(name, vars)) {
        return value;
    }
    Value::Text(fill(text, vars).into_bytes())
}

fn look_up(name: &str, vars: &Vars) -> Option<Value> {
    if let Some(value) = vars.get(name) {
        return Some(value.clone());
    }
    let (name, part) = name.rsplit_once('.')?;
    let Value::Text(text) = vars.get(name)? else {
        return None;
    };
    let id = EntryId::parse(text, 0).ok()?;
    Some(Value::text(match part {
        "ms" => id.ms.to_string(),
        "seq" => id.seq.to_string(),
        "next" => id.next()?.to_string(),
        "prev" => id.prev()?.to_string(),
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_and_their_parts_are_filled_in() {
        let vars = Vars::from([("a".to_owned(), Value::text("5-1"))]);
        let filled = |raw: &str| fill_raw(raw, &vars);
        assert_eq!(
            filled("XACK s g ${a} ${a.ms} ${a.seq} ${a.next} ${a.prev}"),
            "XACK s g 5-1 5 1 5-2 5-0"
        );
        assert_eq!(
            filled("XREAD STREAMS s $ $${a} ${b} ${a"),
            "XREAD STREAMS s $ ${a} ${b} ${a"
        );
        assert_eq!(names("${a.ms} $${b} ${c}").collect::<Vec<_>>(), ["a.ms", "c"]);
        let open = ["${a} $${b $${", "a ${b c"].map(unclosed);
        assert_eq!(open, [None, Some("${b c")]);
    }
}
