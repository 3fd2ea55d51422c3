//! LTRIM (streams.md E.4): keeps a stretch of a list and throws the rest away.

use nom::Parser;

use super::discarding::discarded;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, integer, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LTRIM",
    arity: 4,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Keeps the elements between two positions and removes the others; 0 is the first, -1 the last",
    example: "LTRIM jobs 0 99",
    syntax: &[
        Syntax::Value("key", Holds::List),
        Syntax::Value("start", Holds::Number),
        Syntax::Value("stop", Holds::Number),
    ],
    subcommands: &[],
    check: |args| Ltrim::parse(args).map(drop),
    run: |args, context| Ltrim::parse(args)?.run(context),
};

struct Ltrim<'a> {
    key: &'a [u8],
    start: i64,
    stop: i64,
}

impl<'a> Ltrim<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let grammar = (bytes, integer("a position"), integer("a position"));
        whole(grammar.map(|(key, start, stop)| Ltrim { key, start, stop }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        if let Some(list) = context.db_mut().list_mut(self.key)? {
            let count = list.trim(self.start, self.stop);
            let len = list.len();
            discarded(context, self.key, count, len);
            // Redis counts a trim as a change whether or not it removed anything.
            context.change(self.key);
        }
        context.out().ok();
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn what_is_outside_goes() {
        Rig::new().transcript(
            r#"
> RPUSH l a b c d e
(integer) 5
> LTRIM l 1 -2
OK
> LRANGE l 0 -1
1) "b"
2) "c"
3) "d"
> LTRIM l -9223372036854775808 9223372036854775807
OK
> LTRIM l -1 5
OK
> LRANGE l 0 -1
1) "d"
> LTRIM l 5 1
OK
> EXISTS l
(integer) 0
"#,
        );
    }

    #[test]
    fn positions_are_checked_before_the_key() {
        Rig::new().transcript(
            r"
> SET k v
OK
> LTRIM k 0 x
(error) ERR value is not an integer or out of range
> LTRIM k 0 1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LTRIM missing x 1
(error) ERR value is not an integer or out of range
> LTRIM missing 0 1
OK
",
        );
    }

    #[test]
    fn a_trim_is_a_change_whether_or_not_it_removes_anything() {
        Rig::new().transcript(
            r"
> RPUSH l a b
(integer) 2
> WATCH l
OK
# client other
> LTRIM l 0 -1
OK
# client main
> MULTI
OK
> LLEN l
QUEUED
> EXEC
(nil)
",
        );
    }
}
