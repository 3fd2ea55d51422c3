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
