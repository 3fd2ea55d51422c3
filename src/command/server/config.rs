//! CONFIG (streams.md E.6): asks for settings and changes them, all that are named or none.

use crate::command::args::{Args, Word};
use crate::command::context::{Context, Flow, Session};
use crate::command::fault::{Fault, SYNTAX, c_string};
use crate::command::glob;
use crate::command::profile::{Version, version};
use crate::command::resolve::arity;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Settings;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "CONFIG",
    arity: -2,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Asks for settings and changes them",
    example: "CONFIG GET stream-node-max-entries",
    syntax: &[],
    subcommands: &[GET, HELP, RESETSTAT, REWRITE, SET],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("config")),
    run: |_, _| Err(arity("config")),
};

const GET: Spec = Spec {
    name: "GET",
    arity: -3,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Tells what settings hold; a pattern asks for all that match",
    example: "CONFIG GET stream-node-*",
    syntax: &[Syntax::Many(&[Syntax::Value("parameter", Holds::Pattern)])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| Ok(get(args, context)),
};

const SET: Spec = Spec {
    name: "SET",
    arity: -4,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Changes settings, all that are named or none",
    example: "CONFIG SET stream-node-max-entries 10",
    syntax: &[Syntax::Many(&[
        Syntax::Value("parameter", Holds::Text),
        Syntax::Value("value", Holds::Text),
    ])],
    subcommands: &[],
    check: |args| pairs(args, ANY_VERSION).map(drop),
    run: set,
};

const RESETSTAT: Spec = Spec {
    name: "RESETSTAT",
    arity: 2,
    since: version(2, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Sets what INFO counts back to 0",
    example: "CONFIG RESETSTAT",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Ok(Flow::Session(Session::ResetCounts)),
};

const REWRITE: Spec = Spec {
    name: "REWRITE",
    arity: 2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is refused: there is no configuration file",
    example: "CONFIG REWRITE",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, _| Err(Fault::new("ERR The server is running without a config file")),
};

const HELP: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Lists the subcommands of CONFIG",
    example: "CONFIG HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        super::write_help(context.out(), LINES);
        Ok(Flow::Done)
    },
};

const LINES: &[&str] = &[
    "CONFIG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "GET <pattern>",
    "    Tell what the settings hold that match.",
    "SET <directive> <value>",
    "    Change a setting.",
    "RESETSTAT",
    "    Set what INFO counts back to 0.",
    "REWRITE",
    "    Write the settings to the configuration file.",
    "HELP",
    "    Print this help.",
];

/// Settings that not every version has.
const SINCE: &[(&str, Version)] = &[
    ("stream-idmp-duration", version(8, 6)),
    ("stream-idmp-maxsize", version(8, 6)),
];

/// Newer than any, where the version is not known yet.
const ANY_VERSION: Version = version(u8::MAX, 0);

fn is_known(name: &str, profile: Version) -> bool {
    SINCE
        .iter()
        .all(|(newer, since)| *newer != name || *since <= profile)
}

/// The setting called `name`, if this version has it.
fn find(name: &[u8], profile: Version) -> Option<&'static str> {
    Settings::find(name).filter(|found| is_known(found, profile))
}

/// A plain name is answered as it was typed, a pattern with the names that match; none twice.
fn get(args: Args<'_>, context: &mut Context<'_, '_>) -> Flow {
    let profile = context.profile;
    let mut told: Vec<&str> = Vec::new();
    let mut rows: Vec<(&[u8], &str)> = Vec::new();
    for Word { bytes, .. } in args.words() {
        let is_pattern = bytes.iter().any(|byte| b"[*?".contains(byte));
        if !is_pattern {
            if let Some(name) = find(bytes, profile).filter(|name| !told.contains(name)) {
                told.push(name);
                rows.push((bytes, name));
            }
            continue;
        }
        let pattern = bytes.to_ascii_lowercase();
        for name in Settings::names().filter(|name| is_known(name, profile)) {
            if !told.contains(&name) && glob::matches(&pattern, name.as_bytes()) {
                told.push(name);
                rows.push((name.as_bytes(), name));
            }
        }
    }
    let settings = context.keyspace.settings.clone();
    let out = context.out();
    out.map(rows.len());
    for (typed, name) in rows {
        out.bulk(typed);
        out.bulk(&settings.get(name));
    }
    Flow::Done
}

/// The settings named and what they are to hold. Unknown, fixed and repeated ones are refused before any value is
/// looked at.
fn pairs(args: Args<'_>, profile: Version) -> Result<Vec<(&'static str, Word<'_>)>, Fault> {
    if !args.len().is_multiple_of(2) {
        return Err(Fault::new(SYNTAX).at(args.at() + args.len()));
    }
    let mut pairs: Vec<(&'static str, Word<'_>)> = Vec::new();
    let mut words = args.words();
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        let Some(found) = find(name.bytes, profile) else {
            let text = b"ERR Unknown option or number of arguments for CONFIG SET - '";
            let text = [text, c_string(name.bytes), b"'"].concat();
            return Err(Fault::composed(text).at(name.at).want("the name of a setting"));
        };
        if Settings::is_fixed(found) {
            return Err(failed(name, "can't set immutable config"));
        }
        if pairs.iter().any(|(other, _)| *other == found) {
            return Err(failed(name, "duplicate parameter"));
        }
        pairs.push((found, value));
    }
    Ok(pairs)
}

fn failed(name: Word<'_>, why: &str) -> Fault {
    let parts: [&[u8]; 4] = [
        b"ERR CONFIG SET failed (possibly related to argument '",
        c_string(name.bytes),
        b"') - ",
        why.as_bytes(),
    ];
    Fault::composed(parts.concat()).at(name.at)
}

fn set(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let mut settings = context.keyspace.settings.clone();
    for (name, value) in pairs(args, context.profile)? {
        let typed = Word {
            bytes: args.argv().get(value.at - 1).unwrap_or_default(),
            at: value.at - 1,
        };
        settings
            .set(name, value.bytes)
            .map_err(|why| failed(typed, &why))?;
    }
    context.keyspace.apply(settings);
    context.out().ok();
    Ok(Flow::Done)
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn how_much_clients_may_leave_unread() {
        const WHERE: &str =
            "(error) ERR CONFIG SET failed (possibly related to argument 'client-output-buffer-limit') - ";
        Rig::new().transcript(&format!(
            r#"
> CONFIG SET client-output-buffer-limit "PUBSUB 1mb 0 0 Normal 5mb 1k 3"
OK
> CONFIG GET client-output-buffer-limit
1) "client-output-buffer-limit"
2) "normal 5242880 1000 3 slave 268435456 67108864 60 pubsub 1048576 0 0"
> CONFIG SET client-output-buffer-limit "replica 1mb 0 0 slave 2mb 0 0"
OK
> CONFIG GET client-output-buffer-limit
1) "client-output-buffer-limit"
2) "normal 5242880 1000 3 slave 2097152 0 0 pubsub 1048576 0 0"
> CONFIG SET client-output-buffer-limit ""
OK
> CONFIG SET client-output-buffer-limit "pubsub 1mb"
{WHERE}Wrong number of arguments in buffer limit configuration.
> CONFIG SET client-output-buffer-limit "pubsub  1  2  3"
{WHERE}Wrong number of arguments in buffer limit configuration.
> CONFIG SET client-output-buffer-limit "foo 1mb 0 0"
{WHERE}Invalid client class specified in buffer limit configuration.
> CONFIG SET client-output-buffer-limit "pubsub x 0 0"
{WHERE}Error in hard, soft or soft_seconds setting in buffer limit configuration.
> CONFIG SET client-output-buffer-limit "pubsub 1 -1 0"
{WHERE}Error in hard, soft or soft_seconds setting in buffer limit configuration.
> CONFIG SET client-output-buffer-limit "pubsub 1 1 -1"
{WHERE}Error in hard, soft or soft_seconds setting in buffer limit configuration.
> CONFIG SET client-query-buffer-limit 1
(error) ERR CONFIG SET failed (possibly related to argument 'client-query-buffer-limit') - argument must be between 1048576 and 9223372036854775807 inclusive
> CONFIG SET client-query-buffer-limit 2mb
OK
> CONFIG GET client-query-buffer-limit
1) "client-query-buffer-limit"
2) "2097152"
"#
        ));
    }

    /// From documentation (streams.md B.26).
    #[test]
    fn a_setting_that_came_later() {
        Rig::new().profile("8.6").at(1000).transcript(
            r#"
> CONFIG GET stream-idmp-*
1) "stream-idmp-duration"
2) "100"
3) "stream-idmp-maxsize"
4) "100"
> CONFIG SET stream-idmp-duration 0
(error) ERR CONFIG SET failed (possibly related to argument 'stream-idmp-duration') - argument must be between 1 and 86400 inclusive
> CONFIG SET stream-idmp-maxsize 10001
(error) ERR CONFIG SET failed (possibly related to argument 'stream-idmp-maxsize') - argument must be between 1 and 10000 inclusive
> XADD old IDMP shop 1 * f v
"<id-1>"
> CONFIG SET stream-idmp-duration 60 stream-idmp-maxsize 1
OK
> XADD new IDMP shop 1 * f v
"<id-2>"
> XADD new IDMP shop 2 * f v
"<id-3>"
> XADD new IDMP shop 1 * f v
"<id-4>"
> XADD old IDMP shop 1 * f v
"<id-1>"
"#,
        );
        Rig::new().transcript(
            "
> CONFIG GET stream-idmp-*
(empty array)
> CONFIG SET stream-idmp-maxsize 5
(error) ERR Unknown option or number of arguments for CONFIG SET - 'stream-idmp-maxsize'
",
        );
    }

    #[test]
    fn all_or_none() {
        Rig::new().transcript(
            r#"
> CONFIG SET stream-node-max-entries 3 maxmemory x
(error) ERR CONFIG SET failed (possibly related to argument 'maxmemory') - argument must be a memory value
> CONFIG GET STREAM-node-max-entries stream*entries nope
1) "STREAM-node-max-entries"
2) "100"
> CONFIG SET stream-node-max-entries 3 STREAM-NODE-MAX-BYTES 4kb
OK
> CONFIG GET *-NODE-*
1) "stream-node-max-bytes"
2) "4096"
3) "stream-node-max-entries"
4) "3"
> CONFIG SET stream-node-max-entries x
(error) ERR CONFIG SET failed (possibly related to argument 'stream-node-max-entries') - argument couldn't be parsed into an integer
> CONFIG SET stream-node-max-entries -1
(error) ERR CONFIG SET failed (possibly related to argument 'stream-node-max-entries') - argument must be between 0 and 9223372036854775807 inclusive
> CONFIG SET appendonly maybe
(error) ERR CONFIG SET failed (possibly related to argument 'appendonly') - argument must be 'yes' or 'no'
> CONFIG SET databases 3 nope 1
(error) ERR CONFIG SET failed (possibly related to argument 'databases') - can't set immutable config
> CONFIG SET timeout 0 timeout 0
(error) ERR CONFIG SET failed (possibly related to argument 'timeout') - duplicate parameter
> CONFIG SET nope 1
(error) ERR Unknown option or number of arguments for CONFIG SET - 'nope'
> CONFIG SET a b c
(error) ERR syntax error
> CONFIG SET a
(error) ERR wrong number of arguments for 'config|set' command
> CONFIG REWRITE
(error) ERR The server is running without a config file
> CONFIG RESETSTAT
OK
"#,
        );
    }
}
