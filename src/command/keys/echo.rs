//! ECHO (streams.md E.1): says back what it was told.

use nom::Parser;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "ECHO",
    arity: 2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Answers the message it was given",
    example: "ECHO hello",
    syntax: &[Syntax::Value("message", Holds::Text)],
    subcommands: &[],
    check: |args| Echo::parse(args).map(drop),
    run: |args, context| Ok(Echo::parse(args)?.run(context)),
};

struct Echo<'a> {
    message: &'a [u8],
}

impl<'a> Echo<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|message| Echo { message }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Flow {
        context.out().bulk(self.message);
        Flow::Done
    }
}
