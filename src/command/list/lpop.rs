//! LPOP (streams.md E.4): takes elements from the head of a list.

use super::popping::{Pop, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LPOP",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes the first element of a list, or several; the list goes away with its last element",
    example: "LPOP jobs",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| Pop::parse("lpop", args).map(drop),
    run: |args, context| Pop::parse("lpop", args)?.run(End::Left, context),
};

#[cfg(test)]
mod tests {
    use crate::command::Event;
    use crate::testing::Rig;

    #[test]
    fn the_count_is_checked_before_the_key() {
        Rig::new().transcript(
            r#"
> SET k v
OK
> LPOP k x
(error) ERR value is out of range, must be positive
> LPOP k -1
(error) ERR value is out of range, must be positive
> LPOP k 0
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LPOP missing 0
(nil)
> RPUSH l a b c
(integer) 3
> LPOP l 0
(empty array)
> LPOP l 1 2
(error) ERR wrong number of arguments for 'lpop' command
> LPOP l 9223372036854775807
1) "a"
2) "b"
3) "c"
> EXISTS l
(integer) 0
"#,
        );
    }

    #[test]
    fn the_last_element_takes_the_key_along() {
        let mut rig = Rig::new();
        rig.run("main", "RPUSH jobs a b");
        rig.events();
        rig.run("main", "LPOP jobs 2");
        let key = || "jobs".into();
        let popped = Event::Popped {
            key: key(),
            count: 2,
            len: 0,
        };
        let removed = Event::KeyRemoved {
            key: key(),
            kind: "list",
        };
        assert_eq!(rig.events(), [popped, removed]);
    }
}
