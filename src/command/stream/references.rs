//! `KEEPREF | DELREF | ACKED` (streams.md B.23, B.24): what becomes of the groups' hold on entries that go; and what
//! XDELEX, XACKDEL and XNACK share, their `IDS numids id …` and the fate of one entry.

use nom::branch::alt;
use nom::combinator::value;
use nom::{Err, Parser};

use super::common::{IdArg, emit_pending, owner_of};
use crate::command::args::Args;
use crate::command::context::{Context, Turn};
use crate::command::event::Event;
use crate::command::fault::{Fault, SYNTAX as SYNTAX_ERROR};
use crate::command::grammar::{self, Parsed, integer_or, keyword, keyword_with_value, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Syntax};
use crate::store::{Bytes, Deleted, EntryId, Group, References, Stream};
use crate::wire::Out;

const WORDS: &[Syntax] = &[Syntax::OneOf(&[
    &[Syntax::Word("KEEPREF")],
    &[Syntax::Word("DELREF")],
    &[Syntax::Word("ACKED")],
])];

/// The word among the options of XADD and XTRIM.
pub(super) const SYNTAX: Syntax = Syntax::Since(version(8, 2), WORDS);

/// The word among the arguments of the commands that came with it.
pub(super) const OWN_SYNTAX: Syntax = Syntax::Optional(WORDS);

/// `numids id …`, as hints show it.
pub(super) const IDS: [Syntax; 3] = [
    Syntax::Word("IDS"),
    Syntax::Value("numids", Holds::Number),
    Syntax::Many(&[Syntax::Value("id", Holds::Id)]),
];

/// One of the three words, where the version knows them.
pub(super) fn word(args: Args<'_>) -> Parsed<'_, References> {
    if args.profile() < version(8, 2) {
        return Err(Err::Error(Fault::new(SYNTAX_ERROR).at(args.at())));
    }
    alt((
        value(References::Keep, keyword("KEEPREF")),
        value(References::Delete, keyword("DELREF")),
        value(References::Acked, keyword("ACKED")),
    ))
    .parse(args)
}

/// What XDELEX and XACKDEL are asked to do.
#[derive(Clone, Copy)]
pub(super) struct Picked<'a> {
    pub(super) references: References,
    ids: Args<'a>,
}

impl<'a> Picked<'a> {
    /// The word and the IDs in either order; the IDs themselves are looked at later.
    pub(super) fn parse(mut args: Args<'a>) -> Result<Self, Fault> {
        let end = args.at() + args.len();
        let mut references = None;
        let mut ids = None;
        while !args.is_empty() {
            if let Ok((rest, found)) = word(args)
                && references.is_none()
            {
                (args, references) = (rest, Some(found));
                continue;
            }
            let (rest, found) = counted(WRONG_NUMBER, args).map_err(settled)?;
            (args, ids) = (rest, Some(found));
        }
        Ok(Picked {
            references: references.unwrap_or_default(),
            ids: ids.ok_or(
                Fault::new("ERR IDS option is required")
                    .at(end)
                    .want("IDS, how many, and the IDs"),
            )?,
        })
    }

    /// The IDs; one bad one refuses all.
    pub(super) fn ids(&self) -> Result<Vec<EntryId>, Fault> {
        self.ids.words().map(|word| IdArg(word).strict()).collect()
    }

    /// The reply when there is nothing to look in: −1 for every ID, whatever it is.
    pub(super) fn write_nothing(&self, out: &mut Out) {
        out.array(self.ids.len());
        for _ in self.ids.words() {
            out.int(-1);
        }
    }
}

/// What is said of a number of IDs that is none, and of one that is larger than what follows.
const WRONG_NUMBER: [&str; 2] = [
    "ERR Number of IDs must be a positive integer",
    "ERR The `numids` parameter must match the number of arguments",
];

/// `IDS numids id …`; the two texts are for a number that is none and for one that is too large.
pub(super) fn counted<'a>([refused, too_large]: [&'static str; 2], args: Args<'a>) -> Parsed<'a, Args<'a>> {
    let (args, ()) = keyword_with_value("IDS")(args)?;
    let at = args.at();
    let (args, number) = integer_or(refused, "how many IDs follow")(args)?;
    let number = usize::try_from(number).ok().filter(|number| *number > 0);
    let Some(number) = number else {
        return grammar::fail(Fault::new(refused).at(at).want("how many IDs follow"));
    };
    if number > args.len() {
        return grammar::fail(Fault::new(too_large).at(at));
    }
    Ok(nom::Input::take_split(&args, number))
}

/// Deletes one entry as the word says and tells it: 1 if it is gone, −1 if there was none, 2 if somebody still
/// needs it. Counts say what became of pending records, so this emits only the entry's own fate.
pub(super) fn delete(
    stream: &mut Stream,
    key: &[u8],
    id: EntryId,
    references: References,
    turn: &mut Turn<'_>,
) -> i64 {
    if references == References::Acked && stream.is_referenced(id) {
        return 2;
    }
    if references == References::Delete {
        forget(stream, key, id, turn);
    }
    if stream.delete(id) == Deleted::No {
        return -1;
    }
    let pending = || {
        let groups = stream.groups();
        groups.filter(|(_, group)| group.pending(id).is_some()).count()
    };
    turn.emit(|| Event::Deleted {
        key: key.into(),
        id,
        pending: pending(),
    });
    1
}

fn forget(stream: &mut Stream, key: &[u8], id: EntryId, turn: &mut Turn<'_>) {
    for (group, record) in stream.forget(id) {
        let consumer = stream.group(&group).and_then(|group| owner_of(group, &record));
        turn.emit(|| Event::Forgotten {
            key: key.into(),
            group: group.clone(),
            consumer,
            id,
        });
    }
}

/// How many entries are pending for each group, to be told apart later.
pub(super) fn pending_counts(context: &Context<'_, '_>, key: &[u8]) -> Vec<(Bytes, usize)> {
    if context.turn.events.is_none() {
        return Vec::new();
    }
    let stream = context.stream(key).ok().flatten().into_iter();
    stream
        .flat_map(Stream::groups)
        .map(|(name, group): (&Bytes, &Group)| (name.clone(), group.pending_len()))
        .collect()
}

/// Emits which of these counts changed.
pub(super) fn emit_counts(context: &mut Context<'_, '_>, key: &[u8], before: &[(Bytes, usize)]) {
    for (group, count) in before {
        emit_pending(context, key, group, *count);
    }
}
