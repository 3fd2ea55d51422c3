//! RENAME (streams.md E.3): gives what is under a key another key, whatever was under that.

use super::renaming::{Rename, SYNTAX};
use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "RENAME",
    arity: 3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Gives what is under a key another key, whatever was under that",
    example: "RENAME fruits food",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| Rename::parse(args).map(drop),
    run: |args, context| {
        Rename::parse(args)?.run(true, context)?;
        context.out().ok();
        Ok(Flow::Done)
    },
};
