//! FLUSHALL (streams.md E.3): removes every key of every database.

use super::flushing::{self, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::DATABASES;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "FLUSHALL",
    arity: -1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Removes every key of every database",
    example: "FLUSHALL",
    syntax: SYNTAX,
    subcommands: &[],
    check: flushing::parse,
    run: |args, context| {
        flushing::parse(args)?;
        Ok(flushing::run(context, 0..DATABASES))
    },
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn only_waits_in_groups_end_with_it() {
        Rig::new().transcript(
            r"
> XGROUP CREATE s g $ MKSTREAM
OK
# client C
> XREADGROUP GROUP g carol BLOCK 0 STREAMS s >
# (no reply yet: the client is blocked)
# client A
> XREAD BLOCK 0 STREAMS s $
# (no reply yet: the client is blocked)
# client B
> BLPOP jobs 0
# (no reply yet: the client is blocked)
# client main
> FLUSHALL NOPE
(error) ERR syntax error
> FLUSHALL ASYNC SYNC
(error) ERR syntax error
> FLUSHALL async
OK
> KEYS *
(empty array)
# client A receives nothing: it is still blocked
# client B receives nothing: it is still blocked
# client C receives
(error) NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
",
        );
    }
}
