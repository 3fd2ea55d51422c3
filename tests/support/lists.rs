//! For tests only: random commands about lists, those included that would wait, for a moment only.

use super::{Dice, number};

/// One command.
pub(super) fn list(dice: &mut Dice) -> Vec<String> {
    let name = dice.pick(&[
        "RPUSH",
        "RPUSH",
        "RPUSH",
        "RPUSH",
        "LPUSH",
        "LPUSH",
        "LPUSHX",
        "RPUSHX",
        "LPOP",
        "RPOP",
        "LLEN",
        "LRANGE",
        "LRANGE",
        "LINDEX",
        "LSET",
        "LINSERT",
        "LINSERT",
        "LTRIM",
        "LREM",
        "LREM",
        "LPOS",
        "LPOS",
        "LMOVE",
        "LMOVE",
        "RPOPLPUSH",
        "BLMOVE",
        "BRPOPLPUSH",
        "LMPOP",
        "BLMPOP",
        "BLPOP",
        "BRPOP",
        "SORT",
        "SORT",
        "SORT_RO",
    ]);
    let mut words = match name {
        "LMPOP" => Vec::new(),
        "BLMPOP" => vec![timeout(dice)],
        _ => vec![key(dice)],
    };
    match name {
        "LPUSH" | "RPUSH" | "LPUSHX" | "RPUSHX" => {
            words.extend((0..=dice.roll(5)).map(|_| element(dice)));
        }
        "LPOP" | "RPOP" if dice.chance(50) => words.push(number(dice)),
        "LRANGE" | "LTRIM" => words.extend([index(dice), index(dice)]),
        "LINDEX" => words.push(index(dice)),
        "SORT" | "SORT_RO" => {
            for _ in 0..dice.roll(5) {
                words.extend(sorting(dice));
            }
        }
        "LSET" => words.extend([index(dice), element(dice)]),
        "LINSERT" => {
            let side = dice.pick(&["BEFORE", "AFTER", "after", "x"]);
            words.extend([side.to_owned(), element(dice), element(dice)]);
        }
        "LREM" => words.extend([index(dice), element(dice)]),
        "LPOS" => {
            words.push(element(dice));
            for option in ["RANK", "COUNT", "maxlen"] {
                if dice.chance(30) {
                    words.extend([option.to_owned(), index(dice)]);
                }
            }
        }
        "LMOVE" => words.extend([key(dice), end(dice), end(dice)]),
        "BLMOVE" => words.extend([key(dice), end(dice), end(dice), timeout(dice)]),
        "RPOPLPUSH" => words.push(key(dice)),
        "BRPOPLPUSH" | "BLPOP" | "BRPOP" => words.extend([key(dice), timeout(dice)]),
        "LMPOP" | "BLMPOP" => {
            words.push(dice.pick(&["1", "2", "2", "3", "0", "x"]).to_owned());
            words.extend([key(dice), key(dice), end(dice)]);
            if dice.chance(50) {
                words.extend(["COUNT".to_owned(), number(dice)]);
            }
        }
        _ => {}
    }
    words.insert(0, name.to_owned());
    words
}

fn key(dice: &mut Dice) -> String {
    dice.pick(&["l", "l", "l", "l", "m", "m", "n", "missing", "s", "k"])
        .to_owned()
}

fn element(dice: &mut Dice) -> String {
    dice.pick(&["a", "a", "b", "c", "7", "-12", "", "a longer element"])
        .to_owned()
}

/// One option of SORT.
fn sorting(dice: &mut Dice) -> Vec<String> {
    match dice.roll(12) {
        0..=2 => vec![
            dice.pick(&["ALPHA", "alpha", "DESC", "desc", "ASC", "STORE", "x"])
                .to_owned(),
        ],
        3 => vec!["ALPHA".to_owned()],
        4 => vec!["DESC".to_owned()],
        5 => vec!["LIMIT".to_owned(), index(dice), index(dice)],
        6 => vec!["BY".to_owned(), dice.pick(&["nosort", "#"]).to_owned()],
        // Equal weights would be in no order; no two elements name the same key here.
        7 if dice.chance(30) => vec!["BY".to_owned(), pattern(dice)],
        7..=9 => vec!["GET".to_owned(), pattern(dice)],
        _ => vec!["STORE".to_owned(), key(dice)],
    }
}

fn pattern(dice: &mut Dice) -> String {
    dice.pick(&["#", "*", "k*", "*->f", "k*->", "none"]).to_owned()
}

fn index(dice: &mut Dice) -> String {
    match dice.roll(12) {
        0 => dice
            .pick(&[
                "x",
                "",
                "+1",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
            ])
            .to_owned(),
        _ => (i64::try_from(dice.roll(12)).unwrap_or_default() - 5).to_string(),
    }
}

fn end(dice: &mut Dice) -> String {
    dice.pick(&["LEFT", "LEFT", "LEFT", "RIGHT", "RIGHT", "left", "UP"])
        .to_owned()
}

fn timeout(dice: &mut Dice) -> String {
    dice.pick(&["0.001", "0.001", "0.001", "1e-3", "-1", "x"])
        .to_owned()
}
