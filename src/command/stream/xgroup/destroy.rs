//! XGROUP DESTROY (streams.md B.15): removes a group, its consumers and its pending records.

use nom::combinator::map;

use super::existing;
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(super) const SPEC: Spec = Spec {
    name: "DESTROY",
    arity: 4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Removes a group with its consumers and everything pending; the entries stay",
    example: "XGROUP DESTROY fruits pickers",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
    ],
    subcommands: &[],
    check: |args| Destroy::parse(args).map(drop),
    run: |args, context| Destroy::parse(args)?.run(context),
};

struct Destroy<'a> {
    key: Word<'a>,
    group: &'a [u8],
}

impl<'a> Destroy<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(
            map((word, word), |(key, group)| Destroy {
                key,
                group: group.bytes,
            }),
            args,
        )
    }

    /// Readers that wait as members of the group must learn that it is gone.
    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        existing(context, self.key)?;
        let key = self.key.bytes;
        let (db, turn) = context.parts();
        let group = db
            .stream_mut(key)?
            .and_then(|stream| stream.destroy_group(self.group));
        turn.out.int(i64::from(group.is_some()));
        if let Some(group) = group {
            let pending = group.pending_len();
            turn.emit(|| Event::GroupDestroyed {
                key: key.into(),
                group: self.group.into(),
                pending,
            });
            context.touch(key);
        }
        Ok(Flow::Done)
    }
}
