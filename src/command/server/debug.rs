//! DEBUG (streams.md E.6): refused, as a server refuses it that was not started for it.

use crate::command::fault::Fault;
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
    run: |_, _| Err(REFUSED),
};

const REFUSED: Fault = Fault::new(
    "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you can run it from a local \
     connection, otherwise you need to set this option in the configuration file, and then restart the server.",
);
