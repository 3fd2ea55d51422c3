//! XSETID (streams.md B.10): sets a stream's last-generated ID and, if given, its counters.

use nom::Parser;
use nom::branch::alt;
use nom::multi::fold_many0;
use nom::sequence::preceded;

use super::common::existing;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{Parsed, bytes, fail, id, integer, keyword_with_value, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::EntryId;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XSETID",
    arity: -3,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Sets the last-generated ID of a stream, below which no entry can be added any more",
    example: "XSETID fruits 100-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("last-id", Holds::Id),
        Syntax::Optional(&[
            Syntax::Word("ENTRIESADDED"),
            Syntax::Value("entries-added", Holds::Number),
        ]),
        Syntax::Optional(&[
            Syntax::Word("MAXDELETEDID"),
            Syntax::Value("max-deleted-id", Holds::Id),
        ]),
    ],
    subcommands: &[],
    check: |args| Xsetid::parse(args).map(drop),
    run: |args, context| Xsetid::parse(args)?.run(context),
};

struct Xsetid<'a> {
    key: &'a [u8],
    last_id: EntryId,
    entries_added: Option<u64>,
    max_deleted: Option<EntryId>,
}

#[derive(Clone, Copy)]
enum SetOption {
    Added(u64),
    MaxDeleted(EntryId),
}

impl<'a> Xsetid<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (options, (key, last_id)) = (bytes, id).parse(args).map_err(settled)?;
        let start = (None, None);
        let option = alt((entries_added, move |args| max_deleted(args, last_id)));
        let (rest, (entries_added, max_deleted)) = fold_many0(
            option,
            || start,
            |(added, deleted), option| match option {
                SetOption::Added(count) => (Some(count), deleted),
                SetOption::MaxDeleted(id) => (added, Some(id)),
            },
        )
        .parse(options)
        .map_err(settled)?;
        match rest.peek() {
            Some(word) => Err(Fault::new(SYNTAX)
                .at(word.at)
                .want("ENTRIESADDED or MAXDELETEDID")),
            None => Ok(Xsetid {
                key,
                last_id,
                entries_added,
                max_deleted,
            }),
        }
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let stream = existing(context, self.key)?;
        if context.profile >= version(7, 2) && self.last_id < stream.max_deleted {
            return Err(Fault::new(
                "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id",
            ));
        }
        if let Some(newest) = stream.last() {
            if self.last_id < newest.id {
                return Err(Fault::new(
                    "ERR The ID specified in XSETID is smaller than the target stream top item",
                ));
            }
            if self.entries_added.is_some_and(|added| added < stream.len()) {
                let text =
                    "ERR The entries_added specified in XSETID is smaller than the target stream length";
                return Err(Fault::new(text));
            }
        }
        if let Some(stream) = context.db_mut().stream_mut(self.key)? {
            stream.last_id = self.last_id;
            if let Some(added) = self.entries_added {
                stream.entries_added = added;
            }
            if let Some(id) = self.max_deleted.filter(|id| *id != EntryId::MIN) {
                stream.max_deleted = id;
            }
        }
        context.out().ok();
        Ok(Flow::Done)
    }
}

fn entries_added(args: Args<'_>) -> Parsed<'_, SetOption> {
    let (args, count) = preceded(
        keyword_with_value("ENTRIESADDED"),
        integer("how many were ever added"),
    )
    .parse(args)?;
    match u64::try_from(count) {
        Ok(count) => Ok((args, SetOption::Added(count))),
        Err(_) => fail(Fault::new("ERR entries_added must be positive").at(args.at() - 1)),
    }
}

fn max_deleted(args: Args<'_>, last_id: EntryId) -> Parsed<'_, SetOption> {
    let (args, id) = preceded(keyword_with_value("MAXDELETEDID"), id).parse(args)?;
    if last_id < id {
        let text = "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id";
        return fail(Fault::new(text).at(args.at() - 1));
    }
    Ok((args, SetOption::MaxDeleted(id)))
}
