//! CLIENT HELP (streams.md E.2): the family in a few lines. The sentences are our own, the form is Redis's.

use crate::command::context::Flow;
use crate::command::profile::version;
use crate::command::server::write_help;
use crate::command::spec::{Source, Spec, Topic};

pub(super) const SPEC: Spec = Spec {
    name: "HELP",
    arity: 2,
    since: version(5, 0),
    source: Source::Ran70And80,
    topic: Topic::Connection,
    summary: "Lists the subcommands of CLIENT",
    example: "CLIENT HELP",
    syntax: &[],
    subcommands: &[],
    check: |_| Ok(()),
    run: |_, context| {
        write_help(context.out(), LINES);
        Ok(Flow::Done)
    },
};

const LINES: &[&str] = &[
    "CLIENT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
    "CACHING (YES|NO)",
    "    Nothing, unless keys are tracked for this connection.",
    "GETNAME",
    "    Tell the name of this connection.",
    "ID",
    "    Tell the number of this connection.",
    "INFO",
    "    Describe this connection.",
    "KILL <ip:port>",
    "    Close the connection from this address.",
    "KILL <option> <value> [<option> <value> [...]]",
    "    Close all connections that fit: ID, ADDR, LADDR, TYPE, USER, MAXAGE. SKIPME no closes this one too.",
    "LIST [TYPE <type> | ID <id> ...]",
    "    Describe connections.",
    "NO-EVICT (ON|OFF)",
    "    Protect this connection when memory runs short.",
    "NO-TOUCH (ON|OFF)",
    "    Leave the times of last use alone.",
    "PAUSE <timeout> [WRITE|ALL]",
    "    Hold back what clients say, or what of it writes, for so many milliseconds; UNPAUSE ends it.",
    "REPLY (ON|OFF|SKIP)",
    "    Say what is to be answered.",
    "SETINFO <option> <value>",
    "    Say what library speaks: LIB-NAME, LIB-VER.",
    "SETNAME <name>",
    "    Name this connection.",
    "TRACKINGINFO",
    "    Tell that no keys are tracked for this connection; GETREDIR tells it in a number.",
    "UNBLOCK <clientid> [TIMEOUT|ERROR]",
    "    End the wait of another connection.",
    "HELP",
    "    Print this help.",
];
