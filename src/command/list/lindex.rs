//! LINDEX (streams.md E.4): one element of a list by its position.

use nom::Parser;

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LINDEX",
    arity: 3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Shows the element at a position; 0 is the first, -1 the last",
    example: "LINDEX jobs 0",
    syntax: &[
        Syntax::Value("key", Holds::List),
        Syntax::Value("index", Holds::Number),
    ],
    subcommands: &[],
    check: |args| super::index(Lindex::parse(args)?.index).map(drop),
    run: |args, context| Lindex::parse(args)?.run(context),
};

struct Lindex<'a> {
    key: &'a [u8],
    index: Word<'a>,
}

impl<'a> Lindex<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole((bytes, word).map(|(key, index)| Lindex { key, index }), args)
    }

    /// A missing key answers before the position is looked at.
    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let (db, turn) = context.parts();
        let element = match db.list(self.key)? {
            Some(list) => list.get(super::index(self.index)?),
            None => None,
        };
        match element {
            Some(element) => turn.out.bulk(element),
            None => turn.out.nil(),
        }
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn from_either_end() {
        Rig::new().transcript(
            r#"
> RPUSH l a b c
(integer) 3
> LINDEX l 0
"a"
> LINDEX l -1
"c"
> LINDEX l 3
(nil)
> LINDEX l -4
(nil)
> LINDEX l -9223372036854775808
(nil)
"#,
        );
    }

    #[test]
    fn the_key_is_looked_at_before_the_position() {
        Rig::new().transcript(
            r"
> LINDEX missing x
(nil)
> SET k v
OK
> LINDEX k x
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> RPUSH l a
(integer) 1
> LINDEX l x
(error) ERR value is not an integer or out of range
> LINDEX l
(error) ERR wrong number of arguments for 'lindex' command
",
        );
    }
}
