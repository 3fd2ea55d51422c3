//! What XREAD and XREADGROUP share: their options, the shape of their reply, and the wait when there is nothing to
//! reply (streams.md B.11, B.12, C.1).

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, value};

use super::budget::Budget;
use crate::command::args::{Args, Word};
use crate::command::context::{Claiming, Context, Flow, Wait, WaitOn};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{self, Parsed, integer, integer_or, keyword, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Syntax};
use crate::store::{EntryId, Millis};
use crate::wire::{ArgvBuf, Out, Protocol};

/// Which of the two commands is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// XREAD
    Plain,
    /// XREADGROUP
    Group,
}

/// The options and streams of a reading command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading<'a> {
    /// `GROUP group consumer`
    pub(super) member: Option<(Word<'a>, Word<'a>)>,
    /// The most entries per stream; `None` for all.
    pub(super) count: Option<usize>,
    /// How long to wait in ms, 0 for ever; `None` for not at all.
    pub(super) block: Option<Millis>,
    /// Deliver without recording as pending.
    pub(super) no_ack: bool,
    /// CLAIM: how long idle, in ms, a pending entry must be to be taken over.
    pub(super) claim: Option<Millis>,
    /// MAXCOUNT: the most entries of all streams together.
    max_count: Option<usize>,
    /// MAXSIZE: no entry more once the reply has so many bytes.
    max_size: Option<usize>,
    keys: Args<'a>,
    ids: Args<'a>,
}

#[derive(Clone, Copy)]
enum ReadOption<'a> {
    Block(Millis),
    Count(i64),
    Group(Word<'a>, Word<'a>),
    NoAck,
    Claim(Millis),
    MaxCount(usize),
    MaxSize(usize),
}

/// So large a wait that adding the time would overflow.
const TOO_LONG: Millis = Millis::MAX - (1 << 42);

impl<'a> Reading<'a> {
    pub(super) fn parse(args: Args<'a>, reader: Reader) -> Result<Self, Fault> {
        let (_, reading) = Self::grammar(args, reader).map_err(settled)?;
        if reader == Reader::Group && reading.member.is_none() {
            return Err(Fault::new("ERR Missing GROUP option for XREADGROUP")
                .at(args.at())
                .want("GROUP group consumer"));
        }
        if let (Some(most), Some(count)) = (reading.max_count, reading.count)
            && most < count
        {
            return Err(Fault::new("ERR MAXCOUNT must be greater than or equal to COUNT"));
        }
        Ok(reading)
    }

    /// Options in any order, the last of each counts; the first STREAMS ends them.
    fn grammar(mut args: Args<'a>, reader: Reader) -> Parsed<'a, Self> {
        let none = args.none();
        let mut reading = Reading {
            member: None,
            count: None,
            block: None,
            no_ack: false,
            claim: None,
            max_count: None,
            max_size: None,
            keys: none,
            ids: none,
        };
        loop {
            if let Ok((rest, ())) = keyword("STREAMS")(args) {
                (reading.keys, reading.ids) = streams(rest, reader)?;
                return Ok((rest, reading));
            }
            let (rest, option) = option(args, reader)?;
            args = rest;
            match option {
                ReadOption::Block(ms) => reading.block = Some(ms),
                ReadOption::Count(count) => {
                    reading.count = usize::try_from(count).ok().filter(|count| *count > 0);
                }
                ReadOption::Group(group, consumer) => reading.member = Some((group, consumer)),
                ReadOption::NoAck => reading.no_ack = true,
                ReadOption::Claim(min_idle) => reading.claim = Some(min_idle),
                ReadOption::MaxCount(most) => reading.max_count = Some(most),
                ReadOption::MaxSize(most) => reading.max_size = Some(most),
            }
        }
    }

    /// Each key with the ID asked for, in order.
    pub(super) fn streams(&self) -> impl ExactSizeIterator<Item = (Word<'a>, Word<'a>)> + use<'a> {
        self.keys.words().zip(self.ids.words())
    }

    /// What else ends the wait. A call that waits asks only for new entries, so CLAIM applies to all its streams.
    fn claiming(&self) -> Option<Claiming> {
        let (group, _) = self.member?;
        let min_idle = self.claim?;
        Some(Claiming {
            group: group.bytes.into(),
            min_idle,
        })
    }

    /// Ends a command that has nothing to reply: it waits if it may, else replies nil. `resolved` gives the ID to
    /// remember for a stream whose ID changes its meaning with time (`$`).
    pub(super) fn wait_or_nil(
        &self,
        context: &mut Context<'_, '_>,
        on: WaitOn,
        resolved: impl Fn(usize) -> Option<EntryId>,
    ) -> Flow {
        let Some(block) = self.block.filter(|_| context.may_wait) else {
            context.out().nil_array();
            return Flow::Done;
        };
        let first_id = self.ids.at();
        let mut argv = ArgvBuf::default();
        for (at, argument) in self.ids.argv().iter().enumerate() {
            match at.checked_sub(first_id).and_then(&resolved) {
                Some(id) => argv.push(id.to_string().as_bytes()),
                None => argv.push(argument),
            }
        }
        let keys = self.keys.words().map(|key| key.bytes.into()).collect();
        let deadline = (block > 0).then(|| context.now() + block);
        Flow::Wait(Wait {
            keys,
            on,
            deadline,
            claim: self.claiming(),
            argv,
        })
    }
}

fn option(args: Args<'_>, reader: Reader) -> Parsed<'_, ReadOption<'_>> {
    alt((
        map(
            |args| valued("BLOCK", args).and_then(|(args, ())| block(args)),
            ReadOption::Block,
        ),
        map(
            |args| valued("COUNT", args).and_then(|(args, ())| integer("the most entries per stream")(args)),
            ReadOption::Count,
        ),
        move |args| group(args, reader),
        move |args| no_ack(args, reader),
        move |args| claim(args, reader),
        map(
            limit(
                "MAXCOUNT",
                "ERR MAXCOUNT must be a positive integer",
                "the most entries",
            ),
            ReadOption::MaxCount,
        ),
        map(
            limit(
                "MAXSIZE",
                "ERR MAXSIZE must be a positive integer",
                "a number of bytes",
            ),
            ReadOption::MaxSize,
        ),
        unknown_option,
    ))
    .parse(args)
}

/// A keyword that needs a value behind it: as the last word it is a syntax error.
fn valued<'a>(name: &'static str, args: Args<'a>) -> Parsed<'a, ()> {
    let (rest, ()) = keyword(name)(args)?;
    if rest.is_empty() {
        return grammar::fail(Fault::new(SYNTAX).at(rest.at()).want("a number"));
    }
    Ok((rest, ()))
}

fn block(args: Args<'_>) -> Parsed<'_, Millis> {
    let at = args.at();
    let text = "ERR timeout is not an integer or out of range";
    let (rest, ms) = integer_or(text, "how long to wait, in milliseconds")(args)?;
    match ms {
        ..0 => grammar::fail(Fault::new("ERR timeout is negative").at(at)),
        TOO_LONG.. => grammar::fail(Fault::new("ERR timeout is out of range").at(at)),
        _ => Ok((rest, ms)),
    }
}

fn group(args: Args<'_>, reader: Reader) -> Parsed<'_, ReadOption<'_>> {
    let at = args.at();
    let (rest, ()) = keyword("GROUP")(args)?;
    if rest.len() < 2 {
        return grammar::fail(
            Fault::new(SYNTAX)
                .at(rest.at() + rest.len())
                .want("GROUP group consumer"),
        );
    }
    if reader == Reader::Plain {
        let text = "ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.";
        return grammar::fail(Fault::new(text).at(at));
    }
    map((word, word), |(group, consumer)| {
        ReadOption::Group(group, consumer)
    })
    .parse(rest)
}

fn no_ack(args: Args<'_>, reader: Reader) -> Parsed<'_, ReadOption<'_>> {
    let at = args.at();
    let (rest, option) = value(ReadOption::NoAck, keyword("NOACK")).parse(args)?;
    if reader == Reader::Plain {
        let text = "ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.";
        return grammar::fail(Fault::new(text).at(at));
    }
    Ok((rest, option))
}

fn claim(args: Args<'_>, reader: Reader) -> Parsed<'_, ReadOption<'_>> {
    let at = args.at();
    if args.profile() < version(8, 4) {
        return Err(nom::Err::Error(Fault::new(SYNTAX).at(at)));
    }
    let (rest, ()) = valued("CLAIM", args)?;
    if reader == Reader::Plain {
        let text = "ERR The CLAIM option is only supported by XREADGROUP. You called XREAD instead.";
        return grammar::fail(Fault::new(text).at(at));
    }
    let text = "ERR min-idle-time is not an integer or out of range";
    let (rest, min_idle) = integer_or(text, "how long idle at least, in milliseconds")(rest)?;
    if min_idle < 0 {
        return grammar::fail(Fault::new("ERR min-idle-time must be a positive integer").at(at + 1));
    }
    Ok((rest, ReadOption::Claim(min_idle)))
}

/// One of the limits on the whole reply.
fn limit<'a>(
    name: &'static str,
    refusal: &'static str,
    want: &'static str,
) -> impl Fn(Args<'a>) -> Parsed<'a, usize> {
    move |args| {
        if args.profile() < version(8, 10) {
            return Err(nom::Err::Error(Fault::new(SYNTAX).at(args.at())));
        }
        let (rest, ()) = valued(name, args)?;
        let at = rest.at();
        let (rest, most) = integer(want)(rest)?;
        match usize::try_from(most) {
            Ok(most @ 1..) => Ok((rest, most)),
            _ => grammar::fail(Fault::new(refusal).at(at).want(want)),
        }
    }
}

/// `MAXCOUNT` and `MAXSIZE`, as hints show them.
pub(super) const LIMITS: [Syntax; 2] = [
    Syntax::Since(
        version(8, 10),
        &[Syntax::Word("MAXCOUNT"), Syntax::Value("maxcount", Holds::Number)],
    ),
    Syntax::Since(
        version(8, 10),
        &[Syntax::Word("MAXSIZE"), Syntax::Value("maxsize", Holds::Number)],
    ),
];

fn unknown_option<T>(args: Args<'_>) -> Parsed<'_, T> {
    grammar::fail(Fault::new(SYNTAX).at(args.at()).want("COUNT, BLOCK or STREAMS"))
}

/// Splits what follows STREAMS into keys and IDs.
fn streams(args: Args<'_>, reader: Reader) -> Result<(Args<'_>, Args<'_>), nom::Err<Fault>> {
    if args.is_empty() {
        return Err(nom::Err::Failure(
            Fault::new(SYNTAX).at(args.at()).want("a key and an ID"),
        ));
    }
    if !args.len().is_multiple_of(2) {
        return Err(nom::Err::Failure(unbalanced(args, reader)));
    }
    let (ids, keys) = nom::Input::take_split(&args, args.len() / 2);
    Ok((keys, ids))
}

/// The fault of an odd number of arguments after STREAMS; its words changed twice.
fn unbalanced(args: Args<'_>, reader: Reader) -> Fault {
    let (text, want) = match reader {
        _ if args.profile() < version(7, 2) => (
            "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.",
            "an ID for every key: first all keys, then all IDs",
        ),
        Reader::Plain if args.profile() < version(7, 4) => (
            "ERR Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be specified.",
            "an ID for every key: first all keys, then all IDs",
        ),
        Reader::Plain => (
            "ERR Unbalanced 'xread' list of streams: for each stream key an ID, '+', or '$' must be specified.",
            "an ID for every key: first all keys, then all IDs",
        ),
        Reader::Group => (
            "ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be specified.",
            "an ID or > for every key: first all keys, then all IDs",
        ),
    };
    Fault::new(text).at(args.at() + args.len()).want(want)
}

/// Writes a reply of several streams: in RESP2 an array of pairs, in RESP3 a map. Streams are written as they come;
/// if none came, nothing was written.
pub(super) struct StreamsReply {
    mark: crate::wire::Mark,
    streams: usize,
    /// How much more it may hold.
    pub(super) budget: Budget,
}

impl StreamsReply {
    pub(super) fn open(out: &mut Out, reading: &Reading<'_>) -> StreamsReply {
        StreamsReply {
            mark: out.open(),
            streams: 0,
            budget: Budget::new(reading.max_count, reading.max_size, out.protocol()),
        }
    }

    /// Announces one stream; its entries are written next.
    pub(super) fn stream(&mut self, out: &mut Out, key: &[u8]) {
        if out.protocol() == Protocol::Resp2 {
            out.array(2);
        }
        out.bulk(key);
        self.budget.stream(key);
        self.streams += 1;
    }

    /// Ends the reply; `false` if there was nothing to reply.
    pub(super) fn close(self, out: &mut Out) -> bool {
        match (self.streams, out.protocol()) {
            (0, _) => out.rewind(self.mark),
            (streams, Protocol::Resp2) => out.close_array(self.mark, streams),
            (streams, Protocol::Resp3) => out.close_map(self.mark, streams),
        }
        self.streams > 0
    }
}
