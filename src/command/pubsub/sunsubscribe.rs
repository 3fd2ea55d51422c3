//! SUNSUBSCRIBE (streams.md D.1): no more messages from these shard channels, or from any of them.

use super::listening;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SUNSUBSCRIBE",
    arity: -1,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Stops listening to shard channels; without a name, to all of them",
    example: "SUNSUBSCRIBE news",
    syntax: &[Syntax::Optional(&[Syntax::Many(&[Syntax::Value(
        "shardchannel",
        Holds::Channel,
    )])])],
    subcommands: &[],
    // Any bytes are a name, and the table has counted them.
    check: |_| Ok(()),
    run: |args, context| Ok(listening::stop(Listen::Shard, args, context)),
};
