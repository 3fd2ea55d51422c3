//! LPUSHX (streams.md E.4): puts values at the head of a list that is there already.

use super::pushing::{Push, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LPUSHX",
    arity: -3,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Puts elements at the head of a list, and does nothing if there is no such list",
    example: "LPUSHX jobs sweep",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| Push::parse(args).map(drop),
    run: |args, context| Push::parse(args)?.onto_existing(End::Left, context),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn only_onto_a_list_that_is_there() {
        Rig::new().transcript(
            r#"
> LPUSHX jobs a
(integer) 0
> EXISTS jobs
(integer) 0
> RPUSH jobs a
(integer) 1
> LPUSHX jobs b c
(integer) 3
> LRANGE jobs 0 -1
1) "c"
2) "b"
3) "a"
> SET k v
OK
> LPUSHX k a
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LPUSHX jobs
(error) ERR wrong number of arguments for 'lpushx' command
"#,
        );
    }
}
