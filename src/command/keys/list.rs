//! KEYS (streams.md E.3): the keys whose names match a pattern. (The file is not called `keys` because its room is.)

use nom::Parser;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::glob;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "KEYS",
    arity: 2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Lists the keys whose names match a pattern; * matches all of them",
    example: "KEYS *",
    syntax: &[Syntax::Value("pattern", Holds::Pattern)],
    subcommands: &[],
    check: |args| Keys::parse(args).map(drop),
    run: |args, context| Ok(Keys::parse(args)?.run(context)),
};

struct Keys<'a> {
    pattern: &'a [u8],
}

impl<'a> Keys<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|pattern| Keys { pattern }), args)
    }

    /// In byte order, where Redis goes by its hash order.
    fn run(&self, context: &mut Context<'_, '_>) -> Flow {
        let (db, turn) = context.parts();
        let mark = turn.out.open();
        let mut count = 0;
        for (key, _) in db.iter() {
            if glob::matches(self.pattern, key) {
                turn.out.bulk(key);
                count += 1;
            }
        }
        turn.out.close_array(mark, count);
        Flow::Done
    }
}
