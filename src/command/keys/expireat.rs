//! EXPIREAT (streams.md E.3): has a key go away at a Unix time in seconds.

use super::expiring::{self, Base, Kind, Unit};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "EXPIREAT",
    arity: -3,
    since: version(1, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Has a key go away at a Unix time in seconds",
    example: "EXPIREAT fruits 1893456000",
    syntax: expiring::UNIX_SECONDS,
    subcommands: &[],
    check: |args| expiring::parse(KIND, args).map(drop),
    run: |args, context| expiring::parse(KIND, args)?.run(context),
};

const KIND: Kind = Kind {
    name: "expireat",
    unit: Unit::Seconds,
    base: Base::Epoch,
};
