//! RPOP (streams.md E.4): takes elements from the tail of a list, the last one first.

use super::popping::{Pop, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "RPOP",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes the last element of a list, or several; the list goes away with its last element",
    example: "RPOP jobs",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| Pop::parse("rpop", args).map(drop),
    run: |args, context| Pop::parse("rpop", args)?.run(End::Right, context),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn it_takes_from_the_tail() {
        Rig::new().transcript(
            r#"
> RPUSH l a b c
(integer) 3
> RPOP l 2
1) "c"
2) "b"
> RPOP l
"a"
> RPOP l
(nil)
> RPOP l x y
(error) ERR wrong number of arguments for 'rpop' command
"#,
        );
    }
}
