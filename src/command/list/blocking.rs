//! What BLPOP and BRPOP share (streams.md C.4): an element from the first list that has one, and the wait when none
//! has, which all have that wait for elements. One element goes to one client; whoever waited longest is asked first.

use super::popping::take;
use super::seconds::seconds;
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow, Wait, WaitOn};
use crate::command::fault::Fault;
use crate::command::grammar::{Parsed, fail, word};
use crate::command::profile::{Version, version};
use crate::command::spec::{Holds, Syntax};
use crate::store::{End, Millis};

/// How HELP and hints show the arguments.
pub(super) const SYNTAX: &[Syntax] = &[
    Syntax::Many(&[Syntax::Value("key", Holds::List)]),
    Syntax::Value("timeout", Holds::Seconds),
];

/// So large a wait that adding the time would overflow.
const TOO_LONG: Millis = Millis::MAX - (1 << 42);

pub(super) struct BlockingPop<'a> {
    keys: Args<'a>,
    /// In ms, 0 for ever.
    timeout: Millis,
}

impl<'a> BlockingPop<'a> {
    /// The last argument is the timeout, all before it are keys.
    pub(super) fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let keys = args.len().saturating_sub(1);
        let (last, keys) = nom::Input::take_split(&args, keys);
        let timeout = last.peek().ok_or(Fault::new(NOT_A_FLOAT).at(last.at()))?;
        Ok(BlockingPop {
            keys,
            timeout: timeout_of(timeout, args.profile())?,
        })
    }

    pub(super) fn run(&self, end: End, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        for key in self.keys.words() {
            if !context.may_take(key.bytes) {
                continue;
            }
            let taken = take(context, key.bytes, end, 1).map_err(|fault| fault.at(key.at))?;
            let Some(element) = taken.unwrap_or_default().pop() else {
                continue;
            };
            let out = context.out();
            out.array(2);
            out.bulk(key.bytes);
            out.bulk(&element);
            return Ok(Flow::Done);
        }
        if !context.may_wait {
            context.out().nil_array();
            return Ok(Flow::Done);
        }
        let keys = self.keys.words().map(|key| key.bytes);
        Ok(wait(keys, self.timeout, self.keys, context))
    }
}

/// The wait for an element of any of `keys`, of which there is none now; `args` are of the command that asks.
pub(super) fn wait<'a>(
    keys: impl Iterator<Item = &'a [u8]>,
    timeout: Millis,
    args: Args<'_>,
    context: &Context<'_, '_>,
) -> Flow {
    Flow::Wait(Wait {
        claim: None,
        keys: keys.map(Into::into).collect(),
        on: WaitOn::List,
        deadline: (timeout > 0).then(|| context.now().saturating_add(timeout)),
        argv: args.argv().to_owned(),
    })
}

const NOT_A_FLOAT: &str = "ERR timeout is not a float or out of range";

/// How long to wait, in ms; 0 for ever.
pub(super) fn timeout(args: Args<'_>) -> Parsed<'_, Millis> {
    let (rest, word) = word(args)?;
    match timeout_of(word, rest.profile()) {
        Ok(timeout) => Ok((rest, timeout)),
        Err(fault) => fail(fault),
    }
}

/// Whole milliseconds, rounded up: a wait as short as can be said is not a wait for ever. Less than a millisecond
/// below zero rounds up to 0, which is. What no number of milliseconds can hold was taken for a negative one up to 7.0.
pub(super) fn timeout_of(word: Word<'_>, profile: Version) -> Result<Millis, Fault> {
    let refused = |text| Fault::new(text).at(word.at).want("how long to wait, in seconds");
    let ms = (seconds(word.bytes).ok_or(refused(NOT_A_FLOAT))? * 1000.0).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float too large becomes the largest number"
    )]
    match ms as Millis {
        Millis::MAX if profile < version(7, 2) => Err(refused("ERR timeout is negative")),
        TOO_LONG.. => Err(refused("ERR timeout is out of range")),
        ..0 => Err(refused("ERR timeout is negative")),
        ms => Ok(ms),
    }
}
