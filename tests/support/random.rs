//! For tests only: random lists of commands, hostile arguments included. A list is known by its number.
#![allow(
    dead_code,
    unreachable_pub,
    reason = "shared by several tests, and no test uses everything"
)]

mod generic;
mod lists;
mod newest;

/// A command's arguments.
pub type Words = Vec<Vec<u8>>;

/// A small generator of its own, so that a list's number is all one needs to see it again.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.roll(words.len())]
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

/// The list with this number.
pub fn random_list(number: u64, len: usize) -> Vec<Words> {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    dice.roll(2);
    (0..len).map(|_| command(&mut dice)).collect()
}

/// As [`random_list`], with commands of the newest servers among the others.
pub fn newest_list(number: u64, len: usize) -> Vec<Words> {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    dice.roll(2);
    let each = |_| {
        if dice.chance(30) {
            newest::command(&mut dice)
                .into_iter()
                .map(String::into_bytes)
                .collect()
        } else {
            command(&mut dice)
        }
    };
    (0..len).map(each).collect()
}

fn command(dice: &mut Dice) -> Words {
    let mut words: Vec<String> = match dice.roll(44) {
        0..=6 => xadd(dice),
        7..=10 => xreadgroup(dice),
        11 => xread(dice),
        12 | 13 => xgroup(dice),
        14 => listed(dice, "XACK", true),
        15 => listed(dice, "XDEL", false),
        16 => range(dice),
        17 | 18 => xpending(dice),
        19 | 20 => xclaim(dice),
        21 | 22 => xautoclaim(dice),
        23 => [vec!["XTRIM".into(), key(dice)], trimming(dice)].concat(),
        24..=26 => xinfo(dice),
        27 => xsetid(dice),
        28 => vec!["XLEN".into(), key(dice)],
        29 => keys(dice),
        30..=35 => lists::list(dice),
        _ => generic::generic(dice),
    };
    // Less of these would ask for what is rightly different.
    let whole = [
        "AUTH",
        "CLIENT",
        "HELLO",
        "KEYS",
        "SCAN",
        "INFO",
        "COMMAND",
        "CONFIG",
        "WAIT",
        "SUBSCRIBE",
        "PSUBSCRIBE",
        "SSUBSCRIBE",
        "UNSUBSCRIBE",
        "PUNSUBSCRIBE",
        "SUNSUBSCRIBE",
        "PUBSUB",
    ]
    .contains(&&*words[0]);
    if dice.chance(4) && !whole {
        corrupt(dice, &mut words);
    }
    if dice.chance(3) {
        words[0].make_ascii_lowercase();
    }
    words.into_iter().map(String::into_bytes).collect()
}

fn corrupt(dice: &mut Dice, words: &mut Vec<String>) {
    let at = 1 + dice.roll(words.len().max(2) - 1);
    match dice.roll(4) {
        0 if at < words.len() => drop(words.remove(at)),
        1 => words.insert(
            at.min(words.len()),
            dice.pick(&["COUNT", "x", "", "-1", "STREAMS", "0", "*", "~"])
                .to_owned(),
        ),
        2 if at < words.len() => {
            words[at] = String::from(dice.pick(&["x", "", "9999999999999999999", "-5", "$", ">", "(1"]));
        }
        _ => words.truncate(at),
    }
}

fn key(dice: &mut Dice) -> String {
    dice.pick(&["s", "s", "s", "s", "s", "s", "t", "t", "missing", "l", "k"])
        .to_owned()
}

fn group(dice: &mut Dice) -> String {
    dice.pick(&["g", "g", "g", "g", "h", "h", "nope"]).to_owned()
}

fn consumer(dice: &mut Dice) -> String {
    dice.pick(&["alice", "alice", "bob", "bob", "eve", ""]).to_owned()
}

fn id(dice: &mut Dice) -> String {
    match dice.roll(24) {
        0 => dice
            .pick(&[
                "0",
                "0-0",
                "5",
                "+",
                "-",
                "abc",
                "05-1",
                "1-",
                "18446744073709551615-18446744073709551615",
                "3-*",
                "7--0",
            ])
            .to_owned(),
        _ => format!("{}-{}", dice.roll(30), dice.roll(2)),
    }
}

fn bound(dice: &mut Dice) -> String {
    match dice.roll(4) {
        0 => format!("({}", id(dice)),
        1 => dice.pick(&["-", "+", "(", "(5", "7"]).to_owned(),
        _ => id(dice),
    }
}

fn number(dice: &mut Dice) -> String {
    dice.pick(&["0", "1", "1", "2", "2", "3", "5", "10", "-1", "x"])
        .to_owned()
}

fn trimming(dice: &mut Dice) -> Vec<String> {
    let mut words = Vec::new();
    let strategy = dice.pick(&["MAXLEN", "MAXLEN", "MINID", "maxlen"]);
    words.push(strategy.to_owned());
    if dice.chance(50) {
        words.push(dice.pick(&["~", "=", "~"]).to_owned());
    }
    words.push(if strategy == "MINID" {
        id(dice)
    } else {
        number(dice)
    });
    if dice.chance(20) {
        words.extend(["LIMIT".to_owned(), number(dice)]);
    }
    words
}

fn xadd(dice: &mut Dice) -> Vec<String> {
    let mut words = vec!["XADD".to_owned(), key(dice)];
    if dice.chance(8) {
        words.push("NOMKSTREAM".to_owned());
    }
    if dice.chance(12) {
        words.extend(trimming(dice));
    }
    words.push(match dice.roll(20) {
        0 => id(dice),
        1 => "*".to_owned(),
        2..=4 => format!("{}-*", dice.roll(40)),
        _ => format!("{}-{}", dice.roll(60), dice.roll(3)),
    });
    for _ in 0..=dice.roll(2) {
        words.push(dice.pick(&["f", "name", "n\u{e9}"]).to_owned());
        words.push(
            dice.pick(&["v", "1", "-7", "05", "", "a longer value with spaces"])
                .to_owned(),
        );
    }
    words
}

fn reading(dice: &mut Dice, id: fn(&mut Dice) -> String) -> Vec<String> {
    let mut words = Vec::new();
    if dice.chance(40) {
        words.extend(["COUNT".to_owned(), number(dice)]);
    }
    if dice.chance(6) {
        words.extend(["BLOCK".to_owned(), dice.pick(&["1", "-1", "x"]).to_owned()]);
    }
    words.push("STREAMS".to_owned());
    if dice.chance(25) {
        words.extend([key(dice), key(dice), id(dice), id(dice)]);
    } else {
        words.extend([key(dice), id(dice)]);
    }
    words
}

fn xread(dice: &mut Dice) -> Vec<String> {
    let id = |dice: &mut Dice| {
        if dice.chance(20) {
            dice.pick(&["$", "+", ">"]).to_owned()
        } else {
            id(dice)
        }
    };
    [vec!["XREAD".to_owned()], reading(dice, id)].concat()
}

fn xreadgroup(dice: &mut Dice) -> Vec<String> {
    let mut words = vec![
        "XREADGROUP".to_owned(),
        "GROUP".to_owned(),
        group(dice),
        consumer(dice),
    ];
    if dice.chance(8) {
        words.push("NOACK".to_owned());
    }
    let id = |dice: &mut Dice| match dice.roll(20) {
        0..=12 => ">".to_owned(),
        13 => dice.pick(&["$", "+"]).to_owned(),
        14..=16 => "0".to_owned(),
        _ => id(dice),
    };
    words.extend(reading(dice, id));
    words
}

fn xgroup(dice: &mut Dice) -> Vec<String> {
    let (key, group) = (key(dice), group(dice));
    let at = if dice.chance(30) { "$".to_owned() } else { id(dice) };
    let mut words: Vec<String> = vec!["XGROUP".to_owned()];
    match dice.roll(10) {
        0..=4 => {
            words.extend(["CREATE".to_owned(), key, group, at]);
            if dice.chance(60) {
                words.push("MKSTREAM".to_owned());
            }
            if dice.chance(15) {
                words.extend(["ENTRIESREAD".to_owned(), number(dice)]);
            }
        }
        5 | 6 => {
            words.extend(["SETID".to_owned(), key, group, at]);
            if dice.chance(30) {
                words.extend(["ENTRIESREAD".to_owned(), number(dice)]);
            }
        }
        7 if dice.chance(40) => words.extend(["DESTROY".to_owned(), key, group]),
        8 => words.extend(["DELCONSUMER".to_owned(), key, group, consumer(dice)]),
        _ => words.extend(["CREATECONSUMER".to_owned(), key, group, consumer(dice)]),
    }
    words
}

fn listed(dice: &mut Dice, name: &str, with_group: bool) -> Vec<String> {
    let mut words = vec![name.to_owned(), key(dice)];
    if with_group {
        words.push(group(dice));
    }
    words.extend((0..=dice.roll(4)).map(|_| id(dice)));
    words
}

fn range(dice: &mut Dice) -> Vec<String> {
    let mut words = vec![dice.pick(&["XRANGE", "XREVRANGE"]).to_owned(), key(dice)];
    words.extend(match dice.roll(3) {
        0 => ["-".to_owned(), "+".to_owned()],
        1 => ["+".to_owned(), "-".to_owned()],
        _ => [bound(dice), bound(dice)],
    });
    if dice.chance(40) {
        words.extend(["COUNT".to_owned(), number(dice)]);
    }
    words
}

fn xpending(dice: &mut Dice) -> Vec<String> {
    let mut words = vec!["XPENDING".to_owned(), key(dice), group(dice)];
    if dice.chance(70) {
        if dice.chance(25) {
            words.extend([
                "IDLE".to_owned(),
                dice.pick(&["0", "-1", "900000", "x"]).to_owned(),
            ]);
        }
        words.extend(if dice.chance(60) {
            ["-".to_owned(), "+".to_owned()]
        } else {
            [bound(dice), bound(dice)]
        });
        words.push(dice.pick(&["10", "10", "2", "0", "-1", "x"]).to_owned());
        if dice.chance(30) {
            words.push(consumer(dice));
        }
    }
    words
}

fn min_idle(dice: &mut Dice) -> String {
    dice.pick(&["0", "0", "0", "0", "-1", "900000", "x"]).to_owned()
}

fn xclaim(dice: &mut Dice) -> Vec<String> {
    let mut words = vec![
        "XCLAIM".to_owned(),
        key(dice),
        group(dice),
        consumer(dice),
        min_idle(dice),
    ];
    words.extend((0..=dice.roll(4)).map(|_| id(dice)));
    for (name, value) in [
        ("IDLE", "1800000"),
        ("TIME", "5000"),
        ("RETRYCOUNT", "7"),
        ("LASTID", "9-1"),
    ] {
        if dice.chance(10) {
            let value = if dice.chance(10) {
                dice.pick(&["x", "-1", ""])
            } else {
                value
            };
            words.extend([name.to_owned(), value.to_owned()]);
        }
    }
    for name in ["FORCE", "JUSTID"] {
        if dice.chance(25) {
            words.push(name.to_owned());
        }
    }
    words
}

fn xautoclaim(dice: &mut Dice) -> Vec<String> {
    let start = if dice.chance(60) {
        "0".to_owned()
    } else {
        bound(dice)
    };
    let mut words = vec![
        "XAUTOCLAIM".to_owned(),
        key(dice),
        group(dice),
        consumer(dice),
        min_idle(dice),
        start,
    ];
    if dice.chance(40) {
        words.extend(["COUNT".to_owned(), number(dice)]);
    }
    if dice.chance(25) {
        words.push("JUSTID".to_owned());
    }
    words
}

fn xinfo(dice: &mut Dice) -> Vec<String> {
    let mut words = vec!["XINFO".to_owned()];
    match dice.roll(5) {
        0 | 1 => words.extend(["GROUPS".to_owned(), key(dice)]),
        2 => words.extend(["CONSUMERS".to_owned(), key(dice), group(dice)]),
        3 => words.extend(["STREAM".to_owned(), key(dice)]),
        _ => {
            words.extend(["STREAM".to_owned(), key(dice), "FULL".to_owned()]);
            if dice.chance(50) {
                words.extend(["COUNT".to_owned(), number(dice)]);
            }
        }
    }
    words
}

fn xsetid(dice: &mut Dice) -> Vec<String> {
    let mut words = vec![
        "XSETID".to_owned(),
        key(dice),
        format!("{}-{}", dice.roll(80), dice.roll(2)),
    ];
    if dice.chance(30) {
        words.extend([
            "ENTRIESADDED".to_owned(),
            dice.pick(&["0", "3", "20", "100", "-1", "x"]).to_owned(),
        ]);
    }
    if dice.chance(30) {
        words.extend(["MAXDELETEDID".to_owned(), id(dice)]);
    }
    words
}

fn keys(dice: &mut Dice) -> Vec<String> {
    let (name, key) = (dice.roll(14), key(dice));
    let parts: Vec<&str> = match name {
        0 => vec!["DEL", &key],
        1 => vec!["EXISTS", &key, "s"],
        2 => vec!["TYPE", &key],
        3 | 4 => vec!["RPUSH", "l", "a", "b"],
        5 => vec!["LPUSH", &key, "c"],
        6 => vec!["LPOP", &key],
        7 => vec!["RPOP", "l", "2"],
        8 => vec!["LRANGE", &key, "0", "-1"],
        9 => vec!["LLEN", &key],
        10 => vec!["SET", "k", "value"],
        11 => vec!["GET", &key],
        12 => vec!["DBSIZE"],
        _ => vec!["KEYS", "[ls]x*"],
    };
    parts.into_iter().map(ToOwned::to_owned).collect()
}
