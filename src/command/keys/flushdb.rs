//! FLUSHDB (streams.md E.3): removes every key of the database in use.

use super::flushing::{self, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "FLUSHDB",
    arity: -1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Removes every key of the database in use",
    example: "FLUSHDB",
    syntax: SYNTAX,
    subcommands: &[],
    check: flushing::parse,
    run: |args, context| {
        flushing::parse(args)?;
        Ok(flushing::run(context, context.db..context.db + 1))
    },
};
