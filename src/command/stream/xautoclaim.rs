//! XAUTOCLAIM (streams.md B.19): goes through a group's pending entries from an ID on and takes over those that have
//! been idle long enough; records of entries that no longer exist are dropped and listed.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::value;
use nom::multi::fold_many0;
use nom::sequence::preceded;

use super::claiming::{Claim, min_idle};
use super::common::{emit_pending, join, no_group, pending_of, range_start, settle, write_entry, write_id};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{Parsed, fail, integer_or, keyword, keyword_with_value, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{EntryId, Millis, Pending};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XAUTOCLAIM",
    arity: -6,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Takes over pending entries that have been idle long enough, going through the list from an ID on",
    example: "XAUTOCLAIM fruits pickers bob 60000 0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::Value("consumer", Holds::Consumer),
        Syntax::Value("min-idle-time", Holds::Ms),
        Syntax::Value("start", Holds::PendingId),
        Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("count", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("JUSTID")]),
    ],
    subcommands: &[],
    check: |args| Xautoclaim::parse(args).map(drop),
    run: |args, context| Xautoclaim::parse(args)?.run(context),
};

struct Xautoclaim<'a> {
    key: Word<'a>,
    group: Word<'a>,
    consumer: &'a [u8],
    min_idle: Millis,
    start: EntryId,
    count: usize,
    just_id: bool,
}

#[derive(Clone, Copy)]
enum ScanOption {
    Count(usize),
    JustId,
}

const COUNT: usize = 100;
/// So many records are looked at for each one wanted.
const ATTEMPTS: usize = 10;
/// The largest COUNT for which the attempts can still be counted.
const MOST: i64 = 576_460_752_303_423_487;

impl<'a> Xautoclaim<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (options, (key, group, consumer, idle, start)) =
            (word, word, word, word, word).parse(args).map_err(settled)?;
        let min_idle = min_idle(idle, "ERR Invalid min-idle-time argument for XAUTOCLAIM")?;
        let start = range_start(start)?;
        let option = alt((count, value(ScanOption::JustId, keyword("JUSTID"))));
        let (rest, (count, just_id)) = fold_many0(
            option,
            || (COUNT, false),
            |(count, just_id), option| match option {
                ScanOption::Count(count) => (count, just_id),
                ScanOption::JustId => (count, true),
            },
        )
        .parse(options)
        .map_err(settled)?;
        match rest.peek() {
            Some(word) => Err(Fault::new(SYNTAX)
                .at(word.at)
                .want("COUNT and a number, or JUSTID")),
            None => Ok(Xautoclaim {
                key,
                group,
                consumer: consumer.bytes,
                min_idle,
                start,
                count,
                just_id,
            }),
        }
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let key = self.key.bytes;
        let stream = context.stream(key)?;
        if stream.and_then(|stream| stream.group(self.group.bytes)).is_none() {
            return Err(no_group(stream, self.key, self.group, ""));
        }
        let now = context.now();
        let pending_before = pending_of(context, key, self.group.bytes);
        let Some(joined) = join(context, key, self.group.bytes, self.consumer) else {
            return Ok(Flow::Done);
        };
        let consumer = joined.consumer;
        let claim = Claim {
            key,
            group: self.group.bytes,
            consumer,
            delivered_at: now,
            deliveries: None,
            just_id: self.just_id,
            profile: context.profile,
        };
        let claimed = self.scan(context, &claim)?;
        settle(
            context,
            &joined,
            key,
            self.group.bytes,
            self.consumer,
            claimed > 0,
        );
        if claimed > 0 {
            let stream = context.db_mut().stream_mut(key)?;
            if let Some(group) = stream.and_then(|stream| stream.group_mut(self.group.bytes)) {
                group.active(consumer, now);
            }
        }
        emit_pending(context, key, self.group.bytes, pending_before);
        Ok(Flow::Done)
    }

    /// Writes cursor, claimed entries, and IDs of entries that are gone; says how many were claimed.
    fn scan(&self, context: &mut Context<'_, '_>, claim: &Claim<'_>) -> Result<usize, Fault> {
        let now = context.now();
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(claim.key)? else {
            return Ok(0);
        };
        let (found, cursor) = self.candidates(stream, now);

        turn.out.array(3);
        write_id(turn.out, cursor);
        let mark = turn.out.open();
        let mut claimed = 0;
        let mut gone = Vec::new();
        for (id, before) in found {
            if stream.get(id).is_none() {
                claim.drop_record(stream, id, turn);
                gone.push(id);
                continue;
            }
            claim.take(stream, id, before, false, turn);
            match stream.get(id) {
                Some(entry) if !self.just_id => write_entry(turn.out, &entry),
                _ => write_id(turn.out, id),
            }
            claimed += 1;
        }
        turn.out.close_array(mark, claimed);
        turn.out.array(gone.len());
        for id in gone {
            write_id(turn.out, id);
        }
        Ok(claimed)
    }

    /// The records to handle, at most COUNT of at most ten times as many looked at, and where to go on. A record
    /// whose entry is gone counts like a claim, whatever its idle time.
    fn candidates(&self, stream: &crate::store::Stream, now: Millis) -> (Vec<(EntryId, Pending)>, EntryId) {
        let Some(group) = stream.group(self.group.bytes) else {
            return (Vec::new(), EntryId::MIN);
        };
        let mut found = Vec::new();
        let mut attempts = self.count.saturating_mul(ATTEMPTS);
        for (id, pending) in group.pending_from(self.start) {
            if attempts == 0 || found.len() == self.count {
                return (found, id);
            }
            attempts -= 1;
            if pending.is_idle(now, self.min_idle) || stream.get(id).is_none() {
                found.push((id, *pending));
            }
        }
        (found, EntryId::MIN)
    }
}

fn count(args: Args<'_>) -> Parsed<'_, ScanOption> {
    const REFUSAL: &str = "ERR COUNT must be > 0";
    let number = preceded(
        keyword_with_value("COUNT"),
        integer_or(REFUSAL, "how many to claim, at least 1"),
    );
    let (rest, count) = { number }.parse(args)?;
    match usize::try_from(count) {
        Ok(wanted) if (1..=MOST).contains(&count) => Ok((rest, ScanOption::Count(wanted))),
        _ => fail(
            Fault::new(REFUSAL)
                .at(rest.at() - 1)
                .want("how many to claim, at least 1"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn the_cursor_says_where_to_go_on() {
        let mut rig = Rig::new();
        rig.transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
      3) 1) "3-1"
         2) 1) "f"
            2) "v"
> XAUTOCLAIM s g bob 60000 0
1) "0-0"
2) (empty array)
3) (empty array)
> XAUTOCLAIM s g bob 0 0 COUNT 1
1) "2-1"
2) 1) 1) "1-1"
      2) 1) "f"
         2) "v"
3) (empty array)
> XDEL s 2-1
(integer) 1
> XAUTOCLAIM s g bob 0 2-1 COUNT 1
1) "3-1"
2) (empty array)
3) 1) "2-1"
> XAUTOCLAIM s g bob 0 (1-1 JUSTID
1) "0-0"
2) 1) "3-1"
3) (empty array)
> XPENDING s g - + 9
1) 1) "1-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 2
2) 1) "3-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 1
"#,
        );
        rig.run("main", "XDEL s 1-1");
        rig.told();
        rig.run("main", "XAUTOCLAIM s g eve 0 0");
        assert_eq!(
            rig.told(),
            [
                "eve joined g",
                "1-1 dropped from the pending list of g: the entry no longer exists",
                "3-1 moved from bob to eve, delivery 2",
                "g: pending 2 → 1"
            ]
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XAUTOCLAIM text g ann x nonsense
(error) ERR Invalid min-idle-time argument for XAUTOCLAIM
> XAUTOCLAIM text g ann 0 nonsense COUNT 0
(error) ERR Invalid stream ID specified as stream command argument
> XAUTOCLAIM text g ann 0 (18446744073709551615-18446744073709551615
(error) ERR invalid start ID for the interval
> XAUTOCLAIM text g ann 0 0 COUNT 0
(error) ERR COUNT must be > 0
> XAUTOCLAIM text g ann 0 0 COUNT x
(error) ERR COUNT must be > 0
> XAUTOCLAIM text g ann 0 0 LIMIT 1
(error) ERR syntax error
> XAUTOCLAIM text g ann 0 0 COUNT
(error) ERR syntax error
> XAUTOCLAIM text g ann 0 0
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XAUTOCLAIM s g ann 0 0
(error) NOGROUP No such key 's' or consumer group 'g'
> XAUTOCLAIM s g ann 0
(error) ERR wrong number of arguments for 'xautoclaim' command
> XGROUP CREATE s g 0 MKSTREAM
OK
> XAUTOCLAIM s g ann -1 -
1) "0-0"
2) (empty array)
3) (empty array)
> XINFO CONSUMERS s g
1) 1) "name"
   2) "ann"
   3) "pending"
   4) (integer) 0
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) -1
"#,
        );
    }

    #[test]
    fn before_7_2_a_claim_in_vain_makes_no_consumer() {
        Rig::new().profile("7.0").transcript(
            r#"
> XGROUP CREATE s g 0 MKSTREAM
OK
> XAUTOCLAIM s g ann 0 -
1) "0-0"
2) (empty array)
3) (empty array)
> XINFO CONSUMERS s g
(empty array)
"#,
        );
    }
}
