//! XACK (streams.md B.16): acknowledges entries, which takes them off the group's pending list. The entries stay.

use nom::Parser;

use super::common::{IdArg, emit_pending, owner_of, pending_of};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::EntryId;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XACK",
    arity: -4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Acknowledges entries: they leave the group's pending list and stay in the stream",
    example: "XACK fruits pickers 10-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::Many(&[Syntax::Value("id", Holds::PendingId)]),
    ],
    subcommands: &[],
    check: |args| Xack::parse(args)?.ids().map(drop),
    run: |args, context| Xack::parse(args)?.run(context),
};

struct Xack<'a> {
    key: &'a [u8],
    group: &'a [u8],
    ids: Args<'a>,
}

impl<'a> Xack<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (ids, (key, group)) = (bytes, bytes).parse(args).map_err(settled)?;
        Ok(Xack { key, group, ids })
    }

    fn ids(&self) -> Result<Vec<EntryId>, Fault> {
        self.ids.words().map(|word| IdArg(word).strict()).collect()
    }

    /// A missing key or group answers before any ID is looked at; one bad ID acknowledges nothing.
    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let group = context
            .stream(self.key)?
            .and_then(|stream| stream.group(self.group));
        if group.is_none() {
            context.out().int(0);
            return Ok(Flow::Done);
        }
        let ids = self.ids()?;
        let before = pending_of(context, self.key, self.group);
        let (db, turn) = context.parts();
        let mut count = 0;
        if let Some(group) = db
            .stream_mut(self.key)?
            .and_then(|stream| stream.group_mut(self.group))
        {
            for id in ids {
                let Some(pending) = group.remove_pending(id) else {
                    continue;
                };
                count += 1;
                turn.emit(|| Event::Acked {
                    key: self.key.into(),
                    group: self.group.into(),
                    consumer: owner_of(group, &pending),
                    id,
                });
            }
        }
        turn.out.int(count);
        emit_pending(context, self.key, self.group, before);
        Ok(Flow::Done)
    }
}
