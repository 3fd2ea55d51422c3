//! XREADGROUP (streams.md B.12): as a consumer of a group, takes entries nobody was given yet (`>`), or looks again
//! at what is pending for it (any other ID).

use super::common::{
    IdArg, emit_pending, join, name_of, no_group, pending_of, settle, write_entry, write_id,
};
use super::reading::{Reader, Reading, StreamsReply};
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

        let mut reply = StreamsReply::open(context.out());
        for ((key, _), wanted) in self.reading.streams().zip(wanted) {
            let key = key.bytes;
            let Some(joined) = join(context, key, self.group, self.consumer) else {
                continue;
            };
            let served = match wanted {
                Wanted::New => self.deliver(context, key, joined.consumer, &mut reply)?,
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

    /// Hands over entries that nobody of this group was given yet; says whether there were any.
    fn deliver(
        &self,
        context: &mut Context<'_, '_>,
        key: &[u8],
        consumer: ConsumerId,
        reply: &mut StreamsReply,
    ) -> Result<bool, Fault> {
        let now = context.now();
        let reckoning = context.profile.reckoning();
        let pending_before = pending_of(context, key, self.group);
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(key)? else {
            return Ok(false);
        };
        let Some(bookmark) = stream.group(self.group).map(|group| group.last_delivered) else {
            return Ok(false);
        };
        if bookmark >= stream.last_id {
            return Ok(false);
        }
        let mut delivered = Vec::new();
        let mut entries = stream
            .after(bookmark)
            .take(self.reading.count.unwrap_or(usize::MAX))
            .peekable();
        if entries.peek().is_none() {
            return Ok(false);
        }
        reply.stream(turn.out, key);
        let mark = turn.out.open();
        for entry in entries {
            write_entry(turn.out, &entry);
            delivered.push(entry.id);
        }
        turn.out.close_array(mark, delivered.len());

        let counters = stream.counters(reckoning);
        let Some(group) = stream.group_mut(self.group) else {
            return Ok(false);
        };
        for id in delivered {
            group.advance(&counters, id);
            let record = Pending {
                consumer,
                delivered_at: now,
                deliveries: 1,
            };
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
                from: before.map(|before| name_of(group, before.consumer)),
            });
        }
        if !self.reading.no_ack {
            group.active(consumer, now);
        }
        let to = group.last_delivered;
        turn.emit(|| Event::LastDelivered {
            key: key.into(),
            group: self.group.into(),
            from: bookmark,
            to,
        });
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
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(key)? else {
            return Ok(false);
        };
        let owner = stream
            .group(self.group)
            .and_then(|group| group.consumer(consumer));
        let most = self.reading.count.unwrap_or(usize::MAX);
        let ids: Vec<EntryId> = owner
            .into_iter()
            .flat_map(|owner| owner.pending_after(Some(after)))
            .take(most)
            .collect();

        reply.stream(turn.out, key);
        turn.out.array(ids.len());
        for id in ids {
            let Some(entry) = stream.get(id) else {
                turn.out.array(2);
                write_id(turn.out, id);
                turn.out.nil_array();
                continue;
            };
            write_entry(turn.out, &entry);
            let Some(group) = stream.group_mut(self.group) else {
                continue;
            };
            let deliveries = group.pending(id).map_or(0, |record| record.deliveries) + 1;
            group.set_pending(
                id,
                Pending {
                    consumer,
                    delivered_at: now,
                    deliveries,
                },
            );
            turn.emit(|| Event::Redelivered {
                key: key.into(),
                group: self.group.into(),
                consumer: self.consumer.into(),
                id,
                deliveries,
            });
        }
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
