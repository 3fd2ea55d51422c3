//! PUBLISH (streams.md D.1): hands a message to everybody who listens right now, and forgets it.

use nom::Parser;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::glob;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{Bytes, Listen};
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

/// One delivery: to whom, and by which pattern if not by the channel's own name.
type Delivery = (ClientId, Option<Bytes>);

impl<'a> Publish<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let grammar = (bytes, bytes).map(|(channel, message)| Publish { channel, message });
        whole(grammar, args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Flow {
        let deliveries = self.deliveries(context);
        context.emit(|| Event::Published {
            channel: self.channel.into(),
            receivers: deliveries.len(),
        });
        context.out().count(deliveries.len());
        for (client, pattern) in &deliveries {
            self.deliver(context, *client, pattern.as_deref());
        }
        let asking = context.client;
        context.out().select(asking);
        Flow::Done
    }

    /// Those who listen to the channel first, then pattern by pattern; whoever matches twice is told twice.
    fn deliveries(&self, context: &Context<'_, '_>) -> Vec<Delivery> {
        let direct = context.channels.listeners(self.channel);
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

    fn deliver(&self, context: &mut Context<'_, '_>, client: ClientId, pattern: Option<&[u8]>) {
        let asking = context.client;
        let out = context.out();
        if client == asking {
            // A message to oneself must not get into the reply, or into EXEC's (7.0 let it).
            out.select_behind(client);
        } else {
            out.select(client);
        }
        out.push(if pattern.is_some() { 4 } else { 3 });
        match pattern {
            Some(pattern) => {
                out.bulk(b"pmessage");
                out.bulk(pattern);
            }
            None => out.bulk(b"message"),
        }
        out.bulk(self.channel);
        out.bulk(self.message);
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
