//! DBSIZE (streams.md E.3): how many keys there are.

use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "DBSIZE",
    arity: 1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Counts the keys of the database in use",
    example: "DBSIZE",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        let len = context.db().len() + context.db().lingering;
        context.out().count(len);
        Ok(Flow::Done)
    },
};
