//! WATCH (streams.md E.5, H.4): has the next EXEC refused if one of these keys changes before.

use crate::command::context::{Flow, Session};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "WATCH",
    arity: -2,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::Transactions,
    summary: "Has the next EXEC do nothing if one of these keys changes before it",
    example: "WATCH fruits",
    syntax: &[Syntax::Many(&[Syntax::Value("key", Holds::Key)])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, _| {
        Ok(Flow::Session(Session::Watch(
            args.words().map(|word| word.bytes.into()).collect(),
        )))
    },
};
