//! CLIENT TRACKING, CACHING, TRACKINGINFO and GETREDIR (streams.md E.2): caching on the client's side, which xtutor has not.
//! Asking about it is answered as by a server where nobody has switched it on; switching it on is refused.

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::{Fault, SYNTAX};
use crate::command::grammar::{bytes, settled};
use crate::command::profile::version;
use crate::command::spec::{Source, Spec, Syntax, Topic};

pub(super) const TRACKING: Spec = Spec {
    name: "TRACKING",
    arity: -3,
    since: version(6, 0),
    source: Source::Documentation,
    topic: Topic::Connection,
    summary: "Is refused: xtutor tracks no keys for clients that cache; OFF is what it is",
    example: "CLIENT TRACKING OFF",
    syntax: &[Syntax::OneOf(&[&[Syntax::Word("ON")], &[Syntax::Word("OFF")]])],
    subcommands: &[],
    check: tracking,
    run: |args, context| {
        tracking(args)?;
        context.out().ok();
        Ok(Flow::Done)
    },
};

pub(super) const CACHING: Spec = Spec {
    name: "CACHING",
    arity: 3,
    since: version(6, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Is refused, as wherever CLIENT TRACKING is off",
    example: "CLIENT CACHING YES",
    syntax: &[Syntax::OneOf(&[&[Syntax::Word("YES")], &[Syntax::Word("NO")]])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| {
        Err(Fault::new(
            "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled",
        ))
    },
};

pub(super) const TRACKINGINFO: Spec = Spec {
    name: "TRACKINGINFO",
    arity: 2,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Tells which keys are tracked for this connection: here none",
    example: "CLIENT TRACKINGINFO",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| Ok(info(context)),
};

pub(super) const GETREDIR: Spec = Spec {
    name: "GETREDIR",
    arity: 2,
    since: version(6, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Tells which connection hears of tracked keys: -1, as none are tracked",
    example: "CLIENT GETREDIR",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        context.out().int(-1);
        Ok(Flow::Done)
    },
};

/// Only OFF is right. Redis's text for an unknown subcommand comes first, so that clients know what to do with it.
fn tracking(args: Args<'_>) -> Result<(), Fault> {
    let (_, word) = bytes(args).map_err(settled)?;
    match &*word.to_ascii_lowercase() {
        b"off" => Ok(()),
        b"on" => Err(Fault::new(
            "ERR unknown subcommand 'TRACKING'. Try CLIENT HELP. (not part of xtutor: tracking keys for clients that \
             cache)",
        )
        .at(1)),
        _ => Err(Fault::new(SYNTAX).at(args.at()).want("ON or OFF")),
    }
}

fn info(context: &mut Context<'_, '_>) -> Flow {
    let out = context.out();
    out.map(3);
    out.bulk(b"flags");
    out.set(1);
    out.bulk(b"off");
    out.bulk(b"redirect");
    out.int(-1);
    out.bulk(b"prefixes");
    out.array(0);
    Flow::Done
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn nothing_is_tracked() {
        Rig::new().transcript(
            r#"
> CLIENT TRACKINGINFO
1) "flags"
2) 1) "off"
3) "redirect"
4) (integer) -1
5) "prefixes"
6) (empty array)
> CLIENT GETREDIR
(integer) -1
> CLIENT TRACKING off
OK
> CLIENT CACHING yes
(error) ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled
> CLIENT CACHING
(error) ERR wrong number of arguments for 'client|caching' command
> CLIENT TRACKING on
(error) ERR unknown subcommand 'TRACKING'. Try CLIENT HELP. (not part of xtutor: tracking keys for clients that cache)
> CLIENT TRACKING foo
(error) ERR syntax error
> CLIENT TRACKING
(error) ERR wrong number of arguments for 'client|tracking' command
"#,
        );
    }
}
