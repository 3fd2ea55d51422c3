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

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_subcommand_is_judged_before_its_key() {
        Rig::new().transcript(
            "
> SET text x
OK
> XINFO
(error) ERR wrong number of arguments for 'xinfo' command
> XINFO text
(error) ERR unknown subcommand 'text'. Try XINFO HELP.
> XINFO KEYS text
(error) ERR unknown subcommand 'KEYS'. Try XINFO HELP.
> XINFO HELP text
(error) ERR wrong number of arguments for 'xinfo|help' command
> XINFO GROUPS
(error) ERR wrong number of arguments for 'xinfo|groups' command
",
        );
    }
}
