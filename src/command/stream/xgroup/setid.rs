//! XGROUP SETID (streams.md B.14): moves a group's bookmark, forwards or back. What is pending stays pending.

use nom::Parser;
use nom::combinator::opt;
use nom::sequence::preceded;

use super::{Mark, bad_arguments, capped, entries_read, existing, no_group};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{keyword_with_value, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::stream::common::IdArg;

pub(super) const SPEC: Spec = Spec {
    name: "SETID",
    arity: -5,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Moves a group's bookmark: entries after it will be given out, even again",
    example: "XGROUP SETID fruits pickers 0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::OneOf(&[&[Syntax::Value("id", Holds::Id)], &[Syntax::Word("$")]]),
        Syntax::Optional(&[
            Syntax::Word("ENTRIESREAD"),
            Syntax::Value("entries-read", Holds::Number),
        ]),
    ],
    subcommands: &[],
    check: |args| SetId::parse(args)?.mark.check(|word| IdArg(word).loose()),
    run: |args, context| SetId::parse(args)?.run(context),
};

struct SetId<'a> {
    key: Word<'a>,
    group: Word<'a>,
    mark: Mark<'a>,
    entries_read: Option<i64>,
}

impl<'a> SetId<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (mut rest, (key, group, id)) = (word, word, word).parse(args).map_err(settled)?;
        let mut read = None;
        while !rest.is_empty() {
            let option = opt(preceded(keyword_with_value("ENTRIESREAD"), entries_read));
            let (after, found) = { option }.parse(rest).map_err(settled)?;
            read = found.ok_or_else(|| bad_arguments(rest).want("ENTRIESREAD and a number"))?;
            rest = after;
        }
        Ok(SetId {
            key,
            group,
            mark: Mark::of(id),
            entries_read: read,
        })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let key = self.key.bytes;
        let stream = existing(context, self.key)?;
        let group = stream
            .group(self.group.bytes)
            .ok_or_else(|| no_group(key, self.group))?;
        let from = group.last_delivered;
        let to = match self.mark {
            Mark::End => stream.last_id,
            // Unlike CREATE this takes - and + as the smallest and the largest ID.
            Mark::At(word) => IdArg(word)
                .loose()
                .map_err(|fault| fault.want("an entry ID, 0 or $"))?,
        };
        let read = capped(self.entries_read, stream, context.profile);
        let (db, turn) = context.parts();
        if let Some(group) = db
            .stream_mut(key)?
            .and_then(|stream| stream.group_mut(self.group.bytes))
        {
            group.last_delivered = to;
            group.entries_read = read;
        }
        if from != to {
            turn.emit(|| Event::LastDelivered {
                key: key.into(),
                group: self.group.bytes.into(),
                from,
                to,
            });
        }
        turn.out.ok();
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn a_bookmark_moves_either_way_and_what_is_pending_stays() {
        let mut rig = Rig::new();
        rig.transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XGROUP CREATE s g $
OK
> XGROUP SETID s g 0
OK
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP g ann STREAMS s 0
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
> XGROUP SETID s g 1 ENTRIESREAD 1
OK
> XREADGROUP GROUP g bob STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
> XPENDING s g - + 9
1) 1) "1-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 1
2) 1) "2-1"
   2) "bob"
   3) (integer) <ms>
   4) (integer) 1
> XGROUP SETID s g -
OK
> XGROUP SETID s g +
OK
> XGROUP SETID s g $
OK
"#,
        );
        rig.told();
        rig.run("main", "XGROUP SETID s g 0");
        assert_eq!(rig.told(), ["g: last-delivered 2-1 → 0-0"]);
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XGROUP SETID text g nonsense ENTRIESREAD x
(error) ERR value is not an integer or out of range
> XGROUP SETID text g nonsense ENTRIESREAD -2
(error) ERR value for ENTRIESREAD must be positive or -1
> XGROUP SetID text g nonsense MKSTREAM
(error) ERR unknown subcommand or wrong number of arguments for 'SetID'. Try XGROUP HELP.
> XGROUP SETID text g nonsense
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XGROUP SETID s g nonsense
(error) ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
> XADD s 1-1 f v
"1-1"
> XGROUP SETID s g nonsense
(error) NOGROUP No such consumer group 'g' for key name 's'
> XGROUP CREATE s g 0
OK
> XGROUP SETID s g nonsense
(error) ERR Invalid stream ID specified as stream command argument
> XGROUP SETID s g
(error) ERR wrong number of arguments for 'xgroup|setid' command
"#,
        );
    }
}
