//! DEBUG (streams.md E.6): refused, as a server refuses it that was not started for it.

use crate::command::fault::{Fault, PROTECTED};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "DEBUG",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused, as by a server that was not started for it",
    example: "DEBUG SLEEP 0",
    syntax: &[Syntax::Many(&[Syntax::Value("argument", Holds::Text)])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Err(Fault::new(PROTECTED)),
};
