//! CLIENT NO-EVICT, NO-TOUCH and REPLY (streams.md E.2): how a connection is to be treated.

use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::session::{Mode, Replies};
use crate::command::spec::{Source, Spec, Syntax, Topic};

const ON_OR_OFF: &[Syntax] = &[Syntax::OneOf(&[&[Syntax::Word("ON")], &[Syntax::Word("OFF")]])];

pub(super) const NO_EVICT: Spec = Spec {
    name: "NO-EVICT",
    arity: 3,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Protects this connection where memory runs short; here it never does",
    example: "CLIENT NO-EVICT ON",
    syntax: ON_OR_OFF,
    subcommands: &[],
    check: |args| on_or_off(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::Mode(Mode::NoEvict, on_or_off(args)?))),
};

pub(super) const NO_TOUCH: Spec = Spec {
    name: "NO-TOUCH",
    arity: 3,
    since: version(7, 2),
    source: Source::Ran80,
    topic: Topic::Connection,
    summary: "Leaves the times of last use alone; here nobody keeps them",
    example: "CLIENT NO-TOUCH ON",
    syntax: ON_OR_OFF,
    subcommands: &[],
    check: |args| on_or_off(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::Mode(Mode::NoTouch, on_or_off(args)?))),
};

pub(super) const REPLY: Spec = Spec {
    name: "REPLY",
    arity: 3,
    since: version(3, 2),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Says what is to be answered: everything, nothing, or all but this and the next command",
    example: "CLIENT REPLY ON",
    syntax: &[Syntax::OneOf(&[
        &[Syntax::Word("ON")],
        &[Syntax::Word("OFF")],
        &[Syntax::Word("SKIP")],
    ])],
    subcommands: &[],
    check: |args| replies(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::Replies(replies(args)?))),
};

fn on_or_off(args: Args<'_>) -> Result<bool, Fault> {
    match &*whole(bytes, args)?.to_ascii_lowercase() {
        b"on" => Ok(true),
        b"off" => Ok(false),
        _ => Err(Fault::new(SYNTAX).at(args.at()).want("ON or OFF")),
    }
}

fn replies(args: Args<'_>) -> Result<Replies, Fault> {
    match &*whole(bytes, args)?.to_ascii_lowercase() {
        b"on" => Ok(Replies::On),
        b"off" => Ok(Replies::Off),
        b"skip" => Ok(Replies::Skip),
        _ => Err(Fault::new(SYNTAX).at(args.at()).want("ON, OFF or SKIP")),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn silence() {
        Rig::new().transcript(
            r#"
> CLIENT REPLY SKIP
> PING
> ECHO a
"a"
> CLIENT REPLY OFF
> PING
> CLIENT REPLY SKIP
> PING
> PING
> CLIENT REPLY ON
OK
> CLIENT REPLY foo
(error) ERR syntax error
> CLIENT NO-EVICT foo
(error) ERR syntax error
> CLIENT NO-TOUCH on
OK
"#,
        );
    }

    /// As recorded from 8.0.
    #[test]
    fn what_is_skipped_is_skipped_however_late_it_comes() {
        Rig::new().transcript(
            r#"
# client A
> CLIENT REPLY SKIP
> BLPOP q 0.1
> CLIENT REPLY SKIP
> BLPOP q 0
# (no reply yet: the client is blocked)
# client main
> RPUSH q v
(integer) 1
# client A receives nothing
> CLIENT PAUSE 100 WRITE
OK
# client A
> CLIENT REPLY SKIP
> SET k v
> GET k
"v"
> CLIENT REPLY SKIP
> RESET
> ECHO a
"a"
"#,
        );
    }

    /// As recorded from 8.0.
    #[test]
    fn who_hears_nothing_hears_nothing_whatever_is_run() {
        let mut rig = Rig::new();
        rig.run("spy", "MONITOR");
        rig.run("spy", "CLIENT REPLY OFF");
        rig.transcript(
            r#"
> CLIENT REPLY OFF
> CLIENT REPLY SKIP
> ECHO a
> ECHO b
> MULTI
> PUBLISH news x
> ECHO c
> CLIENT KILL ID 999
> ECHO d
> EXEC
> HELLO 3
> SUBSCRIBE news
1) "subscribe"
2) "news"
3) (integer) 1
> CLIENT REPLY ON
OK
> CONFIG GET timeout
1# "timeout" => "0"
# client spy receives nothing
"#,
        );
    }
}
