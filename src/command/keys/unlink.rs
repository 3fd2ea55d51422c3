//! UNLINK (streams.md E.3): as DEL. In Redis the memory is freed by another thread; what is seen is the same.

use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "UNLINK",
    arity: -2,
    since: version(4, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Removes keys as DEL does; a real server frees their memory in the background",
    example: "UNLINK fruits",
    syntax: &[Syntax::Many(&[Syntax::Value("key", Holds::Key)])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| Ok(super::del::run(args, context)),
};
