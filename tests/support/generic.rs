//! For tests only: random commands about keys, strings, time, transactions and the connection. Left out is what two
//! servers may rightly answer differently: orders that hashing decides, the numbers of clients, and short times.

use super::{Dice, key, number};

/// One command.
pub(super) fn generic(dice: &mut Dice) -> Vec<String> {
    match dice.roll(21) {
        20 => pubsub(dice),
        0..=3 => expiry(dice),
        4 | 5 => strings(dice),
        6..=8 => places(dice),
        9 | 10 => object_or_scan(dice),
        11..=14 => transaction(dice),
        15 => vec![
            "SELECT".to_owned(),
            dice.pick(&["0", "0", "0", "1", "16", "x", "-1"]).to_owned(),
        ],
        16 | 17 => connection(dice),
        18 => server(dice),
        _ => set(dice),
    }
}

/// So far away that the time between two servers does not show, and hardly ever twice the same.
fn seconds(dice: &mut Dice) -> u64 {
    200_000 + dice.roll(5_000_000) as u64
}

fn expiry(dice: &mut Dice) -> Vec<String> {
    let key = key(dice);
    let span = seconds(dice);
    let (name, time) = match dice.roll(12) {
        0 | 1 => ("EXPIRE", span.to_string()),
        2 => ("PEXPIRE", (span * 1000).to_string()),
        3 => ("EXPIREAT", (4_000_000_000 + span).to_string()),
        4 => ("PEXPIREAT", ((4_000_000_000 + span) * 1000).to_string()),
        5 => (
            dice.pick(&["EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT"]),
            dice.pick(&[
                "0",
                "-1",
                "x",
                "",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775",
                "1e3",
            ])
            .to_owned(),
        ),
        6 => return vec!["PERSIST".to_owned(), key],
        _ => {
            let name = dice.pick(&["TTL", "PTTL", "EXPIRETIME", "PEXPIRETIME"]);
            return vec![name.to_owned(), key];
        }
    };
    let mut words = vec![name.to_owned(), key, time];
    for _ in 0..dice.roll(3) {
        words.push(dice.pick(&["NX", "XX", "GT", "LT", "gt", "FOO"]).to_owned());
    }
    words
}

fn set(dice: &mut Dice) -> Vec<String> {
    let value = dice.pick(&["value", "7", "-12", "05", "", "9223372036854775807", "12345"]);
    let mut words = vec!["SET".to_owned(), key(dice), value.to_owned()];
    for _ in 0..dice.roll(3) {
        let span = seconds(dice);
        match dice.roll(9) {
            0 => words.extend(["EX".to_owned(), span.to_string()]),
            1 => words.extend(["px".to_owned(), (span * 1000).to_string()]),
            2 => words.extend(["EXAT".to_owned(), (4_000_000_000 + span).to_string()]),
            3 => words.extend(["PXAT".to_owned(), ((4_000_000_000 + span) * 1000).to_string()]),
            4 => words.push("KEEPTTL".to_owned()),
            5 => words.push("GET".to_owned()),
            6 => words.extend([
                dice.pick(&["EX", "PX", "EXAT", "PXAT"]).to_owned(),
                dice.pick(&["0", "-1", "x", "9223372036854775807"]).to_owned(),
            ]),
            _ => words.push(dice.pick(&["NX", "XX"]).to_owned()),
        }
    }
    words
}

fn strings(dice: &mut Dice) -> Vec<String> {
    let key = if dice.chance(60) {
        "k".to_owned()
    } else {
        key(dice)
    };
    let parts: Vec<&str> = match dice.roll(8) {
        0 => vec!["INCR", &key],
        1 => vec!["DECR", &key],
        2 => vec![
            "INCRBY",
            &key,
            dice.pick(&["5", "-7", "9223372036854775807", "x", "1.5"]),
        ],
        3 => vec!["DECRBY", &key, dice.pick(&["5", "-9223372036854775808", "x", ""])],
        4 => vec!["APPEND", &key, dice.pick(&["1", "", "text"])],
        5 => vec!["STRLEN", &key],
        _ => vec!["GET", &key],
    };
    parts.into_iter().map(ToOwned::to_owned).collect()
}

/// Commands that take values from place to place.
fn places(dice: &mut Dice) -> Vec<String> {
    let (one, other) = (key(dice), key(dice));
    let db = dice.pick(&["0", "1", "1", "1", "16", "x"]);
    let parts: Vec<&str> = match dice.roll(12) {
        0..=2 => vec!["RENAME", &one, &other],
        3 => vec!["RENAMENX", &one, &other],
        4 | 5 => vec!["COPY", &one, &other],
        6 => vec!["COPY", &one, &other, "REPLACE"],
        7 => vec!["COPY", &one, &other, "DB", db, "REPLACE"],
        8 => vec!["MOVE", &one, db],
        9 if dice.chance(40) => vec!["SWAPDB", "0", db],
        10 => vec!["UNLINK", &one, &other],
        _ => vec!["TOUCH", &one, &other],
    };
    parts.into_iter().map(ToOwned::to_owned).collect()
}

fn object_or_scan(dice: &mut Dice) -> Vec<String> {
    let key = key(dice);
    let mut words = Vec::new();
    if dice.chance(60) {
        let what = dice.pick(&["ENCODING", "ENCODING", "encoding", "FREQ", "NOPE"]);
        words.extend(["OBJECT".to_owned(), what.to_owned(), key]);
        return words;
    }
    let cursor = dice.pick(&["0", "0", "0", "x", "-x", "00", "18446744073709551616"]);
    // At most one key matches, and one call looks at all of them.
    words.extend(["SCAN", cursor, "COUNT", "1000", "MATCH"].map(ToOwned::to_owned));
    words.push(dice.pick(&["s", "t", "[k]", "x*", "miss?ng"]).to_owned());
    if dice.chance(30) {
        words.extend([
            "TYPE".to_owned(),
            dice.pick(&["stream", "STRING", "list", "foo"]).to_owned(),
        ]);
    }
    if dice.chance(20) {
        words.extend([
            "COUNT".to_owned(),
            dice.pick(&["0", "x", "-1", "1000"]).to_owned(),
        ]);
    }
    words
}

/// What is listened to is never published to: a message to oneself would be one answer more.
fn pubsub(dice: &mut Dice) -> Vec<String> {
    let heard = dice.pick(&["a", "b", ""]);
    let unheard = dice.pick(&["p", "q", "\u{e9}"]);
    let parts: Vec<&str> = match dice.roll(16) {
        0 => vec!["SUBSCRIBE", heard],
        1 => vec!["PSUBSCRIBE", "a*"],
        2 => vec!["SSUBSCRIBE", heard],
        3 | 4 => vec!["UNSUBSCRIBE", heard],
        5 => vec!["PUNSUBSCRIBE", "a*"],
        6 | 7 => vec!["SUNSUBSCRIBE", heard],
        8 => vec!["RESET"],
        9 => vec!["PUBSUB", "NUMSUB", "a", "b"],
        10 => vec!["PUBSUB", "SHARDNUMSUB", "a", "b"],
        11 => vec![
            "PUBSUB",
            dice.pick(&["NUMPAT", "CHANNELS", "SHARDCHANNELS"]),
            heard,
        ],
        12 => vec!["PUBSUB", dice.pick(&["NUMPAT", "SHARDNUMSUB", "NOPE"])],
        13 => vec!["PUBSUB", dice.pick(&["CHANNELS", "SHARDCHANNELS"]), "a", "b"],
        14 => vec!["SPUBLISH", unheard, "x"],
        _ => vec!["PUBLISH", unheard, "x"],
    };
    parts.into_iter().map(ToOwned::to_owned).collect()
}

fn transaction(dice: &mut Dice) -> Vec<String> {
    match dice.roll(10) {
        0..=2 => vec!["MULTI".to_owned()],
        3..=6 => vec!["EXEC".to_owned()],
        7 => vec![dice.pick(&["DISCARD", "UNWATCH"]).to_owned()],
        _ => vec!["WATCH".to_owned(), key(dice), key(dice)],
    }
}

fn connection(dice: &mut Dice) -> Vec<String> {
    let parts: Vec<&str> = match dice.roll(18) {
        14 => vec!["CLIENT", dice.pick(&["TRACKINGINFO", "GETREDIR", "UNPAUSE"])],
        15 => vec!["CLIENT", "TRACKING", dice.pick(&["off", "x"])],
        16 => vec![
            "CLIENT",
            "PAUSE",
            dice.pick(&["x", "-1", "0", ""]),
            dice.pick(&["foo", "WRITE"]),
        ],
        17 => vec!["CLIENT", "PAUSE", "0", "WRITE", "x"],
        0 => vec!["CLIENT", "GETNAME"],
        1 => vec!["CLIENT", "SETNAME", dice.pick(&["bob", "", "a b", "n\u{e9}"])],
        2 => vec![
            "CLIENT",
            "SETINFO",
            dice.pick(&["LIB-NAME", "lib-ver", "FOO"]),
            dice.pick(&["x", "a b"]),
        ],
        3 => vec!["CLIENT", "NO-EVICT", dice.pick(&["on", "OFF", "x"])],
        4 => vec!["CLIENT", "NO-TOUCH", dice.pick(&["on", "OFF", "x"])],
        5 => vec![
            "CLIENT",
            "UNBLOCK",
            dice.pick(&["9999999", "x", "-1"]),
            dice.pick(&["TIMEOUT", "error", "x"]),
        ],
        6 => vec![
            "CLIENT",
            "LIST",
            dice.pick(&["TYPE", "ID", "x"]),
            dice.pick(&["foo", "0", "-1"]),
        ],
        7 => vec!["CLIENT", dice.pick(&["NOPE", "INFO"]), "x"],
        8 => vec!["HELLO", dice.pick(&["1", "4", "x", ""]), "FOO"],
        9 => vec!["HELLO", "3", dice.pick(&["FOO", "AUTH", "SETNAME"])],
        // A wrong password inside a transaction is never answered by 8.0, which breaks the connection.
        10 => vec!["AUTH", "a", "b", "c"],
        11 => vec!["AUTH", "default", "y"],
        12 => vec!["AUTH", "x"],
        _ => vec!["PING", "hello"],
    };
    parts.into_iter().map(ToOwned::to_owned).collect()
}

fn server(dice: &mut Dice) -> Vec<String> {
    let value = number(dice);
    let parts: Vec<&str> = match dice.roll(16) {
        // No server is so small, and every one is larger than that.
        15 => vec!["CONFIG", "SET", "maxmemory", dice.pick(&["1", "0", "0", "100gb"])],
        14 => vec!["FUNCTION", "FLUSH", dice.pick(&["async", "SYNC", "x"])],
        0 => vec!["CONFIG", "SET", "stream-node-max-entries", &value],
        1 => vec![
            "CONFIG",
            "SET",
            "stream-node-max-bytes",
            dice.pick(&["64", "4kb", "x", "0", "-1"]),
        ],
        2 => vec![
            "CONFIG",
            "GET",
            dice.pick(&["stream-node-max-entries", "STREAM-node-max-b*", "nope"]),
        ],
        3 => vec!["CONFIG", "SET", dice.pick(&["nope", "databases"]), "1"],
        4 => vec!["CONFIG", dice.pick(&["RESETSTAT", "NOPE", "GET", "SET"])],
        5 => vec!["WAIT", "0", dice.pick(&["100", "x", "-1"])],
        6 => vec!["ROLE"],
        7 => vec!["ACL", "WHOAMI"],
        8 => vec!["CLUSTER", dice.pick(&["INFO", "NOPE"])],
        9 => vec!["DEBUG", "SLEEP", "0"],
        10 => vec!["COMMAND", "GETKEYS", "XREAD", "STREAMS", "a", "b", "0", "0"],
        11 => vec![
            "COMMAND",
            "GETKEYS",
            dice.pick(&["GET", "DEL", "RENAME", "PING", "nope", "XADD"]),
            "a",
            "b",
        ],
        12 => vec!["INFO", "nope"],
        _ => vec![
            "COMMAND",
            "LIST",
            "FILTERBY",
            dice.pick(&["MODULE", "FOO", "ACLCAT"]),
            "nope",
        ],
    };
    parts.into_iter().map(ToOwned::to_owned).collect()
}
