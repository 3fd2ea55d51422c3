//! EXEC (streams.md E.5): runs what was queued since MULTI.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "EXEC",
    arity: 1,
    since: version(1, 2),
    source: Source::Ran70And80,
    topic: Topic::Transactions,
    summary: "Runs the commands queued since MULTI, unless a watched key has changed",
    example: "EXEC",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::Exec)),
};
