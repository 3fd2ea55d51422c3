//! DECR (streams.md E.3): takes 1 from the number under a key.

use super::arithmetic;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "DECR",
    arity: 2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::String,
    summary: "Takes 1 from the number under a key; no key counts as 0",
    example: "DECR visits",
    syntax: arithmetic::KEY,
    subcommands: &[],
    check: |args| arithmetic::by(-1, args).map(drop),
    run: |args, context| arithmetic::by(-1, args)?.run(context),
};
