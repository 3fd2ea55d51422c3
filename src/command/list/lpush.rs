//! LPUSH (streams.md E.4): puts values at the head of a list.

use super::pushing::{Push, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LPUSH",
    arity: -3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Puts elements at the head of a list, one after the other; creates the list if there is none",
    example: "LPUSH jobs urgent",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| Push::parse(args).map(drop),
    run: |args, context| Push::parse(args)?.run(End::Left, context),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn the_last_value_named_is_at_the_head() {
        Rig::new().transcript(
            r#"
> LPUSH jobs a b
(integer) 2
> LPUSH jobs c
(integer) 3
> LRANGE jobs 0 -1
1) "c"
2) "b"
3) "a"
> SET k v
OK
> LPUSH k a
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LPUSH jobs
(error) ERR wrong number of arguments for 'lpush' command
"#,
        );
    }
}
