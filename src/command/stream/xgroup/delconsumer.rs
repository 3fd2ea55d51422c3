//! XGROUP DELCONSUMER (streams.md B.15): removes a consumer. What was pending for it is neither pending nor new
//! afterwards.

use nom::combinator::map;

use super::{existing, no_group};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::stream::common::{emit_pending, pending_of};

pub(super) const SPEC: Spec = Spec {
    name: "DELCONSUMER",
    arity: 5,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Removes a consumer; what was pending for it is lost to the group",
    example: "XGROUP DELCONSUMER fruits pickers alice",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::Value("consumer", Holds::Consumer),
    ],
    subcommands: &[],
    check: |args| DelConsumer::parse(args).map(drop),
    run: |args, context| DelConsumer::parse(args)?.run(context),
};

struct DelConsumer<'a> {
    key: Word<'a>,
    group: Word<'a>,
    consumer: &'a [u8],
}

impl<'a> DelConsumer<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let parts = (word, word, word);
        whole(
            map(parts, |(key, group, name)| DelConsumer {
                key,
                group,
                consumer: name.bytes,
            }),
            args,
        )
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let (key, name) = (self.key.bytes, self.group.bytes);
        if existing(context, self.key)?.group(name).is_none() {
            return Err(no_group(key, self.group));
        }
        let before = pending_of(context, key, name);
        let (db, turn) = context.parts();
        let group = db.stream_mut(key)?.and_then(|stream| stream.group_mut(name));
        let lost = group.and_then(|group| group.delete_consumer(self.consumer));
        turn.out.count(lost.as_ref().map_or(0, Vec::len));
        if let Some(lost) = lost {
            turn.emit(|| Event::ConsumerDeleted {
                key: key.into(),
                group: name.into(),
                consumer: self.consumer.into(),
                lost: lost.len(),
            });
        }
        emit_pending(context, key, name, before);
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn what_was_pending_is_neither_pending_nor_new() {
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
> XGROUP DELCONSUMER s g nobody
(integer) 0
> XGROUP DELCONSUMER s g ann
(integer) 2
> XPENDING s g
1) (integer) 0
2) (nil)
3) (nil)
4) (nil)
> XREADGROUP GROUP g bob STREAMS s >
(nil)
> XINFO CONSUMERS s g
1) 1) "name"
   2) "bob"
   3) "pending"
   4) (integer) 0
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) -1
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XGROUP DELCONSUMER text g ann
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XGROUP DELCONSUMER s g ann
(error) ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
> XADD s 1-1 f v
"1-1"
> XGROUP DELCONSUMER s g ann
(error) NOGROUP No such consumer group 'g' for key name 's'
> XGROUP DELCONSUMER s g
(error) ERR wrong number of arguments for 'xgroup|delconsumer' command
"#,
        );
    }
}
