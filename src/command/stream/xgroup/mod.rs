//! XGROUP (streams.md B.13 to B.15): the family of commands that make, move and remove consumer groups and their
//! consumers. Each subcommand has its own file; here is what they share.

mod create;
mod createconsumer;
mod delconsumer;
mod destroy;
mod help;
mod setid;

use crate::command::args::{Args, Word};
use crate::command::context::Context;
use crate::command::fault::{Fault, c_string};
use crate::command::grammar::{Parsed, fail, integer};
use crate::command::profile::{Version, version};
use crate::command::resolve::arity;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::{EntryId, Stream};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XGROUP",
    arity: -2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Makes, moves and removes consumer groups and their consumers",
    example: "XGROUP CREATE fruits pickers 0",
    syntax: &[],
    subcommands: &[
        create::SPEC,
        createconsumer::SPEC,
        delconsumer::SPEC,
        destroy::SPEC,
        help::SPEC,
        setid::SPEC,
    ],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("xgroup")),
    run: |_, _| Err(arity("xgroup")),
};

/// The stream under `key`, which every subcommand needs.
fn existing<'c>(context: &'c Context<'_, '_>, key: Word<'_>) -> Result<&'c Stream, Fault> {
    context.stream(key.bytes)?.ok_or(missing_key(key))
}

const fn missing_key(key: Word<'_>) -> Fault {
    Fault::new(
        "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM \
         option to create an empty stream automatically.",
    )
    .at(key.at)
}

/// `NOGROUP No such consumer group …`
fn no_group(key: &[u8], group: Word<'_>) -> Fault {
    super::common::no_such_group(key, group.bytes).at(group.at)
}

/// Where a bookmark is to be set.
#[derive(Clone, Copy)]
enum Mark<'a> {
    /// `$`: behind the last entry.
    End,
    /// At this ID, whose check comes late.
    At(Word<'a>),
}

impl<'a> Mark<'a> {
    fn of(word: Word<'a>) -> Mark<'a> {
        if word.bytes == b"$" {
            Mark::End
        } else {
            Mark::At(word)
        }
    }

    /// What can be said before the stream is known.
    fn check(self, parse: impl Fn(Word<'a>) -> Result<EntryId, Fault>) -> Result<(), Fault> {
        match self {
            Mark::End => Ok(()),
            Mark::At(word) => parse(word).map(drop),
        }
    }
}

/// The value of ENTRIESREAD; −1 stands for "unknown".
fn entries_read(args: Args<'_>) -> Parsed<'_, Option<i64>> {
    let at = args.at();
    let (rest, count) = integer("how many entries the group has read, or -1")(args)?;
    match count {
        -1 => Ok((rest, None)),
        0.. => Ok((rest, Some(count))),
        _ => fail(Fault::new("ERR value for ENTRIESREAD must be positive or -1").at(at)),
    }
}

/// ENTRIESREAD as it is stored: since 8.2.2 never more than there were entries (streams.md B.13).
fn capped(read: Option<i64>, stream: &Stream, profile: Version) -> Option<i64> {
    let most = i64::try_from(stream.entries_added).unwrap_or(i64::MAX);
    read.map(|read| {
        if profile >= version(8, 2) {
            read.min(most)
        } else {
            read
        }
    })
}

/// The older error for bad optional arguments, with the subcommand as it was typed.
fn bad_arguments(args: Args<'_>) -> Fault {
    let sub = args.argv().get(1).map(c_string).unwrap_or_default();
    let text = [
        b"ERR unknown subcommand or wrong number of arguments for '",
        sub,
        b"'. Try XGROUP HELP.",
    ]
    .concat();
    Fault::composed(text).at(args.at())
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_subcommand_is_judged_before_its_key() {
        Rig::new().transcript(
            "
> SET text x
OK
> XGROUP
(error) ERR wrong number of arguments for 'xgroup' command
> XGROUP text
(error) ERR unknown subcommand 'text'. Try XGROUP HELP.
> XGROUP MOVE text g
(error) ERR unknown subcommand 'MOVE'. Try XGROUP HELP.
> XGROUP HELP text
(error) ERR wrong number of arguments for 'xgroup|help' command
> XGROUP DESTROY text
(error) ERR wrong number of arguments for 'xgroup|destroy' command
",
        );
    }
}
