//! XINFO GROUPS (streams.md B.21): every group of a stream with its bookmark, what is pending, and its lag.

use nom::Parser;

use super::int_or_nil;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, NO_SUCH_KEY};
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::stream::common::write_id;

pub(super) const SPEC: Spec = Spec {
    name: "GROUPS",
    arity: 3,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Lists the groups of a stream: bookmark, pending entries, lag",
    example: "XINFO GROUPS fruits",
    syntax: &[Syntax::Value("key", Holds::Stream)],
    subcommands: &[],
    check: |args| Groups::parse(args).map(drop),
    run: |args, context| Groups::parse(args)?.run(context),
};

struct Groups<'a> {
    key: &'a [u8],
}

impl<'a> Groups<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|key| Groups { key }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let reckoning = context.profile.reckoning();
        let (db, turn) = context.parts();
        let stream = db.stream(self.key)?.ok_or(Fault::new(NO_SUCH_KEY).at(2))?;
        let out = &mut *turn.out;
        out.array(stream.groups().len());
        for (name, group) in stream.groups() {
            out.map(6);
            out.bulk(b"name");
            out.bulk(name);
            out.bulk(b"consumers");
            out.count(group.consumers().len());
            out.bulk(b"pending");
            out.count(group.pending_len());
            out.bulk(b"last-delivered-id");
            write_id(out, group.last_delivered);
            out.bulk(b"entries-read");
            int_or_nil(out, group.entries_read);
            out.bulk(b"lag");
            int_or_nil(out, group.lag(&stream.counters(reckoning)));
        }
        Ok(Flow::Done)
    }
}
