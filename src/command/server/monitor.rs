//! MONITOR (streams.md E.6): shows every command that is run from now on. Showing them is the engine's business.

use crate::command::context::{Flow, Session};
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "MONITOR",
    arity: 1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Shows every command that anybody runs from now on; RESET ends it",
    example: "MONITOR",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        // A transaction's reply has an end.
        if context.may_wait {
            Ok(Flow::Session(Session::Monitor))
        } else {
            Err(Fault::new("ERR MONITOR isn't allowed for DENY BLOCKING client"))
        }
    },
};
