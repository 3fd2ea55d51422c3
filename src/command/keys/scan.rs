//! SCAN (streams.md E.3): the keys, some at a time. They come in byte order, where Redis goes by its hash order; a key
//! that stays from the first call to the last is seen once.

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::glob;
use crate::command::grammar::{bytes, integer, keyword, keyword_with_value, settled, word};
use crate::command::profile::{Version, version};
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Bytes;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SCAN",
    arity: -2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Lists keys, some at a time: begin with cursor 0, go on with the one you get until it is 0 again",
    example: "SCAN 0 MATCH f* COUNT 10",
    syntax: &[
        Syntax::Value("cursor", Holds::Number),
        Syntax::Optional(&[Syntax::Word("MATCH"), Syntax::Value("pattern", Holds::Pattern)]),
        Syntax::Optional(&[Syntax::Word("COUNT"), Syntax::Value("count", Holds::Number)]),
        Syntax::Optional(&[Syntax::Word("TYPE"), Syntax::Value("type", Holds::Text)]),
    ],
    subcommands: &[],
    check: |args| Scan::parse(args, Version::default()).map(drop),
    run: |args, context| Ok(Scan::parse(args, context.profile)?.run(context)),
};

struct Scan<'a> {
    cursor: u64,
    pattern: Option<&'a [u8]>,
    /// How many keys are looked at.
    count: usize,
    kind: Option<&'a [u8]>,
}

impl<'a> Scan<'a> {
    fn parse(args: Args<'a>, profile: Version) -> Result<Self, Fault> {
        let (mut args, cursor) = word(args).map_err(settled)?;
        let mut scan = Scan {
            cursor: number(cursor.bytes, profile).ok_or(Fault::new("ERR invalid cursor").at(cursor.at))?,
            pattern: None,
            count: 10,
            kind: None,
        };
        while !args.is_empty() {
            let at = args.at();
            if let Ok((rest, ())) = keyword_with_value("COUNT")(args) {
                let (rest, count) = integer("how many keys to look at")(rest).map_err(settled)?;
                let count = usize::try_from(count).ok().filter(|count| *count > 0);
                scan.count = count.ok_or(Fault::new(SYNTAX).at(at + 1).want("1 or more"))?;
                args = rest;
            } else if let Ok((rest, ())) = keyword_with_value("MATCH")(args) {
                let (rest, pattern) = bytes(rest).map_err(settled)?;
                (args, scan.pattern) = (rest, Some(pattern));
            } else if let Ok((rest, ())) = keyword_with_value("TYPE")(args) {
                let (rest, kind) = bytes(rest).map_err(settled)?;
                (args, scan.kind) = (rest, Some(kind));
            } else if keyword("NOVALUES")(args).is_ok() {
                return Err(Fault::new("ERR NOVALUES option can only be used in HSCAN").at(at));
            } else {
                return Err(Fault::new(SYNTAX).at(at).want("MATCH, COUNT or TYPE"));
            }
        }
        Ok(scan)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Flow {
        let start = match self.cursor {
            0 => Some(Bytes::from("")),
            cursor => context.keyspace.cursors.place(cursor).cloned(),
        };
        let mut found = Vec::new();
        let mut next = None;
        if let Some(start) = start {
            let mut keys = context.db().from(&start);
            for (key, value) in keys.by_ref().take(self.count) {
                let fits = self.pattern.is_none_or(|pattern| glob::matches(pattern, key));
                let kind = value.type_name().as_bytes();
                if fits && self.kind.is_none_or(|wanted| wanted.eq_ignore_ascii_case(kind)) {
                    found.push(key.clone());
                }
            }
            next = keys.next().map(|(key, _)| key.clone());
        }
        let cursor = next.map_or(0, |key| context.keyspace.cursors.at(&key));
        let out = context.out();
        out.array(2);
        out.bulk(cursor.to_string().as_bytes());
        out.array(found.len());
        for key in &found {
            out.bulk(key);
        }
        Flow::Done
    }
}

/// A cursor, read as generously as Redis reads it: a plus sign and leading zeros pass, and spaces before it. 7.0 takes
/// nothing at all for 0 and counts below zero from the end, and wants no spaces.
fn number(text: &[u8], profile: Version) -> Option<u64> {
    let old = profile < version(7, 2);
    let digits = text.trim_ascii_start();
    if old && (digits.is_empty() || digits.len() < text.len()) {
        return text.is_empty().then_some(0);
    }
    let Some(rest) = digits.strip_prefix(b"-") else {
        return decimal(digits);
    };
    let number = decimal(rest).filter(|_| rest.first() != Some(&b'+'))?;
    (old || number == 0).then(|| number.wrapping_neg())
}

fn decimal(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn pages_and_mistakes() {
        Rig::new().transcript(
            r#"
> SET a 1
OK
> RPUSH b 1
(integer) 1
> SET c 1
OK
> SCAN 0 COUNT 2
1) "1"
2) 1) "a"
   2) "b"
> DEL a b
(integer) 2
> SCAN 1 COUNT 2
1) "0"
2) 1) "c"
> SCAN 77
1) "0"
2) (empty array)
> SCAN 0 TYPE STRING MATCH [a-c]
1) "0"
2) 1) "c"
> SCAN 0 TYPE foo
1) "0"
2) (empty array)
> SCAN -1
(error) ERR invalid cursor
> SCAN 18446744073709551616 COUNT 0
(error) ERR invalid cursor
> SCAN 0 COUNT 0
(error) ERR syntax error
> SCAN 0 COUNT x
(error) ERR value is not an integer or out of range
> SCAN 0 MATCH
(error) ERR syntax error
"#,
        );
    }
}
