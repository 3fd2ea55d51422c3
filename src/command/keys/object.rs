//! OBJECT (streams.md E.3): what a real server would say of how a value is kept. Nothing here is how xtutor keeps it.

use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::grammar::{bytes, whole};
use crate::command::profile::{Version, version};
use crate::command::resolve::arity;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::{List, Value, strict_integer};
use crate::wire::Out;

pub(in crate::command) static SPEC: Spec = Spec {
    name: "OBJECT",
    arity: -2,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Tells how a server keeps the value under a key",
    example: "OBJECT ENCODING fruits",
    syntax: &[],
    subcommands: &[ENCODING, FREQ, HELP, IDLETIME, REFCOUNT],
    // Only reached without a subcommand, when arity has refused it already.
    check: |_| Err(arity("object")),
    run: |_, _| Err(arity("object")),
};

const KEY: &[Syntax] = &[Syntax::Value("key", Holds::Key)];

const ENCODING: Spec = Spec {
    name: "ENCODING",
    arity: 3,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Names the form in which a server keeps the value under a key",
    example: "OBJECT ENCODING fruits",
    syntax: KEY,
    subcommands: &[],
    check: |args| whole(bytes, args).map(drop),
    run: |args, context| {
        let profile = context.profile;
        told(args, context, |value, out| {
            out.bulk(encoding(value, profile).as_bytes());
            Ok(())
        })
    },
};

const FREQ: Spec = Spec {
    name: "FREQ",
    arity: 3,
    since: version(4, 0),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Tells how often a key is used, on a server that counts that; this one does not",
    example: "OBJECT FREQ fruits",
    syntax: KEY,
    subcommands: &[],
    check: |args| whole(bytes, args).map(drop),
    run: |args, context| {
        told(args, context, |_, _| {
            Err(Fault::new(
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when \
                 switching between policies at runtime LRU and LFU data will take some time to adjust.",
            ))
        })
    },
};

const IDLETIME: Spec = Spec {
    name: "IDLETIME",
    arity: 3,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Tells for how many seconds a key was not used; always 0 here, where nobody counts",
    example: "OBJECT IDLETIME fruits",
    syntax: KEY,
    subcommands: &[],
    check: |args| whole(bytes, args).map(drop),
    run: |args, context| {
        told(args, context, |_, out| {
            out.int(0);
            Ok(())
        })
    },
};

const REFCOUNT: Spec = Spec {
    name: "REFCOUNT",
    arity: 3,
    since: version(2, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Tells how many times a value is used; small numbers are shared by all who use them",
    example: "OBJECT REFCOUNT fruits",
    syntax: KEY,
    subcommands: &[],
    check: |args| whole(bytes, args).map(drop),
    run: |args, context| {
        told(args, context, |value, out| {
            let small = matches!(value, Value::Text(text) if strict_integer(text).is_some_and(|number| (0..SHARED).contains(&number)));
            out.int(if small { i64::from(i32::MAX) } else { 1 });
            Ok(())
        })
    },
};

const HELP: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(6, 2),
    source: Source::Ran70And80,
    topic: Topic::Generic,
    summary: "Lists the subcommands of OBJECT",
    example: "OBJECT HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        super::common::write_help(context.out(), LINES);
        Ok(Flow::Done)
    },
};

const LINES: &[&str] = &[
    "OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "ENCODING <key>",
    "    Name the form in which a server keeps the value.",
    "FREQ <key>",
    "    Tell how often the key is used, where that is counted.",
    "IDLETIME <key>",
    "    Tell for how many seconds the key was not used.",
    "REFCOUNT <key>",
    "    Tell how many times the value is used.",
    "HELP",
    "    Print this help.",
];

/// Numbers below this are kept once and shared.
const SHARED: i64 = 10_000;
/// The longest string that is kept together with its header.
const EMBEDDED: usize = 44;
/// The largest list that is kept in one piece, in bytes of Redis's encoding.
const ONE_PIECE: usize = 8192;

/// Tells about an existing value; a missing key is nil whatever was asked.
fn told(
    args: Args<'_>,
    context: &mut Context<'_, '_>,
    tell: impl Fn(&Value, &mut Out) -> Result<(), Fault>,
) -> Result<Flow, Fault> {
    let key = whole(bytes, args)?;
    let (db, turn) = context.parts();
    match db.get(key) {
        Some(value) => tell(value, turn.out)?,
        None => turn.out.nil(),
    }
    Ok(Flow::Done)
}

/// The form in which a server of that version keeps the value.
pub(in crate::command) fn encoding(value: &Value, profile: Version) -> &'static str {
    match value {
        Value::Stream(_) => "stream",
        // 7.0 knows no other.
        Value::List(_) if profile < version(7, 2) => "quicklist",
        Value::List(list) if fits_one_piece(list) => "listpack",
        Value::List(_) => "quicklist",
        Value::Grown(_) => "raw",
        Value::Text(text) if strict_integer(text).is_some() => "int",
        Value::Text(text) if text.len() <= EMBEDDED => "embstr",
        Value::Text(_) => "raw",
    }
}

/// Looks at no more elements than could fit.
fn fits_one_piece(list: &List) -> bool {
    let elements = list.range(0, ONE_PIECE as i64);
    let sizes = elements.map(|element| element.len() + 2);
    sizes.sum::<usize>() <= ONE_PIECE
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    #[test]
    fn forms_of_strings() {
        Rig::new().transcript(
            r#"
> SET n 123
OK
> OBJECT ENCODING n
"int"
> OBJECT REFCOUNT n
(integer) 2147483647
> SET n 05
OK
> OBJECT ENCODING n
"embstr"
> OBJECT REFCOUNT n
(integer) 1
> APPEND n 6
(integer) 3
> OBJECT ENCODING n
"raw"
> COPY n m
(integer) 1
> OBJECT ENCODING m
"raw"
> OBJECT FREQ none
(nil)
> RPUSH l a
(integer) 1
> OBJECT ENCODING l
"listpack"
> OBJECT ENCODING
(error) ERR wrong number of arguments for 'object|encoding' command
"#,
        );
    }
}
