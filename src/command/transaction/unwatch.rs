//! UNWATCH (streams.md E.5): forgets every watched key.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "UNWATCH",
    arity: 1,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::Transactions,
    summary: "Forgets every watched key",
    example: "UNWATCH",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::Unwatch)),
};
