//! What several stream commands share: looking up a stream or a group with the right error, writing entries, and
//! the bounds of ranges.

use std::borrow::Cow;

use crate::command::args::Word;
use crate::command::context::Context;
use crate::command::event::Event;
use crate::command::fault::{Fault, NO_SUCH_KEY};
use crate::command::grammar::invalid_id;
use crate::command::profile::{Version, version};
use crate::store::{Bytes, ConsumerId, Entry, EntryId, Group, Millis, Pending, Stream};
use crate::wire::Out;

/// The largest delivery count: what XNACK FATAL sets.
pub(super) const LAST_DELIVERY: u64 = i64::MAX.cast_unsigned();

/// The stream under `key`, or `ERR no such key`.
pub(super) fn existing<'c>(context: &'c Context<'_, '_>, key: &[u8]) -> Result<&'c Stream, Fault> {
    context.stream(key)?.ok_or(Fault::new(NO_SUCH_KEY))
}

/// `NOGROUP No such key … or consumer group …`, with what the command adds. Redis names both; it is about the group,
/// or about the key where no `stream` is.
pub(super) fn no_group(stream: Option<&Stream>, key: Word<'_>, group: Word<'_>, suffix: &str) -> Fault {
    let parts: [&[u8]; 6] = [
        b"NOGROUP No such key '",
        key.bytes,
        b"' or consumer group '",
        group.bytes,
        b"'",
        suffix.as_bytes(),
    ];
    Fault::composed(parts.concat()).at(if stream.is_some() { group.at } else { key.at })
}

/// `NOGROUP No such consumer group …`, the form of XGROUP and XINFO.
pub(super) fn no_such_group(key: &[u8], group: &[u8]) -> Fault {
    let parts: [&[u8]; 5] = [
        b"NOGROUP No such consumer group '",
        group,
        b"' for key name '",
        key,
        b"'",
    ];
    Fault::composed(parts.concat())
}

/// Writes a family's HELP: an array of simple strings.
pub(super) fn write_help(out: &mut Out, lines: &[&'static str]) {
    out.array(lines.len());
    for line in lines {
        out.simple(line);
    }
}

/// Writes an ID.
pub(super) fn write_id(out: &mut Out, id: EntryId) {
    out.id(id.ms, id.seq);
}

/// Writes `[id, [name, value, …]]`.
pub(super) fn write_entry(out: &mut Out, entry: &Entry<'_>) {
    out.array(2);
    write_id(out, entry.id);
    write_fields(out, entry);
}

/// Writes `[id, [name, value, …], idle, deliveries]`, the form of CLAIM; `idle` in ms.
pub(super) fn write_entry_with_past(out: &mut Out, entry: &Entry<'_>, idle: Option<Millis>, deliveries: u64) {
    out.array(4);
    write_id(out, entry.id);
    write_fields(out, entry);
    write_idle(out, idle);
    out.int(deliveries.cast_signed());
}

/// Writes for how long an entry has been idle, in ms; −1 for one that was released.
pub(super) fn write_idle(out: &mut Out, idle: Option<Millis>) {
    out.int(idle.map_or(-1, |idle| idle.max(0)));
}

/// Writes `[name, value, …]`.
pub(super) fn write_fields(out: &mut Out, entry: &Entry<'_>) {
    out.array(entry.len() * 2);
    for (name, value) in entry.fields() {
        name.with_bytes(|bytes| out.bulk(bytes));
        value.with_bytes(|bytes| out.bulk(bytes));
    }
}

/// An ID whose check Redis puts off until after other errors: the text as given.
#[derive(Clone, Copy, Debug)]
pub(super) struct IdArg<'a>(pub(super) Word<'a>);

impl IdArg<'_> {
    /// A plain ID; a missing sequence is 0.
    pub(super) fn strict(&self) -> Result<EntryId, Fault> {
        EntryId::parse(self.0.bytes, 0).map_err(|_| self.fault())
    }

    /// As `strict`, and `-` and `+` are the smallest and the largest ID.
    pub(super) fn loose(&self) -> Result<EntryId, Fault> {
        EntryId::parse_loose(self.0.bytes, 0).map_err(|_| self.fault())
    }

    pub(super) fn fault(&self) -> Fault {
        invalid_id(self.0.at)
    }
}

/// A bound of a range: `-`, `+`, an ID, or `(` and an ID that is excluded (streams.md A.3).
pub(super) fn range_start(word: Word<'_>) -> Result<EntryId, Fault> {
    match bound(word, 0)? {
        (id, false) => Ok(id),
        (id, true) => id
            .next()
            .ok_or(Fault::new("ERR invalid start ID for the interval").at(word.at)),
    }
}

/// As [`range_start`], for the end: a missing sequence is the largest.
pub(super) fn range_end(word: Word<'_>) -> Result<EntryId, Fault> {
    match bound(word, u64::MAX)? {
        (id, false) => Ok(id),
        (id, true) => id
            .prev()
            .ok_or(Fault::new("ERR invalid end ID for the interval").at(word.at)),
    }
}

fn bound(word: Word<'_>, missing: u64) -> Result<(EntryId, bool), Fault> {
    let parsed = match word.bytes {
        [b'(', rest @ ..] if !rest.is_empty() => EntryId::parse(rest, missing).map(|id| (id, true)),
        text => EntryId::parse_loose(text, missing).map(|id| (id, false)),
    };
    parsed.map_err(|_| Fault {
        want: Some("an entry ID, -, + or (ID"),
        ..invalid_id(word.at)
    })
}

/// A consumer that takes part in a command.
pub(super) struct Joined {
    pub(super) consumer: ConsumerId,
    /// When it was seen before; `None` if this command created it.
    seen_before: Option<Millis>,
}

/// The consumer called `name`, created if it is new, and marked as seen now.
pub(super) fn join(context: &mut Context<'_, '_>, key: &[u8], group: &[u8], name: &[u8]) -> Option<Joined> {
    let now = context.now();
    let attempts_count = context.profile >= version(7, 2);
    let (db, turn) = context.parts();
    let found = db.stream_mut(key).ok()??.group_mut(group)?;
    if let Some(consumer) = found.create_consumer(name, now) {
        if attempts_count {
            turn.emit(|| created(key, group, name));
        }
        return Some(Joined {
            consumer,
            seen_before: None,
        });
    }
    let consumer = found.consumer_id(name)?;
    let seen_before = found.consumer(consumer).map(|consumer| consumer.seen_at);
    found.seen(consumer, now);
    Some(Joined {
        consumer,
        seen_before,
    })
}

/// Before 7.2 asking in vain left no trace: a consumer that got nothing was neither created nor seen (streams.md B.4).
pub(super) fn settle(
    context: &mut Context<'_, '_>,
    joined: &Joined,
    key: &[u8],
    group: &[u8],
    name: &[u8],
    served: bool,
) {
    if context.profile >= version(7, 2) {
        return;
    }
    let (db, turn) = context.parts();
    let Some(found) = db
        .stream_mut(key)
        .ok()
        .flatten()
        .and_then(|stream| stream.group_mut(group))
    else {
        return;
    };
    match joined.seen_before {
        None if served => turn.emit(|| created(key, group, name)),
        None => drop(found.delete_consumer(name)),
        Some(before) if !served => found.seen(joined.consumer, before),
        Some(_) => {}
    }
}

fn created(key: &[u8], group: &[u8], name: &[u8]) -> Event {
    Event::ConsumerCreated {
        key: key.into(),
        group: group.into(),
        consumer: name.into(),
    }
}

/// The name of whoever holds a pending entry, if anybody does.
pub(super) fn owner_of(group: &Group, record: &Pending) -> Option<Bytes> {
    record.consumer.map(|consumer| name_of(group, consumer))
}

/// Writes the name of whoever holds a pending entry; an empty one for a released entry.
pub(super) fn write_owner(out: &mut Out, group: &Group, record: &Pending) {
    let owner = record.consumer.and_then(|consumer| group.consumer(consumer));
    out.bulk(owner.map_or(b"", |owner| &owner.name));
}

/// One delivery more; since 8.8 a count that can grow no more stays (streams.md B.25).
pub(super) fn one_more(deliveries: u64, profile: Version) -> u64 {
    if profile >= version(8, 8) && deliveries >= LAST_DELIVERY {
        return deliveries;
    }
    deliveries.saturating_add(1)
}

/// A consumer's name, for events.
pub(super) fn name_of(group: &Group, consumer: ConsumerId) -> Bytes {
    group
        .consumer(consumer)
        .map_or_else(|| Bytes::from(""), |consumer| consumer.name.clone())
}

/// Emits how the number of pending entries changed, if it did.
pub(super) fn emit_pending(context: &mut Context<'_, '_>, key: &[u8], group: &[u8], before: usize) {
    let after = pending_of(context, key, group);
    if before != after {
        context.emit(|| Event::PendingCount {
            key: key.into(),
            group: group.into(),
            before,
            after,
        });
    }
}

/// How many entries are pending for the group now; asked only to say it, and 0 if nobody listens.
pub(super) fn pending_of(context: &Context<'_, '_>, key: &[u8], group: &[u8]) -> usize {
    if context.turn.events.is_none() {
        return 0;
    }
    let stream = context.stream(key).ok().flatten();
    stream
        .and_then(|stream| stream.group(group))
        .map_or(0, Group::pending_len)
}

/// A number as text, for replies that give numbers as bulk strings.
pub(super) fn text(number: usize) -> Cow<'static, str> {
    number.to_string().into()
}
