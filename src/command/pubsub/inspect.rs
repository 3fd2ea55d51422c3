//! PUBSUB (streams.md D.3): who listens to what.

use nom::Parser;
use nom::combinator::opt;

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::glob;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::resolve::too_many;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PUBSUB",
    arity: -2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Tells which channels have listeners, and how many",
    example: "PUBSUB CHANNELS",
    syntax: &[],
    subcommands: &[CHANNELS, NUMSUB, NUMPAT, SHARDCHANNELS, SHARDNUMSUB, HELP],
    check: |_| Ok(()),
    // The table never gets here: there is a subcommand, or the number of arguments is wrong.
    run: |_, _| Err(Fault::new(SYNTAX)),
};

const CHANNELS: Spec = Spec {
    name: "CHANNELS",
    arity: -2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Lists the channels that have listeners, or those of them that match a pattern",
    example: "PUBSUB CHANNELS news*",
    syntax: &[Syntax::Optional(&[Syntax::Value("pattern", Holds::Pattern)])],
    subcommands: &[],
    check: |args| Channels::parse(args).map(drop),
    run: |args, context| Ok(Channels::parse(args)?.run(Listen::Exact, context)),
};

const SHARDCHANNELS: Spec = Spec {
    name: "SHARDCHANNELS",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Lists the shard channels that have listeners, or those of them that match a pattern",
    example: "PUBSUB SHARDCHANNELS news*",
    syntax: &[Syntax::Optional(&[Syntax::Value("pattern", Holds::Pattern)])],
    subcommands: &[],
    check: |args| Channels::parse(args).map(drop),
    run: |args, context| Ok(Channels::parse(args)?.run(Listen::Shard, context)),
};

const SHARDNUMSUB: Spec = Spec {
    name: "SHARDNUMSUB",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Counts the listeners of each shard channel named",
    example: "PUBSUB SHARDNUMSUB news",
    syntax: &[Syntax::Optional(&[Syntax::Many(&[Syntax::Value(
        "shardchannel",
        Holds::Channel,
    )])])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| Ok(count_listeners(Listen::Shard, args, context)),
};

const NUMSUB: Spec = Spec {
    name: "NUMSUB",
    arity: -2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Counts the listeners of each channel named; those who listen by patterns are left out",
    example: "PUBSUB NUMSUB news",
    syntax: &[Syntax::Optional(&[Syntax::Many(&[Syntax::Value(
        "channel",
        Holds::Channel,
    )])])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| Ok(count_listeners(Listen::Exact, args, context)),
};

const NUMPAT: Spec = Spec {
    name: "NUMPAT",
    arity: 2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Counts the different patterns that somebody listens by",
    example: "PUBSUB NUMPAT",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        let patterns = context.channels.iter(Listen::Pattern).len();
        context.out().count(patterns);
        Ok(Flow::Done)
    },
};

const HELP: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Lists the subcommands",
    example: "PUBSUB HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        let out = context.out();
        out.array(HELP_LINES.len());
        for line in HELP_LINES {
            out.simple(line);
        }
        Ok(Flow::Done)
    },
};

const HELP_LINES: &[&str] = &[
    "PUBSUB <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "CHANNELS [<pattern>]",
    "    Lists the channels that have listeners (or those that match the pattern).",
    "NUMPAT",
    "    Counts the different patterns that somebody listens by.",
    "NUMSUB [<channel> ...]",
    "    Counts the listeners of each channel, without those who listen by patterns.",
    "SHARDCHANNELS [<pattern>]",
    "    Lists the shard channels that have listeners (or those that match the pattern).",
    "SHARDNUMSUB [<shardchannel> ...]",
    "    Counts the listeners of each shard channel.",
    "HELP",
    "    Print this help.",
];

struct Channels<'a> {
    pattern: Option<&'a [u8]>,
}

impl<'a> Channels<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        if args.len() > 1 {
            return Err(too_many("PUBSUB", args, 1));
        }
        whole(opt(bytes).map(|pattern| Channels { pattern }), args)
    }

    fn run(&self, listen: Listen, context: &mut Context<'_, '_>) -> Flow {
        let out = &mut *context.turn.out;
        let mark = out.open();
        let mut count = 0;
        for (channel, _) in context.channels.iter(listen) {
            if self.pattern.is_none_or(|pattern| glob::matches(pattern, channel)) {
                out.bulk(channel);
                count += 1;
            }
        }
        out.close_array(mark, count);
        Flow::Done
    }
}

/// Names and counts in turn: an array in both protocols, never a map.
fn count_listeners(listen: Listen, args: Args<'_>, context: &mut Context<'_, '_>) -> Flow {
    let out = &mut *context.turn.out;
    out.array(args.len() * 2);
    for Word { bytes: channel, .. } in args.words() {
        out.bulk(channel);
        out.count(context.channels.listeners(listen, channel).len());
    }
    Flow::Done
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn channels_patterns_and_mistakes() {
        Rig::new().transcript(
            r#"
# client A
> PSUBSCRIBE n*
1) "psubscribe"
2) "n*"
3) (integer) 1
# client B
> SUBSCRIBE news old
1) "subscribe"
2) "news"
3) (integer) 1
1) "subscribe"
2) "old"
3) (integer) 2
> PSUBSCRIBE n*
1) "psubscribe"
2) "n*"
3) (integer) 3
# client main
> PUBSUB CHANNELS
1) "news"
2) "old"
> PUBSUB CHANNELS n*
1) "news"
> PUBSUB NUMSUB news none
1) "news"
2) (integer) 1
3) "none"
4) (integer) 0
> PUBSUB NUMSUB
(empty array)
> PUBSUB NUMPAT
(integer) 1
> PUBSUB channels a b
(error) ERR unknown subcommand or wrong number of arguments for 'channels'. Try PUBSUB HELP.
> PUBSUB NUMPAT x
(error) ERR wrong number of arguments for 'pubsub|numpat' command
> PUBSUB NOPE
(error) ERR unknown subcommand 'NOPE'. Try PUBSUB HELP.
> PUBSUB
(error) ERR wrong number of arguments for 'pubsub' command
"#,
        );
    }
}
