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

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn the_next_id_must_be_greater_than_the_one_set() {
        Rig::new().at(1000).transcript(
            r#"
> XADD s 5-0 f v
"5-0"
> XSETID s 10
OK
> XADD s 9-0 f v
(error) ERR The ID specified in XADD is equal or smaller than the target stream top item
> XDEL s 5-0
(integer) 1
> XSETID s 10 ENTRIESADDED 7 MAXDELETEDID 6-0
OK
> XADD s * f v
"<id-1>"
> XSETID s 10-1
(error) ERR The ID specified in XSETID is smaller than the target stream top item
> XINFO STREAM none
(error) ERR no such key
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XSETID none nonsense MORE
(error) ERR Invalid stream ID specified as stream command argument
> XSETID none 1-1 ENTRIESADDED x
(error) ERR value is not an integer or out of range
> XSETID none 1-1 ENTRIESADDED -1
(error) ERR entries_added must be positive
> XSETID none 1-1 MAXDELETEDID x
(error) ERR Invalid stream ID specified as stream command argument
> XSETID none 1-1 MAXDELETEDID 2-1
(error) ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id
> XSETID none 1-1 MORE
(error) ERR syntax error
> XSETID none 1-1 ENTRIESADDED
(error) ERR syntax error
> XSETID none 1-1
(error) ERR no such key
> XSETID text 1-1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XADD s 3-0 f v
"3-0"
> XADD s 4-0 f v
"4-0"
> XADD s 5-0 f v
"5-0"
> XDEL s 4-0
(integer) 1
> XSETID s 3-9
(error) ERR The ID specified in XSETID is smaller than current max_deleted_entry_id
> XSETID s 4-9 ENTRIESADDED 1
(error) ERR The ID specified in XSETID is smaller than the target stream top item
> XSETID s 5-0 ENTRIESADDED 1
(error) ERR The entries_added specified in XSETID is smaller than the target stream length
> XSETID s 5-0 ENTRIESADDED 2
OK
> XSETID s
(error) ERR wrong number of arguments for 'xsetid' command
"#,
        );
    }

    #[test]
    fn before_7_2_the_newest_deleted_id_did_not_count() {
        Rig::new().profile("7.0").transcript(
            r#"
> XADD s 5-0 f v
"5-0"
> XADD s 6-0 f v
"6-0"
> XDEL s 6-0
(integer) 1
> XSETID s 5-5
OK
"#,
        );
    }
}
