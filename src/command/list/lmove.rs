//! LMOVE (streams.md E.4): takes an element from one list and puts it to another, so that a crash between the two loses nothing.

use nom::Parser;

use super::moving::{DESTINATION, Move, SOURCE};
use super::popping::{END, end};
use crate::command::args::Args;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LMOVE",
    arity: 5,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes an element from one end of a list and puts it at one end of another, in one go",
    example: "LMOVE jobs started LEFT RIGHT",
    syntax: &[SOURCE, DESTINATION, END, END],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, context| parse(args)?.run(context),
};

fn parse(args: Args<'_>) -> Result<Move<'_>, Fault> {
    Move::parse((end, end).map(|ends| (ends, None)), args)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn from_end_to_end() {
        Rig::new().transcript(
            r#"
> RPUSH jobs a b c
(integer) 3
> LMOVE jobs started LEFT RIGHT
"a"
> LMOVE jobs started right left
"c"
> LRANGE started 0 -1
1) "c"
2) "a"
> LMOVE started started LEFT RIGHT
"c"
> LRANGE started 0 -1
1) "a"
2) "c"
> LMOVE jobs jobs LEFT LEFT
"b"
> LMOVE jobs started LEFT LEFT
"b"
> EXISTS jobs
(integer) 0
> LMOVE jobs started LEFT LEFT
(nil)
"#,
        );
    }

    #[test]
    fn nothing_is_taken_that_cannot_be_put() {
        Rig::new().transcript(
            r"
> SET k v
OK
> RPUSH jobs a
(integer) 1
> LMOVE jobs k LEFT LEFT
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LLEN jobs
(integer) 1
> LMOVE k jobs LEFT LEFT
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LMOVE missing k LEFT LEFT
(nil)
> LMOVE missing k LEFT DOWN
(error) ERR syntax error
> LMOVE jobs k UP LEFT
(error) ERR syntax error
> LMOVE jobs k LEFT
(error) ERR wrong number of arguments for 'lmove' command
",
        );
    }
    #[test]
    fn it_says_what_it_did() {
        let mut rig = Rig::new();
        let mut told = |line: &str| {
            rig.run("main", line);
            rig.told()
        };
        told("RPUSH jobs a b c");
        assert_eq!(
            told("LMOVE jobs started LEFT RIGHT"),
            [
                "1 element taken from jobs: 2 left",
                "started is new: a list",
                "1 element pushed to started: 1 now"
            ]
        );
        assert_eq!(told("LSET jobs -1 x"), ["element 1 of jobs replaced"]);
        assert_eq!(told("LINSERT jobs AFTER x y"), ["element 2 put into jobs: 3 now"]);
        assert_eq!(told("LTRIM jobs 1 -1"), ["1 element removed from jobs: 2 left"]);
        assert_eq!(told("LREM jobs 0 x"), ["1 element removed from jobs: 1 left"]);
        assert_eq!(told("LTRIM jobs 0 -1"), [""; 0]);
        assert_eq!(
            told("LTRIM jobs 1 0"),
            [
                "1 element removed from jobs: 0 left",
                "jobs is gone (it was a list)"
            ]
        );
    }
}
