//! DEBUG (streams.md E.6): a few harmless words that tests of clients use. Refused, as by any server that was not
//! started for it; the engine sees to that before this file is asked.

use crate::command::args::Args;
use crate::command::context::{Context, Flow, Wait, WaitOn};
use crate::command::fault::{Fault, NO_SUCH_KEY, c_string};
use crate::command::keys::object;
use crate::command::profile::version;
use crate::command::resolve::arity;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::Millis;
use crate::wire::{Out, Protocol};

pub(in crate::command) static SPEC: Spec = Spec {
    name: "DEBUG",
    arity: -2,
    since: version(1, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Is for tests of clients, and refused unless the server was started for it",
    example: "DEBUG SLEEP 0",
    syntax: &[Syntax::Many(&[Syntax::Value("argument", Holds::Text)])],
    subcommands: &[],
    check: |_| Ok(()),
    run,
};

const LINES: &[&str] = &[
    "DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "CHANGE-REPL-ID",
    "    Nothing: there is no replication.",
    "DICT-RESIZING <0|1>",
    "    Nothing: it is about the memory of a real server.",
    "ERROR <text>",
    "    Reply with this error.",
    "LOADAOF",
    "    Nothing: there are no files.",
    "LOG <text>",
    "    Nothing: there is no log.",
    "OBJECT <key>",
    "    Tell how a server would keep the value.",
    "PROTOCOL <type>",
    "    Reply with a sample of the type: string, integer, double, bignum, null, array, set, map, attrib, push,",
    "    verbatim, true or false.",
    "QUICKLIST-PACKED-THRESHOLD <bytes>",
    "    Nothing: it is about the memory of a real server.",
    "RELOAD [option ...]",
    "    Nothing: there are no files.",
    "SET-ACTIVE-EXPIRE <0|1>",
    "    Nothing: keys expire on time.",
    "SLEEP <seconds>",
    "    Reply after so many seconds. Others are served meanwhile.",
    "HELP",
    "    Print this help.",
];

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let words: Vec<&[u8]> = args.words().map(|word| word.bytes).collect();
    let Some((sub, rest)) = words.split_first() else {
        return Err(arity("debug"));
    };
    match (&*sub.to_ascii_uppercase(), rest) {
        (b"SLEEP", [seconds]) => return Ok(sleep(seconds, args, context)),
        (b"ERROR", [text]) => return Err(error(text)),
        (b"PROTOCOL", [kind]) => sample(kind, context.out())?,
        (b"OBJECT", [key] | [key, _]) => describe(key, context)?,
        (b"RELOAD", options) => reload(options, context.out())?,
        (b"CHANGE-REPL-ID", [])
        | (b"DICT-RESIZING" | b"LOG" | b"QUICKLIST-PACKED-THRESHOLD" | b"SET-ACTIVE-EXPIRE", [_])
        | (b"LOADAOF", _) => context.out().ok(),
        (b"HELP", []) => super::write_help(context.out(), LINES),
        _ => {
            let text = b"ERR unknown subcommand or wrong number of arguments for '";
            let text = [text, c_string(sub), b"'. Try DEBUG HELP."].concat();
            return Err(Fault::composed(text).at(1));
        }
    }
    Ok(Flow::Done)
}

/// An error reply is one line.
fn error(text: &[u8]) -> Fault {
    let blank = |byte: &u8| if b"\r\n".contains(byte) { b' ' } else { *byte };
    Fault::composed(text.iter().map(blank).collect::<Vec<u8>>())
}

/// What is no number is none, as in Redis. A real server sleeps as a whole; here it is the client.
fn sleep(seconds: &[u8], args: Args<'_>, context: &mut Context<'_, '_>) -> Flow {
    let seconds: Option<f64> = std::str::from_utf8(seconds)
        .ok()
        .and_then(|text| text.parse().ok());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float too large becomes the largest number"
    )]
    let ms = (seconds.unwrap_or(0.0) * 1000.0) as Millis;
    if ms <= 0 || !context.may_wait {
        context.out().ok();
        return Flow::Done;
    }
    Flow::Wait(Wait {
        keys: Vec::new(),
        on: WaitOn::Time,
        deadline: Some(context.now().saturating_add(ms)),
        claim: None,
        argv: args.argv().to_owned(),
    })
}

/// Of a place in memory, a size on disk and a time of use, which only a real server has, 0 is told.
fn describe(key: &[u8], context: &mut Context<'_, '_>) -> Result<(), Fault> {
    let profile = context.profile;
    let (db, turn) = context.parts();
    let value = db.get(key).ok_or(Fault::new(NO_SUCH_KEY).at(2))?;
    let encoding = object::encoding(value, profile);
    turn.out.status(&format!(
        "Value at:0x0 refcount:1 encoding:{encoding} serializedlength:0 lru:0 lru_seconds_idle:0"
    ));
    Ok(())
}

fn reload(options: &[&[u8]], out: &mut Out) -> Result<(), Fault> {
    let known = |option: &&[u8]| {
        [&b"MERGE"[..], b"NOFLUSH", b"NOSAVE"]
            .iter()
            .any(|known| option.eq_ignore_ascii_case(known))
    };
    if let Some(at) = options.iter().position(|option| !known(option)) {
        let text = "ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.";
        return Err(Fault::new(text).at(2 + at));
    }
    out.ok();
    Ok(())
}

/// Redis's samples. The types that RESP2 knows only by other names are not written in RESP3: no reply here has them.
fn sample(kind: &[u8], out: &mut Out) -> Result<(), Fault> {
    let old = out.protocol() == Protocol::Resp2;
    match &*kind.to_ascii_lowercase() {
        b"string" => out.bulk(b"Hello World"),
        b"integer" => out.int(12345),
        b"null" => out.nil(),
        b"verbatim" if old => out.bulk(VERBATIM),
        b"verbatim" => out.verbatim(VERBATIM),
        b"array" => {
            out.array(3);
            (0..3).for_each(|number| out.int(number));
        }
        b"set" => {
            out.set(3);
            (0..3).for_each(|number| out.int(number));
        }
        b"push" if old => return Err(Fault::new("ERR RESP2 is not supported by this command").at(2)),
        b"push" => {
            out.push(2);
            out.bulk(b"server-cpu-usage");
            out.int(42);
            out.bulk(b"Some real reply following the push reply");
        }
        b"double" if old => out.bulk(b"3.141"),
        b"bignum" if old => out.bulk(b"1234567999999999999999999999999999999"),
        b"attrib" if old => out.bulk(b"Some real reply following the attribute"),
        b"true" if old => out.int(1),
        b"false" if old => out.int(0),
        b"map" if old => {
            out.map(3);
            for number in 0..3 {
                out.int(number);
                out.int(number % 2);
            }
        }
        b"double" | b"bignum" | b"attrib" | b"true" | b"false" | b"map" => {
            return Err(Fault::new(UNWRITTEN).at(2));
        }
        _ => return Err(Fault::new(NO_TYPE).at(2).want("the name of a type")),
    }
    Ok(())
}

const VERBATIM: &[u8] = b"This is a verbatim\nstring";
const NO_TYPE: &str = "ERR Wrong protocol type name. Please use one of the following: \
                       string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true|false";
const UNWRITTEN: &str =
    "ERR this type is sampled in RESP2 only (not part of xtutor: replies of RESP3 that no command gives)";

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    fn allowed(whom: &str) -> Rig {
        Rig::new().setting("enable-debug-command", whom)
    }

    #[test]
    fn refused_unless_the_server_was_started_for_it() {
        let refusal = "(error) ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", \
                       you can run it from a local connection, otherwise you need to set this option in the \
                       configuration file, and then restart the server.\n";
        let mut rig = Rig::new();
        for line in ["DEBUG SLEEP 0", "DEBUG HELP", "DEBUG nonsense"] {
            assert_eq!(rig.run("main", line), refusal);
        }
        rig.transcript(
            r#"
> DEBUG
(error) ERR wrong number of arguments for 'debug' command
> CONFIG GET enable-debug-command
1) "enable-debug-command"
2) "no"
> CONFIG SET enable-debug-command yes
(error) ERR CONFIG SET failed (possibly related to argument 'enable-debug-command') - can't set immutable config
"#,
        );
        // Whoever types is on this machine.
        assert_eq!(allowed("local").run("main", "DEBUG SLEEP 0"), "OK\n");
        let mut rig = allowed("local");
        rig.arrive("near", "127.0.0.1:40000", "127.0.0.1:6379");
        rig.arrive("far", "192.0.2.7:40000", "192.0.2.1:6379");
        assert_eq!(rig.run("near", "DEBUG SLEEP 0"), "OK\n");
        assert_eq!(rig.run("far", "DEBUG SLEEP 0"), refusal);
    }

    #[test]
    fn sleeping_ends_with_time_alone() {
        let mut rig = allowed("yes");
        rig.transcript(
            "
> XADD s 1-1 f v
\"1-1\"
# client A
> DEBUG SLEEP 1.5
# (no reply yet: the client is blocked)
# client main
> CLIENT UNBLOCK 2
(integer) 0
> XADD s 2-1 f v
\"2-1\"
# client A receives nothing: it is still blocked
",
        );
        assert!(
            rig.told()
                .contains(&"client 2 sleeps until its time is up".to_owned())
        );
        rig.pass(1500);
        assert_eq!(rig.received("A"), "OK\n");
        assert_eq!(rig.told(), ["client 2 wakes up: its reply has come"]);
        rig.transcript(
            "
> DEBUG SLEEP x
OK
> MULTI
OK
> DEBUG SLEEP 5
QUEUED
> EXEC
1) OK
",
        );
    }

    #[test]
    fn words_that_do_nothing_here() {
        allowed("yes").transcript(
            r#"
> SET k v
OK
> DEBUG OBJECT k
Value at:0x0 refcount:1 encoding:embstr serializedlength:0 lru:0 lru_seconds_idle:0
> DEBUG OBJECT none
(error) ERR no such key
> DEBUG CHANGE-REPL-ID
OK
> DEBUG CHANGE-REPL-ID x
(error) ERR unknown subcommand or wrong number of arguments for 'CHANGE-REPL-ID'. Try DEBUG HELP.
> DEBUG set-active-expire 0
OK
> DEBUG RELOAD NOSAVE
OK
> DEBUG RELOAD NOPE
(error) ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.
> DEBUG LOADAOF
OK
> DEBUG LOG "a test begins"
OK
> DEBUG QUICKLIST-PACKED-THRESHOLD 200b
OK
> DEBUG DICT-RESIZING 1
OK
> DEBUG ERROR "LOADING a\r\nfake"
(error) LOADING a  fake
> DEBUG ERROR
(error) ERR unknown subcommand or wrong number of arguments for 'ERROR'. Try DEBUG HELP.
> DEBUG JMAP
(error) ERR unknown subcommand or wrong number of arguments for 'JMAP'. Try DEBUG HELP.
> GET k
"v"
"#,
        );
    }

    #[test]
    fn samples_of_every_type() {
        let samples = |rig: &mut Rig| {
            let kinds =
                "string integer double bignum null array set map attrib push verbatim true false nope";
            let replies = kinds
                .split(' ')
                .map(|kind| rig.run("main", &format!("DEBUG PROTOCOL {kind}")));
            replies.collect::<String>()
        };
        let list = "1) (integer) 0\n2) (integer) 1\n3) (integer) 2\n";
        assert_eq!(
            samples(&mut allowed("yes")),
            format!(
                "\"Hello World\"\n(integer) 12345\n\"3.141\"\n\"1234567999999999999999999999999999999\"\n(nil)\n{list}{list}\
                 1) (integer) 0\n2) (integer) 0\n3) (integer) 1\n4) (integer) 1\n5) (integer) 2\n6) (integer) 0\n\
                 \"Some real reply following the attribute\"\n(error) ERR RESP2 is not supported by this command\n\
                 \"This is a verbatim\\nstring\"\n(integer) 1\n(integer) 0\n(error) {}\n",
                super::NO_TYPE
            )
        );
        let mut rig = allowed("yes").resp3("main");
        assert_eq!(
            rig.run("main", "DEBUG PROTOCOL double"),
            format!("(error) {}\n", super::UNWRITTEN)
        );
        assert_eq!(
            rig.run("main", "DEBUG PROTOCOL verbatim"),
            "This is a verbatim\nstring\n"
        );
    }
}
