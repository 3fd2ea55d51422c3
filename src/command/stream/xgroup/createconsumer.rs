//! XGROUP CREATECONSUMER (streams.md B.15): adds a consumer to a group before it asks for anything.

use nom::combinator::map;

use super::{existing, no_group};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(super) const SPEC: Spec = Spec {
    name: "CREATECONSUMER",
    arity: 5,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Adds a consumer to a group; reading as a new consumer does the same by itself",
    example: "XGROUP CREATECONSUMER fruits pickers alice",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::Value("consumer", Holds::Consumer),
    ],
    subcommands: &[],
    check: |args| CreateConsumer::parse(args).map(drop),
    run: |args, context| CreateConsumer::parse(args)?.run(context),
};

struct CreateConsumer<'a> {
    key: Word<'a>,
    group: Word<'a>,
    consumer: &'a [u8],
}

impl<'a> CreateConsumer<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let parts = (word, word, word);
        whole(
            map(parts, |(key, group, name)| CreateConsumer {
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
        let now = context.now();
        let (db, turn) = context.parts();
        let group = db.stream_mut(key)?.and_then(|stream| stream.group_mut(name));
        let created = group
            .and_then(|group| group.create_consumer(self.consumer, now))
            .is_some();
        if created {
            turn.emit(|| Event::ConsumerCreated {
                key: key.into(),
                group: name.into(),
                consumer: self.consumer.into(),
            });
        }
        turn.out.int(i64::from(created));
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn one_for_new_and_nothing_for_known() {
        Rig::new().transcript(
            r#"
> XGROUP CREATE s g 0 MKSTREAM
OK
> XGROUP CREATECONSUMER s g ann
(integer) 1
> XGROUP CREATECONSUMER s g ann
(integer) 0
> XGROUP CREATECONSUMER s g Ann
(integer) 1
> XINFO CONSUMERS s g
1) 1) "name"
   2) "Ann"
   3) "pending"
   4) (integer) 0
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) -1
2) 1) "name"
   2) "ann"
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
> XGROUP CREATECONSUMER text g ann
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XGROUP CREATECONSUMER s g ann
(error) ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
> XADD s 1-1 f v
"1-1"
> XGROUP CREATECONSUMER s g ann
(error) NOGROUP No such consumer group 'g' for key name 's'
> XGROUP CREATECONSUMER s g
(error) ERR wrong number of arguments for 'xgroup|createconsumer' command
"#,
        );
    }
}
