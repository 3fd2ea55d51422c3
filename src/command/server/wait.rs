//! WAIT (streams.md E.6): waits until replicas have what was written. There are none, so only time ends it.

use crate::command::args::Args;
use crate::command::context::{Context, Flow, Wait, WaitOn};
use crate::command::fault::Fault;
use crate::command::grammar::{integer, integer_or, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Millis;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "WAIT",
    arity: 3,
    since: version(3, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Waits until so many replicas have what was written; here there are none",
    example: "WAIT 0 100",
    syntax: &[
        Syntax::Value("numreplicas", Holds::Number),
        Syntax::Value("timeout", Holds::Ms),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run,
};

fn parse(args: Args<'_>) -> Result<(i64, Millis), Fault> {
    const WANT: &str = "how long to wait, in milliseconds";
    let (rest, replicas) = integer("how many replicas")(args).map_err(settled)?;
    let text = "ERR timeout is not an integer or out of range";
    let (_, timeout) = integer_or(text, WANT)(rest).map_err(settled)?;
    if timeout < 0 {
        return Err(Fault::new("ERR timeout is negative").at(rest.at()).want(WANT));
    }
    Ok((replicas, timeout))
}

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let (replicas, timeout) = parse(args)?;
    let deadline = context.now().checked_add(timeout);
    let deadline = deadline.ok_or(Fault::new("ERR timeout is out of range").at(args.at() + 1))?;
    if replicas <= 0 || !context.may_wait {
        context.out().int(0);
        return Ok(Flow::Done);
    }
    Ok(Flow::Wait(Wait {
        claim: None,
        keys: Vec::new(),
        on: WaitOn::Replicas,
        deadline: (timeout > 0).then_some(deadline),
        argv: args.argv().to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn nobody_comes() {
        Rig::new().transcript(
            r"
> WAIT 0 0
(integer) 0
> WAIT x 0
(error) ERR value is not an integer or out of range
> WAIT 0 -1
(error) ERR timeout is negative
> WAIT 0 x
(error) ERR timeout is not an integer or out of range
> WAIT 1 50
(integer) 0
> WAIT 1 0
# (no reply yet: the client is blocked)
# client B
> CLIENT UNBLOCK 1
(integer) 1
# client main receives
(integer) 0
",
        );
    }
}
