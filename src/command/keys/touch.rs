//! TOUCH (streams.md E.3): counts keys as EXISTS does. In Redis it also says that they were used just now.

use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "TOUCH",
    arity: -2,
    since: version(3, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Counts how many of the keys named exist; a real server also notes that they were used",
    example: "TOUCH fruits",
    syntax: &[Syntax::Many(&[Syntax::Value("key", Holds::Key)])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| Ok(super::exists::run(args, context)),
};
