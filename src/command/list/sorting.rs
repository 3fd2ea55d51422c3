//! What SORT and `SORT_RO` do: elements in the order of numbers or of letters, their own or those under keys made from
//! them, and these or what stands under keys made from them shown or stored.

use std::cmp::Ordering;

use super::pushing::push;
use super::seconds::seconds;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{bytes, integer, keyword, keyword_with_value, settled};
use crate::command::keys::common::remove;
use crate::command::profile::{Version, version};
use crate::command::spec::{Holds, Syntax};
use crate::store::{Bytes, Db, End};

/// How HELP and hints show the arguments.
pub(super) const KEY: Syntax = Syntax::Value("key", Holds::List);
pub(super) const BY: Syntax =
    Syntax::Optional(&[Syntax::Word("BY"), Syntax::Value("by-pattern", Holds::Text)]);
pub(super) const LIMIT: Syntax = Syntax::Optional(&[
    Syntax::Word("LIMIT"),
    Syntax::Value("offset", Holds::Number),
    Syntax::Value("count", Holds::Number),
]);
pub(super) const GET: Syntax = Syntax::Optional(&[Syntax::Many(&[
    Syntax::Word("GET"),
    Syntax::Value("get-pattern", Holds::Text),
])]);
pub(super) const ORDER: Syntax =
    Syntax::Optional(&[Syntax::OneOf(&[&[Syntax::Word("ASC")], &[Syntax::Word("DESC")]])]);
pub(super) const ALPHA: Syntax = Syntax::Optional(&[Syntax::Word("ALPHA")]);

/// Whether STORE is an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stores {
    Perhaps,
    Never,
}

#[derive(Default)]
pub(super) struct Sort<'a> {
    key: &'a [u8],
    by: Option<&'a [u8]>,
    /// BY a name that is the same for every element, which is no order: the list's own holds, whatever BY comes later.
    unsorted: bool,
    /// Where to begin and how many to show, all if negative.
    limit: Option<(i64, i64)>,
    get: Vec<&'a [u8]>,
    descending: bool,
    alpha: bool,
    store: Option<&'a [u8]>,
}

impl<'a> Sort<'a> {
    pub(super) fn parse(args: Args<'a>, stores: Stores) -> Result<Self, Fault> {
        let (mut args, key) = bytes(args).map_err(settled)?;
        let mut sort = Sort {
            key,
            ..Sort::default()
        };
        while !args.is_empty() {
            args = sort.option(args, stores)?;
        }
        Ok(sort)
    }

    /// Takes one option in; of one that comes twice the last counts.
    fn option(&mut self, args: Args<'a>, stores: Stores) -> Result<Args<'a>, Fault> {
        for (word, descending) in [("ASC", false), ("DESC", true)] {
            if let Ok((rest, ())) = keyword(word)(args) {
                self.descending = descending;
                return Ok(rest);
            }
        }
        if let Ok((rest, ())) = keyword("ALPHA")(args) {
            self.alpha = true;
            return Ok(rest);
        }
        if args.len() > 2
            && let Ok((rest, ())) = keyword("LIMIT")(args)
        {
            let (rest, offset) = integer("how many to leave out")(rest).map_err(settled)?;
            let (rest, count) = integer("how many to show")(rest).map_err(settled)?;
            self.limit = Some((offset, count));
            return Ok(rest);
        }
        let valued = |word| {
            let (rest, ()) = keyword_with_value(word)(args).ok()?;
            bytes(rest).ok()
        };
        if let Some((rest, key)) = valued("STORE").filter(|_| stores == Stores::Perhaps) {
            self.store = Some(key);
            return Ok(rest);
        }
        if let Some((rest, pattern)) = valued("BY") {
            self.by = Some(pattern);
            self.unsorted |= star(pattern).is_none();
            return Ok(rest);
        }
        if let Some((rest, pattern)) = valued("GET") {
            self.get.push(pattern);
            return Ok(rest);
        }
        let options = match stores {
            Stores::Perhaps => "BY, LIMIT, GET, ASC, DESC, ALPHA or STORE, with what belongs to it",
            Stores::Never => "BY, LIMIT, GET, ASC, DESC or ALPHA, with what belongs to it",
        };
        Err(Fault::new(SYNTAX).at(args.at()).want(options))
    }

    pub(super) fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let elements = self.elements(context.db(), context.profile)?;
        let mut shown: Vec<Option<Bytes>> = Vec::new();
        for element in elements {
            let others = self.get.iter();
            shown.extend(others.map(|pattern| found(context.db(), pattern, &element)));
            if self.get.is_empty() {
                shown.push(Some(element));
            }
        }
        match self.store {
            None => {
                let out = context.out();
                out.array(shown.len());
                for value in &shown {
                    match value {
                        Some(value) => out.bulk(value),
                        None => out.nil(),
                    }
                }
            }
            Some(key) => {
                let values = shown.into_iter().map(|value| value.unwrap_or_else(|| "".into()));
                let count = values.len();
                remove(context, key);
                if count > 0 {
                    push(context, key, End::Right, values)?;
                }
                context.out().count(count);
            }
        }
        Ok(Flow::Done)
    }

    /// The elements that are asked for, in order.
    fn elements(&self, db: &Db, profile: Version) -> Result<Vec<Bytes>, Fault> {
        let Some(list) = db.list(self.key)? else {
            return Ok(Vec::new());
        };
        let elements = if self.unsorted {
            let end = if self.descending { End::Right } else { End::Left };
            list.iter_from(end).cloned().collect()
        } else {
            self.sorted(db, list.iter_from(End::Left).cloned(), profile)?
        };
        let (offset, count) = self.limit.unwrap_or((0, -1));
        let offset = usize::try_from(offset).unwrap_or(0);
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        Ok(elements.into_iter().skip(offset).take(count).collect())
    }

    fn sorted(
        &self,
        db: &Db,
        elements: impl Iterator<Item = Bytes>,
        profile: Version,
    ) -> Result<Vec<Bytes>, Fault> {
        let mut weighed = Vec::new();
        for element in elements {
            let weight = match self.by {
                Some(pattern) => found(db, pattern, &element),
                None => Some(element.clone()),
            };
            let number = match &weight {
                Some(weight) if !self.alpha => number(weight, profile).ok_or(Fault::new(
                    "ERR One or more scores can't be converted into double",
                ))?,
                _ => 0.0,
            };
            weighed.push((number, weight, element));
        }
        weighed.sort_by(|one, other| {
            let order = if self.alpha {
                self.letters(one.1.as_deref(), other.1.as_deref())
            } else {
                let order = one.0.partial_cmp(&other.0).unwrap_or(Ordering::Equal);
                order.then_with(|| one.2.cmp(&other.2))
            };
            if self.descending { order.reverse() } else { order }
        });
        Ok(weighed.into_iter().map(|(_, _, element)| element).collect())
    }

    /// What is shown is compared as C compares texts, up to their first NUL, and what is stored whole.
    fn letters(&self, one: Option<&[u8]>, other: Option<&[u8]>) -> Ordering {
        if self.store.is_some() {
            return one.cmp(&other);
        }
        one.map(c_text).cmp(&other.map(c_text))
    }
}

/// Where the element goes in a pattern.
fn star(pattern: &[u8]) -> Option<usize> {
    c_text(pattern).iter().position(|byte| *byte == b'*')
}

fn c_text(text: &[u8]) -> &[u8] {
    text.split(|byte| *byte == 0).next().unwrap_or_default()
}

/// What `pattern` means for an element: the element itself, or the string under the key of that name. A field of a hash
/// is never there.
fn found(db: &Db, pattern: &[u8], element: &Bytes) -> Option<Bytes> {
    if pattern == b"#" {
        return Some(element.clone());
    }
    let star = star(pattern)?;
    let (before, behind) = (&pattern[..star], &pattern[star + 1..]);
    let field = c_text(behind).windows(2).position(|two| two == b"->");
    if field.is_some_and(|at| at + 2 < c_text(behind).len()) {
        return None;
    }
    db.text(&[before, element, behind].concat()).ok()?.cloned()
}

/// The number that the whole of `text` is; nothing is 0. Since 8.0 it is written in decimal, and too large a one is
/// infinite.
fn number(text: &[u8], profile: Version) -> Option<f64> {
    let text = c_text(text);
    if text.is_empty() {
        return Some(0.0);
    }
    if profile < version(8, 0) {
        return older_number(text);
    }
    let number: f64 = std::str::from_utf8(text).ok()?.parse().ok()?;
    Some(number).filter(|number| !number.is_nan())
}

/// The number that C's `strtod` reads: blanks in front count for nothing, and what a float cannot hold is refused unless
/// it is named.
fn older_number(text: &[u8]) -> Option<f64> {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | 0x0b | 0x0c | b'\r');
    let text = &text[text.iter().take_while(|byte| is_blank(byte)).count()..];
    let number = seconds(text)?;
    let named = text.iter().any(|byte| matches!(byte, b'n' | b'N'));
    let holds = number == 0.0 || number.is_normal() && number.abs() > f64::MIN_POSITIVE;
    (holds || (number.is_infinite() && named)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As SORT of both versions takes or refuses them.
    #[test]
    fn what_is_a_number() {
        for (text, since_8, before) in [
            ("", Some(0.0), Some(0.0)),
            ("+1", Some(1.0), Some(1.0)),
            ("5.", Some(5.0), Some(5.0)),
            ("1e5", Some(1e5), Some(1e5)),
            ("5\0x", Some(5.0), Some(5.0)),
            ("-inf", Some(f64::NEG_INFINITY), Some(f64::NEG_INFINITY)),
            (" 1", None, Some(1.0)),
            ("0x10", None, Some(16.0)),
            ("1e309", Some(f64::INFINITY), None),
            ("1e-310", Some(1e-310), None),
            ("nan", None, None),
            ("1 ", None, None),
            ("1e", None, None),
        ] {
            let found = [version(8, 0), version(7, 0)].map(|profile| number(text.as_bytes(), profile));
            assert_eq!(found, [since_8, before], "{text:?}");
        }
    }
}
