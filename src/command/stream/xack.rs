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

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn acknowledged_is_no_longer_pending_and_still_in_the_stream() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
> XACK s g 1-1 1-1 9-9
(integer) 1
> XPENDING s g
1) (integer) 1
2) "2-1"
3) "2-1"
4) 1) 1) "ann"
      2) "1"
> XLEN s
(integer) 2
> XDEL s 2-1
(integer) 1
> XACK s g 2
(integer) 0
> XACK s g 2-1
(integer) 1
> XPENDING s g
1) (integer) 0
2) (nil)
3) (nil)
4) (nil)
> XREADGROUP GROUP g ann STREAMS s 0
1) 1) "s"
   2) (empty array)
"#,
        );
    }

    #[test]
    fn a_missing_key_or_group_answers_before_any_id_is_read() {
        let mut rig = Rig::new();
        rig.transcript(
            r#"
> SET text x
OK
> XACK text g nonsense
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XACK s g nonsense
(integer) 0
> XGROUP CREATE s g 0 MKSTREAM
OK
> XACK s nobody nonsense
(integer) 0
> XADD s 1-1 f v
"1-1"
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XACK s g 1-1 nonsense
(error) ERR Invalid stream ID specified as stream command argument
> XPENDING s g
1) (integer) 1
2) "1-1"
3) "1-1"
4) 1) 1) "ann"
      2) "1"
> XACK s g -
(error) ERR Invalid stream ID specified as stream command argument
> XACK s g
(error) ERR wrong number of arguments for 'xack' command
"#,
        );
        rig.told();
        rig.run("bob", "XACK s g 1-1");
        assert_eq!(
            rig.told(),
            [
                "1-1 acknowledged for g: no longer pending for ann, still in the stream",
                "g: pending 1 → 0"
            ]
        );
    }
}
