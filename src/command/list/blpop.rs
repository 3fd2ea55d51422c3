//! BLPOP (streams.md C.4): takes the first element of the first list that has any, waiting for one if need be.

use super::blocking::{BlockingPop, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "BLPOP",
    arity: -3,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes the first element of a list, and waits for one if there is none; 0 seconds waits for ever",
    example: "BLPOP jobs 5",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| BlockingPop::parse(args).map(drop),
    run: |args, context| BlockingPop::parse(args)?.run(End::Left, context),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn one_element_goes_to_one_client_first_come_first_served() {
        Rig::new().transcript(
            r#"
# client A
> BLPOP other jobs 0
# (no reply yet: the client is blocked)
# client B
> BRPOP jobs 0
# (no reply yet: the client is blocked)
# client C
> BLPOP jobs 0
# (no reply yet: the client is blocked)
# client main
> RPUSH jobs a b
(integer) 2
# client A receives
1) "jobs"
2) "a"
# client B receives
1) "jobs"
2) "b"
# client C receives nothing: it is still blocked
> EXISTS jobs
(integer) 0
> XADD jobs 1-1 f v
"1-1"
# client C receives nothing: it is still blocked
> DEL jobs
(integer) 1
> SET jobs v
OK
# client C receives nothing: it is still blocked
"#,
        );
    }

    #[test]
    fn waking_it_runs_it_whole() {
        Rig::new().transcript(
            r"
# client A
> BLPOP first second 0
# (no reply yet: the client is blocked)
# client main
> SET first text
OK
# client A receives nothing: it is still blocked
> RPUSH second v
(integer) 1
# client A receives
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LLEN second
(integer) 1
",
        );
    }

    #[test]
    fn up_to_7_0_it_is_served_from_the_key_that_changed() {
        Rig::new().profile("7.0").transcript(
            r#"
# client A
> BLPOP first second 0
# (no reply yet: the client is blocked)
# client B
> BLMPOP 0 2 one two LEFT COUNT 2
# (no reply yet: the client is blocked)
# client main
> SET first text
OK
> RPUSH second v
(integer) 1
# client A receives
1) "second"
2) "v"
> MULTI
OK
> RPUSH two a
QUEUED
> LPUSH two b
QUEUED
> RPUSH one z
QUEUED
> EXEC
1) (integer) 1
2) (integer) 2
3) (integer) 1
# client B receives
1) "two"
2) 1) "b"
   2) "a"
> LLEN one
(integer) 1
"#,
        );
    }

    #[test]
    fn what_was_too_long_was_called_negative_up_to_7_0() {
        let mut rig = Rig::new().profile("7.0");
        for command in [
            "BLPOP none 1e300",
            "BLMPOP inf 1 none LEFT",
            "BLMOVE a b LEFT LEFT 9223372036854776",
        ] {
            assert_eq!(
                rig.run("main", command),
                "(error) ERR timeout is negative\n",
                "{command}"
            );
        }
    }

    #[test]
    fn timeouts() {
        Rig::new().at(1_700_000_000_000).transcript(
            r"
> SET k v
OK
> BLPOP k x
(error) ERR timeout is not a float or out of range
> BLPOP none 9223372036854775
(error) ERR timeout is out of range
> BLPOP none 1e500
(error) ERR timeout is out of range
> BLPOP none -inf
(error) ERR timeout is negative
> BLPOP none 1e-300
(nil)
> BLPOP none 0x1p-7
(nil)
> BLPOP none k 1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> BLPOP none
(error) ERR wrong number of arguments for 'blpop' command
> BLPOP none -0.0001
# (no reply yet: the client is blocked)
",
        );
    }

    #[test]
    fn a_deadline_is_in_whole_milliseconds_rounded_up() {
        let mut rig = Rig::new();
        rig.run("main", "BLPOP jobs 0.0101");
        assert_eq!(rig.engine().deadline(), Some(11));
        rig.pass(10);
        assert!(rig.waits("main"));
        rig.pass(1);
        assert_eq!(rig.received("main"), "(nil)\n");
    }
}
