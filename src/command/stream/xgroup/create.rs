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
            context.db_mut().create_stream(key);
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
