//! Short notes for completion: what an option word does, and the IDs that have a meaning of their own.

/// What an option word does; empty if it says so itself.
pub(super) fn word(word: &str) -> &'static str {
    match word {
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
        ("XGROUP CREATE" | "XGROUP SETID", "id") => &[("0", "from the first entry on")],
        ("XAUTOCLAIM", "start") => &[("0", "from the oldest pending entry on")],
        (_, "start") => &[("-", "the first entry")],
        (_, "end") => &[("+", "the last entry")],
        _ => &[],
    }
}

/// Whether IDs of existing entries make sense: XADD needs a new one, XREADGROUP asks for > or its own history.
pub(super) fn takes_entries(command: &str) -> bool {
    !matches!(command, "XADD" | "XREADGROUP" | "XSETID")
}
