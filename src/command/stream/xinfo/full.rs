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

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn entries_groups_consumers_and_what_they_hold() {
        Rig::new().transcript(
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
> XGROUP CREATECONSUMER s g idle
(integer) 1
> XINFO STREAM s FULL COUNT 1
 1) "length"
 2) (integer) 3
 3) "radix-tree-keys"
 4) (integer) 1
 5) "radix-tree-nodes"
 6) (integer) 2
 7) "last-generated-id"
 8) "3-1"
 9) "max-deleted-entry-id"
10) "0-0"
11) "entries-added"
12) (integer) 3
13) "recorded-first-entry-id"
14) "1-1"
15) "entries"
16) 1) 1) "1-1"
       2) 1) "f"
          2) "v"
17) "groups"
18) 1)  1) "name"
        2) "g"
        3) "last-delivered-id"
        4) "2-1"
        5) "entries-read"
        6) (integer) 2
        7) "lag"
        8) (integer) 1
        9) "pel-count"
       10) (integer) 2
       11) "pending"
       12) 1) 1) "1-1"
              2) "ann"
              3) (integer) <unix-ms>
              4) (integer) 1
       13) "consumers"
       14) 1)  1) "name"
               2) "ann"
               3) "seen-time"
               4) (integer) <unix-ms>
               5) "active-time"
               6) (integer) <unix-ms>
               7) "pel-count"
               8) (integer) 2
               9) "pending"
              10) 1) 1) "1-1"
                     2) (integer) <unix-ms>
                     3) (integer) 1
           2)  1) "name"
               2) "idle"
               3) "seen-time"
               4) (integer) <unix-ms>
               5) "active-time"
               6) (integer) -1
               7) "pel-count"
               8) (integer) 0
               9) "pending"
              10) (empty array)
"#,
        );
    }

    #[test]
    fn ten_of_each_unless_told_otherwise() {
        let mut rig = Rig::new();
        for ms in 1..=12 {
            rig.run("main", &format!("XADD s {ms}-1 f v"));
        }
        let mut entries = |options: &str| {
            let told = rig.run("main", &format!("XINFO STREAM s FULL {options}"));
            let entries = told.split("\"entries\"").nth(1).unwrap_or_default();
            entries.matches("-1\"").count()
        };
        assert_eq!(
            (
                entries(""),
                entries("COUNT 2"),
                entries("count 0"),
                entries("COUNT -1")
            ),
            (10, 2, 12, 10)
        );
    }

    #[test]
    fn maps_in_maps_in_resp3() {
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
> XINFO STREAM s FULL
1# "length" => (integer) 1
2# "radix-tree-keys" => (integer) 1
3# "radix-tree-nodes" => (integer) 2
4# "last-generated-id" => "1-1"
5# "max-deleted-entry-id" => "0-0"
6# "entries-added" => (integer) 1
7# "recorded-first-entry-id" => "1-1"
8# "entries" => 
   1) 1) "1-1"
      2) 1) "f"
         2) "v"
9# "groups" => 
   1) 1# "name" => "g"
      2# "last-delivered-id" => "1-1"
      3# "entries-read" => (integer) 1
      4# "lag" => (integer) 0
      5# "pel-count" => (integer) 1
      6# "pending" => 
         1) 1) "1-1"
            2) "ann"
            3) (integer) <unix-ms>
            4) (integer) 1
      7# "consumers" => 
         1) 1# "name" => "ann"
            2# "seen-time" => (integer) <unix-ms>
            3# "active-time" => (integer) <unix-ms>
            4# "pel-count" => (integer) 1
            5# "pending" => 
               1) 1) "1-1"
                  2) (integer) <unix-ms>
                  3) (integer) 1
"#,
        );
    }

    #[test]
    fn before_7_2_no_active_time() {
        Rig::new().profile("7.0").transcript(
            r#"
> XGROUP CREATE s g 0 MKSTREAM
OK
> XGROUP CREATECONSUMER s g ann
(integer) 1
> XINFO STREAM s FULL
 1) "length"
 2) (integer) 0
 3) "radix-tree-keys"
 4) (integer) 0
 5) "radix-tree-nodes"
 6) (integer) 1
 7) "last-generated-id"
 8) "0-0"
 9) "max-deleted-entry-id"
10) "0-0"
11) "entries-added"
12) (integer) 0
13) "recorded-first-entry-id"
14) "0-0"
15) "entries"
16) (empty array)
17) "groups"
18) 1)  1) "name"
        2) "g"
        3) "last-delivered-id"
        4) "0-0"
        5) "entries-read"
        6) (nil)
        7) "lag"
        8) (integer) 0
        9) "pel-count"
       10) (integer) 0
       11) "pending"
       12) (empty array)
       13) "consumers"
       14) 1) 1) "name"
              2) "ann"
              3) "seen-time"
              4) (integer) <unix-ms>
              5) "pel-count"
              6) (integer) 0
              7) "pending"
              8) (empty array)
"#,
        );
    }
}
