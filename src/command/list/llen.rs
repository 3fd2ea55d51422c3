//! LLEN (streams.md E.4): how long a list is.

use nom::Parser;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::List;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LLEN",
    arity: 2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Tells how many elements a list has; 0 if there is no such key",
    example: "LLEN jobs",
    syntax: &[Syntax::Value("key", Holds::List)],
    subcommands: &[],
    check: |args| Llen::parse(args).map(drop),
    run: |args, context| Llen::parse(args)?.run(context),
};

struct Llen<'a> {
    key: &'a [u8],
}

impl<'a> Llen<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|key| Llen { key }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let len = context.db().list(self.key)?.map_or(0, List::len);
        context.out().count(len);
        Ok(Flow::Done)
    }
}
