//! BLMOVE (streams.md C.4): LMOVE that waits for an element if need be.

use nom::Parser;

use super::blocking::timeout;
use super::moving::{DESTINATION, Move, SOURCE};
use super::popping::{END, end};
use crate::command::args::Args;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "BLMOVE",
    arity: 6,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Moves an element from one list to another, and waits for one; 0 seconds waits for ever",
    example: "BLMOVE jobs started LEFT RIGHT 5",
    syntax: &[
        SOURCE,
        DESTINATION,
        END,
        END,
        Syntax::Value("timeout", Holds::Seconds),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, context| parse(args)?.run(context),
};

fn parse(args: Args<'_>) -> Result<Move<'_>, Fault> {
    let rest = (end, end, timeout).map(|(from, to, timeout)| ((from, to), Some(timeout)));
    Move::parse(rest, args)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn what_is_moved_wakes_who_waits_there() {
        Rig::new().transcript(
            r#"
# client A
> BLMOVE src dst LEFT RIGHT 0
# (no reply yet: the client is blocked)
# client B
> BLPOP dst 0
# (no reply yet: the client is blocked)
# client C
> BLMOVE dst third RIGHT LEFT 0
# (no reply yet: the client is blocked)
# client D
> BRPOPLPUSH src dst 0
# (no reply yet: the client is blocked)
# client E
> BLMPOP 0 2 src third LEFT COUNT 2
# (no reply yet: the client is blocked)
# client main
> RPUSH src 1 2 3 4 5
(integer) 5
# client A receives
"1"
# client B receives
1) "dst"
2) "5"
# client C receives
"1"
# client D receives
"5"
# client E receives
1) "src"
2) 1) "2"
   2) "3"
> LRANGE src 0 -1
1) "4"
> EXISTS dst
(integer) 0
> LRANGE third 0 -1
1) "1"
"#,
        );
    }

    #[test]
    fn a_destination_of_another_kind() {
        Rig::new().transcript(
            r#"
> SET dst text
OK
# client A
> BLMOVE src dst LEFT RIGHT 0
# (no reply yet: the client is blocked)
# client B
> BLPOP src 0
# (no reply yet: the client is blocked)
# client main
> RPUSH src 1
(integer) 1
# client A receives
(error) WRONGTYPE Operation against a key holding the wrong kind of value
# client B receives
1) "src"
2) "1"
> EXISTS src
(integer) 0
"#,
        );
    }

    #[test]
    fn a_destination_of_another_kind_under_7_0() {
        Rig::new().profile("7.0").transcript(
            r"
> SET dst text
OK
# client A
> BLMOVE src dst LEFT RIGHT 0
# (no reply yet: the client is blocked)
# client main
> RPUSH src 1
(integer) 1
# client A receives
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LLEN src
(integer) 1
",
        );
    }

    #[test]
    fn round_and_round() {
        Rig::new().transcript(
            r#"
# client A
> BLMOVE src src LEFT RIGHT 0
# (no reply yet: the client is blocked)
# client B
> BRPOPLPUSH src src 0
# (no reply yet: the client is blocked)
# client C
> BLMPOP 0 1 src RIGHT COUNT 10
# (no reply yet: the client is blocked)
# client D
> BLMOVE src src LEFT LEFT 0
# (no reply yet: the client is blocked)
# client main
> RPUSH src 1 2 3
(integer) 3
# client A receives
"1"
# client B receives
"1"
# client C receives
1) "src"
2) 1) "3"
   2) "2"
   3) "1"
# client D receives nothing: it is still blocked
> EXISTS src
(integer) 0
"#,
        );
    }

    #[test]
    fn ends_are_checked_before_the_timeout() {
        Rig::new().transcript(
            r#"
> SET k v
OK
> RPUSH m a
(integer) 1
> BLMOVE missing m LEFT RIGHT 0.01
(nil)
> BLMOVE missing m LEFT RIGHT x
(error) ERR timeout is not a float or out of range
> BLMOVE missing m LEFT RIGHT -1
(error) ERR timeout is negative
> BLMOVE missing m LEFT UP x
(error) ERR syntax error
> BLMOVE k m LEFT LEFT 0.01
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> BLMOVE m k LEFT LEFT 0.01
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> BLMOVE missing k LEFT LEFT 0.01
(nil)
> BLMOVE m n LEFT LEFT 0.01
"a"
> MULTI
OK
> BLMOVE missing m LEFT LEFT 0
QUEUED
> EXEC
1) (nil)
"#,
        );
    }
}
