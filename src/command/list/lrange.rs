//! LRANGE (streams.md E.4): shows a stretch of a list and takes nothing away.

use nom::Parser;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, integer, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LRANGE",
    arity: 4,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Shows the elements between two positions; 0 is the first, -1 the last",
    example: "LRANGE jobs 0 -1",
    syntax: &[
        Syntax::Value("key", Holds::List),
        Syntax::Value("start", Holds::Number),
        Syntax::Value("stop", Holds::Number),
    ],
    subcommands: &[],
    check: |args| Lrange::parse(args).map(drop),
    run: |args, context| Lrange::parse(args)?.run(context),
};

struct Lrange<'a> {
    key: &'a [u8],
    start: i64,
    stop: i64,
}

impl<'a> Lrange<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let grammar = (bytes, integer("a position"), integer("a position"));
        whole(
            grammar.map(|(key, start, stop)| Lrange { key, start, stop }),
            args,
        )
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let (db, turn) = context.parts();
        let Some(list) = db.list(self.key)? else {
            turn.out.array(0);
            return Ok(Flow::Done);
        };
        let mark = turn.out.open();
        let mut count = 0;
        for element in list.range(self.start, self.stop) {
            turn.out.bulk(element);
            count += 1;
        }
        turn.out.close_array(mark, count);
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn positions_are_checked_before_the_key() {
        Rig::new().transcript(
            r#"
> SET k v
OK
> LRANGE k 0 x
(error) ERR value is not an integer or out of range
> LRANGE k 0 1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> RPUSH l a b c
(integer) 3
> LRANGE l -2 100
1) "b"
2) "c"
> LRANGE l 2 1
(empty array)
> LRANGE l 9223372036854775807 -9223372036854775808
(empty array)
> LRANGE missing 0 -1
(empty array)
"#,
        );
    }
}
