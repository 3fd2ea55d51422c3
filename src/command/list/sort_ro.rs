//! `SORT_RO` (streams.md E.4): SORT that never stores.

use super::sorting::{ALPHA, BY, GET, KEY, LIMIT, ORDER, Sort, Stores};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SORT_RO",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Shows the elements of a list in order, as SORT does, and stores nothing",
    example: "SORT_RO jobs ALPHA",
    syntax: &[KEY, BY, LIMIT, GET, ORDER, ALPHA],
    subcommands: &[],
    check: |args| Sort::parse(args, Stores::Never).map(drop),
    run: |args, context| Sort::parse(args, Stores::Never)?.run(context),
};
