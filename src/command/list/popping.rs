//! Taking elements from one end of a list, and what LPOP and RPOP share: a list that becomes empty goes away, unlike
//! a stream.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{opt, value};

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{self, Parsed, at_least, bytes, whole};
use crate::command::resolve::arity;
use crate::command::spec::{Holds, Syntax};
use crate::store::{Bytes, End};

/// How HELP and hints show the arguments.
pub(super) const SYNTAX: &[Syntax] = &[
    Syntax::Value("key", Holds::List),
    Syntax::Optional(&[Syntax::Value("count", Holds::Number)]),
];

pub(super) struct Pop<'a> {
    key: &'a [u8],
    /// How many at most; without it one, and the reply is no array.
    count: Option<usize>,
}

impl<'a> Pop<'a> {
    /// `name` is the command's, in lower case.
    pub(super) fn parse(name: &'static str, args: Args<'a>) -> Result<Self, Fault> {
        if args.len() > 2 {
            return Err(arity(name).at(args.at() + 2));
        }
        let pop = (bytes, opt(count)).map(|(key, count)| Pop { key, count });
        whole(pop, args)
    }

    pub(super) fn run(&self, end: End, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let taken = take(context, self.key, end, self.count.unwrap_or(1))?;
        let out = context.out();
        match (self.count, taken) {
            (None, taken) => match taken.unwrap_or_default().first() {
                Some(element) => out.bulk(element),
                None => out.nil(),
            },
            (Some(_), None) => out.nil_array(),
            (Some(_), Some(elements)) => {
                out.array(elements.len());
                for element in &elements {
                    out.bulk(element);
                }
            }
        }
        Ok(Flow::Done)
    }
}

fn count(args: Args<'_>) -> Parsed<'_, usize> {
    const TEXT: &str = "ERR value is out of range, must be positive";
    const WANT: &str = "how many elements to take";
    let at = args.at();
    if args.is_empty() {
        return Err(nom::Err::Error(Fault::new(TEXT).at(at)));
    }
    at_least(0, TEXT, WANT)(args)
}

/// How HELP and hints show an end of a list.
pub(super) const END: Syntax = Syntax::OneOf(&[&[Syntax::Word("LEFT")], &[Syntax::Word("RIGHT")]]);

/// An end of a list.
pub(super) fn end(args: Args<'_>) -> Parsed<'_, End> {
    let left = value(End::Left, grammar::keyword("LEFT"));
    let right = value(End::Right, grammar::keyword("RIGHT"));
    alt((left, right)).parse(args)
}

/// Takes at most `most` elements from one end of the list under `key`; `None` if there is no such key.
pub(super) fn take(
    context: &mut Context<'_, '_>,
    key: &[u8],
    end: End,
    most: usize,
) -> Result<Option<Vec<Bytes>>, Fault> {
    let (db, turn) = context.parts();
    // Asked first, because a list that is only looked at must stay shared with its snapshots.
    let Some(len) = db.list(key)?.map(crate::store::List::len) else {
        return Ok(None);
    };
    let count = most.min(len);
    let mut elements = Vec::with_capacity(count);
    if let Some(list) = db.list_mut(key)?.filter(|_| count > 0) {
        elements.extend(std::iter::from_fn(|| list.pop(end)).take(count));
        turn.emit(|| Event::Popped {
            key: key.into(),
            count,
            len: len - count,
        });
    }
    if count == len {
        db.remove(key);
        turn.emit(|| Event::KeyRemoved {
            key: key.into(),
            kind: "list",
        });
    }
    if count > 0 {
        context.change(key);
    }
    Ok(Some(elements))
}
