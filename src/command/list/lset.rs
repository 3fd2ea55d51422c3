//! LSET (streams.md E.4): gives one element of a list another value.

use nom::Parser;

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::{Fault, NO_SUCH_KEY};
use crate::command::grammar::{bytes, whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LSET",
    arity: 4,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Gives the element at a position another value; 0 is the first, -1 the last",
    example: "LSET jobs 0 rinse",
    syntax: &[
        Syntax::Value("key", Holds::List),
        Syntax::Value("index", Holds::Number),
        Syntax::Value("element", Holds::Text),
    ],
    subcommands: &[],
    check: |args| super::index(Lset::parse(args)?.index).map(drop),
    run: |args, context| Lset::parse(args)?.run(context),
};

struct Lset<'a> {
    key: Word<'a>,
    index: Word<'a>,
    value: &'a [u8],
}

impl<'a> Lset<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let grammar = (word, word, bytes);
        whole(
            grammar.map(|(key, index, value)| Lset { key, index, value }),
            args,
        )
    }

    /// A missing key is said before the position is looked at.
    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let key = self.key.bytes;
        let missing = || Fault::new(NO_SUCH_KEY).at(self.key.at);
        context.db().list(key)?.ok_or_else(missing)?;
        let mut index = super::index(self.index)?;
        if context.profile >= version(7, 2) {
            // Only the lower half counts there: 4294967297 is the second element, and the largest number the last.
            index = i64::from(index as i32);
        }
        let list = context.db_mut().list_mut(key)?.ok_or_else(missing)?;
        let place = list.set(index, self.value.into());
        let place = place.ok_or(Fault::new("ERR index out of range").at(self.index.at))?;
        context.emit(|| Event::Replaced {
            key: key.into(),
            index: place,
        });
        context.change(key);
        context.out().ok();
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn since_7_2_positions_have_32_bits() {
        for (profile, reply) in [("8.0", "OK\n"), ("7.0", "(error) ERR index out of range\n")] {
            let mut rig = Rig::new().profile(profile);
            rig.run("main", "RPUSH l a b c");
            for index in ["4294967297", "9223372036854775807", "-9223372036854775808"] {
                assert_eq!(rig.run("main", &format!("LSET l {index} x")), reply, "{index}");
            }
        }
    }

    #[test]
    fn one_element_changes() {
        Rig::new().transcript(
            r#"
> RPUSH l a b c
(integer) 3
> LSET l 0 A
OK
> LSET l -1 C
OK
> LRANGE l 0 -1
1) "A"
2) "b"
3) "C"
> LSET l 3 x
(error) ERR index out of range
> LSET l -4 x
(error) ERR index out of range
"#,
        );
    }

    #[test]
    fn the_key_is_looked_at_before_the_position() {
        Rig::new().transcript(
            r"
> LSET missing x v
(error) ERR no such key
> SET k v
OK
> LSET k x v
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> RPUSH l a
(integer) 1
> LSET l x v
(error) ERR value is not an integer or out of range
> LSET l 0
(error) ERR wrong number of arguments for 'lset' command
",
        );
    }
}
