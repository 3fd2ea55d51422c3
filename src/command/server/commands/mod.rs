//! COMMAND (streams.md E.6): the table of commands, told to clients. Everything is read from the one table; what only
//! clients ask for, such as flags, stands in `flags`.

mod docs;
mod flags;
mod getkeys;
mod info;
mod list;

use crate::command::context::{Context, Flow};
use crate::command::profile::{Version, version};
use crate::command::resolve::full_name;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::command::table::COMMANDS;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "COMMAND",
    arity: -1,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Describes the commands of this server, for clients",
    example: "COMMAND COUNT",
    syntax: &[],
    subcommands: &[COUNT, docs::SPEC, getkeys::SPEC, HELP, info::SPEC, list::SPEC],
    check: |_| Ok(()),
    run: |_, context| {
        info::all(context);
        Ok(Flow::Done)
    },
};

const COUNT: Spec = Spec {
    name: "COUNT",
    arity: 2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Counts the commands",
    example: "COMMAND COUNT",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        let count = known(context).count();
        context.out().count(count);
        Ok(Flow::Done)
    },
};

const HELP: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Lists the subcommands of COMMAND",
    example: "COMMAND HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        super::write_help(context.out(), LINES);
        Ok(Flow::Done)
    },
};

const LINES: &[&str] = &[
    "COMMAND <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "(no subcommand)",
    "    Describe all commands.",
    "COUNT",
    "    Count the commands.",
    "DOCS [<command-name> ...]",
    "    Explain commands; all when none is named.",
    "GETKEYS <full-command>",
    "    Tell which arguments of a command are keys.",
    "INFO [<command-name> ...]",
    "    Describe commands; all when none is named.",
    "LIST [FILTERBY (MODULE <name> | ACLCAT <category> | PATTERN <pattern>)]",
    "    Name the commands.",
    "HELP",
    "    Print this help.",
];

/// A command of the table as a profile knows it, with its family if it is a subcommand.
#[derive(Clone, Copy)]
struct Known {
    spec: &'static Spec,
    family: Option<&'static Spec>,
    profile: Version,
}

/// The flags of a command, or of a subcommand of `family`, in Redis's order.
pub(super) fn flags_of(
    spec: &'static Spec,
    family: Option<&'static Spec>,
    profile: Version,
) -> &'static [&'static str] {
    flags::flags_of(Known {
        spec,
        family,
        profile,
    })
}

impl Known {
    /// The name as Redis writes it: `xadd`, `xgroup|create`.
    fn name(self) -> String {
        full_name(self.spec, self.family)
    }

    /// How many arguments it takes, as [`Spec::arity`].
    fn arity(self) -> i32 {
        if self.spec.name == getkeys::SPEC.name {
            return getkeys::arity(self.profile);
        }
        self.spec.arity
    }

    /// Its subcommands that the profile knows.
    fn subcommands(self, context: &Context<'_, '_>) -> impl Iterator<Item = Known> + use<> {
        let profile = context.profile;
        let subs = self.spec.subcommands.iter();
        subs.filter(move |sub| sub.since <= profile)
            .map(move |sub| Known {
                spec: sub,
                family: Some(self.spec),
                profile,
            })
    }
}

/// The commands that the profile knows.
fn known(context: &Context<'_, '_>) -> impl Iterator<Item = Known> + use<> {
    let profile = context.profile;
    let specs = COMMANDS.iter().filter(move |spec| spec.since <= profile);
    specs.map(move |spec| Known {
        spec,
        family: None,
        profile,
    })
}

/// The command called `name` or `family|name`, in any case.
fn find(context: &Context<'_, '_>, name: &[u8]) -> Option<Known> {
    let mut parts = name.splitn(2, |byte| *byte == b'|');
    let first = parts.next()?;
    let family = known(context).find(|one| one.spec.name.as_bytes().eq_ignore_ascii_case(first))?;
    match parts.next() {
        None => Some(family),
        Some(sub) => family
            .subcommands(context)
            .find(|one| one.spec.name.as_bytes().eq_ignore_ascii_case(sub)),
    }
}

/// Where a command's keys stand: the first, the last (counted from the end if negative), and from one to the next.
/// Zeros if there are none, or if only the command itself can tell.
fn key_places(one: Known) -> (i64, i64, i64) {
    let before = if one.family.is_some() { 2 } else { 1 };
    let is_key = |part: &Syntax| matches!(part, Syntax::Value(_, Holds::Key | Holds::Stream | Holds::List));
    let syntax = one.spec.syntax;
    // A shard channel decides like a key to which server of a cluster one must go, though it is none.
    match one.spec.name {
        "SSUBSCRIBE" | "SUNSUBSCRIBE" => return (1, -1, 1),
        "SPUBLISH" => return (1, 1, 1),
        _ => {}
    }
    match syntax.first() {
        Some(Syntax::Many(parts)) if parts.iter().any(is_key) => (before, -(syntax.len() as i64), 1),
        Some(first) if is_key(first) => {
            let keys = syntax.iter().take_while(|part| is_key(part)).count() as i64;
            (before, before + keys - 1, 1)
        }
        _ => (0, 0, 0),
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// A shard channel has the place of a key, and is none.
    #[test]
    fn shard_channels_stand_where_keys_do() {
        let mut rig = Rig::new();
        let mut places = |name: &str| {
            let told = rig.run("main", &format!("COMMAND INFO {name}"));
            let numbers = told.lines().filter_map(|line| line.split_once("(integer) "));
            numbers
                .map(|(_, number)| number.to_owned())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(
            ["ssubscribe", "sunsubscribe", "spublish", "subscribe"].map(&mut places),
            ["-2 1 -1 1", "-1 1 -1 1", "3 1 1 1", "-2 0 0 0"]
        );
        for line in ["SSUBSCRIBE a", "SUNSUBSCRIBE a", "SPUBLISH a m"] {
            assert_eq!(
                rig.run("main", &format!("COMMAND GETKEYS {line}")),
                "(error) ERR The command has no key arguments\n"
            );
        }
    }

    #[test]
    fn one_command_described() {
        let mut rig = Rig::new();
        rig.transcript(
            r#"
> COMMAND INFO get nope
1)  1) "get"
    2) (integer) 2
    3) 1) readonly
       2) fast
    4) (integer) 1
    5) (integer) 1
    6) (integer) 1
    7) 1) @read
       2) @string
       3) @fast
    8) (empty array)
    9) (empty array)
   10) (empty array)
2) (nil)
> COMMAND DOCS strlen nope
1) "strlen"
2) 1) "summary"
   2) "Tells how many bytes the string under a key has"
   3) "since"
   4) "2.2.0"
   5) "group"
   6) "string"
   7) "arguments"
   8) 1) 1) "name"
         2) "key"
         3) "type"
         4) "key"
         5) "display_text"
         6) "key"
         7) "key_spec_index"
         8) (integer) 0
> COMMAND LIST FILTERBY PATTERN xr*
1) "xrange"
2) "xrevrange"
3) "xread"
4) "xreadgroup"
> COMMAND LIST FILTERBY MODULE none
(empty array)
> COMMAND LIST FILTERBY ACLCAT nope
(empty array)
> COMMAND LIST FILTERBY ACLCAT blocking
1) "xread"
2) "xreadgroup"
3) "blpop"
4) "brpop"
5) "blmove"
6) "brpoplpush"
7) "blmpop"
8) "wait"
> COMMAND LIST FILTERBY FOO bar
(error) ERR syntax error
> COMMAND LIST FOO
(error) ERR syntax error
> COMMAND NOPE
(error) ERR unknown subcommand 'NOPE'. Try COMMAND HELP.
"#,
        );
        assert_eq!(rig.run("main", "COMMAND DOCS nope"), "(empty array)\n");
        assert!(rig.run("main", "COMMAND").lines().count() > 500);
    }

    #[test]
    fn where_the_keys_are() {
        Rig::new().transcript(
            r#"
> COMMAND GETKEYS get a
1) "a"
> COMMAND GETKEYS sort a STORE b LIMIT STORE c GET store store d
1) "a"
2) "d"
> COMMAND GETKEYS rename a b
1) "a"
2) "b"
> COMMAND GETKEYS del a b c
1) "a"
2) "b"
3) "c"
> COMMAND GETKEYS blpop a b 0
1) "a"
2) "b"
> COMMAND GETKEYS xread count 1 streams a b 0 0
1) "a"
2) "b"
> COMMAND GETKEYS xreadgroup group g c streams a >
1) "a"
> COMMAND GETKEYS xgroup create s g 0
1) "s"
> COMMAND GETKEYS ping
(error) ERR The command has no key arguments
> COMMAND GETKEYS xgroup help
(error) ERR The command has no key arguments
> COMMAND GETKEYS nope a
(error) ERR Invalid command specified
> COMMAND GETKEYS get a b
(error) ERR Invalid number of arguments specified for command
> COMMAND GETKEYS xread count 1 foo 0 0
(error) ERR Invalid arguments specified for command
"#,
        );
    }
}
