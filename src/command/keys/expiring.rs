//! What EXPIRE, PEXPIRE, EXPIREAT and PEXPIREAT share (streams.md E.3): a number, a condition, and a key that goes away
//! then, or at once if that is past.

use super::common::expire;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, c_string};
use crate::command::grammar::{bytes, integer, settled, word};
use crate::command::spec::{Holds, Syntax};
use crate::store::Millis;

const CONDITION: Syntax = Syntax::Optional(&[Syntax::OneOf(&[
    &[Syntax::Word("NX")],
    &[Syntax::Word("XX")],
    &[Syntax::Word("GT")],
    &[Syntax::Word("LT")],
])]);

const KEY: Syntax = Syntax::Value("key", Holds::Key);

/// How HELP and hints show the arguments of each.
pub(super) const SECONDS: &[Syntax] = &[KEY, Syntax::Value("seconds", Holds::Number), CONDITION];
pub(super) const MILLISECONDS: &[Syntax] = &[KEY, Syntax::Value("milliseconds", Holds::Ms), CONDITION];
pub(super) const UNIX_SECONDS: &[Syntax] =
    &[KEY, Syntax::Value("unix-time-seconds", Holds::Number), CONDITION];
pub(super) const UNIX_MILLISECONDS: &[Syntax] = &[
    KEY,
    Syntax::Value("unix-time-milliseconds", Holds::Number),
    CONDITION,
];

/// Which of the four it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    /// In lower case, as errors say it.
    pub(super) name: &'static str,
    pub(super) unit: Unit,
    pub(super) base: Base,
}

/// What the number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Seconds,
    Milliseconds,
}

/// What it is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Now,
    Epoch,
}

impl Kind {
    /// The deadline in Unix ms that `number` means at `now`; `None` if it is out of range.
    pub(super) fn deadline(self, number: i64, now: Millis) -> Option<Millis> {
        let ms = match self.unit {
            Unit::Seconds => number.checked_mul(1000)?,
            Unit::Milliseconds => number,
        };
        match self.base {
            Base::Now => ms.checked_add(now),
            Base::Epoch => Some(ms),
        }
    }

    /// The fault of a time that is out of range.
    pub(super) fn invalid(self) -> Fault {
        Fault::composed(format!("ERR invalid expire time in '{}' command", self.name))
    }
}

/// Under which circumstances the deadline is set. All that are named must hold.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "one per word, and any may be named together"
)]
struct Condition {
    /// `NX`: only if there is no deadline yet.
    none: bool,
    /// `XX`: only if there is one.
    some: bool,
    /// `GT`: only if it is later than the present one. None at all is the latest.
    later: bool,
    /// `LT`: only if it is earlier.
    earlier: bool,
}

pub(super) struct Expire<'a> {
    kind: Kind,
    key: &'a [u8],
    number: i64,
    number_at: usize,
    condition: Condition,
}

/// The conditions are judged before the number.
pub(super) fn parse(kind: Kind, args: Args<'_>) -> Result<Expire<'_>, Fault> {
    let (rest, (key, number)) = nom::Parser::parse(&mut (bytes, word), args).map_err(settled)?;
    let condition = condition(rest)?;
    let (_, number_alone) = nom::Input::take_split(&nom::Input::take_from(&args, 1), 1);
    let (_, parsed) = integer("a whole number")(number_alone).map_err(settled)?;
    Ok(Expire {
        kind,
        key,
        number: parsed,
        number_at: number.at,
        condition,
    })
}

fn condition(args: Args<'_>) -> Result<Condition, Fault> {
    const WANT: &str = "NX, XX, GT or LT";
    let mut condition = Condition::default();
    for word in args.words() {
        let slot = match &*word.bytes.to_ascii_uppercase() {
            b"NX" => &mut condition.none,
            b"XX" => &mut condition.some,
            b"GT" => &mut condition.later,
            b"LT" => &mut condition.earlier,
            _ => {
                let text = [b"ERR Unsupported option ", c_string(word.bytes)].concat();
                return Err(Fault::composed(text).at(word.at).want(WANT));
            }
        };
        *slot = true;
    }
    if condition.none && (condition.some || condition.later || condition.earlier) {
        let text = "ERR NX and XX, GT or LT options at the same time are not compatible";
        return Err(Fault::new(text).at(args.at()).want(WANT));
    }
    if condition.later && condition.earlier {
        let text = "ERR GT and LT options at the same time are not compatible";
        return Err(Fault::new(text).at(args.at()).want(WANT));
    }
    Ok(condition)
}

impl Condition {
    fn holds(self, before: Option<Millis>, after: Millis) -> bool {
        let wrong = (self.none && before.is_some())
            || (self.some && before.is_none())
            || (self.later && before.is_none_or(|before| after <= before))
            || (self.earlier && before.is_some_and(|before| after >= before));
        !wrong
    }
}

impl Expire<'_> {
    pub(super) fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let deadline = self.kind.deadline(self.number, context.now());
        let deadline = deadline.ok_or_else(|| self.kind.invalid().at(self.number_at))?;
        let db = context.db();
        let acts = db.get(self.key).is_some() && self.condition.holds(db.deadline_of(self.key), deadline);
        if acts {
            expire(context, self.key, deadline);
        }
        context.out().int(i64::from(acts));
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn conditions_and_their_contradictions() {
        Rig::new().at(1_800_000_000_000).transcript(
            r"
> SET k v
OK
> EXPIRE k 10 GT
(integer) 0
> EXPIRE k 10 lt
(integer) 1
> EXPIRE k 5 GT
(integer) 0
> EXPIRE k 20 XX GT
(integer) 1
> EXPIRE k 5 NX
(integer) 0
> EXPIRE k x FOO
(error) ERR Unsupported option FOO
> EXPIRE k x NX GT
(error) ERR NX and XX, GT or LT options at the same time are not compatible
> EXPIRE k x GT LT
(error) ERR GT and LT options at the same time are not compatible
> EXPIRE missing x
(error) ERR value is not an integer or out of range
> PEXPIRE missing 9223372036854775807
(error) ERR invalid expire time in 'pexpire' command
> EXPIREAT missing 9223372036854775807
(error) ERR invalid expire time in 'expireat' command
> PEXPIREAT k 9223372036854775807
(integer) 1
> PEXPIRETIME k
(integer) 9223372036854775807
> EXPIREAT k 1800000060
(integer) 1
> EXPIRETIME k
(integer) 1800000060
",
        );
    }

    #[test]
    fn a_time_in_the_past_removes_the_key_at_once() {
        Rig::new().at(1_800_000_000_000).transcript(
            r"
> XGROUP CREATE s g $ MKSTREAM
OK
# client A
> XREADGROUP GROUP g alice BLOCK 0 STREAMS s >
# (no reply yet: the client is blocked)
# client main
> PEXPIRE s -9223372036854775808
(integer) 1
# client A receives
(error) NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
> TTL s
(integer) -2
",
        );
    }

    #[test]
    fn a_stream_that_expires_ends_the_waits_in_its_groups() {
        let mut rig = Rig::new().at(5_000);
        rig.run("main", "XGROUP CREATE s g $ MKSTREAM");
        rig.run("main", "EXPIRE s 10");
        rig.run("A", "XREADGROUP GROUP g alice BLOCK 0 STREAMS s >");
        rig.run("B", "XREAD BLOCK 0 STREAMS s $");
        assert_eq!(rig.engine().deadline(), Some(15_000));
        rig.pass(9_999);
        assert_eq!(rig.run("main", "PTTL s"), "(integer) 1\n");
        rig.pass(1);
        assert_eq!(
            rig.received("A"),
            "(error) NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option\n"
        );
        assert!(rig.waits("B") && rig.engine().deadline().is_none());
    }

    #[test]
    fn what_keeps_a_deadline_and_what_clears_it() {
        Rig::new().at(1_800_000_000_000).transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> EXPIRE s 100
(integer) 1
> XADD s 2-1 f v
"2-1"
> TTL s
(integer) 100
> COPY s t
(integer) 1
> RENAME s u
OK
> TTL t
(integer) 100
> TTL u
(integer) 100
> SET u v
OK
> TTL u
(integer) -1
> DEL t
(integer) 1
> XADD t 1-1 f v
"1-1"
> TTL t
(integer) -1
"#,
        );
    }
}
