//! RESET (streams.md D.2): makes the connection as new: no transaction, no subscriptions, no name, database 0, RESP2.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "RESET",
    arity: 1,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Makes the connection as new: no transaction, no subscriptions, no name, database 0",
    example: "RESET",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::Reset)),
};
