//! SSUBSCRIBE (streams.md D.1, D.2): as SUBSCRIBE, for shard channels. In a cluster each of these lives on one server;
//! on a single server they are channels with names of their own.

use super::listening;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Listen;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SSUBSCRIBE",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::PubSub,
    summary: "Listens to shard channels, which in a cluster live on one server each",
    example: "SSUBSCRIBE news",
    syntax: &[Syntax::Many(&[Syntax::Value("shardchannel", Holds::Channel)])],
    subcommands: &[],
    // Any bytes are a name, and the table has counted them.
    check: |_| Ok(()),
    run: |args, context| {
        // Where nothing may wait, Redis refuses this one, though not SUBSCRIBE.
        if !context.may_wait {
            return Err(Fault::new(
                "ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client",
            ));
        }
        Ok(listening::start(Listen::Shard, args, context))
    },
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn shard_channels_have_names_and_counts_of_their_own() {
        Rig::new().transcript(
            r#"
# client A
> SSUBSCRIBE a b a
1) "ssubscribe"
2) "a"
3) (integer) 1
1) "ssubscribe"
2) "b"
3) (integer) 2
1) "ssubscribe"
2) "a"
3) (integer) 2
> SUBSCRIBE a
1) "subscribe"
2) "a"
3) (integer) 1
> GET x
(error) ERR Can't execute 'get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context
# client main
> SPUBLISH a hello
(integer) 1
# client A receives
1) "smessage"
2) "a"
3) "hello"
# client main
> PUBLISH b x
(integer) 0
> PUBSUB SHARDCHANNELS
1) "a"
2) "b"
> PUBSUB SHARDCHANNELS b*
1) "b"
> PUBSUB SHARDCHANNELS a b
(error) ERR unknown subcommand or wrong number of arguments for 'SHARDCHANNELS'. Try PUBSUB HELP.
> PUBSUB SHARDNUMSUB a c
1) "a"
2) (integer) 1
3) "c"
4) (integer) 0
> PUBSUB NUMSUB a b
1) "a"
2) (integer) 1
3) "b"
4) (integer) 0
# client A
> SUNSUBSCRIBE b nope
1) "sunsubscribe"
2) "b"
3) (integer) 1
1) "sunsubscribe"
2) "nope"
3) (integer) 1
> SUNSUBSCRIBE
1) "sunsubscribe"
2) "a"
3) (integer) 0
> SUNSUBSCRIBE
1) "sunsubscribe"
2) (nil)
3) (integer) 0
> UNSUBSCRIBE a
1) "unsubscribe"
2) "a"
3) (integer) 0
> PING
PONG
"#,
        );
    }

    #[test]
    fn not_inside_a_transaction() {
        Rig::new().transcript(
            "
> MULTI
OK
> SSUBSCRIBE x
QUEUED
> SPUBLISH x 1
QUEUED
> EXEC
1) (error) ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client
2) (integer) 0
",
        );
    }
}
