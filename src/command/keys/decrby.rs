//! DECRBY (streams.md E.3): takes from the number under a key.

use super::arithmetic;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "DECRBY",
    arity: 3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::String,
    summary: "Takes from the number under a key; no key counts as 0",
    example: "DECRBY visits 5",
    syntax: arithmetic::KEY_AND_DECREMENT,
    subcommands: &[],
    check: |args| arithmetic::decrement(args).map(drop),
    run: |args, context| arithmetic::decrement(args)?.run(context),
};
