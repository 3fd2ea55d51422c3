//! XTRIM (streams.md B.9): shortens a stream from its old end. The options are XADD's, in `trimming`.

use nom::Parser;

use super::references;
use super::trimming::{self, Trimming};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{Parsed, bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "XTRIM",
    arity: -4,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Stream,
    summary: "Removes the oldest entries: down to a length (MAXLEN) or below an ID (MINID)",
    example: "XTRIM fruits MAXLEN 1000",
    syntax: &[
        Syntax::Value("key", Holds::Stream),
        trimming::STRATEGY[0],
        trimming::STRATEGY[1],
        trimming::STRATEGY[2],
        trimming::STRATEGY[3],
        references::SYNTAX,
    ],
    subcommands: &[],
    check: |args| Xtrim::parse(args).map(drop),
    run: |args, context| Xtrim::parse(args)?.run(context),
};

struct Xtrim<'a> {
    key: &'a [u8],
    trimming: Trimming,
}

impl<'a> Xtrim<'a> {
    fn parse(args: Args<'a>) -> Result<Self, Fault> {
        let (_, command) = Self::grammar(args).map_err(settled)?;
        let none = Fault::new("ERR syntax error, XTRIM must be called with a trimming strategy");
        Ok(Xtrim {
            trimming: command.trimming.checked(Some(none))?,
            ..command
        })
    }

    fn grammar(args: Args<'a>) -> Parsed<'a, Self> {
        let (mut args, key) = bytes.parse(args)?;
        let mut trimming = Trimming::default();
        while !args.is_empty() {
            match trimming.option(args) {
                Ok((rest, found)) => (args, trimming) = (rest, trimming.with(found)?),
                Err(nom::Err::Error(_)) => {
                    let fault = Fault::new(SYNTAX)
                        .at(args.at())
                        .want("MAXLEN or MINID, and a threshold");
                    return Err(nom::Err::Failure(fault));
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok((args, Xtrim { key, trimming }))
    }

    fn run(&self, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
        let limits = context.keyspace.node_limits;
        let exists = context.stream(self.key)?.is_some();
        let trim = self.trimming.resolved(limits).filter(|_| exists);
        let removed = trim.map_or(0, |trim| trimming::apply(context, self.key, trim).count);
        context.out().int(removed.cast_signed());
        Ok(Flow::Done)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn the_oldest_go() {
        Rig::new().transcript(
            r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XADD s 4-1 f v
"4-1"
> XTRIM s MAXLEN 3
(integer) 1
> XTRIM s MINID = 3
(integer) 1
> XTRIM s MAXLEN ~ 0 LIMIT 1
(integer) 0
> XTRIM s MAXLEN ~ 1
(integer) 0
> XTRIM s MAXLEN ~ 0
(integer) 2
> XTRIM s MAXLEN 0
(integer) 0
> EXISTS s
(integer) 1
> XTRIM none MAXLEN 0
(integer) 0
"#,
        );
    }

    #[test]
    fn checks_come_in_this_order() {
        Rig::new().transcript(
            "
> SET text x
OK
> XTRIM text MAXLEN 1 MINID 1
(error) ERR syntax error, MAXLEN and MINID options at the same time are not compatible
> XTRIM text MAXLEN x
(error) ERR value is not an integer or out of range
> XTRIM text MAXLEN -1
(error) ERR The MAXLEN argument must be >= 0.
> XTRIM text MINID x
(error) ERR Invalid stream ID specified as stream command argument
> XTRIM text MAXLEN 1 MORE
(error) ERR syntax error
> XTRIM text LIMIT 5
(error) ERR syntax error, LIMIT cannot be used without specifying a trimming strategy
> XTRIM text LIMIT 0
(error) ERR syntax error, XTRIM must be called with a trimming strategy
> XTRIM text MAXLEN 1 LIMIT 1
(error) ERR syntax error, LIMIT cannot be used without the special ~ option
> XTRIM text MAXLEN
(error) ERR wrong number of arguments for 'xtrim' command
> XTRIM text MAXLEN 1
(error) WRONGTYPE Operation against a key holding the wrong kind of value
> XTRIM text
(error) ERR wrong number of arguments for 'xtrim' command
",
        );
    }

    const READ: &str = r#"
> XADD s 1-1 f v
"1-1"
> XADD s 2-1 f v
"2-1"
> XADD s 3-1 f v
"3-1"
> XGROUP CREATE s g 0
OK
> XREADGROUP GROUP g c COUNT 2 STREAMS s >
1) 1) "s"
   2) 1) 1) "1-1"
         2) 1) "f"
            2) "v"
      2) 1) "2-1"
         2) 1) "f"
            2) "v"
"#;

    /// From documentation (streams.md B.24).
    #[test]
    fn what_is_still_needed_may_be_spared_or_cleared() {
        let mut rig = Rig::new().profile("8.2");
        rig.transcript(READ);
        rig.transcript(
            r#"
> XACK s g 2-1
(integer) 1
> XTRIM s MAXLEN ~ 0 ACKED
(integer) 1
> XRANGE s - +
1) 1) "1-1"
   2) 1) "f"
      2) "v"
2) 1) "3-1"
   2) 1) "f"
      2) "v"
> XADD s DELREF MAXLEN 1 4-1 f v
"4-1"
> XPENDING s g
1) (integer) 0
2) (nil)
3) (nil)
4) (nil)
> XLEN s
(integer) 1
> XADD s DELREF ACKED MAXLEN 1 5-1 f v
(error) ERR Invalid stream ID specified as stream command argument
> XTRIM s KEEPREF MAXLEN 0 KEEPREF
(error) ERR syntax error
"#,
        );
    }

    /// From documentation (streams.md B.13, B.24): an older server takes the word for the ID, and believes any
    /// ENTRIESREAD.
    #[test]
    fn an_older_server_knows_none_of_it() {
        let mut rig = Rig::new();
        rig.transcript(READ);
        rig.transcript(
            "
> XADD s KEEPREF * f v
(error) ERR Invalid stream ID specified as stream command argument
> XTRIM s MAXLEN 1 ACKED
(error) ERR syntax error
",
        );
        for (profile, read) in [("8.0", "9"), ("8.2", "1")] {
            let mut rig = Rig::new().profile(profile);
            rig.run("main", "XADD s 1-1 f v");
            rig.run("main", "XGROUP CREATE s g 1-1 ENTRIESREAD 9");
            let groups = rig.run("main", "XINFO GROUPS s");
            assert_eq!(groups.lines().nth(9), Some(&*format!("   10) (integer) {read}")));
        }
    }
}
