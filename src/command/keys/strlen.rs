//! STRLEN (streams.md E.3): how long the string under a key is.

use super::common::text;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "STRLEN",
    arity: 2,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::String,
    summary: "Tells how many bytes the string under a key has",
    example: "STRLEN color",
    syntax: &[Syntax::Value("key", Holds::Key)],
    subcommands: &[],
    check: |args| whole(bytes, args).map(drop),
    run,
};

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let key = whole(bytes, args)?;
    let len = text(context, key)?.map_or(0, |text| text.len());
    context.out().count(len);
    Ok(Flow::Done)
}
