//! CLIENT UNBLOCK (streams.md C.3): ends another client's wait, as if its time were up or with an error.

use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, NOT_AN_INTEGER};
use crate::command::grammar::{integer_or, settled};
use crate::command::profile::version;
use crate::command::resolve::too_many;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::wire::ClientId;

pub(super) const SPEC: Spec = Spec {
    name: "UNBLOCK",
    arity: -3,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Ends the wait of another client, as if its time were up or with an error",
    example: "CLIENT UNBLOCK 3",
    syntax: &[
        Syntax::Value("client-id", Holds::Number),
        Syntax::Optional(&[Syntax::OneOf(&[
            &[Syntax::Word("TIMEOUT")],
            &[Syntax::Word("ERROR")],
        ])]),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, _| Ok(Flow::Session(parse(args)?)),
};

/// The reason is judged before the number.
fn parse(args: Args<'_>) -> Result<Session, Fault> {
    let error = match (args.len(), args.words().nth(1)) {
        (3.., _) => return Err(too_many("CLIENT", args, 2)),
        (_, None) => false,
        (_, Some(word)) if word.bytes.eq_ignore_ascii_case(b"timeout") => false,
        (_, Some(word)) if word.bytes.eq_ignore_ascii_case(b"error") => true,
        (_, Some(word)) => {
            let fault = Fault::new("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
            return Err(fault.at(word.at).want("TIMEOUT or ERROR"));
        }
    };
    let (_, id) = integer_or(NOT_AN_INTEGER, "a client's number")(args).map_err(settled)?;
    Ok(Session::Unblock {
        // No client has a negative number.
        client: ClientId(u64::try_from(id).unwrap_or(0)),
        error,
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_wait_ends_in_one_of_two_ways() {
        Rig::new().transcript(
            r"
# client A
> CLIENT ID
(integer) 1
> XREAD BLOCK 0 STREAMS s $
# (no reply yet: the client is blocked)
# client B
> BLPOP l 0
# (no reply yet: the client is blocked)
# client main
> CLIENT UNBLOCK 1
(integer) 1
# client A receives
(nil)
> CLIENT UNBLOCK 2 error
(integer) 1
# client B receives
(error) UNBLOCKED client unblocked via CLIENT UNBLOCK
> CLIENT UNBLOCK 1
(integer) 0
> CLIENT UNBLOCK -1
(integer) 0
> CLIENT UNBLOCK x
(error) ERR value is not an integer or out of range
> CLIENT UNBLOCK x foo
(error) ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR
> CLIENT unblock 1 2 3
(error) ERR unknown subcommand or wrong number of arguments for 'unblock'. Try CLIENT HELP.
",
        );
    }
}
