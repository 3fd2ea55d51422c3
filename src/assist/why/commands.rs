//! What each command about streams does at all: a few sentences, true of every call.

/// The rules of the command with this full name in capitals; none for one that is not about streams.
pub(super) fn rules(name: &str) -> &'static [&'static str] {
    RULES
        .iter()
        .find(|(known, _)| *known == name)
        .map_or(&[], |(_, rules)| rules)
}

const RULES: &[(&str, &[&str])] = &[
    (
        "XADD",
        &[
            "an entry goes to the end of its stream; its ID must be greater than the last one the stream ever had, even if \
             that entry was deleted",
            "* takes the server's clock in milliseconds, and a count for entries within the same millisecond",
            "MAXLEN and MINID trim after adding; trimmed entries that are pending stay pending",
            "readers that wait for this key get the entry at once: each XREAD, and of each group the one that has waited longest",
        ],
    ),
    (
        "XLEN",
        &[
            "the number of entries that exist now: deleted and trimmed ones do not count, acknowledged ones do",
        ],
    ),
    (
        "XRANGE",
        &[
            "start and end are both included; ( before one leaves it out; - and + stand for the first and the last",
            "an end without its second part includes every entry of that millisecond",
            "it only looks: no group hears of it",
        ],
    ),
    (
        "XREVRANGE",
        &[
            "as XRANGE from the newest to the oldest, so the end is typed first",
            "it only looks: no group hears of it",
        ],
    ),
    (
        "XREAD",
        &[
            "gives what is greater than the ID: that entry itself is left out, unlike in XRANGE",
            "$ is the last ID at the moment of the call; without BLOCK nothing can come after it",
            "who reads with XREAD remembers the last ID itself: the stream keeps nothing about it, and everybody gets everything",
        ],
    ),
    (
        "XREADGROUP",
        &[
            "> asks for what the group was never given: the entry goes to this consumer alone, the group's last-delivered ID \
             moves to it, and it is pending until XACK",
            "any other ID asks again for what is pending for this consumer, after that ID: nothing new comes, and each entry \
             counts one more delivery",
            "a group deals to whoever asks; it does not take turns",
            "with NOACK nothing becomes pending: what is lost is lost",
        ],
    ),
    (
        "XDEL",
        &[
            "removes entries from the stream and from no pending list: who had one pending still has it, and finds it empty",
            "the key stays, with its groups, even when no entry is left; the IDs are never given out again",
        ],
    ),
    (
        "XTRIM",
        &[
            "removes the oldest entries: MAXLEN keeps so many, MINID keeps those from that ID on",
            "exact unless ~ is given; with ~ only whole nodes (of up to 100 entries) go, so some more may stay",
            "pending lists are not touched: a trimmed entry that was pending stays pending",
        ],
    ),
    (
        "XSETID",
        &[
            "sets the last ID, and by it which IDs XADD may give next; it adds and removes no entry",
            "meant for copying a stream's counters elsewhere, hardly ever needed by hand",
        ],
    ),
    (
        "XACK",
        &[
            "takes entries out of the group's pending list; they stay in the stream, and other groups are not concerned",
            "any client may acknowledge any consumer's entry; the reply counts those that were pending until now",
            "neither the last-delivered ID nor the lag moves",
        ],
    ),
    (
        "XPENDING",
        &[
            "lists what was handed out and not acknowledged; it only looks, and no delivery is counted",
            "the short form counts by consumer; with start, end and count it lists entry, consumer, idle time in ms and \
             number of deliveries",
            "an entry that was deleted is still listed",
        ],
    ),
    (
        "XCLAIM",
        &[
            "moves pending entries to this consumer, if they have been idle for at least that many milliseconds",
            "the idle time begins anew and the delivery count grows by one; with JUSTID the count stays",
            "an ID that is not pending is left out, unless FORCE makes it pending; one whose entry was deleted is dropped from \
             the pending list",
            "new entries do not come this way: that is XREADGROUP with >",
        ],
    ),
    (
        "XAUTOCLAIM",
        &[
            "goes through the pending list from start on and claims, as XCLAIM does, what has been idle for at least that \
             many milliseconds",
            "at most COUNT entries (100 unless said) at a time; the first part of the reply is where to go on, 0-0 at the end",
            "pending entries that no longer exist are dropped and named in the third part",
        ],
    ),
    (
        "XGROUP CREATE",
        &[
            "the ID is the group's bookmark: it will be given what comes after it; 0 is everything, $ only what comes from now on",
            "the group lives in the stream's key and goes with it; it is no key of its own",
            "how many entries it has read is unknown until it is given one or ENTRIESREAD says so",
        ],
    ),
    (
        "XGROUP SETID",
        &[
            "moves the group's bookmark; pending lists are not touched",
            "back: entries come again as new, also those that are pending or acknowledged; forward: those in between are \
             never delivered",
            "a reader that waits is served at the next XADD, not by this",
        ],
    ),
    (
        "XGROUP DESTROY",
        &[
            "removes the group with its consumers and everything it had pending; the stream stays as it is",
            "its readers that wait get an error",
        ],
    ),
    (
        "XGROUP CREATECONSUMER",
        &["adds a consumer by its name; it is not needed: the first read or claim in its name does it too"],
    ),
    (
        "XGROUP DELCONSUMER",
        &[
            "removes a consumer with everything pending for it: those entries are neither pending nor new afterwards, and \
             nobody will be given them again",
            "so claim them for somebody else first",
        ],
    ),
    ("XGROUP HELP", &["lists the subcommands"]),
    (
        "XINFO STREAM",
        &[
            "what the stream knows of itself; entries-added counts all that ever came, deleted ones too",
            "FULL adds entries, groups and consumers: ten entries, and ten of each pending list, unless COUNT says otherwise",
        ],
    ),
    (
        "XINFO GROUPS",
        &[
            "lag is how many entries the group has still to be given, where that can be known: entries-added less \
             entries-read",
            "it is nil when entries beyond the bookmark were deleted, or when it is not known how many were read",
        ],
    ),
    (
        "XINFO CONSUMERS",
        &[
            "idle is the time since the consumer last asked for anything, inactive since it last got something (-1: never), \
             both in ms",
            "a consumer has no bookmark and no lag of its own: those are its group's",
        ],
    ),
    ("XINFO HELP", &["lists the subcommands"]),
    (
        "XDELEX",
        &[
            "deletes entries and answers for each: 1 deleted, -1 there was none, 2 kept because somebody still needs it",
            "KEEPREF leaves pending lists alone, DELREF cleans them all, ACKED deletes only what every group has been given \
             and acknowledged",
        ],
    ),
    (
        "XACKDEL",
        &[
            "acknowledges and deletes at once; answers for each entry: 1 both, -1 it was not pending for this group, 2 \
             acknowledged and kept because another group still needs it",
            "KEEPREF leaves other groups' pending lists alone, DELREF cleans them, ACKED waits for all groups",
        ],
    ),
    (
        "XNACK",
        &[
            "gives pending entries back: they are pending for nobody and first in turn for whoever claims",
            "SILENT takes one delivery back, FAIL leaves the count, FATAL sets it to the highest there is",
        ],
    ),
    (
        "XCFGSET",
        &[
            "how long and for how many messages the stream remembers what idempotent producers have sent",
            "another value than before forgets all that was remembered",
        ],
    ),
    (
        "XIDMPRECORD",
        &["replays what a stream remembers of an idempotent producer; servers send it to each other"],
    ),
];
