//! XREADGROUP (streams.md B.12): as a consumer of a group, takes entries nobody was given yet (`>`), or looks again
//! at what is pending for it (any other ID).

mod deliver;

use super::common::{IdArg, join, no_group, one_more, settle, write_entry, write_id};
use super::reading::{LIMITS, Reader, Reading, StreamsReply};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow, WaitOn};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{ConsumerId, EntryId, Pending};

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
        let stream = context.stream(key.bytes)?;
        if stream.and_then(|stream| stream.group(self.group)).is_none() {
            let at = self.reading.member.map_or(0, |(group, _)| group.at);
            let group = Word {
                bytes: self.group,
                at,
            };
            return Err(no_group(stream, key, group, " in XREADGROUP with GROUP option"));
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

    /// `>` gives what nobody of the group was given; any other ID gives back what is pending for this consumer, and
    /// never waits.
    #[test]
    fn new_entries_and_the_consumers_own_again() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g ann COUNT 1 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP g bob NOACK STREAMS s >
1) 1) "s"
   2) 1) 1) "2-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP g bob STREAMS s >
(nil)
> XREADGROUP GROUP g ann BLOCK 0 STREAMS s 0
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP g bob BLOCK 0 STREAMS s 0
1) 1) "s"
   2) (empty array)
> XDEL s 1-1
(integer) 1
> XREADGROUP GROUP g ann STREAMS s 0
1) 1) "s"
   2) 1) 1) "1-1"
         2) (nil)
> XPENDING s g - + 9
1) 1) "1-1"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 2
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XREADGROUP GROUP g ann BLOCK x STREAMS s
(error) ERR timeout is not an integer or out of range
> XREADGROUP GROUP g ann COUNT x STREAMS s
(error) ERR value is not an integer or out of range
> XREADGROUP GROUP g ann STREAMS s t >
(error) ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be specified.
> XREADGROUP COUNT 1 NOACK STREAMS text nonsense
(error) ERR Missing GROUP option for XREADGROUP
> XREADGROUP GROUP g ann STREAMS text nonsense
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XREADGROUP GROUP g ann STREAMS s nonsense
(error) NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
> XGROUP CREATE s g 0 MKSTREAM
OK
> XREADGROUP GROUP none ann STREAMS s nonsense
(error) NOGROUP No such key 's' or consumer group 'none' in XREADGROUP with GROUP option
> XREADGROUP GROUP g ann STREAMS s $
(error) ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.
> XREADGROUP GROUP g ann STREAMS s +
(error) ERR The + ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The + ID would just return an empty result set.
> XREADGROUP GROUP g ann STREAMS s nonsense
(error) ERR Invalid stream ID specified as stream command argument
> XREADGROUP GROUP g ann STREAMS s none > >
(error) NOGROUP No such key 'none' or consumer group 'g' in XREADGROUP with GROUP option
> XINFO CONSUMERS s g
(empty array)
> XREADGROUP GROUP g ann STREAMS s >
(nil)
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
    fn a_map_in_resp3_and_null_for_what_is_gone() {
        Rig::new().resp3("main").transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g ann STREAMS s >
1# "s" => 
   1) 1) "1-1"
      2) 1) "f"
         2) "v"
> XDEL s 1-1
(integer) 1
> XREADGROUP GROUP g ann STREAMS s 0
1# "s" => 
   1) 1) "1-1"
      2) (nil)
> XREADGROUP GROUP g ann STREAMS s >
(nil)
"#,
        );
    }

    #[test]
    fn before_7_2_reading_in_vain_made_no_consumer() {
        Rig::new().profile("7.0").transcript(
            "
> XGROUP CREATE s g 0 MKSTREAM
OK
> XREADGROUP GROUP g ann STREAMS s >
(nil)
> XINFO CONSUMERS s g
(empty array)
> XREADGROUP GROUP g ann STREAMS s +
(error) ERR Invalid stream ID specified as stream command argument
> XREADGROUP GROUP g ann STREAMS s s >
(error) ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.
",
        );
    }
}
