//! XACKDEL (streams.md B.23, since 8.2): acknowledges entries and deletes them in one step, which XACK and XDEL
//! cannot do without a moment between them.

use nom::Parser;

use super::common::owner_of;
use super::references::{self, IDS, OWN_SYNTAX, Picked, emit_counts, pending_counts};
use crate::command::args::Args;
use crate::command::context::{Context, Flow, Turn};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{EntryId, References, Stream};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XACKDEL",
    arity: -6,
    since: version(8, 2),
    source: Source::Documentation,
    topic: Topic::Stream,
    summary: "Acknowledges entries and deletes them in one step; ACKED deletes only what no group needs any more",
    example: "XACKDEL fruits pickers ACKED IDS 1 10-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        OWN_SYNTAX,
        IDS[0],
        IDS[1],
        Syntax::Many(&[Syntax::Value("id", Holds::PendingId)]),
    ],
    subcommands: &[],
    check: |args| Xackdel::parse(args)?.picked()?.ids().map(drop),
    run: |args, context| Xackdel::parse(args)?.run(context),
};

struct Xackdel<'a> {
    key: &'a [u8],
    group: &'a [u8],
    /// Looked at only once the key's type is known.
    rest: Args<'a>,
}

impl<'a> Xackdel<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (rest, (key, group)) = (bytes, bytes).parse(args).map_err(settled)?;
        Ok(Xackdel { key, group, rest })
    }

    fn picked(&self) -> Result<Picked<'a>, Fault> {
        Picked::parse(self.rest)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let group = context
            .stream(self.key)?
            .and_then(|stream| stream.group(self.group));
        let exists = group.is_some();
        let picked = self.picked()?;
        if !exists {
            picked.write_nothing(context.out());
            return Ok(Flow::Done);
        }
        let ids = picked.ids()?;
        let pending = pending_counts(context, self.key);
        let (db, turn) = context.parts();
        let mut deleted = false;
        if let Some(stream) = db.stream_mut(self.key)? {
            turn.out.array(ids.len());
            for id in ids {
                let fate = self.finish(stream, id, picked.references, turn);
                deleted |= fate == 1;
                turn.out.int(fate);
            }
        }
        emit_counts(context, self.key, &pending);
        if deleted {
            context.change(self.key);
        }
        Ok(Flow::Done)
    }

    /// Only what is pending for this group is touched. An entry that was gone already counts as deleted.
    fn finish(&self, stream: &mut Stream, id: EntryId, references: References, turn: &mut Turn<'_>) -> i64 {
        let Some(group) = stream.group_mut(self.group) else {
            return -1;
        };
        let Some(record) = group.remove_pending(id) else {
            return -1;
        };
        turn.emit(|| Event::Acked {
            key: self.key.into(),
            group: self.group.into(),
            consumer: owner_of(group, &record),
            id,
        });
        references::delete(stream, self.key, id, references, turn).abs()
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// From documentation (streams.md B.23).
    #[test]
    fn acknowledged_and_deleted_at_once() {
        Rig::new().profile("8.2").transcript(
            r#"
> XACKDEL s g IDS 2 x y
1) (integer) -1
2) (integer) -1
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XGROUP CREATE s g 0
OK
> XGROUP CREATE s h 0
OK
> XREADGROUP GROUP g c STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP h d COUNT 1 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XACKDEL s g ACKED IDS 1 1-1
1) (integer) 2
> XLEN s
(integer) 2
> XACKDEL s g IDS 2 1-1 2-1
1) (integer) -1
2) (integer) 1
> XACKDEL s h ACKED IDS 1 1-1
1) (integer) 1
> XLEN s
(integer) 0
> XACKDEL s g IDS 1 x
(error) ERR Invalid stream ID specified as stream command argument
> XACKDEL s g DELREF 1 1-1
(error) ERR syntax error
"#,
        );
    }
}
