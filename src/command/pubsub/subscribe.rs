//! SUBSCRIBE (streams.md D.1): from now on, messages published to these channels come to this client.

use super::listening;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SUBSCRIBE",
    arity: -2,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Listens to channels: whatever is published to them from now on arrives here",
    example: "SUBSCRIBE news sports",
    syntax: &[Syntax::Many(&[Syntax::Value("channel", Holds::Channel)])],
    subcommands: &[],
    // Any bytes are a name, and the table has counted them.
    check: |_| Ok(()),
    run: |args, context| Ok(listening::start(Listen::Exact, args, context)),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn channels_and_patterns_count_together() {
        Rig::new().transcript(
            r#"
> SUBSCRIBE news news
1) "subscribe"
2) "news"
3) (integer) 1
1) "subscribe"
2) "news"
3) (integer) 1
> PSUBSCRIBE n*
1) "psubscribe"
2) "n*"
3) (integer) 2
> BLPOP jobs 0
(error) ERR Can't execute 'blpop': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context
> GET
(error) ERR wrong number of arguments for 'get' command
> PUBSUB CHANNELS
(error) ERR Can't execute 'pubsub|channels': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context
> PING hello
1) "pong"
2) "hello"
> UNSUBSCRIBE none news news
1) "unsubscribe"
2) "none"
3) (integer) 2
1) "unsubscribe"
2) "news"
3) (integer) 1
1) "unsubscribe"
2) "news"
3) (integer) 1
> PUNSUBSCRIBE
1) "punsubscribe"
2) "n*"
3) (integer) 0
> UNSUBSCRIBE
1) "unsubscribe"
2) (nil)
3) (integer) 0
> DBSIZE
(integer) 0
"#,
        );
    }

    #[test]
    fn who_leaves_listens_no_more() {
        let mut rig = Rig::new();
        rig.run("A", "SUBSCRIBE news");
        rig.run("A", "PSUBSCRIBE *");
        rig.disconnect("A");
        assert_eq!(rig.run("main", "PUBLISH news x"), "(integer) 0\n");
    }
}
