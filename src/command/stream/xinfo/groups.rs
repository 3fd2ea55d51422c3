//! XINFO GROUPS (streams.md B.21): every group of a stream with its bookmark, what is pending, and its lag.

use nom::Parser;

use super::int_or_nil;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, NO_SUCH_KEY};
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::stream::common::write_id;

pub(super) const SPEC: Spec = Spec {
    name: "GROUPS",
    arity: 3,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Lists the groups of a stream: bookmark, pending entries, lag",
    example: "XINFO GROUPS fruits",
    syntax: &[Syntax::Value("key", Holds::Stream)],
    subcommands: &[],
    check: |args| Groups::parse(args).map(drop),
    run: |args, context| Groups::parse(args)?.run(context),
};

struct Groups<'a> {
    key: &'a [u8],
}

impl<'a> Groups<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(bytes.map(|key| Groups { key }), args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let reckoning = context.profile.reckoning();
        let (db, turn) = context.parts();
        let stream = db.stream(self.key)?.ok_or(Fault::new(NO_SUCH_KEY).at(2))?;
        let out = &mut *turn.out;
        out.array(stream.groups().len());
        for (name, group) in stream.groups() {
            out.map(6);
            out.bulk(b"name");
            out.bulk(name);
            out.bulk(b"consumers");
            out.count(group.consumers().len());
            out.bulk(b"pending");
            out.count(group.pending_len());
            out.bulk(b"last-delivered-id");
            write_id(out, group.last_delivered);
            out.bulk(b"entries-read");
            int_or_nil(out, group.entries_read);
            out.bulk(b"lag");
            int_or_nil(out, group.lag(&stream.counters(reckoning)));
        }
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// What is unknown is null: here the lag, because an entry after the bookmark was deleted.
    #[test]
    fn bookmark_pending_and_lag() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XINFO GROUPS s
(empty array)
> XGROUP CREATE s b 0
OK
> XGROUP CREATE s B 0
OK
> XREADGROUP GROUP b ann COUNT 1 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
> XINFO GROUPS s
1)  1) "name"
    2) "B"
    3) "consumers"
    4) (integer) 0
    5) "pending"
    6) (integer) 0
    7) "last-delivered-id"
    8) "0-0"
    9) "entries-read"
   10) (nil)
   11) "lag"
   12) (integer) 3
2)  1) "name"
    2) "b"
    3) "consumers"
    4) (integer) 1
    5) "pending"
    6) (integer) 1
    7) "last-delivered-id"
    8) "1-1"
    9) "entries-read"
   10) (integer) 1
   11) "lag"
   12) (integer) 2
> XDEL s 2-1
(integer) 1
> XINFO GROUPS s
1)  1) "name"
    2) "B"
    3) "consumers"
    4) (integer) 0
    5) "pending"
    6) (integer) 0
    7) "last-delivered-id"
    8) "0-0"
    9) "entries-read"
   10) (nil)
   11) "lag"
   12) (nil)
2)  1) "name"
    2) "b"
    3) "consumers"
    4) (integer) 1
    5) "pending"
    6) (integer) 1
    7) "last-delivered-id"
    8) "1-1"
    9) "entries-read"
   10) (integer) 1
   11) "lag"
   12) (nil)
> XREADGROUP GROUP b ann STREAMS s >
1) 1) "s"
   2) 1) 1) "3-1"
         2) 1) "f"
            2) "v"
> XINFO GROUPS s
1)  1) "name"
    2) "B"
    3) "consumers"
    4) (integer) 0
    5) "pending"
    6) (integer) 0
    7) "last-delivered-id"
    8) "0-0"
    9) "entries-read"
   10) (nil)
   11) "lag"
   12) (nil)
2)  1) "name"
    2) "b"
    3) "consumers"
    4) (integer) 1
    5) "pending"
    6) (integer) 2
    7) "last-delivered-id"
    8) "3-1"
    9) "entries-read"
   10) (integer) 3
   11) "lag"
   12) (integer) 0
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XINFO GROUPS s
(error) ERR no such key
> XINFO GROUPS text
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XINFO GROUPS text g
(error) ERR wrong number of arguments for 'xinfo|groups' command
",
        );
    }

    #[test]
    fn maps_in_resp3() {
        Rig::new().resp3("main").transcript(
            r#"
> XGROUP CREATE s g 0 MKSTREAM
OK
> XINFO GROUPS s
1) 1# "name" => "g"
   2# "consumers" => (integer) 0
   3# "pending" => (integer) 0
   4# "last-delivered-id" => "0-0"
   5# "entries-read" => (nil)
   6# "lag" => (integer) 0
"#,
        );
    }
}
