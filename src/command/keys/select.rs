//! SELECT (streams.md E.1): changes the database that the client's next commands use.

use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::Fault;
use crate::command::grammar::{integer, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::DATABASES;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SELECT",
    arity: 2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Changes to another of the sixteen databases",
    example: "SELECT 1",
    syntax: &[Syntax::Value("index", Holds::Number)],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::Select(parse(args)?))),
};

fn parse(args: Args<'_>) -> Result<usize, Fault> {
    const WANT: &str = "the number of a database, 0 to 15";
    let number = whole(integer(WANT), args)?;
    let index = usize::try_from(number).ok().filter(|index| *index < DATABASES);
    index.ok_or(
        Fault::new("ERR DB index is out of range")
            .at(args.at())
            .want(WANT),
    )
}
