//! TYPE (streams.md E.3): what kind of value a key holds. (`type` is a word of Rust, hence the file's name.)

use nom::Parser;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Value;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "TYPE",
    arity: 2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Tells what a key holds: stream, list, string, or none if there is no such key",
    example: "TYPE fruits",
    syntax: &[Syntax::Value("key", Holds::Key)],
    subcommands: &[],
    check: |args| Type::parse(args).map(drop),
    run: |args, context| Ok(Type::parse(args)?.run(context)),
};

struct Type<'a> {
    key: &'a [u8],
}

impl<'a> Type<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|key| Type { key }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Flow {
        let name = context.db().get(self.key).map_or("none", Value::type_name);
        context.out().simple(name);
        Flow::Done
    }
}
