//! XGROUP HELP (streams.md B.15): the family in a few lines. The sentences are our own, the form is Redis's.

use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Topic};

pub(super) const SPEC: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Lists the subcommands of XGROUP",
    example: "XGROUP HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        super::super::common::write_help(context.out(), LINES);
        Ok(Flow::Done)
    },
};

const LINES: &[&str] = &[
    "XGROUP <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "CREATE <key> <groupname> <id|$> [option]",
    "    Make a consumer group whose bookmark stands at the ID. Options:",
    "    * MKSTREAM",
    "      Make an empty stream if the key is missing.",
    "    * ENTRIESREAD entries_read",
    "      Say how many entries the group has read (-1: unknown).",
    "CREATECONSUMER <key> <groupname> <consumer>",
    "    Add a consumer to the group.",
    "DELCONSUMER <key> <groupname> <consumer>",
    "    Remove a consumer and what is pending for it.",
    "DESTROY <key> <groupname>",
    "    Remove the group.",
    "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
    "    Move the group's bookmark.",
    "HELP",
    "    Print this help.",
];

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// Redis's form: syntax at the margin, what it does indented. The sentences are ours.
    #[test]
    fn every_subcommand_is_listed() {
        let help = Rig::new().run("main", "XGROUP HELP");
        let listed: Vec<&str> = help
            .lines()
            .filter_map(|line| line.split_once(") ")?.1.split(' ').next())
            .filter(|word| !word.is_empty())
            .collect();
        assert_eq!(help.lines().count(), 17);
        assert_eq!(
            listed,
            [
                "XGROUP",
                "CREATE",
                "CREATECONSUMER",
                "DELCONSUMER",
                "DESTROY",
                "SETID",
                "HELP"
            ]
        );
    }
}
