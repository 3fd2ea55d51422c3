//! PUBLISH (streams.md D.1): hands a message to everybody who listens right now, and forgets it.

use nom::Parser;

use super::delivering::{self, Delivery};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::glob;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;
use crate::wire::ClientId;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PUBLISH",
    arity: 3,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Sends a message to everybody who listens to a channel now; nothing is kept for later",
    example: "PUBLISH news hello",
    syntax: &[
        Syntax::Value("channel", Holds::Channel),
        Syntax::Value("message", Holds::Text),
    ],
    subcommands: &[],
    check: |args| Publish::parse(args).map(drop),
    run: |args, context| Ok(Publish::parse(args)?.run(context)),
};

struct Publish<'a> {
    channel: &'a [u8],
    message: &'a [u8],
}

impl<'a> Publish<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let grammar = (bytes, bytes).map(|(channel, message)| Publish { channel, message });
        whole(grammar, args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Flow {
        let deliveries = self.deliveries(context);
        delivering::send(context, "message", self.channel, self.message, &deliveries)
    }

    /// Those who listen to the channel first, then pattern by pattern; whoever matches twice is told twice.
    fn deliveries(&self, context: &Context<'_, '_>) -> Vec<Delivery> {
        let direct = context.channels.listeners(Listen::Exact, self.channel);
        let mut deliveries: Vec<Delivery> = direct.map(|client| (ClientId(client), None)).collect();
        for (pattern, clients) in context.channels.iter(Listen::Pattern) {
            if glob::matches(pattern, self.channel) {
                let matching = clients
                    .iter()
                    .map(|client| (ClientId(*client), Some(pattern.clone())));
                deliveries.extend(matching);
            }
        }
        deliveries
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn channel_first_then_patterns_and_everyone_in_turn() {
        Rig::new().transcript(
            r#"
# client A
> PSUBSCRIBE n*
1) "psubscribe"
2) "n*"
3) (integer) 1
> SUBSCRIBE news
1) "subscribe"
2) "news"
3) (integer) 2
# client B
> SUBSCRIBE news
1) "subscribe"
2) "news"
3) (integer) 1
# client main
> PUBLISH news "first item"
(integer) 3
# client A receives
1) "message"
2) "news"
3) "first item"
1) "pmessage"
2) "n*"
3) "news"
4) "first item"
# client B receives
1) "message"
2) "news"
3) "first item"
> PUBLISH sports x
(integer) 0
# client A receives nothing
"#,
        );
    }

    #[test]
    fn a_message_to_oneself_comes_behind_the_reply() {
        Rig::new().resp3("main").transcript(
            r#"
> SUBSCRIBE news
1) "subscribe"
2) "news"
3) (integer) 1
> PUBLISH news hello
(integer) 1
1) "message"
2) "news"
3) "hello"
"#,
        );
    }
}
