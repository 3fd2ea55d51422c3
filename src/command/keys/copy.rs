//! COPY (streams.md E.3): puts a copy of a value under another key. A stream's copy has its groups, its pending lists
//! and its counters, and goes its own way from then on.

use super::common::store_in;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{bytes, integer, keyword, keyword_with_value, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::DATABASES;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "COPY",
    arity: -3,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Puts a copy of a value under another key: a stream's with groups, pending lists and counters",
    example: "COPY fruits backup",
    syntax: &[
        Syntax::Value("source", Holds::Key),
        Syntax::Value("destination", Holds::Key),
        Syntax::Optional(&[Syntax::Word("DB"), Syntax::Value("destination-db", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("REPLACE")]),
    ],
    subcommands: &[],
    check: |args| Copy::parse(args).map(drop),
    run: |args, context| Copy::parse(args)?.run(context),
};

struct Copy<'a> {
    from: &'a [u8],
    to: &'a [u8],
    to_at: usize,
    db: Option<usize>,
    replace: bool,
}

impl<'a> Copy<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let to_at = args.at() + 1;
        let (mut args, (from, to)) = nom::Parser::parse(&mut (bytes, bytes), args).map_err(settled)?;
        let (mut db, mut replace) = (None, false);
        while !args.is_empty() {
            if let Ok((rest, ())) = keyword("REPLACE")(args) {
                (args, replace) = (rest, true);
            } else if let Ok((rest, ())) = keyword_with_value("DB")(args) {
                let (rest, number) = database(rest)?;
                (args, db) = (rest, Some(number));
            } else {
                return Err(Fault::new(SYNTAX).at(args.at()).want("DB or REPLACE"));
            }
        }
        Ok(Copy {
            from,
            to,
            to_at,
            db,
            replace,
        })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let db = self.db.unwrap_or(context.db);
        if db == context.db && self.from == self.to {
            return Err(same().at(self.to_at));
        }
        let taken = || context.keyspace.dbs[db].get(self.to).is_some();
        let stored = context
            .db()
            .stored(self.from)
            .filter(|_| self.replace || !taken());
        let copied = stored.is_some();
        if let Some(stored) = stored {
            store_in(context, db, self.to, stored);
            context.emit(|| Event::Copied {
                from: self.from.into(),
                to: self.to.into(),
            });
        }
        context.out().int(i64::from(copied));
        Ok(Flow::Done)
    }
}

/// The number of a database.
pub(super) fn database(args: Args<'_>) -> Result<(Args<'_>, usize), Fault> {
    const WANT: &str = "the number of a database, 0 to 15";
    let at = args.at();
    let (rest, number) = integer(WANT)(args).map_err(settled)?;
    let index = usize::try_from(number).ok().filter(|index| *index < DATABASES);
    let index = index.ok_or(Fault::new("ERR DB index is out of range").at(at).want(WANT))?;
    Ok((rest, index))
}

/// The fault of a copy or a move onto itself.
pub(super) fn same() -> Fault {
    Fault::new("ERR source and destination objects are the same")
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_copy_has_groups_and_goes_its_own_way() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g alice STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
# client A
> XREAD BLOCK 0 STREAMS t 0
# (no reply yet: the client is blocked)
# client main
> COPY s t
(integer) 1
# client A receives
1) 1) "t"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XACK s g 1-1
(integer) 1
> XPENDING t g
1) (integer) 1
2) "1-1"
3) "1-1"
4) 1) 1) "alice"
      2) "1"
> COPY s t
(integer) 0
> COPY s t REPLACE
(integer) 1
> XPENDING t g
1) (integer) 0
2) (nil)
3) (nil)
4) (nil)
> COPY missing missing
(error) ERR source and destination objects are the same
> COPY s t DB 99
(error) ERR DB index is out of range
> COPY s t DB x
(error) ERR value is not an integer or out of range
> COPY s t DB
(error) ERR syntax error
> COPY s s DB 1
(integer) 1
> MOVE s 1
(integer) 0
> MOVE s 0
(error) ERR source and destination objects are the same
> MOVE t 1
(integer) 1
> MOVE missing 1
(integer) 0
> SWAPDB 0 1
OK
> KEYS *
1) "s"
2) "t"
> SWAPDB x 1
(error) ERR invalid first DB index
> SWAPDB 1 x
(error) ERR invalid second DB index
> SWAPDB 0 -1
(error) ERR DB index is out of range
"#,
        );
    }
}
