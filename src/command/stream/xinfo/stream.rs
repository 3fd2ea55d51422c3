//! XINFO STREAM (streams.md B.20): a stream's counters, first and last entry; the FULL form is in `full`.

use nom::Parser;

use super::full;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, NO_SUCH_KEY};
use crate::command::grammar::{bytes, settled};
use crate::command::profile::{Version, version};
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::stream::common::{write_entry, write_id};
use crate::store::{Entry, Idempotence, Millis, Stream};
use crate::wire::Out;

pub(super) const SPEC: Spec = Spec {
    name: "STREAM",
    arity: -3,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Tells about a stream: its length, IDs and counters; FULL adds entries, groups and consumers",
    example: "XINFO STREAM fruits",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Optional(&[
            Syntax::Word("FULL"),
            Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("count", Holds::Number)]),
        ]),
    ],
    subcommands: &[],
    check: |args| Info::parse(args)?.form().map(drop),
    run: |args, context| Info::parse(args)?.run(context),
};

struct Info<'a> {
    key: &'a [u8],
    options: Args<'a>,
}

/// What is asked for.
enum Form {
    Short,
    /// With at most this many entries and pending records per list; 0 for all.
    Full(usize),
}

impl<'a> Info<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (options, key) = bytes.parse(args).map_err(settled)?;
        Ok(Info { key, options })
    }

    /// Checked only once the stream is found.
    fn form(&self) -> Result<Form, Fault> {
        if self.options.is_empty() {
            return Ok(Form::Short);
        }
        full::count(self.options).map(Form::Full)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let profile = context.profile;
        let (db, turn) = context.parts();
        let stream = db.stream(self.key)?.ok_or(Fault::new(NO_SUCH_KEY).at(2))?;
        match self.form()? {
            Form::Short => write_short(turn.out, stream, profile, turn.now),
            Form::Full(count) => full::write(turn.out, stream, count, profile, turn.now),
        }
        Ok(Flow::Done)
    }
}

fn write_short(out: &mut Out, stream: &Stream, profile: Version, now: Millis) {
    out.map(10 + added_pairs(profile));
    write_counters(out, stream, profile, now);
    out.bulk(b"groups");
    out.count(stream.groups().len());
    out.bulk(b"first-entry");
    entry_or_nil(out, stream.first());
    out.bulk(b"last-entry");
    entry_or_nil(out, stream.last());
}

/// How many pairs came with 8.6.
pub(super) fn added_pairs(profile: Version) -> usize {
    if profile >= version(8, 6) { 6 } else { 0 }
}

/// The pairs with which both forms begin: seven, and those about duplicates.
pub(super) fn write_counters(out: &mut Out, stream: &Stream, profile: Version, now: Millis) {
    out.bulk(b"length");
    out.int(stream.len().cast_signed());
    out.bulk(b"radix-tree-keys");
    out.count(stream.nodes());
    out.bulk(b"radix-tree-nodes");
    out.int(stream.radix_nodes());
    out.bulk(b"last-generated-id");
    write_id(out, stream.last_id);
    out.bulk(b"max-deleted-entry-id");
    write_id(out, stream.max_deleted);
    out.bulk(b"entries-added");
    out.int(stream.entries_added.cast_signed());
    out.bulk(b"recorded-first-entry-id");
    write_id(out, stream.first_id);
    if added_pairs(profile) > 0 {
        write_idempotence(out, &stream.idempotence, now);
    }
}

fn write_idempotence(out: &mut Out, memory: &Idempotence, now: Millis) {
    let (producers, names) = memory.tracked(now);
    out.bulk(b"idmp-duration");
    out.int(memory.duration.into());
    out.bulk(b"idmp-maxsize");
    out.int(memory.max_size.into());
    out.bulk(b"pids-tracked");
    out.count(producers);
    out.bulk(b"iids-tracked");
    out.count(names);
    out.bulk(b"iids-added");
    out.int(memory.added.cast_signed());
    out.bulk(b"iids-duplicates");
    out.int(memory.duplicates.cast_signed());
}

fn entry_or_nil(out: &mut Out, entry: Option<Entry<'_>>) {
    match entry {
        Some(entry) => write_entry(out, &entry),
        None => out.nil(),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn counters_and_both_ends() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XDEL s 1-1
(integer) 1
> XGROUP CREATE s g 0
OK
> XINFO STREAM s
 1) "length"
 2) (integer) 1
 3) "radix-tree-keys"
 4) (integer) 1
 5) "radix-tree-nodes"
 6) (integer) 2
 7) "last-generated-id"
 8) "2-1"
 9) "max-deleted-entry-id"
10) "1-1"
11) "entries-added"
12) (integer) 2
13) "recorded-first-entry-id"
14) "2-1"
15) "groups"
16) (integer) 1
17) "first-entry"
18) 1) "2-1"
    2) 1) "f"
       2) "v"
19) "last-entry"
20) 1) "2-1"
    2) 1) "f"
       2) "v"
> XTRIM s MAXLEN 0
(integer) 1
> XINFO STREAM s
 1) "length"
 2) (integer) 0
 3) "radix-tree-keys"
 4) (integer) 0
 5) "radix-tree-nodes"
 6) (integer) 1
 7) "last-generated-id"
 8) "2-1"
 9) "max-deleted-entry-id"
10) "1-1"
11) "entries-added"
12) (integer) 2
13) "recorded-first-entry-id"
14) "0-0"
15) "groups"
16) (integer) 1
17) "first-entry"
18) (nil)
19) "last-entry"
20) (nil)
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XINFO STREAM s MORE
(error) ERR no such key
> XINFO STREAM text MORE
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XADD s 1-1 f v
"1-1"
> XINFO STREAM s MORE
(error) ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
> XINFO Stream s FULL COUNT
(error) ERR unknown subcommand or wrong number of arguments for 'Stream'. Try XINFO HELP.
> XINFO STREAM s FULL LIMIT 1
(error) ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
> XINFO STREAM s FULL COUNT x
(error) ERR value is not an integer or out of range
> XINFO STREAM
(error) ERR wrong number of arguments for 'xinfo|stream' command
"#,
        );
    }

    #[test]
    fn a_map_in_resp3() {
        Rig::new().resp3("main").transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XINFO STREAM s
 1# "length" => (integer) 1
 2# "radix-tree-keys" => (integer) 1
 3# "radix-tree-nodes" => (integer) 2
 4# "last-generated-id" => "1-1"
 5# "max-deleted-entry-id" => "0-0"
 6# "entries-added" => (integer) 1
 7# "recorded-first-entry-id" => "1-1"
 8# "groups" => (integer) 0
 9# "first-entry" => 
    1) "1-1"
    2) 1) "f"
       2) "v"
10# "last-entry" => 
    1) "1-1"
    2) 1) "f"
       2) "v"
"#,
        );
    }
}
