//! PERSIST (streams.md E.3): has a key stay that was to go away.

use super::remaining::SYNTAX;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PERSIST",
    arity: 2,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Has a key stay that was to go away",
    example: "PERSIST fruits",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| whole(bytes, args).map(drop),
    run,
};

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let key = whole(bytes, args)?;
    let persisted = context.db_mut().persist(key);
    if persisted {
        context.change(key);
        context.emit(|| Event::Persisted { key: key.into() });
    }
    context.out().int(i64::from(persisted));
    Ok(Flow::Done)
}
