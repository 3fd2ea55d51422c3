//! XLEN (streams.md B.8): how many entries a stream has.

use nom::Parser;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Stream;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XLEN",
    arity: 2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Counts the entries of a stream",
    example: "XLEN fruits",
    syntax: &[Syntax::Value("key", Holds::Stream)],
    subcommands: &[],
    check: |args| Xlen::parse(args).map(drop),
    run: |args, context| Xlen::parse(args)?.run(context),
};

struct Xlen<'a> {
    key: &'a [u8],
}

impl<'a> Xlen<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|key| Xlen { key }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let len = context.stream(self.key)?.map_or(0, Stream::len);
        context.out().int(len.cast_signed());
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_missing_stream_is_empty_and_an_empty_one_stays() {
        Rig::new().transcript(
            r#"
> XLEN s
(integer) 0
> EXISTS s
(integer) 0
> XADD s 1-1 f v
"1-1"
> XLEN s
(integer) 1
> XDEL s 1-1
(integer) 1
> XLEN s
(integer) 0
> EXISTS s
(integer) 1
> SET text x
OK
> XLEN text
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XLEN
(error) ERR wrong number of arguments for 'xlen' command
> XLEN s s
(error) ERR wrong number of arguments for 'xlen' command
"#,
        );
    }
}
