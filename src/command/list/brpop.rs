//! BRPOP (streams.md C.4): takes the last element of the first list that has any, waiting for one if need be.

use super::blocking::{BlockingPop, SYNTAX};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};
use crate::store::End;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "BRPOP",
    arity: -3,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Takes the last element of a list, and waits for one if there is none; 0 seconds waits for ever",
    example: "BRPOP jobs 5",
    syntax: SYNTAX,
    subcommands: &[],
    check: |args| BlockingPop::parse(args).map(drop),
    run: |args, context| BlockingPop::parse(args)?.run(End::Right, context),
};
