//! XINFO HELP (streams.md B.21): the family in a few lines. The sentences are our own, the form is Redis's.

use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(super) const SPEC: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Lists the subcommands of XINFO",
    example: "XINFO HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        super::super::common::write_help(context.out(), LINES);
        Ok(Flow::Done)
    },
};

const LINES: &[&str] = &[
    "XINFO <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "CONSUMERS <key> <groupname>",
    "    List the consumers of a group.",
    "GROUPS <key>",
    "    List the groups of a stream.",
    "STREAM <key> [FULL [COUNT <count>]",
    "    Tell about a stream.",
    "HELP",
    "    Print this help.",
];
