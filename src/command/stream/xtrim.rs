//! XTRIM (streams.md B.9): shortens a stream from its old end. The options are XADD's, in `trimming`.

use nom::Parser;

use super::trimming::{self, Trimming};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{Parsed, bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XTRIM",
    arity: -4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Removes the oldest entries: down to a length (MAXLEN) or below an ID (MINID)",
    example: "XTRIM fruits MAXLEN 1000",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        trimming::STRATEGY[0],
        trimming::STRATEGY[1],
        trimming::STRATEGY[2],
        trimming::STRATEGY[3],
    ],
    subcommands: &[],
    check: |args| Xtrim::parse(args).map(drop),
    run: |args, context| Xtrim::parse(args)?.run(context),
};

struct Xtrim<'a> {
    key: &'a [u8],
    trimming: Trimming,
}

impl<'a> Xtrim<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (_, command) = Self::grammar(args).map_err(settled)?;
        let none = Fault::new("ERR syntax error, XTRIM must be called with a trimming strategy");
        Ok(Xtrim {
            trimming: command.trimming.checked(Some(none))?,
            ..command
        })
    }

    fn grammar(args: Args<'a>) -> Parsed<'a, Self> {
        let (mut args, key) = bytes.parse(args)?;
        let mut trimming = Trimming::default();
        while !args.is_empty() {
            match trimming::option(args) {
                Ok((rest, found)) => (args, trimming) = (rest, trimming.with(found)?),
                Err(nom::Err::Error(_)) => {
                    let fault = Fault::new(SYNTAX)
                        .at(args.at())
                        .want("MAXLEN or MINID, and a threshold");
                    return Err(nom::Err::Failure(fault));
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok((args, Xtrim { key, trimming }))
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let limits = context.keyspace.node_limits;
        let exists = context.stream(self.key)?.is_some();
        let trim = self.trimming.resolved(limits).filter(|_| exists);
        let removed = trim.map_or(0, |trim| trimming::apply(context, self.key, trim).count);
        context.out().int(removed.cast_signed());
        Ok(Flow::Done)
    }
}
