//! GET (streams.md E.3): the string under a key.

use nom::Parser;

use super::common::{reply_text, text};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "GET",
    arity: 2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::String,
    summary: "Shows the string under a key; nil if there is no such key",
    example: "GET color",
    syntax: &[Syntax::Value("key", Holds::Key)],
    subcommands: &[],
    check: |args| Get::parse(args).map(drop),
    run: |args, context| Get::parse(args)?.run(context),
};

struct Get<'a> {
    key: &'a [u8],
}

impl<'a> Get<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|key| Get { key }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let text = text(context, self.key)?;
        reply_text(context, text.as_ref());
        Ok(Flow::Done)
    }
}
