//! AUTH (streams.md E.1): proves who one is. There is one user, `default`.

use crate::command::args::Args;
use crate::command::context::{Flow, Session};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::profile::version;
use crate::command::session::Login;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "AUTH",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Proves who you are, where the server wants a password",
    example: "AUTH default secret",
    // Which of the two a single word is shows only when nothing follows, which no hint can know before.
    syntax: &[
        Syntax::Value("username-or-password", Holds::Text),
        Syntax::Optional(&[Syntax::Value("password", Holds::Text)]),
    ],
    subcommands: &[],
    check: |args| parse(args).map(drop),
    run: |args, _| Ok(Flow::Session(Session::Login(parse(args)?))),
};

fn parse(args: Args<'_>) -> Result<Login, Fault> {
    let words: Vec<&[u8]> = args.words().map(|word| word.bytes).collect();
    match words.as_slice() {
        [password] => Ok(Login {
            user: None,
            password: (*password).into(),
        }),
        [user, password] => Ok(Login {
            user: Some((*user).into()),
            password: (*password).into(),
        }),
        _ => Err(Fault::new(SYNTAX).at(args.at() + 2)),
    }
}
