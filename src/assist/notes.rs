//! Short notes for completion and for the line under the prompt: what options and values mean, and the IDs that have a
//! meaning of their own.

use crate::command::Holds;
use crate::store::EntryId;

/// What an option word of `command` does; empty if it says so itself.
pub(super) fn word(command: &str, word: &str) -> &'static str {
    match word {
        _ if command.starts_with("SORT") => sorting(word),
        "COUNT" => "at most so many",
        "BLOCK" => "wait so many milliseconds; 0 for ever",
        "STREAMS" => "then all keys, then an ID for each",
        "GROUP" => "the group and the consumer that asks",
        "NOACK" => "do not remember as pending",
        "NOMKSTREAM" => "only if the stream exists",
        "MKSTREAM" => "make the stream if there is none",
        "MAXLEN" => "keep so many entries",
        "MINID" => "keep the entries from this ID on",
        "~" => "about so many, cheaper",
        "=" => "exactly so many",
        "LIMIT" => "remove at most so many at once",
        "TIME" => "count it as delivered at this time",
        "LASTID" => "move the group's bookmark up to this ID",
        "CLAIM" => "first what has been pending and idle for so long",
        "KEEPREF" => "groups that hold it keep their record",
        "DELREF" => "their records go with it",
        "ACKED" => "only what every group has acknowledged",
        "ENTRIESADDED" => "how many entries were ever added",
        "MAXDELETEDID" => "the largest ID that was deleted",
        "*" => "an ID from the clock",
        "$" => "only what comes from now on",
        "JUSTID" => "reply with IDs only",
        "FORCE" => "even if it is pending for nobody",
        "IDLE" => "by how long it has been idle",
        "RETRYCOUNT" => "set the number of deliveries",
        "FULL" => "everything, pending lists included",
        "ENTRIESREAD" => "how many entries the group has read",
        _ => "",
    }
}

/// What an option of SORT does.
fn sorting(word: &str) -> &'static str {
    match word {
        "BY" => "in the order of the keys that this makes of the elements: weight_* is weight_3 for 3",
        "LIMIT" => "leave out so many, then show so many",
        "GET" => "show the keys that this makes of the elements; # is the element itself",
        "ALPHA" => "letters count, not numbers",
        "STORE" => "put them in this list instead of showing them",
        _ => "",
    }
}

/// The IDs with a meaning of their own for the value `name` of `command`.
pub(super) fn ids(command: &str, name: &str) -> &'static [(&'static str, &'static str)] {
    match (command, name) {
        ("XREAD", "id") => &[
            ("$", "only what comes from now on; with BLOCK"),
            ("0", "from the beginning"),
            ("+", "the newest entry"),
        ],
        ("XREADGROUP", "id") => &[
            (">", "entries this group was never given"),
            ("0", "what is pending for this consumer"),
        ],
        ("XGROUP CREATE" | "XGROUP SETID", "id") => &[("0", "the group begins at the first entry")],
        ("XAUTOCLAIM", "start") => &[("0", "from the oldest pending entry on")],
        (_, "start") => &[("-", "the first entry")],
        (_, "end") => &[("+", "the last entry")],
        _ => &[],
    }
}

/// What a value is, as a phrase: what should have stood in a wrong word's place.
pub(super) fn what(holds: Holds) -> &'static str {
    match holds {
        Holds::Key => "a key",
        Holds::Stream => "a stream's key",
        Holds::List => "a list's key",
        Holds::Group => "a group",
        Holds::Consumer => "a consumer",
        Holds::Id => "an ID",
        Holds::PendingId => "a pending ID",
        Holds::Field => "a field",
        Holds::Text => "a value",
        Holds::Number => "a number",
        Holds::Ms => "milliseconds",
        Holds::Seconds => "seconds",
        Holds::Channel => "a channel",
        Holds::Pattern => "a pattern",
        Holds::Command => "a command",
    }
}

/// The ID of a new entry behind `last`.
pub(super) fn new_id(last: Option<EntryId>) -> String {
    match last {
        Some(last) if last != EntryId::MIN => {
            format!("the new entry's ID: * has the server make one; by hand it must be greater than {last}")
        }
        _ => "the new entry's ID: * has the server make one; by hand such as 10-0 or 1526919030474-0"
            .to_owned(),
    }
}

/// What the value `name` of `command` means, if its name does not say it; `token` is the last keyword before it.
pub(super) fn value(command: &str, token: Option<&str>, name: &str) -> Option<&'static str> {
    Some(match (command, token, name) {
        (_, Some("BLOCK"), "milliseconds") => "how long to wait, in ms: 5000 is five seconds, 0 for ever",
        ("SORT" | "SORT_RO", _, "offset") => "how many to leave out first",
        ("SORT" | "SORT_RO", _, "count") => "how many to show, -1 for all",
        (_, Some("LIMIT"), "count") => "remove at most so many at once",
        ("XCLAIM", Some("RETRYCOUNT"), "count") => "the number of deliveries to set",
        (_, Some("COUNT"), "count") => "at most so many entries",
        ("XPENDING", _, "count") => "at most so many entries",
        (_, Some("MAXLEN"), "threshold") => "how many entries to keep, the newest ones",
        (_, Some("MINID"), "threshold") => "the smallest ID to keep; everything before it goes",
        (_, _, "min-idle-time") => "in ms: only what nobody has touched for so long",
        ("XCLAIM", Some("IDLE"), "ms") => "how long it is to count as idle, in ms",
        ("XADD", _, "field") => "fields and values in turn; a value with blanks needs quotes",
        ("XADD", _, "value") => "the field's value; with blanks in it, it needs quotes",
        ("XGROUP CREATE" | "XGROUP SETID", _, "id") => {
            "where the group begins: 0 at the first entry, $ behind the last"
        }
        ("XGROUP CREATE" | "XGROUP SETID", _, "entries-read") => {
            "how many entries the group has read; it only corrects the lag"
        }
        ("XGROUP CREATE", _, "group") => "the new group's name; it lives inside this stream",
        ("XREADGROUP", _, "consumer") => "who asks, by any name; a new one joins the group by asking",
        ("XREADGROUP", _, "id") => {
            "> for entries the group was never given; 0 for what is pending for this consumer"
        }
        ("XREAD", _, "id") => "what comes after this ID: 0 for everything, $ for what comes from now on",
        ("XREAD" | "XREADGROUP", Some("STREAMS"), "key") => "first every key, then an ID for each",
        ("XRANGE" | "XREVRANGE", _, "start") => "- from the first; an ID is included, (ID is not",
        ("XRANGE" | "XREVRANGE", _, "end") => "+ to the last; an ID is included, (ID is not",
        ("XPENDING", _, "start") => "- from the oldest pending entry on; an ID is included",
        ("XPENDING", _, "end") => "+ up to the newest pending entry; an ID is included",
        ("XAUTOCLAIM", _, "start") => "0 from the oldest pending entry on; then what the last reply gave",
        ("XCLAIM" | "XAUTOCLAIM", _, "consumer") => "who takes them over",
        ("XACK" | "XACKDEL", _, "id") => "entries that are done: they leave the pending list, not the stream",
        _ => return None,
    })
}
