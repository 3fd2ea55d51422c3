//! CLIENT PAUSE and UNPAUSE (streams.md E.2): what clients say is held back for a while, all of it or only what writes.

use crate::command::args::Args;
use crate::command::context::{Context, Flow, Session};
use crate::command::fault::Fault;
use crate::command::grammar::{integer_or, settled};
use crate::command::profile::version;
use crate::command::resolve::too_many;
use crate::command::session::Pause;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Millis;

pub(super) const PAUSE: Spec = Spec {
    name: "PAUSE",
    arity: -3,
    since: version(3, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Holds back what clients say for so many milliseconds: all of it, or only what writes",
    example: "CLIENT PAUSE 5000 WRITE",
    syntax: &[
        Syntax::Value("timeout", Holds::Ms),
        Syntax::Optional(&[Syntax::OneOf(&[&[Syntax::Word("WRITE")], &[Syntax::Word("ALL")]])]),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, context| pause(parse(args)?, args, context),
};

pub(super) const UNPAUSE: Spec = Spec {
    name: "UNPAUSE",
    arity: 2,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Ends a pause of writing; under a pause of everything this is held back as well",
    example: "CLIENT UNPAUSE",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::Pause(None))),
};

/// For how long, in ms, and whether everything is held back. The kind is judged before the time.
fn parse(args: Args<'_>) -> Result<(Millis, bool), Fault> {
    let all = match (args.len(), args.words().nth(1)) {
        (3.., _) => return Err(too_many("CLIENT", args, 2)),
        (_, None) => true,
        (_, Some(word)) if word.bytes.eq_ignore_ascii_case(b"all") => true,
        (_, Some(word)) if word.bytes.eq_ignore_ascii_case(b"write") => false,
        (_, Some(word)) => {
            let fault = Fault::new("ERR CLIENT PAUSE mode must be WRITE or ALL");
            return Err(fault.at(word.at).want("WRITE or ALL"));
        }
    };
    let refusal = "ERR timeout is not an integer or out of range";
    let (_, span) = integer_or(refusal, "how long, in milliseconds")(args).map_err(settled)?;
    if span < 0 {
        return Err(Fault::new("ERR timeout is negative").at(args.at()));
    }
    Ok((span, all))
}

fn pause((span, all): (Millis, bool), args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let until = match context.now().checked_add(span) {
        Some(until) => until,
        // 7.0 let the sum wrap around.
        None if context.profile < version(7, 2) => context.now(),
        None => return Err(Fault::new("ERR timeout is out of range").at(args.at())),
    };
    Ok(Flow::Session(Session::Pause(Some(Pause { until, all }))))
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn what_writes_is_held_back_and_then_done_in_order() {
        let mut rig = Rig::new().at(1000);
        rig.transcript("> CLIENT PAUSE 5000 WRITE\nOK\n");
        rig.run("B", "APPEND x b");
        rig.run("A", "APPEND x a");
        rig.run("A", "APPEND x never");
        rig.run("C", "MULTI");
        assert!(rig.run("C", "EXEC").contains("empty"));
        assert!(rig.waits("A") && rig.waits("B"));
        rig.transcript("> GET x\n(nil)\n> CLIENT UNBLOCK 2\n(integer) 0\n> CLIENT PAUSE 1 WRITE\nOK\n");
        rig.pass(100);
        assert!(rig.waits("A"), "a shorter pause does not shorten the longer");
        rig.transcript("> CLIENT UNPAUSE\nOK\n> GET x\n\"ba\"\n");
        assert_eq!(
            (rig.received("A"), rig.received("B")),
            ("(integer) 2\n".into(), "(integer) 1\n".into())
        );
    }

    #[test]
    fn a_pause_of_everything_ends_with_its_time() {
        let mut rig = Rig::new().at(1000);
        rig.run("main", "CLIENT PAUSE 50");
        rig.run("main", "PING");
        rig.run("A", "CLIENT UNPAUSE");
        assert!(rig.waits("main") && rig.waits("A"));
        assert_eq!(rig.engine().deadline(), Some(1050));
        rig.pass(50);
        assert_eq!(
            (rig.received("main"), rig.received("A")),
            ("PONG\n".into(), "OK\n".into())
        );
        assert_eq!(rig.engine().deadline(), None);
    }

    #[test]
    fn its_refusals() {
        Rig::new().transcript(
            "
> CLIENT PAUSE x
(error) ERR timeout is not an integer or out of range
> CLIENT PAUSE -1
(error) ERR timeout is negative
> CLIENT PAUSE 10 foo
(error) ERR CLIENT PAUSE mode must be WRITE or ALL
> CLIENT PAUSE 10 WRITE x
(error) ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.
> CLIENT PAUSE 9223372036854775807
(error) ERR timeout is out of range
> CLIENT PAUSE
(error) ERR wrong number of arguments for 'client|pause' command
",
        );
    }
}
