//! PUNSUBSCRIBE (streams.md D.1): no more messages by these patterns, or by any pattern.

use super::listening;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PUNSUBSCRIBE",
    arity: -1,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Stops listening by patterns; without one, by all of them",
    example: "PUNSUBSCRIBE news.*",
    syntax: &[Syntax::Optional(&[Syntax::Many(&[Syntax::Value(
        "pattern",
        Holds::Pattern,
    )])])],
    subcommands: &[],
    // Any bytes are a name, and the table has counted them.
    check: |_| Ok(()),
    run: |args, context| Ok(listening::stop(Listen::Pattern, args, context)),
};
