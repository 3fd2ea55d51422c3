//! MOVE (streams.md E.3): takes a key to another database. (`move` is a word of Rust, hence the file's name.)

use super::common::store_in;
use super::copy::{database, same};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "MOVE",
    arity: 3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Takes a key to another database, if it is free there",
    example: "MOVE fruits 1",
    syntax: &[
        Syntax::Value("key", Holds::Key),
        Syntax::Value("db", Holds::Number),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run,
};

fn parse(args: Args<'_>) -> Result<(&[u8], usize), Fault> {
    let (rest, key) = bytes(args).map_err(settled)?;
    let (_, to) = database(rest)?;
    Ok((key, to))
}

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let (key, to) = parse(args)?;
    let from = context.db;
    if to == from {
        return Err(same().at(args.at() + 1));
    }
    let free = context.keyspace.dbs[to].get(key).is_none();
    let stored = context.db().stored(key).filter(|_| free);
    let moved = stored.is_some();
    if let Some(stored) = stored {
        context.db_mut().remove(key);
        store_in(context, to, key, stored);
        context.touch(key);
        context.change(key);
        context.emit(|| Event::Moved {
            key: key.into(),
            from,
            to,
        });
    }
    context.out().int(i64::from(moved));
    Ok(Flow::Done)
}
