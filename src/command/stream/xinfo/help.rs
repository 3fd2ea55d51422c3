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

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// Redis's form: syntax at the margin, what it does indented. The sentences are ours.
    #[test]
    fn every_subcommand_is_listed() {
        let help = Rig::new().run("main", "XINFO HELP");
        let listed: Vec<&str> = help
            .lines()
            .filter_map(|line| line.split_once(") ")?.1.split(' ').next())
            .filter(|word| !word.is_empty())
            .collect();
        assert_eq!(help.lines().count(), 9);
        assert_eq!(listed, ["XINFO", "CONSUMERS", "GROUPS", "STREAM", "HELP"]);
    }
}
