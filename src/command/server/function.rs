//! FUNCTION (streams.md E.6): there are no functions, so they can only be listed as none and removed.

use super::write_help;
use crate::command::args::Args;
use crate::command::context::Flow;
use crate::command::fault::Fault;
use crate::command::profile::version;
use crate::command::resolve::{arity, too_many};
use crate::command::spec::{Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "FUNCTION",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Removes functions, of which there are none here",
    example: "FUNCTION FLUSH",
    syntax: &[],
    subcommands: &[FLUSH, HELP],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("function")),
    run: |_, _| Err(arity("function")),
};

const FLUSH: Spec = Spec {
    name: "FLUSH",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Removes every function: there are none",
    example: "FUNCTION FLUSH",
    syntax: &[Syntax::Optional(&[Syntax::OneOf(&[
        &[Syntax::Word("ASYNC")],
        &[Syntax::Word("SYNC")],
    ])])],
    subcommands: &[],
    check: flush,
    run: |args, context| {
        flush(args)?;
        context.out().ok();
        Ok(Flow::Done)
    },
};

const HELP: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Lists the subcommands of FUNCTION",
    example: "FUNCTION HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        write_help(context.out(), LINES);
        Ok(Flow::Done)
    },
};

const LINES: &[&str] = &[
    "FUNCTION <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "FLUSH [ASYNC|SYNC]",
    "    Remove every function.",
    "HELP",
    "    Print this help.",
];

fn flush(args: Args<'_>) -> Result<(), Fault> {
    let Some(how) = args.peek() else { return Ok(()) };
    if args.len() > 1 {
        return Err(too_many("FUNCTION", args, 1));
    }
    let known = [&b"async"[..], b"sync"]
        .iter()
        .any(|word| how.bytes.eq_ignore_ascii_case(word));
    if known {
        return Ok(());
    }
    Err(Fault::new("ERR FUNCTION FLUSH only supports SYNC|ASYNC option").at(how.at))
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn there_are_none_to_remove() {
        Rig::new().transcript(
            "
> FUNCTION FLUSH
OK
> FUNCTION FLUSH async
OK
> FUNCTION FLUSH foo
(error) ERR FUNCTION FLUSH only supports SYNC|ASYNC option
> FUNCTION FLUSH async sync
(error) ERR unknown subcommand or wrong number of arguments for 'FLUSH'. Try FUNCTION HELP.
> FUNCTION NOPE
(error) ERR unknown subcommand 'NOPE'. Try FUNCTION HELP.
> FUNCTION
(error) ERR wrong number of arguments for 'function' command
",
        );
    }
}
