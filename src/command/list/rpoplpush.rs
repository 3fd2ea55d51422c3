//! RPOPLPUSH (streams.md E.4): LMOVE from the tail of one list to the head of another.

use nom::combinator::success;

use super::moving::{DESTINATION, Move, SOURCE};
use crate::command::args::Args;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "RPOPLPUSH",
    arity: 3,
    since: version(1, 2),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes the last element of a list and puts it at the head of another",
    example: "RPOPLPUSH jobs started",
    syntax: &[SOURCE, DESTINATION],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, context| parse(args)?.run(context),
};

fn parse(args: Args<'_>) -> Result<Move<'_>, Fault> {
    Move::parse(success(((End::Right, End::Left), None)), args)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn from_tail_to_head() {
        Rig::new().transcript(
            r#"
> RPUSH jobs a b
(integer) 2
> RPOPLPUSH jobs started
"b"
> RPOPLPUSH jobs jobs
"a"
> RPOPLPUSH jobs started
"a"
> LRANGE started 0 -1
1) "a"
2) "b"
> RPOPLPUSH jobs started
(nil)
> SET k v
OK
> RPOPLPUSH started k
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> RPOPLPUSH k started
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> RPOPLPUSH missing k
(nil)
> RPOPLPUSH started
(error) ERR wrong number of arguments for 'rpoplpush' command
"#,
        );
    }
}
