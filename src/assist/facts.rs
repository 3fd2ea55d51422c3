//! Facts for help cards that no grammar knows: what a command costs (streams.md), and the errors it can give beyond a
//! wrong line.

use crate::command::{Holds, Spec, Syntax};

/// What a command about streams costs.
pub(super) fn cost(name: &str) -> Option<&'static str> {
    Some(match name {
        "XADD" => "O(1); with MAXLEN or MINID also the entries that go",
        "XLEN" | "XSETID" => "O(1)",
        "XRANGE" | "XREVRANGE" | "XREAD" | "XREADGROUP" => "O(N) for the N entries that are returned",
        "XDEL" | "XDELEX" => "O(1) for each ID",
        "XACK" | "XACKDEL" => "O(1) for each ID",
        "XTRIM" => "O(N) for the N entries that go",
        "XPENDING" => "O(1) for the summary; O(N) for the N entries of a range",
        "XCLAIM" => "O(log N) for each ID, N being the size of the pending list",
        "XAUTOCLAIM" => "O(1) if COUNT is small",
        "XGROUP CREATE" | "XGROUP SETID" | "XGROUP CREATECONSUMER" | "XGROUP DELCONSUMER" => "O(1)",
        "XGROUP DESTROY" => "O(N) for the N pending entries of the group",
        "XINFO STREAM" => "O(1); with FULL O(N) for what is returned",
        "XINFO GROUPS" | "XINFO CONSUMERS" => "O(1) for each that is listed",
        _ => return None,
    })
}

/// The errors a command can give although the line is right.
pub(super) fn errors(name: &str, spec: &Spec) -> Vec<String> {
    let mut errors: Vec<&str> = Vec::new();
    if has(spec.syntax, Holds::Stream) {
        errors.push("WRONGTYPE: the key holds something else than a stream");
    }
    errors.extend(own(name));
    errors.into_iter().map(str::to_owned).collect()
}

fn own(name: &str) -> &'static [&'static str] {
    match name {
        "XADD" => &[
            "ERR The ID specified in XADD is equal or smaller …: IDs only grow",
            "ERR The ID specified in XADD must be greater than 0-0",
        ],
        "XREADGROUP" | "XCLAIM" | "XAUTOCLAIM" | "XPENDING" => {
            &["NOGROUP: there is no such key, or no such group on it"]
        }
        "XGROUP CREATE" => &[
            "BUSYGROUP: the group is there already",
            "ERR … requires the key to exist: without MKSTREAM",
        ],
        "XGROUP SETID" | "XGROUP CREATECONSUMER" | "XGROUP DELCONSUMER" => &[
            "NOGROUP: there is no such group",
            "ERR … requires the key to exist",
        ],
        "XGROUP DESTROY" => &["ERR … requires the key to exist"],
        "XINFO CONSUMERS" => &["ERR no such key", "NOGROUP: there is no such group"],
        "XINFO STREAM" | "XINFO GROUPS" | "XSETID" => &["ERR no such key"],
        _ => &[],
    }
}

fn has(parts: &[Syntax], wanted: Holds) -> bool {
    parts.iter().any(|part| match part {
        Syntax::Word(_) => false,
        Syntax::Value(_, holds) => *holds == wanted,
        Syntax::Optional(parts) | Syntax::Since(_, parts) | Syntax::Many(parts) => has(parts, wanted),
        Syntax::OneOf(ways) => ways.iter().any(|way| has(way, wanted)),
    })
}
