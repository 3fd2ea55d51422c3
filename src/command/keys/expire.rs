//! EXPIRE (streams.md E.3): has a key go away after so many seconds; a stream goes with all its groups.

use super::expiring::{self, Base, Kind, Unit};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "EXPIRE",
    arity: -3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Has a key go away after so many seconds; a stream goes with all its groups",
    example: "EXPIRE fruits 60",
    syntax: expiring::SECONDS,
    subcommands: &[],
    check: |args| expiring::parse(KIND, args).map(drop),
    run: |args, context| expiring::parse(KIND, args)?.run(context),
};

const KIND: Kind = Kind {
    name: "expire",
    unit: Unit::Seconds,
    base: Base::Now,
};
