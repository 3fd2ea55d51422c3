//! SET (streams.md E.3): puts a string under a key, whatever was there, for ever or for a time.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{map, value};

use super::common::{expire, remove, reply_text, text};
use super::expiring::{Base, Kind, Unit};
use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::{Fault, NOT_AN_INTEGER, SYNTAX};
use crate::command::grammar::{Parsed, bytes, keyword, keyword_with_value, settled, word};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{Millis, Value, strict_integer};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "SET",
    arity: -3,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::String,
    summary: "Puts a string under a key, whatever was there; NX only if nothing was, XX only if something was",
    example: "SET color yellow",
    syntax: &[
        Syntax::Value("key", Holds::Key),
        Syntax::Value("value", Holds::Text),
        Syntax::Optional(&[Syntax::OneOf(&[&[Syntax::Word("NX")], &[Syntax::Word("XX")]])]),
        Syntax::Optional(&[Syntax::Word("GET")]),
        Syntax::Optional(&[Syntax::OneOf(&[
            &[Syntax::Word("EX"), Syntax::Value("seconds", Holds::Number)],
            &[Syntax::Word("PX"), Syntax::Value("milliseconds", Holds::Ms)],
            &[
                Syntax::Word("EXAT"),
                Syntax::Value("unix-time-seconds", Holds::Number),
            ],
            &[
                Syntax::Word("PXAT"),
                Syntax::Value("unix-time-milliseconds", Holds::Number),
            ],
            &[Syntax::Word("KEEPTTL")],
        ])]),
    ],
    subcommands: &[],
    check: |args| Set::parse(args).map(drop),
    run: |args, context| Set::parse(args)?.run(context),
};

struct Set<'a> {
    key: &'a [u8],
    value: &'a [u8],
    only: Option<Only>,
    /// Reply with the string that was there.
    get: bool,
    lasts: Lasts,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    /// `NX`: only a key that is new.
    New,
    /// `XX`: only a key that exists.
    Existing,
}

/// How long the string is to stay.
#[derive(Clone, Copy)]
enum Lasts {
    /// For ever.
    Ever,
    /// `KEEPTTL`: as long as what was there.
    Kept,
    /// `EX` and its like.
    Until {
        name: &'static str,
        number: i64,
        at: usize,
    },
}

#[derive(Clone, Copy)]
enum SetOption<'a> {
    Only(Only),
    Get,
    Keep,
    Until(&'static str, Word<'a>),
}

/// What the number behind each word means.
fn kind(name: &'static str) -> Kind {
    let (unit, base) = match name {
        "EX" => (Unit::Seconds, Base::Now),
        "PX" => (Unit::Milliseconds, Base::Now),
        "EXAT" => (Unit::Seconds, Base::Epoch),
        _ => (Unit::Milliseconds, Base::Epoch),
    };
    Kind {
        name: "set",
        unit,
        base,
    }
}

fn option(args: Args<'_>) -> Parsed<'_, SetOption<'_>> {
    alt((
        value(SetOption::Only(Only::New), keyword("NX")),
        value(SetOption::Only(Only::Existing), keyword("XX")),
        value(SetOption::Get, keyword("GET")),
        value(SetOption::Keep, keyword("KEEPTTL")),
        until("EX"),
        until("PX"),
        until("EXAT"),
        until("PXAT"),
    ))
    .parse(args)
}

fn until<'a>(name: &'static str) -> impl Parser<Args<'a>, Output = SetOption<'a>, Error = Fault> {
    map((keyword_with_value(name), word), move |((), word)| {
        SetOption::Until(name, word)
    })
}

impl<'a> Set<'a> {
    /// All options are read before the number of one of them is looked at.
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (mut args, (key, text)) = (bytes, bytes).parse(args).map_err(settled)?;
        let (mut only, mut get, mut keep) = (None, false, false);
        let mut until: Option<(&'static str, Word<'a>)> = None;
        while !args.is_empty() {
            let both = |want| Err(Fault::new(SYNTAX).at(args.at()).want(want));
            let (rest, option) = option(args).map_err(|fault| {
                settled(fault).want("NX, XX, GET, KEEPTTL, or EX, PX, EXAT, PXAT and a number")
            })?;
            match option {
                SetOption::Get => get = true,
                SetOption::Only(one) if only.is_some_and(|other| other != one) => {
                    return both("NX or XX, not both");
                }
                SetOption::Only(one) => only = Some(one),
                SetOption::Keep if until.is_some() => return both("KEEPTTL or a time, not both"),
                SetOption::Keep => keep = true,
                SetOption::Until(name, _) if keep || until.is_some_and(|(other, _)| other != name) => {
                    return both("one time, or KEEPTTL");
                }
                SetOption::Until(name, word) => until = Some((name, word)),
            }
            args = rest;
        }
        let lasts = match until {
            None if keep => Lasts::Kept,
            None => Lasts::Ever,
            Some((name, word)) => checked(name, word)?,
        };
        Ok(Set {
            key,
            value: text,
            only,
            get,
            lasts,
        })
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        // A time that is out of range is refused first of all.
        let deadline = self.deadline(context.now())?;
        // With GET another type is refused even where NX or XX would have left it alone.
        let old = if self.get { text(context, self.key)? } else { None };
        let there = context.db().get(self.key);
        let sets = match self.only {
            None => true,
            Some(Only::New) => there.is_none(),
            Some(Only::Existing) => there.is_some(),
        };
        if sets {
            let over_text = matches!(there, Some(Value::Text(_) | Value::Grown(_)));
            self.store(context, over_text, deadline);
        }
        match (self.get, sets) {
            (true, _) => reply_text(context, old.as_ref()),
            (false, true) => context.out().ok(),
            (false, false) => context.out().nil(),
        }
        Ok(Flow::Done)
    }

    fn deadline(&self, now: Millis) -> Result<Option<Millis>, Fault> {
        let Lasts::Until { name, number, at } = self.lasts else {
            return Ok(None);
        };
        let deadline = kind(name).deadline(number, now);
        deadline.map(Some).ok_or_else(|| kind(name).invalid().at(at))
    }

    /// `over_text`: a string is there already.
    fn store(&self, context: &mut Context<'_, '_>, over_text: bool, deadline: Option<Millis>) {
        let key = self.key;
        let kept = context
            .db()
            .deadline_of(key)
            .filter(|_| matches!(self.lasts, Lasts::Kept));
        if !over_text {
            remove(context, key);
            context.emit(|| Event::KeyCreated {
                key: key.into(),
                kind: "string",
            });
        }
        context.db_mut().set(key, Value::Text(self.value.into()));
        context.change(key);
        context.emit(|| Event::TextSet { key: key.into() });
        if let Some(kept) = kept {
            context.db_mut().expire_at(key, kept);
        }
        if let Some(deadline) = deadline {
            expire(context, key, deadline);
        }
    }
}

fn checked(name: &'static str, word: Word<'_>) -> Result<Lasts, Fault> {
    const WANT: &str = "a positive number";
    let number = strict_integer(word.bytes);
    let number = number.ok_or(Fault::new(NOT_AN_INTEGER).at(word.at).want(WANT))?;
    if number <= 0 {
        return Err(kind(name).invalid().at(word.at).want(WANT));
    }
    Ok(Lasts::Until {
        name,
        number,
        at: word.at,
    })
}

#[cfg(test)]
mod tests {
    use crate::command::Event;
    use crate::testing::Rig;

    #[test]
    fn nx_xx_and_get() {
        Rig::new().transcript(
            r#"
> SET k a GET
(nil)
> SET k b NX GET
"a"
> SET k b nx NX
(nil)
> SET k c xx GET get
"a"
> GET k
"c"
> SET k d NX XX
(error) ERR syntax error
> SET k d ""
(error) ERR syntax error
> SET none v XX
(nil)
> SET none v XX GET
(nil)
> XADD s 1-1 f v
"1-1"
> SET s v NX GET
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> SET s v NX
(nil)
> SET s v
OK
> GET s
"v"
"#,
        );
    }

    #[test]
    fn for_a_time() {
        Rig::new().at(1_800_000_000_000).transcript(
            r#"
> SET k v EX 100
OK
> TTL k
(integer) 100
> SET k w KEEPTTL
OK
> TTL k
(integer) 100
> SET k x XX GET
"w"
> TTL k
(integer) -1
> SET k v EX 10 ex 20 keepttl
(error) ERR syntax error
> SET k v EX 10 ex 20
OK
> TTL k
(integer) 20
> SET k v EX x FOO
(error) ERR syntax error
> SET k v EX
(error) ERR syntax error
> SET k v EX 10 PX 10
(error) ERR syntax error
> SET k v EX x
(error) ERR value is not an integer or out of range
> SET k v PX 0
(error) ERR invalid expire time in 'set' command
> SET k v EX 9223372036854775
(error) ERR invalid expire time in 'set' command
> XADD s 1-1 f v
"1-1"
> SET s v GET EX 0
(error) ERR invalid expire time in 'set' command
> SET k v PXAT 1
OK
> GET k
(nil)
"#,
        );
    }

    #[test]
    fn over_a_stream_it_ends_the_waits_of_its_groups() {
        Rig::new().transcript(
            r"
> XGROUP CREATE s g $ MKSTREAM
OK
# client A
> XREADGROUP GROUP g alice BLOCK 0 STREAMS s >
# (no reply yet: the client is blocked)
# client B
> XREAD BLOCK 0 STREAMS s $
# (no reply yet: the client is blocked)
# client main
> SET s v
OK
# client A receives
(error) WRONGTYPE Operation against a key holding the wrong kind of value
# client B receives nothing: it is still blocked
",
        );
    }

    #[test]
    fn over_a_stream_it_says_that_the_stream_is_gone() {
        let mut rig = Rig::new();
        rig.run("main", "XADD s 1-1 f v");
        rig.events();
        rig.run("main", "SET s v");
        let key = || "s".into();
        let removed = Event::KeyRemoved {
            key: key(),
            kind: "stream",
        };
        let created = Event::KeyCreated {
            key: key(),
            kind: "string",
        };
        assert_eq!(rig.events(), [removed, created, Event::TextSet { key: key() }]);
    }
}
