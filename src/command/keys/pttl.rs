//! PTTL (streams.md E.3): tells in how many milliseconds a key goes away.

use super::remaining::{self, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PTTL",
    arity: 2,
    since: version(2, 6),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Tells in how many milliseconds a key goes away; -1 for never, -2 if there is no such key",
    example: "PTTL fruits",
    syntax: SYNTAX,
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| remaining::run(args, context, |left, _| left),
};
