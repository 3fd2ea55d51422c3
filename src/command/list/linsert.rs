//! LINSERT (streams.md E.4): puts a value beside another one in a list.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::value;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, keyword, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LINSERT",
    arity: 5,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Puts an element before or after the first one that is the pivot; -1 if none is",
    example: "LINSERT jobs BEFORE wash soak",
    syntax: &[
        Syntax::Value("key", Holds::List),
        Syntax::OneOf(&[&[Syntax::Word("BEFORE")], &[Syntax::Word("AFTER")]]),
        Syntax::Value("pivot", Holds::Text),
        Syntax::Value("element", Holds::Text),
    ],
    subcommands: &[],
    check: |args| Linsert::parse(args).map(drop),
    run: |args, context| Linsert::parse(args)?.run(context),
};

struct Linsert<'a> {
    key: &'a [u8],
    /// How far behind the pivot.
    offset: usize,
    pivot: &'a [u8],
    value: &'a [u8],
}

impl<'a> Linsert<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let side = alt((value(0, keyword("BEFORE")), value(1, keyword("AFTER"))));
        let grammar = (bytes, side, bytes, bytes);
        let linsert = grammar.map(|(key, offset, pivot, value)| Linsert {
            key,
            offset,
            pivot,
            value,
        });
        whole(linsert, args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let Some(list) = context.db().list(self.key)? else {
            context.out().int(0);
            return Ok(Flow::Done);
        };
        let pivot = list
            .iter_from(End::Left)
            .position(|element| **element == *self.pivot);
        let Some(pivot) = pivot else {
            context.out().int(-1);
            return Ok(Flow::Done);
        };
        let index = pivot + self.offset;
        let len = list.len() + 1;
        if let Some(list) = context.db_mut().list_mut(self.key)? {
            list.insert(index, self.value.into());
        }
        context.emit(|| Event::Inserted {
            key: self.key.into(),
            index,
            len,
        });
        context.change(self.key);
        context.out().count(len);
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn beside_the_first_that_fits() {
        Rig::new().transcript(
            r#"
> RPUSH l a b a
(integer) 3
> LINSERT l BEFORE a 1
(integer) 4
> LINSERT l after b 2
(integer) 5
> LINSERT l AFTER nope 3
(integer) -1
> LRANGE l 0 -1
1) "1"
2) "a"
3) "b"
4) "2"
5) "a"
"#,
        );
    }

    #[test]
    fn the_word_is_looked_at_before_the_key() {
        Rig::new().transcript(
            r"
> LINSERT missing MIDDLE a b
(error) ERR syntax error
> LINSERT missing BEFORE a b
(integer) 0
> SET k v
OK
> LINSERT k MIDDLE a b
(error) ERR syntax error
> LINSERT k BEFORE a b
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LINSERT k BEFORE a
(error) ERR wrong number of arguments for 'linsert' command
",
        );
    }
}
