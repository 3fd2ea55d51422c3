//! APPEND (streams.md E.3): lengthens the string under a key.

use super::common::{store_text, text};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Value;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "APPEND",
    arity: 3,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::String,
    summary: "Adds text to the end of the string under a key, and tells how long it is now",
    example: "APPEND note more",
    syntax: &[
        Syntax::Value("key", Holds::Key),
        Syntax::Value("value", Holds::Text),
    ],
    subcommands: &[],
    check: |args| whole((bytes, bytes), args).map(drop),
    run,
};

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let (key, more) = whole((bytes, bytes), args)?;
    let (value, len) = match text(context, key)? {
        None => (Value::Text(more.into()), more.len()),
        Some(text) => {
            let joined = [&*text, more].concat();
            let len = joined.len();
            (Value::Grown(joined.into()), len)
        }
    };
    store_text(context, key, value);
    context.out().count(len);
    Ok(Flow::Done)
}
