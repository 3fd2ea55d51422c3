//! XREAD (streams.md B.11): entries after an ID from one or more streams, waiting for them if asked to.

use super::common::{IdArg, write_entry};
use super::reading::{LIMITS, Reader, Reading, StreamsReply};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow, WaitOn};
use crate::command::fault::Fault;
use crate::command::profile::{Version, version};
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{EntryId, Stream};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XREAD",
    arity: -4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Reads the entries after an ID from one or more streams, and can wait for new ones",
    example: "XREAD COUNT 2 STREAMS fruits 0",
    syntax: &[
        Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("count", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("BLOCK"), Syntax::Value("milliseconds", Holds::Ms)]),
        LIMITS[0],
        LIMITS[1],
        Syntax::Word("STREAMS"),
        Syntax::Many(&[Syntax::Value("key", Holds::Stream)]),
        Syntax::Many(&[Syntax::Value("id", Holds::Id)]),
    ],
    subcommands: &[],
    check: |args| Xread::parse(args).map(drop),
    run: |args, context| Xread::parse(args)?.run(context),
};

struct Xread<'a>(Reading<'a>);

/// Where reading one stream starts.
#[derive(Clone, Copy)]
enum Start {
    /// After this ID.
    After(EntryId),
    /// At the newest entry (`+`).
    Newest,
}

impl<'a> Xread<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        Reading::parse(args, Reader::Plain).map(Xread)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let starts = self
            .0
            .streams()
            .map(|(key, id)| start(context.stream(key.bytes)?, id, context.profile));
        let starts = starts.collect::<Result<Vec<Start>, Fault>>()?;

        let (db, turn) = context.parts();
        let mut reply = StreamsReply::open(turn.out, &self.0);
        for ((key, _), start) in self.0.streams().zip(&starts) {
            if reply.budget.is_spent() {
                break;
            }
            let Some(stream) = db.stream(key.bytes)? else {
                continue;
            };
            // The newest entry is the last one by definition, so COUNT does not matter there.
            let after = match start {
                Start::After(id) => *id,
                Start::Newest => stream
                    .last()
                    .and_then(|entry| entry.id.prev())
                    .unwrap_or(EntryId::MAX),
            };
            // Readers at the end of a stream ask most often: that must not cost a search.
            if after >= stream.last_id {
                continue;
            }
            let mut entries = stream
                .after(after)
                .take(reply.budget.most(self.0.count))
                .peekable();
            if entries.peek().is_none() {
                continue;
            }
            reply.stream(turn.out, key.bytes);
            let mark = turn.out.open();
            let mut count = 0;
            for entry in entries {
                if count > 0 && reply.budget.is_spent() {
                    break;
                }
                write_entry(turn.out, &entry);
                reply.budget.entry(&entry, false);
                count += 1;
            }
            turn.out.close_array(mark, count);
        }
        if reply.close(turn.out) {
            return Ok(Flow::Done);
        }
        let ids: Vec<Word<'a>> = self.0.streams().map(|(_, id)| id).collect();
        Ok(self.0.wait_or_nil(context, WaitOn::Stream, |stream| {
            match (ids.get(stream)?.bytes, starts.get(stream)?) {
                (b"$", Start::After(id)) => Some(*id),
                _ => None,
            }
        }))
    }
}

fn start(stream: Option<&Stream>, id: Word<'_>, profile: Version) -> Result<Start, Fault> {
    match id.bytes {
        b"$" => Ok(Start::After(stream.map_or(EntryId::MIN, |stream| stream.last_id))),
        b"+" if profile >= version(7, 4) => Ok(Start::Newest),
        b">" => {
            let text = "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> \
                        <consumer> option.";
            Err(Fault::new(text).at(id.at).want("an entry ID, $ or +"))
        }
        _ => IdArg(id)
            .strict()
            .map(Start::After)
            .map_err(|fault| fault.want("an entry ID, $ or +")),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn an_id_stands_for_what_comes_after_it() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f w
"2-1"
> XADD t 5-1 f x
"5-1"
> XREAD COUNT 1 STREAMS s t none 0 0 0
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
2) 1) "t"
   2) 1) 1) "5-1"
         2) 1) "f"
            2) "x"
> XREAD COUNT 0 STREAMS s 1-1
1) 1) "s"
   2) 1) 1) "2-1"
         2) 1) "f"
            2) "w"
> XREAD STREAMS s t 2-1 $
(nil)
> XREAD COUNT 2 STREAMS s +
1) 1) "s"
   2) 1) 1) "2-1"
         2) 1) "f"
            2) "w"
> XDEL s 2-1
(integer) 1
> XREAD STREAMS s +
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XREAD STREAMS s 18446744073709551615-18446744073709551615
(nil)
"#,
        );
    }

    #[test]
    fn a_wait_ends_with_the_first_entry_of_any_of_the_streams() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
# client A
> XREAD BLOCK 0 STREAMS s t $ $
# (no reply yet: the client is blocked)
# client main
> XADD u 1-1 f v
"1-1"
# client A receives nothing: it is still blocked
> XADD t 7-1 f v
"7-1"
# client A receives
1) 1) "t"
   2) 1) 1) "7-1"
         2) 1) "f"
            2) "v"
> XREAD BLOCK 5 STREAMS s $
(nil)
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XREAD BLOCK x COUNT x STREAMS s
(error) ERR timeout is not an integer or out of range
> XREAD BLOCK -1 STREAMS s
(error) ERR timeout is negative
> XREAD BLOCK 9223372036854775807 STREAMS s
(error) ERR timeout is out of range
> XREAD COUNT x STREAMS s
(error) ERR value is not an integer or out of range
> XREAD STREAMS text s 0
(error) ERR Unbalanced 'xread' list of streams: for each stream key an ID, '+', or '$' must be specified.
> XREAD GROUP g ann STREAMS s 0
(error) ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.
> XREAD NOACK STREAMS s 0
(error) ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.
> XREAD COUNT 1 BLOCK 1
(error) ERR syntax error
> XREAD COUNT 1 s 0
(error) ERR syntax error
> XREAD STREAMS s text nonsense 0
(error) ERR Invalid stream ID specified as stream command argument
> XREAD STREAMS text s nonsense 0
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XREAD STREAMS s >
(error) ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.
> XREAD STREAMS s
(error) ERR wrong number of arguments for 'xread' command
",
        );
    }

    #[test]
    fn a_map_in_resp3() {
        Rig::new().resp3("main").transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XREAD STREAMS s none s 0 0 0
1# "s" => 
   1) 1) "1-1"
      2) 1) "f"
         2) "v"
2# "s" => 
   1) 1) "1-1"
      2) 1) "f"
         2) "v"
> XREAD STREAMS s $
(nil)
"#,
        );
    }

    #[test]
    fn before_7_4_there_was_no_plus() {
        Rig::new().profile("7.0").transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XREAD STREAMS s +
(error) ERR Invalid stream ID specified as stream command argument
> XREAD STREAMS s s 0
(error) ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.
"#,
        );
    }
}
