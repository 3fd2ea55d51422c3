//! SHUTDOWN: ends a server that was started as one. Nothing is ever saved, so that every way to say it means the same.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::value;
use nom::multi::many0_count;

use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{keyword, whole};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SHUTDOWN",
    arity: -1,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Ends the server, and everything in it; beside the screen it is refused",
    example: "SHUTDOWN NOSAVE",
    syntax: &[
        Syntax::Optional(&[Syntax::OneOf(&[
            &[Syntax::Word("NOSAVE")],
            &[Syntax::Word("SAVE")],
        ])]),
        Syntax::Optional(&[Syntax::Word("NOW")]),
        Syntax::Optional(&[Syntax::Word("FORCE")]),
        Syntax::Optional(&[Syntax::Word("ABORT")]),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, _| parse(args).map(Flow::Session),
};

fn parse(args: Args<'_>) -> Result<Session, Fault> {
    let has = |name: &str| {
        args.words()
            .any(|word| word.bytes.eq_ignore_ascii_case(name.as_bytes()))
    };
    let option = alt((
        value((), keyword("NOSAVE")),
        value((), keyword("SAVE")),
        value((), keyword("NOW")),
        value((), keyword("FORCE")),
        value((), keyword("ABORT")),
    ));
    whole(many0_count(option).map(drop), args)?;
    let contradicts = (has("SAVE") && has("NOSAVE")) || (has("ABORT") && args.len() > 1);
    if contradicts {
        return Err(Fault::new(SYNTAX).at(args.at()));
    }
    if has("ABORT") {
        return Err(Fault::new("ERR No shutdown in progress."));
    }
    Ok(Session::Shutdown)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn it_is_refused_where_nobody_started_a_server() {
        Rig::new().transcript(
            r"
> SHUTDOWN NOSAVE
(error) ERR Errors trying to SHUTDOWN. Check logs.
> SHUTDOWN ABORT
(error) ERR No shutdown in progress.
> SHUTDOWN SAVE NOSAVE
(error) ERR syntax error
> SHUTDOWN LATER
(error) ERR syntax error
",
        );
    }
}
