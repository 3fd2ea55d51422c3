//! EXISTS (streams.md E.3): how many of the keys named exist; a key named twice counts twice.

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "EXISTS",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Counts how many of the keys named exist",
    example: "EXISTS fruits",
    syntax: &[Syntax::Many(&[Syntax::Value("key", Holds::Key)])],
    subcommands: &[],
    // Any bytes are a key, and the table has counted them.
    check: |_| Ok(()),
    run: |args, context| Ok(run(args, context)),
};

pub(super) fn run(keys: Args<'_>, context: &mut Context<'_, '_>) -> Flow {
    let db = context.db();
    let existing = keys.words().filter(|Word { bytes, .. }| db.get(bytes).is_some());
    let count = existing.count();
    context.out().count(count);
    Flow::Done
}
