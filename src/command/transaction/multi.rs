//! MULTI (streams.md E.5): begins a transaction; the engine queues what follows.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "MULTI",
    arity: 1,
    since: version(1, 2),
    source: Source::Ran70And80,
    topic: Topic::Transactions,
    summary: "Begins a transaction: the commands that follow wait for EXEC and then run without a gap",
    example: "MULTI",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::Multi)),
};
