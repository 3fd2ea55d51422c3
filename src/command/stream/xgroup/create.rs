//! XGROUP CREATE (streams.md B.13): makes a consumer group with its bookmark at an ID.

use nom::branch::alt;
use nom::combinator::{map, value};
use nom::sequence::preceded;
use nom::{Err, Parser};

use super::{Mark, bad_arguments, capped, entries_read, missing_key};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{keyword, keyword_with_value, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::stream::common::IdArg;
use crate::store::EntryId;

pub(super) const SPEC: Spec = Spec {
    name: "CREATE",
    arity: -5,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Makes a consumer group; it will be given the entries after the ID ($ for only those still to come)",
    example: "XGROUP CREATE fruits pickers $ MKSTREAM",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::OneOf(&[&[Syntax::Value("id", Holds::Id)], &[Syntax::Word("$")]]),
        Syntax::Optional(&[Syntax::Word("MKSTREAM")]),
        Syntax::Optional(&[
            Syntax::Word("ENTRIESREAD"),
            Syntax::Value("entries-read", Holds::Number),
        ]),
    ],
    subcommands: &[],
    check: |args| Create::parse(args)?.mark.check(|word| IdArg(word).strict()),
    run: |args, context| Create::parse(args)?.run(context),
};

struct Create<'a> {
    key: Word<'a>,
    group: &'a [u8],
    mark: Mark<'a>,
    make_stream: bool,
    entries_read: Option<i64>,
    args: Args<'a>,
}

#[derive(Clone, Copy)]
enum CreateOption {
    MakeStream,
    EntriesRead(Option<i64>),
}

/// Each option once; more is refused, but only after the key was looked at.
const MOST_ARGUMENTS: usize = 8;

impl<'a> Create<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (mut rest, (key, group, id)) = (word, word, word).parse(args).map_err(settled)?;
        let mut create = Create {
            key,
            group: group.bytes,
            mark: Mark::of(id),
            make_stream: false,
            entries_read: None,
            args,
        };
        let mut option = alt((
            value(CreateOption::MakeStream, keyword("MKSTREAM")),
            map(
                preceded(keyword_with_value("ENTRIESREAD"), entries_read),
                CreateOption::EntriesRead,
            ),
        ));
        while !rest.is_empty() {
            let (after, option) = option.parse(rest).map_err(|error| match error {
                Err::Error(_) => bad_arguments(rest).want("MKSTREAM or ENTRIESREAD"),
                error => settled(error),
            })?;
            rest = after;
            match option {
                CreateOption::MakeStream => create.make_stream = true,
                CreateOption::EntriesRead(read) => create.entries_read = read,
            }
        }
        Ok(create)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let key = self.key.bytes;
        let last_id = context.stream(key)?.map(|stream| stream.last_id);
        if last_id.is_none() && !self.make_stream {
            return Err(missing_key(self.key));
        }
        if self.args.argv().len() > MOST_ARGUMENTS {
            return Err(bad_arguments(self.args));
        }
        let at = match self.mark {
            Mark::End => last_id.unwrap_or(EntryId::MIN),
            Mark::At(word) => IdArg(word)
                .strict()
                .map_err(|fault| fault.want("an entry ID, 0 or $"))?,
        };
        if last_id.is_none() {
            context.create_stream(key);
            context.change(key);
            context.emit(|| Event::KeyCreated {
                key: key.into(),
                kind: "stream",
            });
        }
        let profile = context.profile;
        let (db, turn) = context.parts();
        let created = db.stream_mut(key)?.is_some_and(|stream| {
            let read = capped(self.entries_read, stream, profile);
            stream.create_group(self.group, at, read)
        });
        if !created {
            return Err(Fault::new("BUSYGROUP Consumer Group name already exists").at(3));
        }
        turn.emit(|| Event::GroupCreated {
            key: key.into(),
            group: self.group.into(),
            at,
        });
        turn.out.ok();
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn the_bookmark_stands_where_it_was_asked_for() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XGROUP CREATE s all 0
OK
> XGROUP CREATE s later $
OK
> XGROUP CREATE s told 1-1 ENTRIESREAD 1
OK
> XINFO GROUPS s
1)  1) "name"
    2) "all"
    3) "consumers"
    4) (integer) 0
    5) "pending"
    6) (integer) 0
    7) "last-delivered-id"
    8) "0-0"
    9) "entries-read"
   10) (nil)
   11) "lag"
   12) (integer) 2
2)  1) "name"
    2) "later"
    3) "consumers"
    4) (integer) 0
    5) "pending"
    6) (integer) 0
    7) "last-delivered-id"
    8) "2-1"
    9) "entries-read"
   10) (nil)
   11) "lag"
   12) (integer) 0
3)  1) "name"
    2) "told"
    3) "consumers"
    4) (integer) 0
    5) "pending"
    6) (integer) 0
    7) "last-delivered-id"
    8) "1-1"
    9) "entries-read"
   10) (integer) 1
   11) "lag"
   12) (integer) 1
> XGROUP CREATE new g $ MKSTREAM
OK
> XLEN new
(integer) 0
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XGROUP CREATE text g nonsense ENTRIESREAD x
(error) ERR value is not an integer or out of range
> XGROUP CREATE text g nonsense ENTRIESREAD -2
(error) ERR value for ENTRIESREAD must be positive or -1
> XGROUP Create text g nonsense MORE
(error) ERR unknown subcommand or wrong number of arguments for 'Create'. Try XGROUP HELP.
> XGROUP CREATE text g nonsense ENTRIESREAD
(error) ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.
> XGROUP CREATE text g nonsense
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XGROUP CREATE s g nonsense
(error) ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
> XGROUP CREATE s g 0 MKSTREAM MKSTREAM MKSTREAM MKSTREAM
(error) ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.
> XGROUP CREATE s g - MKSTREAM
(error) ERR Invalid stream ID specified as stream command argument
> EXISTS s
(integer) 0
> XGROUP CREATE s g 0 MKSTREAM
OK
> XGROUP CREATE s g 0 MKSTREAM
(error) BUSYGROUP Consumer Group name already exists
> XGROUP CREATE s g
(error) ERR wrong number of arguments for 'xgroup|create' command
",
        );
    }
}
