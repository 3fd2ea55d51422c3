//! XGROUP DESTROY (streams.md B.15): removes a group, its consumers and its pending records.

use nom::combinator::map;

use super::existing;
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::Fault;
use crate::command::grammar::{whole, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(super) const SPEC: Spec = Spec {
    name: "DESTROY",
    arity: 4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Removes a group with its consumers and everything pending; the entries stay",
    example: "XGROUP DESTROY fruits pickers",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
    ],
    subcommands: &[],
    check: |args| Destroy::parse(args).map(drop),
    run: |args, context| Destroy::parse(args)?.run(context),
};

struct Destroy<'a> {
    key: Word<'a>,
    group: &'a [u8],
}

impl<'a> Destroy<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        whole(
            map((word, word), |(key, group)| Destroy {
                key,
                group: group.bytes,
            }),
            args,
        )
    }

    /// Readers that wait as members of the group must learn that it is gone.
    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        existing(context, self.key)?;
        let key = self.key.bytes;
        let (db, turn) = context.parts();
        let group = db
            .stream_mut(key)?
            .and_then(|stream| stream.destroy_group(self.group));
        turn.out.int(i64::from(group.is_some()));
        if let Some(group) = group {
            let pending = group.pending_len();
            turn.emit(|| Event::GroupDestroyed {
                key: key.into(),
                group: self.group.into(),
                pending,
            });
            context.touch(key);
        }
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn everything_pending_goes_and_the_entries_stay() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g ann STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
# client A
> XREADGROUP GROUP g bob BLOCK 0 STREAMS s >
# (no reply yet: the client is blocked)
# client main
> XGROUP DESTROY s g
(integer) 1
# client A receives
(error) NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
> XLEN s
(integer) 1
> XPENDING s g
(error) NOGROUP No such key 's' or consumer group 'g'
> XGROUP DESTROY s g
(integer) 0
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XGROUP DESTROY text g
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XGROUP DESTROY s g
(error) ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
> XGROUP DESTROY s
(error) ERR wrong number of arguments for 'xgroup|destroy' command
",
        );
    }
}
