//! BRPOPLPUSH (streams.md C.4): RPOPLPUSH that waits for an element if need be.

use nom::Parser;

use super::blocking::timeout;
use super::moving::{DESTINATION, Move, SOURCE};
use crate::command::args::Args;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "BRPOPLPUSH",
    arity: 4,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes the last element of a list to the head of another, and waits for one; 0 seconds waits for ever",
    example: "BRPOPLPUSH jobs started 5",
    syntax: &[SOURCE, DESTINATION, Syntax::Value("timeout", Holds::Seconds)],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, context| parse(args)?.run(context),
};

fn parse(args: Args<'_>) -> Result<Move<'_>, Fault> {
    let rest = timeout.map(|timeout| ((End::Right, End::Left), Some(timeout)));
    Move::parse(rest, args)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn from_tail_to_head_or_not_yet() {
        Rig::new().transcript(
            r#"
> RPUSH jobs a b
(integer) 2
> BRPOPLPUSH jobs started 0
"b"
> BRPOPLPUSH missing started 0.01
(nil)
> BRPOPLPUSH missing started x
(error) ERR timeout is not a float or out of range
> BRPOPLPUSH missing started -1
(error) ERR timeout is negative
> SET k v
OK
> BRPOPLPUSH k started 0.01
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> BRPOPLPUSH jobs k 0.01
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> BRPOPLPUSH missing k 0.01
(nil)
> MULTI
OK
> BRPOPLPUSH missing started 0
QUEUED
> EXEC
1) (nil)
# client A
> BRPOPLPUSH one two 0
# (no reply yet: the client is blocked)
# client main
> RENAME jobs one
OK
# client A receives
"a"
> LRANGE two 0 -1
1) "a"
"#,
        );
    }
}
