//! QUIT (streams.md E.1): says goodbye; what is still queued is forgotten.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "QUIT",
    arity: -1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Closes the connection",
    example: "QUIT",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::Quit)),
};
