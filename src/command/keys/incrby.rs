//! INCRBY (streams.md E.3): adds to the number under a key.

use super::arithmetic;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "INCRBY",
    arity: 3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::String,
    summary: "Adds to the number under a key; no key counts as 0",
    example: "INCRBY visits 5",
    syntax: arithmetic::KEY_AND_INCREMENT,
    subcommands: &[],
    check: |args| arithmetic::increment(args).map(drop),
    run: |args, context| arithmetic::increment(args)?.run(context),
};
