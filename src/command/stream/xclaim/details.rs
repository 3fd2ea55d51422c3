//! What XCLAIM is to do, as its arguments behind the group and the consumer say: idle time, IDs, options.

use nom::branch::alt;
use nom::combinator::{map, value};
use nom::sequence::preceded;
use nom::{Err, Parser};

use crate::command::args::{Args, Word};
use crate::command::fault::{Fault, c_string};
use crate::command::grammar::{Parsed, id, integer_or, keyword, keyword_with_value, settled};
use crate::command::stream::claiming::{as_id, min_idle};
use crate::store::{EntryId, Millis};

#[derive(Default)]
pub(super) struct Details {
    pub(super) min_idle: Millis,
    pub(super) ids: Vec<EntryId>,
    time: Option<When>,
    pub(super) retry_count: Option<i64>,
    pub(super) force: bool,
    pub(super) just_id: bool,
    pub(super) last_id: Option<EntryId>,
}

/// How the delivery time was given; the later option wins.
#[derive(Clone, Copy)]
enum When {
    /// This long ago, in ms.
    Idle(Millis),
    /// At this Unix time, in ms.
    At(Millis),
}

#[derive(Clone, Copy)]
enum ClaimOption {
    When(When),
    RetryCount(i64),
    Force,
    JustId,
    LastId(EntryId),
}

impl Details {
    /// The idle time, then the IDs up to the first argument that is none, and the options.
    pub(super) fn read(idle: Word<'_>, rest: Args<'_>) -> Result<Details, Fault> {
        let min_idle = min_idle(idle, "ERR Invalid min-idle-time argument for XCLAIM")?;
        let ids: Vec<EntryId> = rest.words().map_while(as_id).collect();
        let mut options = nom::Input::take_from(&rest, ids.len());
        let mut details = Details {
            min_idle,
            ids,
            ..Details::default()
        };
        while !options.is_empty() {
            let (rest, option) = option(options).map_err(settled)?;
            options = rest;
            match option {
                ClaimOption::When(when) => details.time = Some(when),
                ClaimOption::RetryCount(count) => details.retry_count = Some(count),
                ClaimOption::Force => details.force = true,
                ClaimOption::JustId => details.just_id = true,
                ClaimOption::LastId(id) => details.last_id = Some(id),
            }
        }
        Ok(details)
    }

    /// A time before 1970 or in the future becomes now.
    pub(super) fn delivered_at(&self, now: Millis) -> Millis {
        let asked = match self.time {
            None => now,
            Some(When::Idle(idle)) => now.saturating_sub(idle),
            Some(When::At(time)) => time,
        };
        if (0..=now).contains(&asked) { asked } else { now }
    }
}

fn option(args: Args<'_>) -> Parsed<'_, ClaimOption> {
    let number = |name, text, want| preceded(keyword_with_value(name), integer_or(text, want));
    let known = alt((
        value(ClaimOption::Force, keyword("FORCE")),
        value(ClaimOption::JustId, keyword("JUSTID")),
        map(
            number(
                "IDLE",
                "ERR Invalid IDLE option argument for XCLAIM",
                "milliseconds",
            ),
            |idle| ClaimOption::When(When::Idle(idle)),
        ),
        map(
            number(
                "TIME",
                "ERR Invalid TIME option argument for XCLAIM",
                "a Unix time in milliseconds",
            ),
            |time| ClaimOption::When(When::At(time)),
        ),
        map(
            number(
                "RETRYCOUNT",
                "ERR Invalid RETRYCOUNT option argument for XCLAIM",
                "a delivery count",
            ),
            ClaimOption::RetryCount,
        ),
        map(preceded(keyword_with_value("LASTID"), id), ClaimOption::LastId),
    ))
    .parse(args);
    known.map_err(|error| match error {
        Err::Error(_) => Err::Failure(unrecognized(args)),
        settled => settled,
    })
}

fn unrecognized(args: Args<'_>) -> Fault {
    let word = args.peek().map(|word| c_string(word.bytes)).unwrap_or_default();
    let text = [b"ERR Unrecognized XCLAIM option '", word, b"'"].concat();
    Fault::composed(text).at(args.at()).want("an ID or an option")
}
