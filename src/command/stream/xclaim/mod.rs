//! XCLAIM (streams.md B.18): takes pending entries over from whoever holds them, by ID.

mod details;

use nom::Parser;

use super::claiming::Claim;
use super::common::{emit_pending, join, no_group, pending_of, settle, write_entry, write_id};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{EntryId, Pending};
use details::Details;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XCLAIM",
    arity: -6,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Takes over pending entries by ID, if they have been idle long enough",
    example: "XCLAIM fruits pickers bob 60000 10-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::Value("consumer", Holds::Consumer),
        Syntax::Value("min-idle-time", Holds::Ms),
        Syntax::Many(&[Syntax::Value("id", Holds::PendingId)]),
        Syntax::Optional(&[Syntax::Word("IDLE"), Syntax::Value("ms", Holds::Ms)]),
        Syntax::Optional(&[
            Syntax::Word("TIME"),
            Syntax::Value("unix-time-milliseconds", Holds::Ms),
        ]),
        Syntax::Optional(&[Syntax::Word("RETRYCOUNT"), Syntax::Value("count", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("FORCE")]),
        Syntax::Optional(&[Syntax::Word("JUSTID")]),
        Syntax::Optional(&[Syntax::Word("LASTID"), Syntax::Value("lastid", Holds::Id)]),
    ],
    subcommands: &[],
    check: |args| {
        let command = Xclaim::parse(args)?;
        Details::read(command.min_idle, command.rest).map(drop)
    },
    run: |args, context| Xclaim::parse(args)?.run(context),
};

struct Xclaim<'a> {
    key: Word<'a>,
    group: Word<'a>,
    consumer: &'a [u8],
    min_idle: Word<'a>,
    /// IDs, then options: read only after the group is found, as Redis does.
    rest: Args<'a>,
}

impl<'a> Xclaim<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (rest, (key, group, consumer, min_idle)) =
            (word, word, word, word).parse(args).map_err(settled)?;
        Ok(Xclaim {
            key,
            group,
            consumer: consumer.bytes,
            min_idle,
            rest,
        })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let key = self.key.bytes;
        let stream = context.stream(key)?;
        if stream.and_then(|stream| stream.group(self.group.bytes)).is_none() {
            return Err(no_group(stream, self.key, self.group, ""));
        }
        let details = Details::read(self.min_idle, self.rest)?;
        let now = context.now();
        let pending_before = pending_of(context, key, self.group.bytes);
        if let Some(id) = details.last_id {
            raise_bookmark(context, key, self.group.bytes, id)?;
        }
        let Some(joined) = join(context, key, self.group.bytes, self.consumer) else {
            return Ok(Flow::Done);
        };
        let consumer = joined.consumer;
        let claim = Claim {
            key,
            group: self.group.bytes,
            consumer,
            delivered_at: details.delivered_at(now),
            deliveries: details.retry_count.and_then(|count| u64::try_from(count).ok()),
            just_id: details.just_id,
            profile: context.profile,
        };
        let claimed = claim_all(context, &claim, &details)?;
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
}

/// Claims what may be claimed and writes the reply; says how many.
fn claim_all(context: &mut Context<'_, '_>, claim: &Claim<'_>, details: &Details) -> Result<usize, Fault> {
    let now = context.now();
    let (db, turn) = context.parts();
    let mark = turn.out.open();
    let mut claimed = 0;
    let Some(stream) = db.stream_mut(claim.key)? else {
        return Ok(0);
    };
    for &id in &details.ids {
        let record = stream
            .group(claim.group)
            .and_then(|group| group.pending(id).copied());
        if stream.get(id).is_none() {
            claim.drop_record(stream, id, turn);
            continue;
        }
        let before = match record {
            Some(record) if details.min_idle > 0 && !record.is_idle(now, details.min_idle) => continue,
            Some(record) => record,
            None if details.force => Pending::new(claim.consumer, now, 1),
            None => continue,
        };
        claim.take(stream, id, before, record.is_none(), turn);
        match stream.get(id) {
            Some(entry) if !details.just_id => write_entry(turn.out, &entry),
            _ => write_id(turn.out, id),
        }
        claimed += 1;
    }
    turn.out.close_array(mark, claimed);
    Ok(claimed)
}

/// LASTID: moves the bookmark forward, never back.
fn raise_bookmark(context: &mut Context<'_, '_>, key: &[u8], name: &[u8], id: EntryId) -> Result<(), Fault> {
    let (db, turn) = context.parts();
    let Some(group) = db.stream_mut(key)?.and_then(|stream| stream.group_mut(name)) else {
        return Ok(());
    };
    if id > group.last_delivered {
        let from = std::mem::replace(&mut group.last_delivered, id);
        turn.emit(|| Event::LastDelivered {
            key: key.into(),
            group: name.into(),
            from,
            to: id,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_claim_moves_an_entry_and_counts_a_delivery() {
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
> XREADGROUP GROUP g ann COUNT 2 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
> XCLAIM s g bob 60000 1-1
(empty array)
> XCLAIM s g bob 0 1-1 3-1
1) 1) "1-1"
   2) 1) "f"
      2) "v"
> XCLAIM s g bob 0 2-1 1-1 2-1 JUSTID
1) "2-1"
2) "1-1"
3) "2-1"
> XPENDING s g - + 9
1) 1) "1-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 2
2) 1) "2-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 1
> XCLAIM s g ann 60000 1-1 JUSTID
(empty array)
> XCLAIM s g bob 0 1-1 IDLE 90000 RETRYCOUNT 7 JUSTID
1) "1-1"
> XCLAIM s g ann 60000 1-1 TIME 1 JUSTID
1) "1-1"
> XPENDING s g IDLE 60000 - + 9
1) 1) "1-1"
   2) "ann"
   3) (integer) <unix-ms>
   4) (integer) 7
> XPENDING s g
1) (integer) 2
2) "1-1"
3) "2-1"
4) 1) 1) "ann"
      2) "1"
   2) 1) "bob"
      2) "1"
"#,
        );
    }

    /// FORCE makes a record where there was none; LASTID moves the bookmark forward only; a record whose entry is
    /// gone is dropped silently.
    #[test]
    fn force_lastid_and_what_is_gone() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XGROUP CREATE s g 0
OK
> XCLAIM s g ann 60000 1-1 9-9 FORCE
1) 1) "1-1"
   2) 1) "f"
      2) "v"
> XCLAIM s g ann 60000 2-1 FORCE JUSTID
1) "2-1"
> XPENDING s g - + 9
1) 1) "1-1"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 2
2) 1) "2-1"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 1
> XDEL s 1-1
(integer) 1
> XCLAIM s g bob 0 1-1 2-1 JUSTID LASTID 2-1
1) "2-1"
> XPENDING s g
1) (integer) 1
2) "2-1"
3) "2-1"
4) 1) 1) "bob"
      2) "1"
> XCLAIM s g bob 0 LASTID 1-0
(empty array)
> XREADGROUP GROUP g bob STREAMS s >
(nil)
> XINFO CONSUMERS s g
1) 1) "name"
   2) "ann"
   3) "pending"
   4) (integer) 0
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) <ms>
2) 1) "name"
   2) "bob"
   3) "pending"
   4) (integer) 1
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) <ms>
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XCLAIM text g ann x 1-1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XCLAIM s g ann x 1-1
(error) NOGROUP No such key 's' or consumer group 'g'
> XGROUP CREATE s g 0 MKSTREAM
OK
> XCLAIM s g ann x nonsense
(error) ERR Invalid min-idle-time argument for XCLAIM
> XCLAIM s g ann -5 1-1 nonsense
(error) ERR Unrecognized XCLAIM option 'nonsense'
> XCLAIM s g ann 0 1-1 IDLE x
(error) ERR Invalid IDLE option argument for XCLAIM
> XCLAIM s g ann 0 1-1 TIME x
(error) ERR Invalid TIME option argument for XCLAIM
> XCLAIM s g ann 0 1-1 RETRYCOUNT x
(error) ERR Invalid RETRYCOUNT option argument for XCLAIM
> XCLAIM s g ann 0 1-1 LASTID x
(error) ERR Invalid stream ID specified as stream command argument
> XCLAIM s g ann 0 1-1 JUSTID 2-1
(error) ERR Unrecognized XCLAIM option '2-1'
> XCLAIM s g ann 0 1-1 IDLE
(error) ERR Unrecognized XCLAIM option 'IDLE'
> XCLAIM s g ann 0
(error) ERR wrong number of arguments for 'xclaim' command
> XINFO CONSUMERS s g
(empty array)
> XCLAIM s g ann 0 JUSTID
(empty array)
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
> XADD s 1-1 f v
"1-1"
> XGROUP CREATE s g 0
OK
> XCLAIM s g ann 0 1-1
(empty array)
> XINFO CONSUMERS s g
(empty array)
> XCLAIM s g ann 0 1-1 FORCE JUSTID
1) "1-1"
> XINFO CONSUMERS s g
1) 1) "name"
   2) "ann"
   3) "pending"
   4) (integer) 1
   5) "idle"
   6) (integer) <ms>
"#,
        );
    }
}
