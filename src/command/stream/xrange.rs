//! XRANGE and XREVRANGE (streams.md B.7): the entries between two IDs, in either direction. One file, because the
//! second is the first with its bounds swapped.

use nom::Parser;
use nom::multi::fold_many0;
use nom::sequence::preceded;

use super::common::{range_end, range_start, write_entry};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{bytes, integer, keyword_with_value, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::EntryId;
use crate::wire::Out;

pub(in crate::command) static XRANGE: Spec = Spec {
    name: "XRANGE",
    arity: -4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Lists the entries between two IDs, oldest first",
    example: "XRANGE fruits - +",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("start", Holds::Id),
        Syntax::Value("end", Holds::Id),
        COUNT,
    ],
    subcommands: &[],
    check: |args| Xrange::parse(args, Direction::Up).map(drop),
    run: |args, context| Xrange::parse(args, Direction::Up)?.run(context),
};

pub(in crate::command) static XREVRANGE: Spec = Spec {
    name: "XREVRANGE",
    summary: "Lists the entries between two IDs, newest first",
    example: "XREVRANGE fruits + - COUNT 1",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("end", Holds::Id),
        Syntax::Value("start", Holds::Id),
        COUNT,
    ],
    check: |args| Xrange::parse(args, Direction::Down).map(drop),
    run: |args, context| Xrange::parse(args, Direction::Down)?.run(context),
    ..XRANGE
};

const COUNT: Syntax = Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("count", Holds::Number)]);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
}

struct Xrange<'a> {
    key: &'a [u8],
    start: EntryId,
    end: EntryId,
    direction: Direction,
    /// The most entries; zero or less asks for nothing, which is not an empty list.
    count: Option<i64>,
}

impl<'a> Xrange<'a> {
    fn parse(args: Args<'a>, direction: Direction) -> Result<Self, Fault> {
        let (options, (key, first, second)) = (bytes, word, word).parse(args).map_err(settled)?;
        let (start, end) = match direction {
            Direction::Up => (first, second),
            Direction::Down => (second, first),
        };
        let (start, end) = bounds(start, end)?;
        let count = preceded(keyword_with_value("COUNT"), integer("the most entries"));
        // Given more than once, the last one counts.
        let (rest, count) = fold_many0(count, || None, |_, count| Some(count))
            .parse(options)
            .map_err(settled)?;
        match rest.peek() {
            Some(word) => Err(Fault::new(SYNTAX)
                .at(word.at)
                .want("COUNT and a number, or nothing")),
            None => Ok(Xrange {
                key,
                start,
                end,
                direction,
                count,
            }),
        }
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let (db, turn) = context.parts();
        let out = &mut *turn.out;
        let most = self
            .count
            .map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(0));
        match db.stream(self.key)? {
            None => out.array(0),
            Some(_) if most == 0 => out.nil_array(),
            Some(stream) if self.direction == Direction::Up => {
                write_all(out, stream.range(self.start, self.end).take(most));
            }
            Some(stream) => write_all(out, stream.range_down(self.start, self.end).take(most)),
        }
        Ok(Flow::Done)
    }
}

/// The start is checked first, whichever argument it is.
fn bounds(start: Word<'_>, end: Word<'_>) -> Result<(EntryId, EntryId), Fault> {
    Ok((range_start(start)?, range_end(end)?))
}

fn write_all<'s>(out: &mut Out, entries: impl Iterator<Item = crate::store::Entry<'s>>) {
    let mark = out.open();
    let mut count = 0;
    for entry in entries {
        write_entry(out, &entry);
        count += 1;
    }
    out.close_array(mark, count);
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn both_ways_between_two_bounds() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f a
"1-1"
> XADD s 1-2 f b f c
"1-2"
> XADD s 2-1 g d
"2-1"
> XRANGE s - +
1) 1) "1-1"
   2) 1) "f"
      2) "a"
2) 1) "1-2"
   2) 1) "f"
      2) "b"
      3) "f"
      4) "c"
3) 1) "2-1"
   2) 1) "g"
      2) "d"
> XREVRANGE s + - COUNT 1
1) 1) "2-1"
   2) 1) "g"
      2) "d"
> XRANGE s 1 1
1) 1) "1-1"
   2) 1) "f"
      2) "a"
2) 1) "1-2"
   2) 1) "f"
      2) "b"
      3) "f"
      4) "c"
> XRANGE s (1-1 (2-1
1) 1) "1-2"
   2) 1) "f"
      2) "b"
      3) "f"
      4) "c"
> XREVRANGE s (2 1-2
1) 1) "2-1"
   2) 1) "g"
      2) "d"
2) 1) "1-2"
   2) 1) "f"
      2) "b"
      3) "f"
      4) "c"
> XRANGE s 2 1
(empty array)
> XRANGE none - +
(empty array)
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XRANGE text a b COUNT x
(error) ERR Invalid stream ID specified as stream command argument
> XRANGE text (18446744073709551615-18446744073709551615 b
(error) ERR invalid start ID for the interval
> XRANGE text - b
(error) ERR Invalid stream ID specified as stream command argument
> XRANGE text - (0-0 LIMIT 1
(error) ERR invalid end ID for the interval
> XREVRANGE text (0-0 a
(error) ERR Invalid stream ID specified as stream command argument
> XRANGE text ( +
(error) ERR Invalid stream ID specified as stream command argument
> XRANGE text (- +
(error) ERR Invalid stream ID specified as stream command argument
> XRANGE text - + COUNT x
(error) ERR value is not an integer or out of range
> XRANGE text - + COUNT
(error) ERR syntax error
> XRANGE text - + COUNT 1 LIMIT
(error) ERR syntax error
> XRANGE text - + COUNT 1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XRANGE s -
(error) ERR wrong number of arguments for 'xrange' command
",
        );
    }

    #[test]
    fn a_count_of_nothing_is_null_where_there_is_a_stream() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XRANGE s - + COUNT 0
(nil)
> XREVRANGE s + - COUNT -1
(nil)
> XRANGE none - + COUNT 0
(empty array)
> XRANGE s - + COUNT 0 COUNT 1
1) 1) "1-1"
   2) 1) "f"
      2) "v"
"#,
        );
    }

    #[test]
    fn it_is_another_null_in_resp3() {
        Rig::new().resp3("main").transcript(
            r#"
> XADD s 1-1 f v f w
"1-1"
> XRANGE s - + COUNT 0
(nil)
> XRANGE s - +
1) 1) "1-1"
   2) 1) "f"
      2) "v"
      3) "f"
      4) "w"
"#,
        );
    }
}
