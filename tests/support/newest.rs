//! Random commands that came after 8.0, which no server here can answer.

use super::{Dice, consumer, group, id, key, number};

pub(super) fn command(dice: &mut Dice) -> Vec<String> {
    let (key, group) = (key(dice), group(dice));
    match dice.roll(9) {
        0..=2 => {
            let mode = dice.pick(&["SILENT", "FAIL", "FAIL", "FATAL"]).to_owned();
            let mut words = vec!["XNACK".to_owned(), key, group, mode];
            words.extend(ids(dice));
            if dice.chance(20) {
                words.push("FORCE".to_owned());
            }
            if dice.chance(20) {
                words.extend(["RETRYCOUNT".to_owned(), number(dice)]);
            }
            words
        }
        3 | 4 => {
            let idle = dice.pick(&["0", "0", "500", "1000000"]).to_owned();
            let mut words = vec!["XREADGROUP".to_owned(), "GROUP".to_owned(), group, consumer(dice)];
            words.extend(["CLAIM".to_owned(), idle]);
            if dice.chance(30) {
                words.extend(["BLOCK".to_owned(), dice.pick(&["0", "400"]).to_owned()]);
            }
            if dice.chance(40) {
                words.extend(["COUNT".to_owned(), number(dice)]);
            }
            if dice.chance(20) {
                words.extend([limit(dice), number(dice)]);
            }
            words.extend(["STREAMS".to_owned(), key, ">".to_owned()]);
            words
        }
        5 => {
            let mut words = vec!["XREAD".to_owned(), limit(dice), dice.roll(300).to_string()];
            words.extend([
                "STREAMS".to_owned(),
                key,
                "t".to_owned(),
                "0".to_owned(),
                id(dice),
            ]);
            words
        }
        6 => [vec!["XDELEX".to_owned(), key, policy(dice)], ids(dice)].concat(),
        7 => [vec!["XACKDEL".to_owned(), key, group, policy(dice)], ids(dice)].concat(),
        _ => {
            let most = dice.roll(20).to_string();
            vec!["XTRIM".to_owned(), key, "MAXLEN".to_owned(), most, policy(dice)]
        }
    }
}

fn limit(dice: &mut Dice) -> String {
    dice.pick(&["MAXCOUNT", "MAXSIZE"]).to_owned()
}

fn policy(dice: &mut Dice) -> String {
    dice.pick(&["KEEPREF", "DELREF", "ACKED"]).to_owned()
}

fn ids(dice: &mut Dice) -> Vec<String> {
    let ids: Vec<String> = (0..=dice.roll(4)).map(|_| id(dice)).collect();
    let count = vec!["IDS".to_owned(), ids.len().to_string()];
    [count, ids].concat()
}
