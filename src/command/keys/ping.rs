//! PING (streams.md E.1): is anybody there?

use nom::Parser;
use nom::combinator::opt;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::resolve::arity;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::wire::Protocol;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PING",
    arity: -1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Answers PONG, or the message it was given",
    example: "PING",
    syntax: &[Syntax::Optional(&[Syntax::Value("message", Holds::Text)])],
    subcommands: &[],
    check: |args| Ping::parse(args).map(drop),
    run: |args, context| Ok(Ping::parse(args)?.run(context)),
};

struct Ping<'a> {
    message: Option<&'a [u8]>,
}

impl<'a> Ping<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        if args.len() > 1 {
            return Err(arity("ping").at(args.at() + 1));
        }
        whole(opt(bytes).map(|message| Ping { message }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Flow {
        let subscribed = context.channels.count_of(context.client.0) > 0;
        let out = context.out();
        match self.message {
            // A subscribed RESP2 client could not tell a plain reply from a message.
            message if subscribed && out.protocol() == Protocol::Resp2 => {
                out.array(2);
                out.bulk(b"pong");
                out.bulk(message.unwrap_or_default());
            }
            Some(message) => out.bulk(message),
            None => out.simple("PONG"),
        }
        Flow::Done
    }
}
