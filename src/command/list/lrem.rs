//! LREM (streams.md E.4): removes elements of a list by their value.

use nom::Parser;

use super::discarding::discarded;
use super::lpos::bounded;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{End, List};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LREM",
    arity: 4,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Removes the first elements of this value, the last ones under a negative count, all under 0",
    example: "LREM jobs 0 wash",
    syntax: &[
        Syntax::Value("key", Holds::List),
        Syntax::Value("count", Holds::Number),
        Syntax::Value("element", Holds::Text),
    ],
    subcommands: &[],
    check: |args| Lrem::parse(args).map(drop),
    run: |args, context| Lrem::parse(args)?.run(context),
};

struct Lrem<'a> {
    key: &'a [u8],
    /// Negative from the tail, 0 for all.
    count: i64,
    value: &'a [u8],
}

impl<'a> Lrem<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let grammar = (bytes, bounded("how many to remove"), bytes);
        whole(
            grammar.map(|(key, count, value)| Lrem { key, count, value }),
            args,
        )
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let (end, most) = match (self.count, usize::try_from(self.count.unsigned_abs())) {
            (0 | i64::MIN, _) | (_, Err(_)) => (End::Right, usize::MAX),
            (1.., Ok(most)) => (End::Left, most),
            (_, Ok(most)) => (End::Right, most),
        };
        // Asked first, because a list that is only looked at must stay shared with its snapshots.
        let holds = |list: &List| list.iter_from(End::Left).any(|element| **element == *self.value);
        let mut count = 0;
        if context.db().list(self.key)?.is_some_and(holds)
            && let Some(list) = context.db_mut().list_mut(self.key)?
        {
            count = list.remove(self.value, end, most);
            let len = list.len();
            discarded(context, self.key, count, len);
            context.change(self.key);
        }
        context.out().count(count);
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn from_either_end_or_all() {
        Rig::new().transcript(
            r#"
> RPUSH l a b a c a b
(integer) 6
> LREM l 2 a
(integer) 2
> LRANGE l 0 -1
1) "b"
2) "c"
3) "a"
4) "b"
> LREM l -1 b
(integer) 1
> LRANGE l 0 -1
1) "b"
2) "c"
3) "a"
> LREM l 0 nope
(integer) 0
> LREM l 0 a
(integer) 1
> LREM l 5 c
(integer) 1
> LREM l 1 b
(integer) 1
> EXISTS l
(integer) 0
"#,
        );
    }

    #[test]
    fn the_count_is_checked_before_the_key() {
        Rig::new().transcript(
            r"
> SET k v
OK
> LREM k x a
(error) ERR value is not an integer or out of range
> LREM k 1 a
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LREM missing x a
(error) ERR value is not an integer or out of range
> LREM missing 1 a
(integer) 0
> LREM missing -9223372036854775808 a
(error) ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
",
        );
    }

    #[test]
    fn what_removes_nothing_is_no_change() {
        Rig::new().transcript(
            r"
> RPUSH l a b
(integer) 2
> WATCH l
OK
# client other
> LREM l 0 c
(integer) 0
# client main
> MULTI
OK
> LLEN l
QUEUED
> EXEC
1) (integer) 2
",
        );
    }
}
