//! XNACK (streams.md B.25, since 8.8): gives pending entries back. They stay pending for nobody, and whoever claims next
//! gets them, however short a time they have been idle.

use nom::branch::alt;
use nom::combinator::{map, value};
use nom::sequence::preceded;
use nom::{Err, Parser};

use super::common::{LAST_DELIVERY, emit_pending, no_group, owner_of, pending_of};
use super::references::{IDS, counted};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::{Fault, c_string};
use crate::command::grammar::{Parsed, fail, id, integer, keyword, keyword_with_value, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::EntryId;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XNACK",
    arity: -7,
    since: version(8, 8),
    source: Source::Documentation,
    topic: Topic::Stream,
    summary: "Gives pending entries back unfinished: nobody holds them, and whoever claims next gets them at once",
    example: "XNACK fruits pickers FAIL IDS 1 10-0",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Value("group", Holds::Group),
        Syntax::OneOf(&[
            &[Syntax::Word("SILENT")],
            &[Syntax::Word("FAIL")],
            &[Syntax::Word("FATAL")],
        ]),
        IDS[0],
        IDS[1],
        Syntax::Many(&[Syntax::Value("id", Holds::PendingId)]),
        Syntax::Optional(&[Syntax::Word("RETRYCOUNT"), Syntax::Value("count", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("FORCE")]),
    ],
    subcommands: &[],
    check: |args| Xnack::parse(args)?.details().map(drop),
    run: |args, context| Xnack::parse(args)?.run(context),
};

struct Xnack<'a> {
    key: Word<'a>,
    group: Word<'a>,
    mode: Word<'a>,
    /// Looked at only once the group is found.
    rest: Args<'a>,
}

/// What the failure says about the entry.
#[derive(Clone, Copy)]
enum Mode {
    /// Nothing: the delivery does not count.
    Silent,
    /// Nothing yet: the delivery counts.
    Fail,
    /// It cannot be handled: no delivery count is larger.
    Fatal,
}

struct Details {
    mode: Mode,
    ids: Vec<EntryId>,
    retry_count: Option<u64>,
    force: bool,
}

#[derive(Clone, Copy)]
enum NackOption<'a> {
    Ids(Args<'a>),
    RetryCount(u64),
    Force,
}

impl<'a> Xnack<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (rest, (key, group, mode)) = (word, word, word).parse(args).map_err(settled)?;
        Ok(Xnack {
            key,
            group,
            mode,
            rest,
        })
    }

    fn details(&self) -> Result<Details, Fault> {
        let mode = mode(self.mode)?;
        let mut options = self.rest;
        let mut ids = None;
        let mut retry_count = None;
        let mut force = false;
        while !options.is_empty() {
            let (rest, option) = option(options).map_err(settled)?;
            options = rest;
            match option {
                NackOption::Ids(found) => ids = Some(found),
                NackOption::RetryCount(count) => retry_count = Some(count),
                NackOption::Force => force = true,
            }
        }
        let expected = Fault::new("ERR syntax error, expected IDS keyword")
            .at(options.at())
            .want("IDS, how many, and the IDs");
        Ok(Details {
            mode,
            ids: strict_ids(ids.ok_or(expected)?)?,
            retry_count,
            force,
        })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let key = self.key.bytes;
        let stream = context.stream(key)?;
        if stream.and_then(|stream| stream.group(self.group.bytes)).is_none() {
            return Err(no_group(stream, self.key, self.group, ""));
        }
        let details = self.details()?;
        let before = pending_of(context, key, self.group.bytes);
        let mut released = 0;
        for &id in &details.ids {
            released += i64::from(self.release(context, id, &details)?);
        }
        context.out().int(released);
        emit_pending(context, key, self.group.bytes, before);
        if released > 0 {
            context.touch(key);
        }
        Ok(Flow::Done)
    }

    /// Releases one entry; says whether it was pending, or is now.
    fn release(&self, context: &mut Context<'_, '_>, id: EntryId, details: &Details) -> Result<bool, Fault> {
        let (db, turn) = context.parts();
        let Some(stream) = db.stream_mut(self.key.bytes)? else {
            return Ok(false);
        };
        let exists = stream.get(id).is_some();
        let Some(group) = stream.group_mut(self.group.bytes) else {
            return Ok(false);
        };
        let before = group.pending(id).copied();
        if before.is_none() && !(details.force && exists) {
            return Ok(false);
        }
        let deliveries = details.deliveries(before.map_or(0, |record| record.deliveries));
        group.release(id, deliveries);
        turn.emit(|| Event::Released {
            key: self.key.bytes.into(),
            group: self.group.bytes.into(),
            id,
            from: before.and_then(|record| owner_of(group, &record)),
            deliveries,
            made: before.is_none(),
        });
        Ok(true)
    }
}

impl Details {
    /// The delivery count of an entry that had been delivered so often.
    fn deliveries(&self, before: u64) -> u64 {
        match (self.retry_count, self.mode) {
            (Some(count), _) => count,
            (None, Mode::Silent) => before.saturating_sub(1),
            (None, Mode::Fail) => before,
            (None, Mode::Fatal) => LAST_DELIVERY,
        }
    }
}

fn mode(word: Word<'_>) -> Result<Mode, Fault> {
    let modes = [
        ("SILENT", Mode::Silent),
        ("FAIL", Mode::Fail),
        ("FATAL", Mode::Fatal),
    ];
    let found = modes
        .into_iter()
        .find(|(name, _)| word.bytes.eq_ignore_ascii_case(name.as_bytes()));
    found.map(|(_, mode)| mode).ok_or(
        Fault::new("ERR mode must be SILENT, FAIL, or FATAL")
            .at(word.at)
            .want("SILENT, FAIL or FATAL"),
    )
}

/// One bad ID refuses all.
fn strict_ids(mut ids: Args<'_>) -> Result<Vec<EntryId>, Fault> {
    let mut found = Vec::new();
    while !ids.is_empty() {
        let (rest, id) = id(ids).map_err(settled)?;
        found.push(id);
        ids = rest;
    }
    Ok(found)
}

fn option(args: Args<'_>) -> Parsed<'_, NackOption<'_>> {
    let number = [
        "ERR numids must be a positive integer",
        "ERR number of IDs doesn't match numids",
    ];
    let known = alt((
        map(|args| counted(number, args), NackOption::Ids),
        map(retry_count, NackOption::RetryCount),
        value(NackOption::Force, keyword("FORCE")),
    ))
    .parse(args);
    known.map_err(|error| match error {
        Err::Error(_) => Err::Failure(unrecognized(args)),
        settled => settled,
    })
}

fn retry_count(args: Args<'_>) -> Parsed<'_, u64> {
    let (rest, count) =
        preceded(keyword_with_value("RETRYCOUNT"), integer("a delivery count")).parse(args)?;
    match u64::try_from(count) {
        Ok(count) => Ok((rest, count)),
        Err(_) => fail(
            Fault::new("ERR Invalid RETRYCOUNT value, must be >= 0")
                .at(rest.at() - 1)
                .want("a delivery count"),
        ),
    }
}

fn unrecognized(args: Args<'_>) -> Fault {
    let word = args.peek().map(|word| c_string(word.bytes)).unwrap_or_default();
    let text = [b"ERR Unrecognized XNACK option '", word, b"'"].concat();
    Fault::composed(text)
        .at(args.at())
        .want("IDS, RETRYCOUNT or FORCE")
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    fn pending() -> Rig {
        let mut rig = Rig::new().profile("8.8").at(1000);
        for id in 1..=4 {
            rig.run("main", &format!("XADD s {id}-0 f v"));
        }
        rig.run("main", "XGROUP CREATE s g 0");
        rig.run("main", "XREADGROUP GROUP g a COUNT 3 STREAMS s >");
        rig
    }

    /// From documentation (streams.md B.25, B.17).
    #[test]
    fn what_is_given_back_is_nobodys_and_stays_pending() {
        let mut rig = pending();
        rig.transcript(
            r#"
> XNACK s g FAIL IDS 2 2-0 9-9
(integer) 1
> XNACK s g silent RETRYCOUNT 7 IDS 1 4-0
(integer) 0
> XNACK s g SILENT IDS 1 1-0
(integer) 1
> XNACK s g FATAL FORCE IDS 1 4-0
(integer) 1
> XPENDING s g
1) (integer) 4
2) "1-0"
3) "4-0"
4) 1) 1) "a"
      2) "1"
> XPENDING s g IDLE 5000 - + 9
1) 1) "1-0"
   2) ""
   3) (integer) -1
   4) (integer) 0
2) 1) "2-0"
   2) ""
   3) (integer) -1
   4) (integer) 1
3) 1) "4-0"
   2) ""
   3) (integer) -1
   4) (integer) 9223372036854775807
> XPENDING s g - + 9 a
1) 1) "3-0"
   2) "a"
   3) (integer) 7
   4) (integer) 1
"#,
        );
        let full = rig.run("main", "XINFO STREAM s FULL");
        let counts = full
            .lines()
            .skip_while(|line| !line.contains("pel-count"))
            .take(10);
        assert_eq!(
            counts.map(str::trim).collect::<Vec<_>>(),
            [
                "9) \"pel-count\"",
                "10) (integer) 4",
                "11) \"nacked-count\"",
                "12) (integer) 3",
                "13) \"pending\"",
                "14) 1) 1) \"1-0\"",
                "2) \"\"",
                "3) (integer) 0",
                "4) (integer) 0",
                "2) 1) \"2-0\"",
            ]
        );
    }

    /// From documentation (streams.md B.12, B.18, B.19, B.25).
    #[test]
    fn whoever_claims_gets_it_at_once_in_the_order_given_back() {
        let mut rig = pending();
        rig.transcript(
            r#"
> XNACK s g FAIL IDS 3 3-0 1-0 2-0
(integer) 3
> XREADGROUP GROUP g b COUNT 1 CLAIM 60000 STREAMS s >
1) 1) "s"
   2) 1) 1) "3-0"
         2) 1) "f"
            2) "v"
         3) (integer) -1
         4) (integer) 1
> XCLAIM s g b 60000 1-0 JUSTID
1) "1-0"
> XAUTOCLAIM s g b 60000 0 JUSTID
1) "0-0"
2) 1) "2-0"
3) (empty array)
> XNACK s g FATAL IDS 1 2-0
(integer) 1
> XCLAIM s g a 0 2-0 JUSTID
1) "2-0"
> XREADGROUP GROUP g a STREAMS s 0
1) 1) "s"
   2) 1) 1) "2-0"
         2) 1) "f"
            2) "v"
> XPENDING s g 2-0 2-0 1
1) 1) "2-0"
   2) "a"
   3) (integer) 1
   4) (integer) 9223372036854775807
> XACK s g 1-0 2-0 3-0
(integer) 3
"#,
        );
    }

    /// From documentation (streams.md C.2).
    #[test]
    fn a_reader_that_waits_with_claim_is_woken() {
        let mut rig = pending();
        rig.run("main", "XDEL s 4-0");
        rig.run("B", "XREADGROUP GROUP g b BLOCK 0 STREAMS s >");
        rig.run("C", "XREADGROUP GROUP g c BLOCK 0 CLAIM 60000 STREAMS s >");
        assert_eq!(rig.run("main", "XNACK s g FAIL IDS 1 2-0"), "(integer) 1\n");
        assert!(rig.waits("B"));
        assert!(!rig.waits("C"));
        rig.transcript(
            "> XPENDING s g 2-0 2-0 1\n1) 1) \"2-0\"\n   2) \"c\"\n   3) (integer) 1\n   4) (integer) 2\n",
        );
    }

    #[test]
    fn its_sentences() {
        let mut rig = pending();
        rig.events();
        for line in [
            "XNACK s g FAIL IDS 2 1-0 2-0",
            "XNACK s g FATAL IDS 1 1-0",
            "XCLAIM s g b 5 2-0",
            "XACK s g 1-0",
            "XNACK s g FAIL FORCE IDS 1 1-0",
        ] {
            rig.run("main", line);
        }
        assert_eq!(
            rig.told(),
            [
                "1-0 and 2-0 released by a: still pending, and first in turn for whoever claims; delivery count 1",
                "1-0 released again: still pending, and first in turn for whoever claims; delivery count at its \
                 largest: nobody should try again",
                "b joined g",
                "2-0 had been released and is b's now, delivery 2",
                "1-0 acknowledged for g: no longer pending, still in the stream",
                "g: pending 3 → 2",
                "1-0 made pending for nobody by FORCE: still pending, and first in turn for whoever claims; delivery \
                 count 0",
                "g: pending 2 → 3",
            ]
        );
    }

    /// From documentation (streams.md B.25).
    #[test]
    fn its_refusals() {
        pending().transcript(
            "
> SET t v
OK
> XNACK t g FAIL IDS 1 x
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XNACK none g BAD IDS 1 x
(error) NOGROUP No such key 'none' or consumer group 'g'
> XNACK s none BAD IDS 1 x
(error) NOGROUP No such key 's' or consumer group 'none'
> XNACK s g BAD IDS 0 x
(error) ERR mode must be SILENT, FAIL, or FATAL
> XNACK s g FAIL IDS 0 x
(error) ERR numids must be a positive integer
> XNACK s g FAIL IDS 2 1-0
(error) ERR number of IDs doesn't match numids
> XNACK s g FAIL IDS 1 1-0 RETRYCOUNT x
(error) ERR value is not an integer or out of range
> XNACK s g FAIL IDS 1 1-0 RETRYCOUNT -1
(error) ERR Invalid RETRYCOUNT value, must be >= 0
> XNACK s g FAIL IDS 1 1-0 2-0
(error) ERR Unrecognized XNACK option '2-0'
> XNACK s g FAIL FORCE RETRYCOUNT 1
(error) ERR syntax error, expected IDS keyword
> XNACK s g FAIL IDS 2 1-0 x
(error) ERR Invalid stream ID specified as stream command argument
> XPENDING s g - + 1
1) 1) \"1-0\"
   2) \"a\"
   3) (integer) 13
   4) (integer) 1
",
        );
        Rig::new().profile("8.6").transcript(
            "
> XNACK s g FAIL IDS 1 1-1
(error) ERR unknown command 'XNACK', with args beginning with: 's' 'g' 'FAIL' 'IDS' '1' '1-1' 
",
        );
    }
}
