//! The words every command's grammar is built from: nom parsers over whole arguments. A parser fails softly
//! (another alternative may fit) until it has seen its keyword; after that its fault stands.

use nom::{Err, IResult, Parser};

use super::args::{Args, Word};
use super::fault::{Fault, INVALID_ID, NOT_AN_INTEGER, SYNTAX};
use crate::store::{EntryId, strict_integer};

/// What a parser over arguments gives.
pub type Parsed<'a, T> = IResult<Args<'a>, T, Fault>;

/// Any one argument.
pub fn word(args: Args<'_>) -> Parsed<'_, Word<'_>> {
    match args.peek() {
        Some(word) => Ok((nom::Input::take_from(&args, 1), word)),
        None => Err(Err::Error(Fault::new(SYNTAX).at(args.at()))),
    }
}

/// The bytes of any one argument.
pub fn bytes(args: Args<'_>) -> Parsed<'_, &[u8]> {
    word.map(|word| word.bytes).parse(args)
}

/// The keyword `name`, in any case.
pub fn keyword<'a>(name: &'static str) -> impl Fn(Args<'a>) -> Parsed<'a, ()> {
    move |args| match args.peek() {
        Some(word) if word.bytes.eq_ignore_ascii_case(name.as_bytes()) => {
            Ok((nom::Input::take_from(&args, 1), ()))
        }
        _ => Err(Err::Error(Fault::new(SYNTAX).at(args.at()))),
    }
}

/// The keyword `name` if something follows it; as a last word it is not the keyword.
pub fn keyword_with_value<'a>(name: &'static str) -> impl Fn(Args<'a>) -> Parsed<'a, ()> {
    move |args| {
        if args.len() < 2 {
            return Err(Err::Error(Fault::new(SYNTAX).at(args.at() + args.len())));
        }
        keyword(name)(args)
    }
}

/// A strict integer; anything else is a final fault with the generic text.
pub fn integer<'a>(want: &'static str) -> impl Fn(Args<'a>) -> Parsed<'a, i64> {
    integer_or(NOT_AN_INTEGER, want)
}

/// A strict integer; anything else is a final fault with this text.
pub fn integer_or<'a>(text: &'static str, want: &'static str) -> impl Fn(Args<'a>) -> Parsed<'a, i64> {
    move |args| {
        let (rest, word) = word(args)?;
        match strict_integer(word.bytes) {
            Some(number) => Ok((rest, number)),
            None => Err(Err::Failure(Fault::new(text).at(word.at).want(want))),
        }
    }
}

/// A strict integer that is not below `least`; anything else is a final fault with this text.
pub fn at_least<'a>(
    least: usize,
    text: &'static str,
    want: &'static str,
) -> impl Fn(Args<'a>) -> Parsed<'a, usize> {
    move |args| {
        let (rest, number) = integer_or(text, want)(args)?;
        match usize::try_from(number) {
            Ok(number) if number >= least => Ok((rest, number)),
            _ => fail(Fault::new(text).at(args.at()).want(want)),
        }
    }
}

/// A plain ID whose missing sequence is 0; anything else is a final fault.
pub fn id(args: Args<'_>) -> Parsed<'_, EntryId> {
    let (rest, word) = word(args)?;
    match EntryId::parse(word.bytes, 0) {
        Ok(id) => Ok((rest, id)),
        Err(_) => Err(Err::Failure(invalid_id(word.at))),
    }
}

/// The fault of an argument that is no ID.
pub const fn invalid_id(at: usize) -> Fault {
    Fault::new(INVALID_ID).at(at).want("an entry ID")
}

/// Turns `parser`'s result into a command's: everything must be used up, or the rest is a syntax error.
pub fn whole<'a, T>(
    mut parser: impl Parser<Args<'a>, Output = T, Error = Fault>,
    args: Args<'a>,
) -> Result<T, Fault> {
    match parser.parse(args) {
        Ok((rest, value)) if rest.is_empty() => Ok(value),
        Ok((rest, _)) => Err(Fault::new(SYNTAX).at(rest.at())),
        Err(fault) => Err(settled(fault)),
    }
}

/// The fault inside nom's error.
pub fn settled(error: Err<Fault>) -> Fault {
    match error {
        Err::Error(fault) | Err::Failure(fault) => fault,
        Err::Incomplete(_) => Fault::new(SYNTAX),
    }
}

/// A final fault, whatever alternatives there are.
pub fn fail<'a, T>(fault: Fault) -> Parsed<'a, T> {
    Err(Err::Failure(fault))
}
