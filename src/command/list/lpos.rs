//! LPOS (streams.md E.4): where in a list a value is.

use nom::Parser;
use nom::branch::alt;
use nom::multi::fold_many0;
use nom::sequence::preceded;

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{Parsed, at_least, bytes, fail, integer, keyword_with_value, whole};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{End, List};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "LPOS",
    arity: -3,
    since: version(6, 0),
    source: Source::Ran70And80,
    topic: Topic::List,
    summary: "Tells at which positions a value is; RANK 2 begins with the second one, RANK -1 with the last",
    example: "LPOS jobs wash COUNT 0",
    syntax: &[
        Syntax::Value("key", Holds::List),
        Syntax::Value("element", Holds::Text),
        Syntax::Optional(&[Syntax::Word("RANK"), Syntax::Value("rank", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("num-matches", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("MAXLEN"), Syntax::Value("len", Holds::Number)]),
    ],
    subcommands: &[],
    check: |args| Lpos::parse(args).map(drop),
    run: |args, context| Lpos::parse(args)?.run(context),
};

struct Lpos<'a> {
    key: &'a [u8],
    value: &'a [u8],
    /// Which match is the first to be told: 1 is the first, -1 the last one. Never 0.
    rank: i64,
    /// How many to tell, 0 for all; without it one, and the reply is no array.
    count: Option<usize>,
    /// How many elements to look at, 0 for all.
    most: usize,
}

/// One of the options.
enum Choice {
    Rank(i64),
    Count(usize),
    Most(usize),
}

impl<'a> Lpos<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let plain = (bytes, bytes).map(|(key, value)| Lpos {
            key,
            value,
            rank: 1,
            count: None,
            most: 0,
        });
        let lpos = plain.flat_map(|plain: Lpos<'a>| {
            fold_many0(
                choice,
                move || Lpos { ..plain },
                |lpos, choice| match choice {
                    Choice::Rank(rank) => Lpos { rank, ..lpos },
                    Choice::Count(count) => Lpos {
                        count: Some(count),
                        ..lpos
                    },
                    Choice::Most(most) => Lpos { most, ..lpos },
                },
            )
        });
        whole(lpos, args)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let (db, turn) = context.parts();
        let list = db.list(self.key)?;
        let mut found = list.into_iter().flat_map(|list| self.places(list));
        let out = &mut *turn.out;
        let Some(count) = self.count else {
            match found.next() {
                Some(place) => out.count(place),
                None => out.nil(),
            }
            return Ok(Flow::Done);
        };
        let mark = out.open();
        let mut told = 0;
        for place in found.take(if count == 0 { usize::MAX } else { count }) {
            out.count(place);
            told += 1;
        }
        out.close_array(mark, told);
        Ok(Flow::Done)
    }

    /// Where the value is, from the first match that is to be told on.
    fn places(&self, list: &List) -> impl Iterator<Item = usize> {
        let end = if self.rank < 0 { End::Right } else { End::Left };
        let behind = list.len() - 1;
        let looked_at = if self.most == 0 { usize::MAX } else { self.most };
        // Up to 7.0 the lowest number there is may be said, and means the last match.
        let skipped = usize::try_from(self.rank.checked_abs().unwrap_or(1) - 1).unwrap_or(usize::MAX);
        let elements = list.iter_from(end).enumerate().take(looked_at);
        let matches = elements.filter(|(_, element)| ***element == *self.value);
        matches.skip(skipped).map(move |(at, _)| match end {
            End::Left => at,
            End::Right => behind - at,
        })
    }
}

fn choice(args: Args<'_>) -> Parsed<'_, Choice> {
    let rank = preceded(keyword_with_value("RANK"), rank).map(Choice::Rank);
    let count = preceded(
        keyword_with_value("COUNT"),
        at_least(0, "ERR COUNT can't be negative", "how many positions to tell"),
    );
    let most = preceded(
        keyword_with_value("MAXLEN"),
        at_least(0, "ERR MAXLEN can't be negative", "how many elements to look at"),
    );
    alt((rank, count.map(Choice::Count), most.map(Choice::Most))).parse(args)
}

fn rank(args: Args<'_>) -> Parsed<'_, i64> {
    const WANT: &str = "which match to begin with";
    let (rest, rank) = bounded(WANT)(args)?;
    if rank == 0 {
        return fail(
            Fault::new(
                "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to \
                 start from the end of the list",
            )
            .at(args.at())
            .want(WANT),
        );
    }
    Ok((rest, rank))
}

/// A strict integer that has an opposite; up to 7.0 any.
pub(super) fn bounded<'a>(want: &'static str) -> impl Fn(Args<'a>) -> Parsed<'a, i64> {
    move |args| match integer(want)(args)? {
        (_, i64::MIN) if args.profile() >= version(7, 2) => fail(
            Fault::new(
                "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807",
            )
            .at(args.at())
            .want(want),
        ),
        parsed => Ok(parsed),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn where_a_value_is() {
        Rig::new().transcript(
            r"
> RPUSH l a b c d 1 2 3 4 3 3 3
(integer) 11
> LPOS l 3
(integer) 6
> LPOS l nope
(nil)
> LPOS l 3 RANK 2
(integer) 8
> LPOS l 3 RANK -1
(integer) 10
> LPOS l 3 RANK 9
(nil)
> LPOS l 3 COUNT 0
1) (integer) 6
2) (integer) 8
3) (integer) 9
4) (integer) 10
> LPOS l 3 COUNT 2 RANK -1
1) (integer) 10
2) (integer) 9
> LPOS l nope COUNT 0
(empty array)
> LPOS l 3 MAXLEN 5
(nil)
> LPOS l 3 MAXLEN 9 COUNT 0
1) (integer) 6
2) (integer) 8
> LPOS l 3 maxlen 2 rank -1 count 0
1) (integer) 10
2) (integer) 9
> LPOS l 3 RANK 1 RANK 2
(integer) 8
> LPOS missing 3
(nil)
> LPOS missing 3 COUNT 1
(empty array)
",
        );
    }

    #[test]
    fn options_are_checked_before_the_key() {
        Rig::new().transcript(
            r"
> SET k v
OK
> LPOS k 3 RANK 0
(error) ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list
> LPOS k 3 RANK x
(error) ERR value is not an integer or out of range
> LPOS k 3 RANK -9223372036854775808
(error) ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
> LPOS k 3 COUNT -1
(error) ERR COUNT can't be negative
> LPOS k 3 COUNT x
(error) ERR COUNT can't be negative
> LPOS k 3 MAXLEN -1
(error) ERR MAXLEN can't be negative
> LPOS k 3 MAXLEN
(error) ERR syntax error
> LPOS k 3 FOO 1
(error) ERR syntax error
> LPOS k 3
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> LPOS k
(error) ERR wrong number of arguments for 'lpos' command
",
        );
    }
    #[test]
    fn version_7_0_takes_the_lowest_number_for_minus_1() {
        Rig::new().profile("7.0").transcript(
            r"
> RPUSH l a b a
(integer) 3
> LPOS l a RANK -9223372036854775808
(integer) 2
> LREM l -9223372036854775808 a
(integer) 2
",
        );
    }
}
