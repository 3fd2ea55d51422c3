//! PEXPIRE (streams.md E.3): has a key go away after so many milliseconds.

use super::expiring::{self, Base, Kind, Unit};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "PEXPIRE",
    arity: -3,
    since: version(2, 6),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Has a key go away after so many milliseconds",
    example: "PEXPIRE fruits 1500",
    syntax: expiring::MILLISECONDS,
    subcommands: &[],
    check: |args| expiring::parse(KIND, args).map(drop),
    run: |args, context| expiring::parse(KIND, args)?.run(context),
};

const KIND: Kind = Kind {
    name: "pexpire",
    unit: Unit::Milliseconds,
    base: Base::Now,
};
