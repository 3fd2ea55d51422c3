//! What FLUSHALL and FLUSHDB share: every key of some databases goes, and whoever waits on one of them is told.

use std::ops::Range;

use nom::branch::alt;
use nom::combinator::opt;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{keyword, whole};
use crate::command::spec::Syntax;

/// How HELP and hints show the arguments.
pub(super) const SYNTAX: &[Syntax] = &[Syntax::Optional(&[Syntax::OneOf(&[
    &[Syntax::Word("ASYNC")],
    &[Syntax::Word("SYNC")],
])])];

/// In Redis the word decides which thread frees the memory; the keys are gone at once either way.
pub(super) fn parse(args: Args<'_>) -> Result<(), Fault> {
    whole(opt(alt((keyword("ASYNC"), keyword("SYNC")))), args)
        .map(drop)
        .map_err(|fault| fault.want("ASYNC, SYNC or nothing"))
}

pub(super) fn run(context: &mut Context<'_, '_>, databases: Range<usize>) -> Flow {
    let mut keys = 0;
    let chosen = context.keyspace.dbs.iter_mut().enumerate();
    for (number, db) in chosen.filter(|(number, _)| databases.contains(number)) {
        keys += db.len();
        let gone = || db.iter().map(|(key, _)| (number, key.clone()));
        if context.anyone_waits {
            context.touched.extend(gone());
        }
        if context.anyone_watches {
            context.changed.extend(gone());
        }
        db.clear();
    }
    context.emit(|| Event::Flushed { keys });
    context.out().ok();
    Flow::Done
}
