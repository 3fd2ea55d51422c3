//! Questions about Syntax trees that need no typed line: what parts may begin with, how many words they need, whether
//! a word looks like a value.

use crate::command::{Holds, Syntax};

/// What one word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A fixed word.
    Word(&'static str),
    /// A value by its name.
    Value(&'static str, Holds),
}

/// Collects what `part` may begin with; says whether it may be left out.
pub(super) fn first_of(part: &Syntax, first: &mut Vec<Part>) -> bool {
    let mut add = |part| {
        if !first.contains(&part) {
            first.push(part);
        }
    };
    match part {
        Syntax::Word(word) => add(Part::Word(word)),
        Syntax::Value(name, holds) => add(Part::Value(name, *holds)),
        Syntax::Optional(parts) | Syntax::Since(_, parts) => {
            all_first(parts, first);
            return true;
        }
        Syntax::OneOf(ways) => {
            let mut may_be_left_out = false;
            for way in *ways {
                may_be_left_out |= all_first(way, first);
            }
            return may_be_left_out;
        }
        Syntax::Many(parts) => return all_first(parts, first),
    }
    false
}

/// The same for parts that follow each other.
pub(super) fn all_first(parts: &[Syntax], first: &mut Vec<Part>) -> bool {
    parts.iter().all(|part| first_of(part, first))
}

pub(super) fn is(word: &[u8], name: &str) -> bool {
    word.eq_ignore_ascii_case(name.as_bytes())
}

/// Whether `word` is a fixed word that `parts` may begin with.
pub(super) fn begins_with(parts: &[Syntax], word: &[u8]) -> bool {
    let mut first = Vec::new();
    all_first(parts, &mut first);
    first
        .iter()
        .any(|part| matches!(part, Part::Word(name) if is(word, name)))
}

pub(super) fn begins_with_value(parts: &[Syntax]) -> bool {
    let mut first = Vec::new();
    all_first(parts, &mut first);
    first.iter().any(|part| matches!(part, Part::Value(..)))
}

/// The least number of words that `parts` need.
pub(super) fn least(parts: &[Syntax]) -> usize {
    let one = |part: &Syntax| match part {
        Syntax::Word(_) | Syntax::Value(..) => 1,
        Syntax::Optional(_) | Syntax::Since(..) => 0,
        Syntax::OneOf(ways) => ways.iter().map(|way| least(way)).min().unwrap_or(0),
        Syntax::Many(parts) => least(parts),
    };
    parts.iter().map(one).sum()
}

/// Whether `part` may be left out by its own nature.
pub(super) fn is_optional(part: &Syntax) -> bool {
    matches!(part, Syntax::Optional(_) | Syntax::Since(..))
}

/// Whether `words` look like the values that `parts` ask for.
pub(super) fn fit(parts: &[Syntax], words: &[&[u8]]) -> bool {
    parts.iter().zip(words).all(|(part, word)| match part {
        Syntax::Value(_, holds) => looks_like(*holds, word),
        _ => true,
    })
}

/// Whether `word` looks like such a value; any word may be a name.
pub(super) fn looks_like(holds: Holds, word: &[u8]) -> bool {
    match holds {
        Holds::Id | Holds::PendingId => match word {
            [b'(', rest @ ..] => rest.first().is_some_and(u8::is_ascii_digit),
            [b'*' | b'>' | b'$' | b'+' | b'-'] => true,
            _ => word.first().is_some_and(u8::is_ascii_digit),
        },
        Holds::Number | Holds::Ms => crate::store::strict_integer(word).is_some(),
        Holds::Seconds => std::str::from_utf8(word).is_ok_and(|text| text.parse::<f64>().is_ok()),
        _ => true,
    }
}
