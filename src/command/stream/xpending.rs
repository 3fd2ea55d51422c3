//! XPENDING (streams.md B.17): what a group was given and has not acknowledged, in sum or entry by entry.

use nom::Parser;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::common::{no_group, range_end, range_start, text, write_id, write_idle, write_owner};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{bytes, integer, keyword, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{EntryId, Group, Millis, Pending};
use crate::wire::Out;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XPENDING",
    arity: -3,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Shows what a group has been given and not acknowledged: a summary, or every entry of a range",
    example: "XPENDING fruits pickers - + 10",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::Optional(&[
            Syntax::Optional(&[Syntax::Word("IDLE"), Syntax::Value("min-idle-time", Holds::Ms)]),
            Syntax::Value("start", Holds::Id),
            Syntax::Value("end", Holds::Id),
            Syntax::Value("count", Holds::Number),
            Syntax::Optional(&[Syntax::Value("consumer", Holds::Consumer)]),
        ]),
    ],
    subcommands: &[],
    check: |args| Xpending::parse(args).map(drop),
    run: |args, context| Xpending::parse(args)?.run(context),
};

struct Xpending<'a> {
    key: Word<'a>,
    group: Word<'a>,
    extended: Option<Extended<'a>>,
}

#[derive(Clone, Copy)]
struct Extended<'a> {
    min_idle: Millis,
    start: EntryId,
    end: EntryId,
    count: usize,
    consumer: Option<&'a [u8]>,
}

impl<'a> Xpending<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let given = args.argv().len();
        if given != 3 && !(6..=9).contains(&given) {
            return Err(Fault::new(SYNTAX)
                .at(given)
                .want("start, end and count, or nothing more"));
        }
        let (rest, (key, group)) = (word, word).parse(args).map_err(settled)?;
        let extended = if rest.is_empty() {
            None
        } else {
            Some(Extended::parse(rest)?)
        };
        Ok(Xpending { key, group, extended })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let now = context.now();
        let (db, turn) = context.parts();
        let stream = db.stream(self.key.bytes)?;
        let group = stream.and_then(|stream| stream.group(self.group.bytes));
        let group = group.ok_or_else(|| no_group(stream, self.key, self.group, ""))?;
        match &self.extended {
            None => write_summary(turn.out, group),
            Some(extended) => extended.write(turn.out, group, now),
        }
        Ok(Flow::Done)
    }
}

impl<'a> Extended<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let idle = preceded(
            keyword("IDLE"),
            integer("how long idle at least, in milliseconds"),
        );
        let (rest, idle) = opt(idle).parse(args).map_err(settled)?;
        if rest.len() < 3 {
            return Err(Fault::new(SYNTAX)
                .at(rest.at() + rest.len())
                .want("start, end and count"));
        }
        let range = (word, word, integer("the most entries"), opt(bytes));
        // Words behind the consumer are ignored, as in Redis.
        let (_, (start, end, count, consumer)) = { range }.parse(rest).map_err(settled)?;
        Ok(Extended {
            min_idle: idle.unwrap_or(0),
            start: range_start(start)?,
            end: range_end(end)?,
            count: usize::try_from(count).unwrap_or(0),
            consumer,
        })
    }

    fn write(&self, out: &mut Out, group: &Group, now: Millis) {
        let mark = out.open();
        let mut written = 0;
        let mut write = |id: EntryId, pending: &Pending| {
            out.array(4);
            write_id(out, id);
            write_owner(out, group, pending);
            write_idle(out, pending.idle(now));
            out.int(pending.deliveries.cast_signed());
            written += 1;
        };
        let fits = |pending: &Pending| pending.is_idle(now, self.min_idle);
        match self.consumer {
            None => {
                let range = group
                    .pending_from(self.start)
                    .take_while(|(id, _)| *id <= self.end);
                range
                    .filter(|(_, pending)| fits(pending))
                    .take(self.count)
                    .for_each(|(id, pending)| write(id, pending));
            }
            Some(name) => {
                let owner = group.consumer_named(name).into_iter();
                let ids = owner
                    .flat_map(|owner| owner.pending_from(self.start))
                    .take_while(|id| *id <= self.end);
                let records = ids.filter_map(|id| Some((id, group.pending(id)?)));
                records
                    .filter(|(_, pending)| fits(pending))
                    .take(self.count)
                    .for_each(|(id, pending)| write(id, pending));
            }
        }
        out.close_array(mark, written);
    }
}

/// Count, smallest and largest ID, and the consumers that hold any. The counts per consumer are strings.
fn write_summary(out: &mut Out, group: &Group) {
    out.array(4);
    out.count(group.pending_len());
    let Some((first, last)) = group.pending_ends() else {
        out.nil();
        out.nil();
        out.nil_array();
        return;
    };
    write_id(out, first);
    write_id(out, last);
    let holders = || group.consumers().filter(|consumer| consumer.pending_len() > 0);
    out.array(holders().count());
    for consumer in holders() {
        out.array(2);
        out.bulk(&consumer.name);
        out.bulk(text(consumer.pending_len()).as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn in_sum_and_entry_by_entry() {
        Rig::new().at(1_000_000).transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XGROUP CREATE s g 0
OK
> XPENDING s g
1) (integer) 0
2) (nil)
3) (nil)
4) (nil)
> XREADGROUP GROUP g bob COUNT 1 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "2-1"
         2) 1) "f"
            2) "v"
      2) 1) "3-1"
         2) 1) "f"
            2) "v"
> XGROUP CREATECONSUMER s g idle
(integer) 1
> XPENDING s g
1) (integer) 3
2) "1-1"
3) "3-1"
4) 1) 1) "ann"
      2) "2"
   2) 1) "bob"
      2) "1"
> XPENDING s g - + 2
1) 1) "1-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 1
2) 1) "2-1"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 1
> XPENDING s g (1-1 + 9 ann
1) 1) "2-1"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 1
2) 1) "3-1"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 1
> XPENDING s g - + 9 nobody
(empty array)
> XPENDING s g - + 0
(empty array)
> XPENDING s g IDLE 60000 - + 9
(empty array)
> XCLAIM s g bob 0 3-1 IDLE 60000 JUSTID
1) "3-1"
> XPENDING s g IDLE 60000 - + 9
1) 1) "3-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 1
> XDEL s 1-1
(integer) 1
> XPENDING s g IDLE 0 - 1 9 bob
1) 1) "1-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 1
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XPENDING text g -
(error) ERR syntax error
> XPENDING text g IDLE 1 - +
(error) ERR syntax error
> XPENDING text g IDLE x - + 9 9
(error) ERR value is not an integer or out of range
> XPENDING text g IDLE x - +
(error) ERR value is not an integer or out of range
> XPENDING text g a b x
(error) ERR value is not an integer or out of range
> XPENDING text g a b 1
(error) ERR Invalid stream ID specified as stream command argument
> XPENDING text g - b 1
(error) ERR Invalid stream ID specified as stream command argument
> XPENDING text g (18446744073709551615-18446744073709551615 + 1
(error) ERR invalid start ID for the interval
> XPENDING text g - (0-0 1
(error) ERR invalid end ID for the interval
> XPENDING text g - + 1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XPENDING s g
(error) NOGROUP No such key 's' or consumer group 'g'
> XPENDING s g - + 1 ann more words
(error) NOGROUP No such key 's' or consumer group 'g'
> XGROUP CREATE s g 0 MKSTREAM
OK
> XPENDING s g - + 1 ann more words
(empty array)
> XPENDING s g - + 1 ann and more words
(error) ERR syntax error
> XPENDING s
(error) ERR wrong number of arguments for 'xpending' command
",
        );
    }

    #[test]
    fn nothing_is_said_otherwise_in_resp3() {
        Rig::new().resp3("main").transcript(
            "
> XGROUP CREATE s g 0 MKSTREAM
OK
> XPENDING s g
1) (integer) 0
2) (nil)
3) (nil)
4) (nil)
> XPENDING s g - + 1
(empty array)
",
        );
    }
}
