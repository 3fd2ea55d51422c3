//! SET (streams.md E.3): puts a string under a key, whatever was there. Options about expiry are not known yet.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::value;

use super::common::{remove, reply_text, text};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::event::Event;
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{bytes, keyword, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Value;

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
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    /// `NX`: only a key that is new.
    New,
    /// `XX`: only a key that exists.
    Existing,
}

#[derive(Clone, Copy)]
enum SetOption {
    Only(Only),
    Get,
}

impl<'a> Set<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (mut args, (key, text)) = (bytes, bytes).parse(args).map_err(settled)?;
        let mut set = Set {
            key,
            value: text,
            only: None,
            get: false,
        };
        let mut option = alt((
            value(SetOption::Only(Only::New), keyword("NX")),
            value(SetOption::Only(Only::Existing), keyword("XX")),
            value(SetOption::Get, keyword("GET")),
        ));
        while !args.is_empty() {
            let refused = |fault: Fault| fault.want("NX, XX or GET");
            let (rest, option) = option.parse(args).map_err(|fault| refused(settled(fault)))?;
            match option {
                SetOption::Get => set.get = true,
                SetOption::Only(only) if set.only.is_some_and(|other| other != only) => {
                    return Err(Fault::new(SYNTAX).at(args.at()).want("NX or XX, not both"));
                }
                SetOption::Only(only) => set.only = Some(only),
            }
            args = rest;
        }
        Ok(set)
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        // With GET another type is refused even where NX or XX would have left it alone.
        let old = if self.get { text(context, self.key)? } else { None };
        let exists = context.db().get(self.key).is_some();
        let sets = match self.only {
            None => true,
            Some(Only::New) => !exists,
            Some(Only::Existing) => exists,
        };
        if sets {
            self.store(context);
        }
        match (self.get, sets) {
            (true, _) => reply_text(context, old.as_ref()),
            (false, true) => context.out().ok(),
            (false, false) => context.out().nil(),
        }
        Ok(Flow::Done)
    }

    fn store(&self, context: &mut Context<'_, '_>) {
        let key = self.key;
        if !matches!(context.db().get(key), Some(Value::Text(_))) {
            remove(context, key);
            context.emit(|| Event::KeyCreated {
                key: key.into(),
                kind: "string",
            });
        }
        context.db_mut().set(key, Value::Text(self.value.into()));
        context.change(key);
        context.emit(|| Event::TextSet { key: key.into() });
    }
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
> SET k d EX 5
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
