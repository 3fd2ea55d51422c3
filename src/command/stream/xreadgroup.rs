//! XREADGROUP (streams.md B.12): as a consumer of a group, takes entries nobody was given yet (`>`), or looks again
//! at what is pending for it (any other ID).

use super::claiming::{Claim, overdue};
use super::common::{
    IdArg, emit_pending, join, no_group, one_more, owner_of, pending_of, settle, write_entry,
    write_entry_with_past, write_id,
};
use super::reading::{LIMITS, Reader, Reading, StreamsReply};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow, WaitOn};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{ConsumerId, EntryId, Millis, Pending};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XREADGROUP",
    arity: -7,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Reads as a consumer of a group: new entries with >, its own pending ones with any other ID",
    example: "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
    syntax: &[
        Syntax::Word("GROUP"),
        Syntax::Value("group", Holds::Group),
        Syntax::Value("consumer", Holds::Consumer),
        Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("count", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("BLOCK"), Syntax::Value("milliseconds", Holds::Ms)]),
        Syntax::Optional(&[Syntax::Word("NOACK")]),
        Syntax::Since(
            version(8, 4),
            &[Syntax::Word("CLAIM"), Syntax::Value("min-idle-time", Holds::Ms)],
        ),
        LIMITS[0],
        LIMITS[1],
        Syntax::Word("STREAMS"),
        Syntax::Many(&[Syntax::Value("key", Holds::Stream)]),
        Syntax::Many(&[Syntax::Value("id", Holds::Id)]),
    ],
    subcommands: &[],
    check: |args| Xreadgroup::parse(args).map(drop),
    run: |args, context| Xreadgroup::parse(args)?.run(context),
};

struct Xreadgroup<'a> {
    reading: Reading<'a>,
    group: &'a [u8],
    consumer: &'a [u8],
}

/// What is asked of one stream.
#[derive(Clone, Copy)]
enum Wanted {
    /// `>`: entries after the group's bookmark.
    New,
    /// The consumer's own pending entries after this ID.
    History(EntryId),
}

impl<'a> Xreadgroup<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let reading = Reading::parse(args, Reader::Group)?;
        let (group, consumer) = reading
            .member
            .map(|(group, consumer)| (group.bytes, consumer.bytes))
            .unwrap_or_default();
        Ok(Xreadgroup {
            reading,
            group,
            consumer,
        })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let wanted = self
            .reading
            .streams()
            .map(|(key, id)| self.wanted(context, key, id));
        let wanted = wanted.collect::<Result<Vec<Wanted>, Fault>>()?;

        let mut reply = StreamsReply::open(context.out(), &self.reading);
        let mut claim = self.reading.claim;
        for ((key, _), wanted) in self.reading.streams().zip(wanted) {
            // What comes after the limit is not even looked at: no consumer joins there.
            if reply.budget.is_spent() {
                break;
            }
            let key = key.bytes;
            let Some(joined) = join(context, key, self.group, self.consumer) else {
                continue;
            };
            // Once a stream's history is asked for, CLAIM is over for the streams behind it too, as in Redis.
            claim = claim.filter(|_| matches!(wanted, Wanted::New));
            let served = match wanted {
                Wanted::New => self.deliver(context, key, joined.consumer, claim, &mut reply)?,
                Wanted::History(after) => {
                    self.show_history(context, key, joined.consumer, after, &mut reply)?
                }
            };
            settle(context, &joined, key, self.group, self.consumer, served);
        }
        if reply.close(context.out()) {
            return Ok(Flow::Done);
        }
        Ok(self.reading.wait_or_nil(context, WaitOn::Group, |_| None))
    }

    fn wanted(&self, context: &Context<'_, '_>, key: Word<'a>, id: Word<'a>) -> Result<Wanted, Fault> {
        let group = context
            .stream(key.bytes)?
            .and_then(|stream| stream.group(self.group));
        if group.is_none() {
            return Err(no_group(key.bytes, self.group, " in XREADGROUP with GROUP option").at(key.at));
        }
        match id.bytes {
            b">" => Ok(Wanted::New),
            b"$" => Err(meaningless(id)),
            b"+" if context.profile >= version(7, 4) => Err(meaningless(id)),
            _ => match IdArg(id)
                .strict()
                .map_err(|fault| fault.want("> or an entry ID"))?
            {
                // Redis marks > by the largest ID, so that written out it means the same.
                EntryId::MAX => Ok(Wanted::New),
                id => Ok(Wanted::History(id)),
            },
        }
    }

    /// Hands over entries: with CLAIM first those that have been pending for so long, then those that nobody of this
    /// group was given yet. Says whether there were any.
    fn deliver(
        &self,
        context: &mut Context<'_, '_>,
        key: &[u8],
        consumer: ConsumerId,
        claim: Option<Millis>,
        reply: &mut StreamsReply,
    ) -> Result<bool, Fault> {
        let now = context.now();
        let profile = context.profile;
        let pending_before = pending_of(context, key, self.group);
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(key)? else {
            return Ok(false);
        };
        let Some(group) = stream.group(self.group) else {
            return Ok(false);
        };
        let bookmark = group.last_delivered;
        let most = reply.budget.most(self.reading.count);
        let mut claimed = claim.map_or_else(Vec::new, |min_idle| overdue(stream, group, now, min_idle, most));
        if claimed.is_empty() && bookmark >= stream.last_id {
            return Ok(false);
        }
        let mut delivered = Vec::new();
        let mut entries = stream.after(bookmark).take(most - claimed.len()).peekable();
        if claimed.is_empty() && entries.peek().is_none() {
            return Ok(false);
        }
        reply.stream(turn.out, key);
        let mark = turn.out.open();
        let mut sent = 0;
        for (id, record) in &claimed {
            if sent > 0 && reply.budget.is_spent() {
                break;
            }
            if let Some(entry) = stream.get(*id) {
                write_entry_with_past(turn.out, &entry, record.idle(now), record.deliveries);
                reply.budget.entry(&entry, true);
            }
            sent += 1;
        }
        claimed.truncate(sent);
        for entry in entries {
            if sent + delivered.len() > 0 && reply.budget.is_spent() {
                break;
            }
            match claim {
                None => write_entry(turn.out, &entry),
                Some(_) => write_entry_with_past(turn.out, &entry, Some(0), 0),
            }
            reply.budget.entry(&entry, claim.is_some());
            delivered.push(entry.id);
        }
        turn.out.close_array(mark, claimed.len() + delivered.len());

        let takes_part = !claimed.is_empty() || !self.reading.no_ack;
        let claim = Claim::now(key, self.group, consumer, now, profile);
        for (id, record) in claimed {
            claim.take(stream, id, record, false, turn);
        }
        let counters = stream.counters(profile.reckoning());
        let Some(group) = stream.group_mut(self.group) else {
            return Ok(false);
        };
        for id in delivered {
            group.advance(&counters, id);
            let record = Pending::new(consumer, now, 1);
            let before = if self.reading.no_ack {
                None
            } else {
                group.set_pending(id, record)
            };
            turn.emit(|| Event::Delivered {
                key: key.into(),
                group: self.group.into(),
                consumer: self.consumer.into(),
                id,
                recorded: !self.reading.no_ack,
                from: before.and_then(|before| owner_of(group, &before)),
            });
        }
        if takes_part {
            group.active(consumer, now);
        }
        let to = group.last_delivered;
        if to != bookmark {
            turn.emit(|| Event::LastDelivered {
                key: key.into(),
                group: self.group.into(),
                from: bookmark,
                to,
            });
        }
        emit_pending(context, key, self.group, pending_before);
        Ok(true)
    }

    /// Shows the consumer its own pending entries again. Such a stream is always in the reply, even with nothing.
    fn show_history(
        &self,
        context: &mut Context<'_, '_>,
        key: &[u8],
        consumer: ConsumerId,
        after: EntryId,
        reply: &mut StreamsReply,
    ) -> Result<bool, Fault> {
        let now = context.now();
        let profile = context.profile;
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(key)? else {
            return Ok(false);
        };
        let owner = stream
            .group(self.group)
            .and_then(|group| group.consumer(consumer));
        let most = reply.budget.most(self.reading.count);
        let ids: Vec<EntryId> = owner
            .into_iter()
            .flat_map(|owner| owner.pending_after(Some(after)))
            .take(most)
            .collect();

        reply.stream(turn.out, key);
        let mark = turn.out.open();
        let mut sent = 0;
        for id in ids {
            if sent > 0 && reply.budget.is_spent() {
                break;
            }
            sent += 1;
            let Some(entry) = stream.get(id) else {
                turn.out.array(2);
                write_id(turn.out, id);
                turn.out.nil_array();
                reply.budget.ghost(id);
                continue;
            };
            write_entry(turn.out, &entry);
            reply.budget.entry(&entry, false);
            let Some(group) = stream.group_mut(self.group) else {
                continue;
            };
            let before = group.pending(id).map_or(0, |record| record.deliveries);
            let deliveries = one_more(before, profile);
            group.set_pending(id, Pending::new(consumer, now, deliveries));
            turn.emit(|| Event::Redelivered {
                key: key.into(),
                group: self.group.into(),
                consumer: self.consumer.into(),
                id,
                deliveries,
            });
        }
        turn.out.close_array(mark, sent);
        Ok(true)
    }
}

fn meaningless(id: Word<'_>) -> Fault {
    let sign = String::from_utf8_lossy(id.bytes);
    let text = format!(
        "ERR The {sign} ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer \
         by specifying a proper ID, or use the > ID to get new messages. The {sign} ID would just return an empty \
         result set."
    );
    Fault::composed(text).at(id.at).want("> or an entry ID")
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    const PENDING: &str = r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g a COUNT 2 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
"#;

    /// From documentation (streams.md B.12): pending entries first, longest idle first, each with its past.
    #[test]
    fn claim_takes_over_what_was_left_lying() {
        let mut rig = Rig::new().profile("8.4");
        rig.transcript(PENDING);
        rig.transcript("> XCLAIM s g a 0 2-1 IDLE 50 JUSTID\n1) \"2-1\"\n");
        rig.pass(98);
        rig.transcript(
            r#"
> XREADGROUP GROUP g b CLAIM 1000 COUNT 1 STREAMS s >
1) 1) "s"
   2) 1) 1) "3-1"
         2) 1) "f"
            2) "v"
         3) (integer) 0
         4) (integer) 0
> XREADGROUP GROUP g b CLAIM 90 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
         3) (integer) <ms>
         4) (integer) 1
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
         3) (integer) <ms>
         4) (integer) 1
> XPENDING s g - + 9
1) 1) "1-1"
   2) "b"
   3) (integer) 1
   4) (integer) 2
2) 1) "2-1"
   2) "b"
   3) (integer) 1
   4) (integer) 2
3) 1) "3-1"
   2) "b"
   3) (integer) 2
   4) (integer) 1
> XREADGROUP GROUP g c CLAIM 90 STREAMS s >
(nil)
> XREADGROUP GROUP g c CLAIM x STREAMS s >
(error) ERR min-idle-time is not an integer or out of range
> XREADGROUP GROUP g c CLAIM -1 STREAMS s >
(error) ERR min-idle-time must be a positive integer
> XREAD CLAIM 1 STREAMS s 0
(error) ERR The CLAIM option is only supported by XREADGROUP. You called XREAD instead.
> XDEL s 1-1 2-1 3-1
(integer) 3
> XREADGROUP GROUP g c CLAIM 0 STREAMS s >
(nil)
"#,
        );
        Rig::new().transcript(
            "
> XREADGROUP GROUP g c CLAIM 1 STREAMS s >
(error) ERR syntax error
",
        );
    }

    /// From documentation (streams.md B.12, C.2).
    #[test]
    fn a_wait_ends_when_the_oldest_pending_entry_is_idle_long_enough() {
        let mut rig = Rig::new().profile("8.4");
        rig.transcript(PENDING);
        rig.transcript("> XGROUP SETID s g $\nOK\n");
        rig.run("B", "XREADGROUP GROUP g b BLOCK 0 CLAIM 100 COUNT 1 STREAMS s >");
        rig.run("C", "XREADGROUP GROUP g c BLOCK 0 CLAIM 100 STREAMS s >");
        assert_eq!(rig.engine().deadline(), Some(105));
        rig.pass(98);
        assert!(rig.waits("B") && rig.waits("C"));
        rig.pass(1);
        let waited = |first: &str| format!("1) 1) \"s\"\n   2) 1) 1) \"{first}\"\n");
        assert!(rig.received("B").starts_with(&waited("1-1")));
        assert!(rig.received("C").starts_with(&waited("2-1")));
        assert_eq!(rig.engine().deadline(), None);
    }
}
