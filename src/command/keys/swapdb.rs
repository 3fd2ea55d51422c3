//! SWAPDB (streams.md E.3): two databases change places, for everybody who uses them.

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{integer_or, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{Bytes, DATABASES};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SWAPDB",
    arity: 3,
    since: version(4, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Has two databases change places, for everybody who uses them",
    example: "SWAPDB 0 1",
    syntax: &[
        Syntax::Value("index1", Holds::Number),
        Syntax::Value("index2", Holds::Number),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run,
};

fn parse(args: Args<'_>) -> Result<(usize, usize), Fault> {
    const WANT: &str = "the number of a database, 0 to 15";
    let numbers = (
        integer_or("ERR invalid first DB index", WANT),
        integer_or("ERR invalid second DB index", WANT),
    );
    let (one, other) = whole(numbers, args)?;
    let index = |number: i64, at: usize| {
        let index = usize::try_from(number).ok().filter(|index| *index < DATABASES);
        index.ok_or(Fault::new("ERR DB index is out of range").at(at).want(WANT))
    };
    Ok((index(one, args.at())?, index(other, args.at() + 1)?))
}

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let (one, other) = parse(args)?;
    if one != other {
        tell(context, one, other);
        context.keyspace.dbs.swap(one, other);
        context.emit(|| Event::Swapped { one, other });
    }
    context.out().ok();
    Ok(Flow::Done)
}

/// Whoever waits on or watches a key that is in either database finds something else under it now.
fn tell(context: &mut Context<'_, '_>, one: usize, other: usize) {
    if !context.anyone_waits && !context.anyone_watches {
        return;
    }
    let both = [one, other].map(|db| context.keyspace.dbs[db].iter().map(|(key, _)| key.clone()));
    let keys: Vec<Bytes> = both.into_iter().flatten().collect();
    for key in keys {
        for db in [one, other] {
            context.touch_in(db, &key);
            context.change_in(db, &key);
        }
    }
}
