//! XINFO (streams.md B.20, B.21): what there is to know about a stream, its groups and their consumers. Each
//! subcommand has its own file.

mod consumers;
mod full;
mod groups;
mod help;
mod stream;

use crate::command::profile::version;
use crate::command::resolve::arity;
use crate::command::spec::{Source, Spec, Topic};
use crate::wire::Out;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XINFO",
    arity: -2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Tells about a stream, its groups and their consumers",
    example: "XINFO GROUPS fruits",
    syntax: &[],
    subcommands: &[consumers::SPEC, groups::SPEC, help::SPEC, stream::SPEC],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("xinfo")),
    run: |_, _| Err(arity("xinfo")),
};

/// A number that may be unknown.
fn int_or_nil(out: &mut Out, number: Option<i64>) {
    match number {
        Some(number) => out.int(number),
        None => out.nil(),
    }
}
