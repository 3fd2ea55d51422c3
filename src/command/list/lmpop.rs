//! LMPOP (streams.md E.4): takes elements from the first list that has any.

use super::popping::END;
use super::several::{COUNT, KEYS, NUMKEYS, Several};
use crate::command::grammar::whole;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LMPOP",
    arity: -4,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes an element, or several, from one end of the first list that has any",
    example: "LMPOP 2 urgent jobs LEFT COUNT 10",
    syntax: &[NUMKEYS, KEYS, END, COUNT],
    subcommands: &[],
    check: |args| whole(Several::parse, args).map(drop),
    run: |args, context| whole(Several::parse, args)?.run(None, context),
};

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn from_the_first_that_has_any() {
        Rig::new().transcript(
            r#"
> RPUSH b 1 2 3 4
(integer) 4
> LMPOP 2 a b LEFT
1) "b"
2) 1) "1"
> LMPOP 2 a b right COUNT 2
1) "b"
2) 1) "4"
   2) "3"
> LMPOP 1 a LEFT
(nil)
> LMPOP 1 b LEFT COUNT 10
1) "b"
2) 1) "2"
> EXISTS b
(integer) 0
> SET k v
OK
> LMPOP 2 a k LEFT
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> RPUSH b 1
(integer) 1
> LMPOP 2 b k LEFT
1) "b"
2) 1) "1"
"#,
        );
    }

    #[test]
    fn numbers_and_words() {
        Rig::new().transcript(
            r#"
> LMPOP 0 a LEFT
(error) ERR numkeys should be greater than 0
> LMPOP -1 a LEFT
(error) ERR numkeys should be greater than 0
> LMPOP x a LEFT
(error) ERR numkeys should be greater than 0
> LMPOP 2 a LEFT
(error) ERR syntax error
> LMPOP 1 a b LEFT
(error) ERR syntax error
> LMPOP 9223372036854775807 a LEFT
(error) ERR syntax error
> LMPOP 1 a UP
(error) ERR syntax error
> LMPOP 1 a LEFT COUNT
(error) ERR syntax error
> LMPOP 1 a LEFT COUNT 0
(error) ERR count should be greater than 0
> LMPOP 1 a LEFT COUNT -1
(error) ERR count should be greater than 0
> LMPOP 1 a LEFT COUNT x
(error) ERR count should be greater than 0
> LMPOP 1 a LEFT COUNT 1 COUNT 1
(error) ERR syntax error
> LMPOP 1 a LEFT FOO 1
(error) ERR syntax error
> LMPOP 1 a
(error) ERR wrong number of arguments for 'lmpop' command
> COMMAND GETKEYS LMPOP 2 a b LEFT
1) "a"
2) "b"
> COMMAND GETKEYS BLMPOP 0 2 a b LEFT
1) "a"
2) "b"
> COMMAND GETKEYS LMPOP 3 a b LEFT
1) "a"
2) "b"
3) "LEFT"
> COMMAND GETKEYS LMPOP 9 a b LEFT
(error) ERR Invalid arguments specified for command
> COMMAND GETKEYS LMPOP 0 a b LEFT
(error) ERR Invalid arguments specified for command
"#,
        );
    }
}
