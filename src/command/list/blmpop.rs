//! BLMPOP (streams.md C.4): LMPOP that waits for an element if need be.

use super::blocking::timeout_of;
use super::popping::END;
use super::several::{COUNT, KEYS, NUMKEYS, Several};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Millis;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "BLMPOP",
    arity: -5,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes elements from the first list that has any, and waits for one; 0 seconds waits for ever",
    example: "BLMPOP 5 2 urgent jobs LEFT COUNT 10",
    syntax: &[
        Syntax::Value("timeout", Holds::Seconds),
        NUMKEYS,
        KEYS,
        END,
        COUNT,
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run,
};

/// All the rest is looked at before the timeout is.
fn parse(args: Args<'_>) -> Result<(Millis, Several<'_>), Fault> {
    let (timeout, several): (Word<'_>, Several<'_>) = whole((word, Several::parse), args)?;
    Ok((timeout_of(timeout, args.profile())?, several))
}

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let (timeout, several) = parse(args)?;
    several.run(Some(timeout), context)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn as_many_as_there_are() {
        Rig::new().transcript(
            r#"
# client A
> BLMPOP 0 2 a b RIGHT COUNT 3
# (no reply yet: the client is blocked)
# client main
> SET a text
OK
# client A receives nothing: it is still blocked
> DEL a
(integer) 1
> RPUSH a 1 2
(integer) 2
# client A receives
1) "a"
2) 1) "2"
   2) "1"
> RPUSH b 1 2 3 4
(integer) 4
> BLMPOP 0 2 a b LEFT COUNT 3
1) "b"
2) 1) "1"
   2) "2"
   3) "3"
> BLMPOP 0.01 1 a LEFT
(nil)
> MULTI
OK
> BLMPOP 0 1 a LEFT
QUEUED
> EXEC
1) (nil)
"#,
        );
    }

    #[test]
    fn the_timeout_is_looked_at_last() {
        Rig::new().transcript(
            r"
> BLMPOP x 1 a LEFT
(error) ERR timeout is not a float or out of range
> BLMPOP -1 1 a LEFT
(error) ERR timeout is negative
> BLMPOP x 0 a LEFT
(error) ERR numkeys should be greater than 0
> BLMPOP x 1 a UP
(error) ERR syntax error
> BLMPOP x 1 a LEFT COUNT 0
(error) ERR count should be greater than 0
> BLMPOP 1 1 a
(error) ERR wrong number of arguments for 'blmpop' command
> SET k v
OK
> BLMPOP 1 2 a k LEFT
(error) WRONGTYPE Operation against a key holding the wrong kind of value
",
        );
    }
}
