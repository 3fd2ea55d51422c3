//! What LMPOP and BLMPOP share: so many elements from one end of the first list that has any.

use nom::Parser;
use nom::bytes::complete::take as words;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::blocking::wait;
use super::popping::{end, take};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX as SYNTAX_FAULT};
use crate::command::grammar::{Parsed, at_least, fail, keyword_with_value};
use crate::command::spec::{Holds, Syntax};
use crate::store::{End, Millis};

/// How HELP and hints show the arguments that both have.
pub(super) const NUMKEYS: Syntax = Syntax::Value("numkeys", Holds::Number);
pub(super) const KEYS: Syntax = Syntax::Many(&[Syntax::Value("key", Holds::List)]);
pub(super) const COUNT: Syntax =
    Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("count", Holds::Number)]);

pub(super) struct Several<'a> {
    keys: Args<'a>,
    end: End,
    /// How many at most.
    count: usize,
}

impl<'a> Several<'a> {
    pub(super) fn parse(args: Args<'a>) -> Parsed<'a, Self> {
        let (rest, number) =
            at_least(1, "ERR numkeys should be greater than 0", "how many keys follow")(args)?;
        if number >= rest.len() {
            return fail(Fault::new(SYNTAX_FAULT).at(rest.at() + rest.len()));
        }
        let count = preceded(
            keyword_with_value("COUNT"),
            at_least(
                1,
                "ERR count should be greater than 0",
                "how many elements to take",
            ),
        );
        let mut several = (words(number), end, opt(count)).map(|(keys, end, count)| Several {
            keys,
            end,
            count: count.unwrap_or(1),
        });
        several.parse(rest)
    }

    /// Under a timeout, in ms and 0 for ever, it waits if there is nothing to take.
    pub(super) fn run(&self, timeout: Option<Millis>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        for key in self.keys.words() {
            if !context.may_take(key.bytes) {
                continue;
            }
            let taken = take(context, key.bytes, self.end, self.count).map_err(|fault| fault.at(key.at))?;
            let Some(elements) = taken else {
                continue;
            };
            let out = context.out();
            out.array(2);
            out.bulk(key.bytes);
            out.array(elements.len());
            for element in &elements {
                out.bulk(element);
            }
            return Ok(Flow::Done);
        }
        if let Some(timeout) = timeout.filter(|_| context.may_wait) {
            let keys = self.keys.words().map(|key| key.bytes);
            return Ok(wait(keys, timeout, self.keys, context));
        }
        context.out().nil_array();
        Ok(Flow::Done)
    }
}
