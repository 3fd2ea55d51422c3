//! PEXPIRETIME (streams.md E.3): tells the Unix time in milliseconds at which a key goes away.

use super::remaining::{self, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PEXPIRETIME",
    arity: 2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Tells the Unix time in milliseconds at which a key goes away; -1 for never, -2 if there is no such key",
    example: "PEXPIRETIME fruits",
    syntax: SYNTAX,
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| remaining::run(args, context, |_, at| at),
};
