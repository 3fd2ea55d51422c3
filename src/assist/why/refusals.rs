//! The rule behind each refusal of a command about streams. Found by how Redis's text begins, or by a part of it
//! where the text names an argument first.

/// The rule behind this error text.
pub(super) fn rule(error: &str) -> Option<&'static str> {
    let begins = BEGINNINGS.iter().find(|(start, _)| error.starts_with(start));
    let has = || PARTS.iter().find(|(part, _)| error.contains(part));
    begins.or_else(has).map(|(_, rule)| *rule)
}

/// Longer beginnings stand before shorter ones.
const BEGINNINGS: &[(&str, &str)] = &[
    // IDs
    (
        "ERR Invalid stream ID",
        "an ID is written milliseconds-count, both whole numbers; which special IDs are allowed (* $ > - + and the like) \
         differs from place to place",
    ),
    (
        "ERR The ID specified in XADD must be greater than 0-0",
        "0-0 means before everything, so no entry can have it",
    ),
    (
        "ERR The ID specified in XADD is equal or smaller",
        "IDs only grow: each must be greater than the last one the stream ever had, whether that entry still exists or not",
    ),
    (
        "ERR The stream has exhausted the last possible ID",
        "the stream's last ID is the greatest there is, so none can follow; only a new key helps",
    ),
    (
        "ERR Elements are too large to be stored",
        "one entry holds at most 1 GiB of field names and values together",
    ),
    (
        "ERR invalid start ID for the interval",
        "( before the greatest ID leaves nothing that could begin the range",
    ),
    (
        "ERR invalid end ID for the interval",
        "( before 0-0 leaves nothing that could end the range",
    ),
    (
        "ERR The > ID can be specified only",
        "> means what this group was never given; XREAD reads for no group, so it has no such place",
    ),
    // Trimming
    (
        "ERR syntax error, MAXLEN and MINID",
        "a stream is trimmed by one measure at a time: its length or its oldest ID",
    ),
    (
        "ERR The MAXLEN argument must be >= 0",
        "MAXLEN is how many entries stay; 0 keeps none",
    ),
    (
        "ERR The LIMIT argument must be >= 0",
        "LIMIT is how many entries may go at once; 0 sets no bound",
    ),
    (
        "ERR syntax error, LIMIT cannot be used without specifying",
        "LIMIT bounds a trimming, so MAXLEN or MINID must say which",
    ),
    (
        "ERR syntax error, LIMIT cannot be used without the special",
        "an exact trimming removes all that it must; only one with ~ may stop early, which is what LIMIT says",
    ),
    (
        "ERR syntax error, XTRIM must be called",
        "XTRIM needs to know what stays: MAXLEN so many entries, or MINID those from an ID on",
    ),
    // XSETID
    (
        "ERR entries_added must be positive",
        "ENTRIESADDED counts all entries that ever came, so it is never below 0",
    ),
    (
        "ERR The ID specified in XSETID is smaller than the provided max_deleted",
        "no entry can have been deleted beyond the last ID there ever was",
    ),
    (
        "ERR The ID specified in XSETID is smaller than current max_deleted",
        "the stream remembers the greatest ID it deleted; the last ID cannot lie before it",
    ),
    (
        "ERR The ID specified in XSETID is smaller than the target stream top item",
        "the last ID cannot lie before an entry that exists",
    ),
    (
        "ERR The entries_added specified in XSETID",
        "ENTRIESADDED counts all entries that ever came, so it is at least as many as there are now",
    ),
    // Reading
    (
        "ERR timeout is not an integer",
        "BLOCK takes whole milliseconds: 5000 are five seconds; only the list commands take seconds with a fraction",
    ),
    (
        "ERR timeout is not a float",
        "the list commands take seconds, which may have a fraction: 0.5",
    ),
    (
        "ERR timeout is negative",
        "a wait lasts 0 (without end) or longer",
    ),
    (
        "ERR timeout is out of range",
        "the end of the wait would lie beyond the last moment the clock can tell",
    ),
    (
        "ERR Unbalanced",
        "behind STREAMS come all keys and then as many IDs, so their number is even; the first ID belongs to the first key",
    ),
    (
        "ERR The GROUP option is only supported by XREADGROUP",
        "XREAD reads for itself and leaves no trace; reading as a consumer of a group is XREADGROUP",
    ),
    (
        "ERR The NOACK option is only supported by XREADGROUP",
        "with XREAD nothing becomes pending anyway, so there is nothing NOACK could leave out",
    ),
    (
        "ERR The CLAIM option is only supported by XREADGROUP",
        "only a group has pending entries that could be claimed",
    ),
    (
        "ERR Missing GROUP option",
        "a group gives entries to a consumer, so XREADGROUP must say which group and in whose name",
    ),
    (
        "ERR min-idle-time is not an integer",
        "CLAIM takes whole milliseconds",
    ),
    (
        "ERR min-idle-time must be a positive integer",
        "an idle time is 0 or more milliseconds",
    ),
    (
        "ERR MAXCOUNT must be a positive integer",
        "MAXCOUNT is the most entries of the whole reply, so at least 1",
    ),
    (
        "ERR MAXSIZE must be a positive integer",
        "MAXSIZE is about how many bytes the reply may have, so at least 1",
    ),
    (
        "ERR MAXCOUNT must be greater than or equal to COUNT",
        "COUNT holds for each stream and MAXCOUNT for all together, so MAXCOUNT is not the smaller one",
    ),
    // Groups
    (
        "NOGROUP the consumer group this client was blocked on",
        "who waits for a group that is destroyed is told so: there is nothing left to wait for",
    ),
    (
        "NOGROUP",
        "a group belongs to one stream and must be made there before it is used: XGROUP CREATE; reading does not make it",
    ),
    (
        "BUSYGROUP",
        "a stream has each group's name once; nothing about the group that is there was changed",
    ),
    (
        "ERR The XGROUP subcommand requires the key to exist",
        "a group lives inside a stream, so the stream comes first; MKSTREAM makes an empty one",
    ),
    (
        "ERR value for ENTRIESREAD must be positive or -1",
        "ENTRIESREAD is how many entries the group has read, 0 or more; -1 says that it is not known",
    ),
    (
        "UNBLOCKED the stream key no longer exists",
        "who waits for a stream through a group is told when it goes",
    ),
    (
        "ERR CLIENT UNBLOCK reason",
        "a wait is ended as if its time were up (TIMEOUT), or with an error (ERROR)",
    ),
    ("UNBLOCKED", "another client ended this wait with CLIENT UNBLOCK"),
    // Claiming
    (
        "ERR Invalid min-idle-time argument",
        "the idle time is in whole milliseconds and stands behind the consumer's name",
    ),
    (
        "ERR Unrecognized XCLAIM option",
        "IDs come first; from the first word that is no ID on everything must be an option with its value: an ID behind an \
         option is refused too",
    ),
    (
        "ERR Invalid IDLE option argument",
        "IDLE takes whole milliseconds: how long the entry is to count as idle already",
    ),
    (
        "ERR Invalid TIME option argument",
        "TIME takes a moment in Unix milliseconds: when the entry is to count as delivered",
    ),
    (
        "ERR Invalid RETRYCOUNT option argument",
        "RETRYCOUNT takes the number of deliveries the entry is to have, 0 or more",
    ),
    (
        "ERR COUNT must be > 0",
        "XAUTOCLAIM looks at entries as long as it may claim some, so COUNT is at least 1",
    ),
    // What 8.2 and later added
    (
        "ERR Number of IDs must be a positive integer",
        "behind IDS stands how many IDs follow, at least 1",
    ),
    (
        "ERR The `numids` parameter must match",
        "behind IDS stands how many IDs follow, and exactly as many must",
    ),
    (
        "ERR IDS option is required",
        "the IDs are announced: IDS, how many, then each of them",
    ),
    (
        "ERR mode must be SILENT, FAIL, or FATAL",
        "the mode says what becomes of the delivery count, so it must be there",
    ),
    (
        "ERR numids must be a positive integer",
        "behind IDS stands how many IDs follow, at least 1",
    ),
    (
        "ERR number of IDs doesn't match numids",
        "behind IDS stands how many IDs follow, and exactly as many must",
    ),
    ("ERR Invalid RETRYCOUNT value", "a delivery count is 0 or more"),
    (
        "ERR Unrecognized XNACK option",
        "behind the IDs only RETRYCOUNT with a number, and FORCE, may stand",
    ),
    (
        "ERR syntax error, expected IDS keyword",
        "the IDs are announced: IDS, how many, then each of them",
    ),
    (
        "ERR syntax error, IDMP/IDMPAUTO specified multiple times",
        "a message has one producer and one ID of its own",
    ),
    (
        "ERR syntax error, IDMPAUTO requires a non-empty producer ID",
        "messages are told apart by producer, so the producer needs a name",
    ),
    (
        "ERR syntax error, IDMP requires a non-empty producer ID",
        "messages are told apart by producer, so the producer needs a name",
    ),
    (
        "ERR syntax error, IDMP requires a non-empty idempotent ID",
        "a message is known again by the ID its producer gave it, so it must have one",
    ),
    (
        "ERR syntax error, IDMP/IDMPAUTO can be used only",
        "the same message sent again must get the same entry, so the server makes the entry's ID: *",
    ),
    (
        "ERR IDMP-DURATION specified multiple times",
        "each setting is given once",
    ),
    (
        "ERR IDMP-MAXSIZE specified multiple times",
        "each setting is given once",
    ),
    (
        "ERR IDMP-DURATION must be between",
        "messages are remembered for 1 second at least and a day at most",
    ),
    (
        "ERR IDMP-MAXSIZE must be between",
        "at least 1 and at most 10,000 messages are remembered for each producer",
    ),
    (
        "ERR At least one parameter must be specified",
        "XCFGSET changes settings, so at least one must be named",
    ),
    (
        "ERR producer ID must be non-empty",
        "messages are told apart by producer, so the producer needs a name",
    ),
    (
        "ERR idempotent ID must be non-empty",
        "a message is known again by the ID its producer gave it",
    ),
    (
        "ERR No such message in stream",
        "only an entry that exists can be remembered as somebody's message",
    ),
    (
        "ERR IID already exists for this producer",
        "a message of a producer is one entry and stays it",
    ),
    // Any command
    (
        "WRONGTYPE",
        "a key holds one type; each command works on its own, and nothing is converted: DEL the key first, or take another",
    ),
    (
        "ERR no such key",
        "this command looks at a key that is there; it makes none",
    ),
    (
        "ERR wrong number of arguments",
        "every command has a least, and some a most, number of words; it is looked at before anything else",
    ),
    (
        "ERR value is not an integer",
        "a count is a whole number, without a unit, a dot or blanks",
    ),
    (
        "ERR value is out of range",
        "the number lies outside of what this place takes",
    ),
    (
        "ERR unknown command",
        "the server knows the command by its first word, and this is none it has",
    ),
    (
        "ERR unknown subcommand or wrong number",
        "the subcommand is known by its second word; its options must be complete",
    ),
    (
        "ERR unknown subcommand",
        "the second word names what to do, and this is nothing the command has",
    ),
    (
        "ERR syntax error",
        "the words are read from left to right, and at this one the command's grammar knows no way on",
    ),
    (
        "EXECABORT",
        "a command between MULTI and EXEC was refused, so none of them runs",
    ),
];

const PARTS: &[(&str, &str)] = &[(
    "is meaningless in the context of XREADGROUP",
    "the group remembers by itself what it was given, so $ and + say nothing here: > is what comes next, an ID what is \
     pending",
)];
