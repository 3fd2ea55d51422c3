//! DISCARD (streams.md E.5): forgets what was queued since MULTI.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "DISCARD",
    arity: 1,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::Transactions,
    summary: "Forgets the commands queued since MULTI",
    example: "DISCARD",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::Discard)),
};
