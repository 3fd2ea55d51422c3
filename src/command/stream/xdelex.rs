//! XDELEX (streams.md B.23, since 8.2): deletes entries by ID and says of each what became of it; pending records
//! stay, go with it, or protect it.

use nom::Parser;

use super::references::{self, IDS, OWN_SYNTAX, Picked, emit_counts, pending_counts};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XDELEX",
    arity: -5,
    since: version(8, 2),
    source: Source::Documentation,
    topic: Topic::Stream,
    summary: "Deletes entries and says of each what became of it; DELREF clears pending records, ACKED spares what is \
              still needed",
    example: "XDELEX fruits ACKED IDS 1 10-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        OWN_SYNTAX,
        IDS[0],
        IDS[1],
        IDS[2],
    ],
    subcommands: &[],
    check: |args| Xdelex::parse(args)?.picked()?.ids().map(drop),
    run: |args, context| Xdelex::parse(args)?.run(context),
};

struct Xdelex<'a> {
    key: &'a [u8],
    /// Looked at only once the key's type is known.
    rest: Args<'a>,
}

impl<'a> Xdelex<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (rest, key) = bytes.parse(args).map_err(settled)?;
        Ok(Xdelex { key, rest })
    }

    fn picked(&self) -> Result<Picked<'a>, Fault> {
        Picked::parse(self.rest)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let exists = context.stream(self.key)?.is_some();
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
                let fate = references::delete(stream, self.key, id, picked.references, turn);
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
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// From documentation (streams.md B.23).
    #[test]
    fn what_becomes_of_each_entry() {
        Rig::new().profile("8.2").transcript(
            r#"
> XDELEX s IDS 2 x y
1) (integer) -1
2) (integer) -1
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XADD s 4-1 f v
"4-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g c COUNT 3 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
      3) 1) "3-1"
         2) 1) "f"
            2) "v"
> XACK s g 1-1
(integer) 1
> XDELEX s ACKED IDS 4 1-1 2-1 4-1 9-9
1) (integer) 1
2) (integer) 2
3) (integer) 2
4) (integer) 2
> XDELEX s IDS 2 2-1 2-1
1) (integer) 1
2) (integer) -1
> XPENDING s g
1) (integer) 2
2) "2-1"
3) "3-1"
4) 1) 1) "c"
      2) "2"
> XDELEX s IDS 2 2-1 3-1 DELREF
1) (integer) -1
2) (integer) 1
> XPENDING s g
1) (integer) 0
2) (nil)
3) (nil)
4) (nil)
> XLEN s
(integer) 1
"#,
        );
    }

    /// From documentation (streams.md B.23).
    #[test]
    fn its_refusals() {
        Rig::new().profile("8.2").transcript(
            "
> XADD s 1-1 f v
\"1-1\"
> SET t v
OK
> XDELEX t KEEPREF DELREF x
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XDELEX s KEEPREF DELREF x
(error) ERR syntax error
> XDELEX s IDS 0 1-1
(error) ERR Number of IDs must be a positive integer
> XDELEX s IDS 2 1-1
(error) ERR The `numids` parameter must match the number of arguments
> XDELEX s IDS 1 1-1 2-1
(error) ERR syntax error
> XDELEX s KEEPREF IDS 2 1-1 x
(error) ERR Invalid stream ID specified as stream command argument
> XLEN s
(integer) 1
> XDELEX s IDS 1
(error) ERR wrong number of arguments for 'xdelex' command
",
        );
        Rig::new().transcript(
            "
> XDELEX s IDS 1 1-1
(error) ERR unknown command 'XDELEX', with args beginning with: 's' 'IDS' '1' '1-1' 
",
        );
    }
}
