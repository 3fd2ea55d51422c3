//! XINFO CONSUMERS (streams.md B.21): the members of a group, what they hold and when they last moved. There is no
//! lag per consumer: the bookmark belongs to the group.

use nom::combinator::map;

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, NO_SUCH_KEY};
use crate::command::grammar::{whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::stream::common::no_such_group;

pub(super) const SPEC: Spec = Spec {
    name: "CONSUMERS",
    arity: 4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Lists the consumers of a group: what they hold, how long they have been idle",
    example: "XINFO CONSUMERS fruits pickers",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
    ],
    subcommands: &[],
    check: |args| Consumers::parse(args).map(drop),
    run: |args, context| Consumers::parse(args)?.run(context),
};

struct Consumers<'a> {
    key: &'a [u8],
    group: Word<'a>,
}

impl<'a> Consumers<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(
            map((word, word), |(key, group)| Consumers {
                key: key.bytes,
                group,
            }),
            args,
        )
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let now = context.now();
        // The time a consumer did nothing is told apart from the time it got nothing since 7.2.
        let tells_inactive = context.profile >= version(7, 2);
        let (db, turn) = context.parts();
        let stream = db.stream(self.key)?.ok_or(Fault::new(NO_SUCH_KEY).at(2))?;
        let group = stream.group(self.group.bytes);
        let group = group.ok_or_else(|| no_such_group(self.key, self.group.bytes).at(self.group.at))?;
        let out = &mut *turn.out;
        out.array(group.consumers().len());
        for consumer in group.consumers() {
            out.map(if tells_inactive { 4 } else { 3 });
            out.bulk(b"name");
            out.bulk(&consumer.name);
            out.bulk(b"pending");
            out.count(consumer.pending_len());
            out.bulk(b"idle");
            out.int((now - consumer.seen_at).max(0));
            if tells_inactive {
                out.bulk(b"inactive");
                out.int(consumer.active_at.map_or(-1, |active| (now - active).max(0)));
            }
        }
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn trying_and_getting_are_told_apart() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XGROUP CREATE s g 0
OK
> XGROUP CREATECONSUMER s g never
(integer) 1
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XREADGROUP GROUP g Zoe STREAMS s >
(nil)
> XINFO CONSUMERS s g
1) 1) "name"
   2) "Zoe"
   3) "pending"
   4) (integer) 0
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) -1
2) 1) "name"
   2) "ann"
   3) "pending"
   4) (integer) 1
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) <ms>
3) 1) "name"
   2) "never"
   3) "pending"
   4) (integer) 0
   5) "idle"
   6) (integer) <ms>
   7) "inactive"
   8) (integer) -1
> XGROUP CREATE s empty 0
OK
> XINFO CONSUMERS s empty
(empty array)
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            r#"
> SET text x
OK
> XINFO CONSUMERS s g
(error) ERR no such key
> XINFO CONSUMERS text g
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XADD s 1-1 f v
"1-1"
> XINFO CONSUMERS s g
(error) NOGROUP No such consumer group 'g' for key name 's'
> XINFO CONSUMERS s
(error) ERR wrong number of arguments for 'xinfo|consumers' command
"#,
        );
    }

    #[test]
    fn maps_in_resp3() {
        Rig::new().resp3("main").transcript(
            r#"
> XGROUP CREATE s g 0 MKSTREAM
OK
> XGROUP CREATECONSUMER s g ann
(integer) 1
> XINFO CONSUMERS s g
1) 1# "name" => "ann"
   2# "pending" => (integer) 0
   3# "idle" => (integer) <ms>
   4# "inactive" => (integer) -1
"#,
        );
    }

    #[test]
    fn before_7_2_only_idle() {
        Rig::new().profile("7.0").transcript(
            r#"
> XGROUP CREATE s g 0 MKSTREAM
OK
> XGROUP CREATECONSUMER s g ann
(integer) 1
> XINFO CONSUMERS s g
1) 1) "name"
   2) "ann"
   3) "pending"
   4) (integer) 0
   5) "idle"
   6) (integer) <ms>
"#,
        );
    }
}
