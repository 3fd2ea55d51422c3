//! RENAMENX (streams.md E.3): as RENAME, if the new key is free.

use super::renaming::{Rename, SYNTAX};
use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "RENAMENX",
    arity: 3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Gives what is under a key another key if that is free",
    example: "RENAMENX fruits food",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| Rename::parse(args).map(drop),
    run: |args, context| {
        let renamed = Rename::parse(args)?.run(false, context)?;
        context.out().int(i64::from(renamed));
        Ok(Flow::Done)
    },
};
