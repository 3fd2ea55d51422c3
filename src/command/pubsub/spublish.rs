//! SPUBLISH (streams.md D.1): hands a message to everybody who listens to a shard channel right now, and forgets it.

use super::delivering::{self, Delivery};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;
use crate::wire::ClientId;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SPUBLISH",
    arity: 3,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Sends a message to everybody who listens to a shard channel now; nothing is kept",
    example: "SPUBLISH news hello",
    syntax: &[
        Syntax::Value("shardchannel", Holds::Channel),
        Syntax::Value("message", Holds::Text),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, context| Ok(run(parse(args)?, context)),
};

fn parse(args: Args<'_>) -> Result<(&[u8], &[u8]), Fault> {
    whole((bytes, bytes), args)
}

fn run((channel, message): (&[u8], &[u8]), context: &mut Context<'_, '_>) -> Flow {
    let listeners = context.channels.listeners(Listen::Shard, channel);
    let deliveries: Vec<Delivery> = listeners.map(|client| (ClientId(client), None)).collect();
    delivering::send(context, "smessage", channel, message, &deliveries)
}
