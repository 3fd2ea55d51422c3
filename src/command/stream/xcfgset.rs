//! XCFGSET (streams.md B.26, since 8.6): for how long, and how many of each producer's messages, a stream remembers
//! in order to refuse duplicates.

use nom::Parser;

use super::common::existing;
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{Parsed, bytes, integer, keyword_with_value, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XCFGSET",
    arity: -2,
    since: version(8, 6),
    source: Source::Documentation,
    topic: Topic::Stream,
    summary: "Sets for how long, and how many of each producer's messages, a stream remembers for XADD IDMP",
    example: "XCFGSET fruits IDMP-DURATION 300 IDMP-MAXSIZE 1000",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        Syntax::Optional(&[
            Syntax::Word("IDMP-DURATION"),
            Syntax::Value("seconds", Holds::Number),
        ]),
        Syntax::Optional(&[
            Syntax::Word("IDMP-MAXSIZE"),
            Syntax::Value("count", Holds::Number),
        ]),
    ],
    subcommands: &[],
    check: |args| Xcfgset::parse(args)?.limits().map(drop),
    run: |args, context| Xcfgset::parse(args)?.run(context),
};

struct Xcfgset<'a> {
    key: &'a [u8],
    /// Looked at only once the stream is found.
    options: Args<'a>,
}

/// Seconds, and how many; what is not given stays.
type Limits = (Option<u32>, Option<u32>);

impl<'a> Xcfgset<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (options, key) = bytes.parse(args).map_err(settled)?;
        Ok(Xcfgset { key, options })
    }

    fn limits(&self) -> Result<Limits, Fault> {
        let mut args = self.options;
        let (mut duration, mut max_size) = (None, None);
        while !args.is_empty() {
            if let Ok((rest, ())) = keyword_with_value("IDMP-DURATION")(args) {
                args = limit(rest, &mut duration, &DURATION).map_err(settled)?.0;
            } else if let Ok((rest, ())) = keyword_with_value("IDMP-MAXSIZE")(args) {
                args = limit(rest, &mut max_size, &MAX_SIZE).map_err(settled)?.0;
            } else {
                let fault = Fault::new(SYNTAX).at(args.at());
                return Err(fault.want("IDMP-DURATION or IDMP-MAXSIZE, and a number"));
            }
        }
        if duration.or(max_size).is_none() {
            return Err(Fault::new("ERR At least one parameter must be specified").at(args.at()));
        }
        Ok((duration, max_size))
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        existing(context, self.key)?;
        let (duration, max_size) = self.limits()?;
        let (db, turn) = context.parts();
        if let Some(stream) = db.stream_mut(self.key)? {
            let memory = &mut stream.idempotence;
            memory.configure(
                duration.unwrap_or(memory.duration),
                max_size.unwrap_or(memory.max_size),
            );
        }
        turn.out.ok();
        Ok(Flow::Done)
    }
}

struct Bounds {
    most: u32,
    want: &'static str,
    twice: &'static str,
    outside: &'static str,
}

const DURATION: Bounds = Bounds {
    most: 86_400,
    want: "how many seconds",
    twice: "ERR IDMP-DURATION specified multiple times",
    outside: "ERR IDMP-DURATION must be between 1 and 86400 seconds",
};

const MAX_SIZE: Bounds = Bounds {
    most: 10_000,
    want: "how many messages of each producer",
    twice: "ERR IDMP-MAXSIZE specified multiple times",
    outside: "ERR IDMP-MAXSIZE must be between 1 and 10000 entries",
};

fn limit<'a>(args: Args<'a>, slot: &mut Option<u32>, bounds: &Bounds) -> Parsed<'a, ()> {
    let at = args.at();
    let refuse = |text| nom::Err::Failure(Fault::new(text).at(at).want(bounds.want));
    if slot.is_some() {
        return Err(refuse(bounds.twice));
    }
    let (rest, number) = integer(bounds.want)(args)?;
    let number = u32::try_from(number).ok();
    *slot = number.filter(|number| (1..=bounds.most).contains(number));
    if slot.is_none() {
        return Err(refuse(bounds.outside));
    }
    Ok((rest, ()))
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// From documentation (streams.md B.26).
    #[test]
    fn limits_and_their_refusals() {
        Rig::new().profile("8.6").at(1000).transcript(
            "
> XCFGSET s IDMP-DURATION x
(error) ERR no such key
> XADD s IDMP p one * f v
\"<id-1>\"
> XCFGSET s
(error) ERR At least one parameter must be specified
> XCFGSET s IDMP-DURATION 0
(error) ERR IDMP-DURATION must be between 1 and 86400 seconds
> XCFGSET s IDMP-MAXSIZE 10001
(error) ERR IDMP-MAXSIZE must be between 1 and 10000 entries
> XCFGSET s IDMP-MAXSIZE 5 IDMP-MAXSIZE 6
(error) ERR IDMP-MAXSIZE specified multiple times
> XCFGSET s IDMP-MAXSIZE x
(error) ERR value is not an integer or out of range
> XCFGSET s FOO 1
(error) ERR syntax error
> XCFGSET s IDMP-DURATION 100
OK
> XADD s IDMP p one * f v
\"<id-1>\"
> XCFGSET s IDMP-MAXSIZE 1 IDMP-DURATION 5
OK
> XADD s IDMP p one * f v
\"<id-2>\"
> XADD s IDMP p two * f v
\"<id-3>\"
> XADD s IDMP p two * f v
\"<id-3>\"
> XADD s IDMP p one * f v
\"<id-4>\"
> XLEN s
(integer) 4
",
        );
    }
}
