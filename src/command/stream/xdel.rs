//! XDEL (streams.md B.8): deletes entries by ID. Pending records of them stay where they are.

use nom::Parser;

use super::common::IdArg;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{Deleted, EntryId};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XDEL",
    arity: -3,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Deletes entries from a stream; what is pending stays pending",
    example: "XDEL fruits 10-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Many(&[Syntax::Value("id", Holds::Id)]),
    ],
    subcommands: &[],
    check: |args| Xdel::parse(args)?.ids().map(drop),
    run: |args, context| Xdel::parse(args)?.run(context),
};

struct Xdel<'a> {
    key: &'a [u8],
    ids: Args<'a>,
}

impl<'a> Xdel<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (ids, key) = bytes.parse(args).map_err(settled)?;
        Ok(Xdel { key, ids })
    }

    fn ids(&self) -> Result<Vec<EntryId>, Fault> {
        self.ids.words().map(|word| IdArg(word).strict()).collect()
    }

    /// A missing key answers before any ID is looked at; one bad ID deletes nothing.
    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        if context.stream(self.key)?.is_none() {
            context.out().int(0);
            return Ok(Flow::Done);
        }
        let ids = self.ids()?;
        let (db, turn) = context.parts();
        let mut count = 0;
        if let Some(stream) = db.stream_mut(self.key)? {
            for id in ids {
                if stream.delete(id) == Deleted::Yes {
                    count += 1;
                    let pending = || {
                        stream
                            .groups()
                            .filter(|(_, group)| group.pending(id).is_some())
                            .count()
                    };
                    turn.emit(|| Event::Deleted {
                        key: self.key.into(),
                        id,
                        pending: pending(),
                    });
                }
            }
        }
        turn.out.int(count);
        if count > 0 {
            context.change(self.key);
        }
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn deleting_is_not_acknowledging() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-0 f v
"2-0"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-0"
         2) 1) "f"
            2) "v"
> XDEL s 1-1 1-1 9-9
(integer) 1
> XDEL s 2
(integer) 1
> XLEN s
(integer) 0
> EXISTS s
(integer) 1
> XPENDING s g - + 9
1) 1) "1-1"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 1
2) 1) "2-0"
   2) "ann"
   3) (integer) <ms>
   4) (integer) 1
> XADD s 1-5 f v
(error) ERR The ID specified in XADD is equal or smaller than the target stream top item
"#,
        );
    }

    #[test]
    fn a_missing_key_answers_before_any_id_is_read() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XDEL text nonsense
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XDEL s nonsense
(integer) 0
> XADD s 1-1 f v
"1-1"
> XDEL s 1-1 nonsense
(error) ERR Invalid stream ID specified as stream command argument
> XDEL s 1-1 -
(error) ERR Invalid stream ID specified as stream command argument
> XLEN s
(integer) 1
> XDEL s
(error) ERR wrong number of arguments for 'xdel' command
"#,
        );
    }
}
