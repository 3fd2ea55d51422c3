//! The FULL form of XINFO STREAM (streams.md B.20): entries, groups, consumers and all pending records.

use nom::Parser;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::int_or_nil;
use super::stream::{added_pairs, write_counters};
use crate::command::args::Args;
use crate::command::fault::{Fault, c_string};
use crate::command::grammar::{integer, keyword, keyword_with_value, settled};
use crate::command::profile::{Version, version};
use crate::command::stream::common::{write_entry, write_id, write_owner};
use crate::store::{Consumer, EntryId, Group, Millis, Stream};
use crate::wire::Out;

/// So many entries and records per list without COUNT.
const COUNT: usize = 10;

/// Reads `FULL [COUNT count]`; 0 asks for all, a negative number for the usual ten.
pub(super) fn count(options: Args<'_>) -> Result<usize, Fault> {
    let bad = |at: Args<'_>| bad_arguments(at).want("FULL, or FULL COUNT and a number");
    if !matches!(options.len(), 1 | 3) {
        return Err(bad(options));
    }
    let (rest, ()) = keyword("FULL")(options).map_err(|_| bad(options))?;
    let count = preceded(
        keyword_with_value("COUNT"),
        integer("how many of each, 0 for all"),
    );
    let (left, count) = opt(count).parse(rest).map_err(settled)?;
    if !left.is_empty() {
        return Err(bad(left));
    }
    Ok(count.map_or(COUNT, |count| usize::try_from(count).unwrap_or(COUNT)))
}

fn bad_arguments(args: Args<'_>) -> Fault {
    let sub = args.argv().get(1).map(c_string).unwrap_or_default();
    let text = [
        b"ERR unknown subcommand or wrong number of arguments for '",
        sub,
        b"'. Try XINFO HELP.",
    ]
    .concat();
    Fault::composed(text).at(args.at())
}

pub(super) fn write(out: &mut Out, stream: &Stream, count: usize, profile: Version, now: Millis) {
    let most = if count == 0 { usize::MAX } else { count };
    out.map(9 + added_pairs(profile));
    write_counters(out, stream, profile, now);
    out.bulk(b"entries");
    let mark = out.open();
    let mut written = 0;
    for entry in stream.range(EntryId::MIN, EntryId::MAX).take(most) {
        write_entry(out, &entry);
        written += 1;
    }
    out.close_array(mark, written);
    out.bulk(b"groups");
    out.array(stream.groups().len());
    for (name, group) in stream.groups() {
        write_group(out, stream, name, group, most, profile);
    }
}

fn write_group(out: &mut Out, stream: &Stream, name: &[u8], group: &Group, most: usize, profile: Version) {
    let tells_released = profile >= version(8, 8);
    out.map(if tells_released { 8 } else { 7 });
    out.bulk(b"name");
    out.bulk(name);
    out.bulk(b"last-delivered-id");
    write_id(out, group.last_delivered);
    out.bulk(b"entries-read");
    int_or_nil(out, group.entries_read);
    out.bulk(b"lag");
    int_or_nil(out, group.lag(&stream.counters(profile.reckoning())));
    out.bulk(b"pel-count");
    out.count(group.pending_len());
    if tells_released {
        out.bulk(b"nacked-count");
        out.count(group.released_len());
    }
    out.bulk(b"pending");
    out.array(group.pending_len().min(most));
    for (id, pending) in group.pending_from(EntryId::MIN).take(most) {
        out.array(4);
        write_id(out, id);
        write_owner(out, group, pending);
        out.int(pending.delivered_at());
        out.int(pending.deliveries.cast_signed());
    }
    out.bulk(b"consumers");
    out.array(group.consumers().len());
    for consumer in group.consumers() {
        write_consumer(out, group, consumer, most, profile);
    }
}

fn write_consumer(out: &mut Out, group: &Group, consumer: &Consumer, most: usize, profile: Version) {
    let tells_active = profile >= version(7, 2);
    out.map(if tells_active { 5 } else { 4 });
    out.bulk(b"name");
    out.bulk(&consumer.name);
    out.bulk(b"seen-time");
    out.int(consumer.seen_at);
    if tells_active {
        out.bulk(b"active-time");
        out.int(consumer.active_at.unwrap_or(-1));
    }
    out.bulk(b"pel-count");
    out.count(consumer.pending_len());
    out.bulk(b"pending");
    out.array(consumer.pending_len().min(most));
    for id in consumer.pending_after(None).take(most) {
        let Some(pending) = group.pending(id) else {
            continue;
        };
        out.array(3);
        write_id(out, id);
        out.int(pending.delivered_at());
        out.int(pending.deliveries.cast_signed());
    }
}
