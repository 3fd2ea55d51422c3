//! What the prompt says while a line is typed, letter by letter. A line that a server took is never blamed on the
//! way there.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/rig.rs"]
mod rig;

use std::path::Path;

use rig::Rig;

use xtutor::assist::{Kind, aside, check, complete};
use xtutor::command::spec::{Holds, Syntax};
use xtutor::command::{Version, table};
use xtutor::lab::Lookup;

/// Lines with a word that is wrong, which the server did not come to look at: the group or the stream is missing, or
/// it looks only when EXEC comes. And LIMIT before what it limits, which no documentation shows.
const PASSED_OVER: &[&str] = &[
    "XACK s nope bad",
    "XDEL missing bad",
    "XADD s bad f v",
    "XADD s LIMIT 10 MAXLEN ~ 100 1-8 f v",
];

/// The commands of recorded sessions that were not refused.
fn recorded() -> Vec<String> {
    let mut lines = Vec::new();
    for folder in ["tests/seeds", "tests/transcripts"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "txt") {
                lines.extend(taken(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    lines.sort();
    lines.dedup();
    lines
}

fn taken(text: &str) -> Vec<String> {
    let mut lines = text.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let refused = |reply: &&str| reply.contains("(error)") || reply.starts_with("Invalid argument");
        if let Some(command) = line.strip_prefix("> ")
            && !PASSED_OVER.contains(&command)
            && !lines.peek().is_some_and(refused)
        {
            let mut command = command.replace("<ms>", "5").replace("<unix-ms>", "5");
            for number in 1..40 {
                command = command.replace(&format!("<id-{number}>"), "1526919030474-55");
            }
            found.push(command);
        }
    }
    found
}

/// Every beginning of `line`, the empty one and the whole included.
fn beginnings(line: &str) -> impl Iterator<Item = &str> {
    (0..=line.len()).filter_map(|end| line.get(..end))
}

/// The first beginning of `line` that is blamed, and the word.
fn first_blame(line: &str, profile: Version) -> Option<(&str, String)> {
    beginnings(line).find_map(|start| Some((start, blamed(start, profile)?)))
}

fn blamed(line: &str, profile: Version) -> Option<String> {
    let said = aside(line, line.len(), &Lookup::nothing(), profile)?;
    let wrong = said.span.filter(|_| said.kind == Kind::Wrong)?;
    Some(line[wrong].to_owned())
}

#[test]
fn no_beginning_of_a_line_that_was_taken_is_blamed() {
    let lines = recorded();
    assert!(lines.len() > 500, "{}", lines.len());
    let mut wrong = Vec::new();
    for line in &lines {
        if let Some((start, word)) = first_blame(line, Version::default()) {
            wrong.push(format!("{start:?} blames {word:?} of {line:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} {}", wrong.len(), wrong.join("\n"));
}

/// What the tables are about.
fn orchard() -> Rig {
    let mut rig = Rig::new().at(1_000_000);
    for line in [
        "XADD fruits 10-0 name banana color yellow",
        "XADD fruits 20-0 name apple color red",
        "XADD fruits 30-0 name kiwi color \"dark green\"",
        "XADD \"my list\" 1-0 a b",
        "XGROUP CREATE fruits pickers 0",
        "XGROUP CREATE fruits idlers $",
        "XREADGROUP GROUP pickers alice COUNT 1 STREAMS fruits >",
        "LPUSH tasks one two",
        "SET greeting hello",
    ] {
        rig.run("main", line);
    }
    rig.pass(70_000);
    rig.run(
        "main",
        "XREADGROUP GROUP pickers \"bob b\" COUNT 1 STREAMS fruits >",
    );
    rig.pass(5000);
    rig
}

/// What is said about a line.
fn said(line: &str, lookup: &Lookup<'_>) -> String {
    let Some(said) = aside(line, line.len(), lookup, Version::default()) else {
        return String::new();
    };
    let sign = match said.kind {
        Kind::Wrong => "wrong",
        Kind::Loss => "loss",
        Kind::About => "about",
    };
    let mut carets = " ".repeat(line.len());
    if let Some(span) = said.span {
        carets.replace_range(span.clone(), &"^".repeat(span.len()));
    }
    let carets = match carets.trim_end() {
        "" => String::new(),
        carets => format!("{carets}\n"),
    };
    format!("{carets}{sign}: {}\n", said.text)
}

/// What is offered behind a line: where it begins, then a row for each.
fn offered(line: &str, lookup: &Lookup<'_>) -> String {
    let found = complete(line, line.len(), lookup, Version::default());
    let column = " ".repeat(found.start);
    let rows = found.candidates.iter().map(|candidate| {
        let row = format!("{column}{:<15} {}", candidate.text, candidate.about);
        format!("{}\n", row.trim_end())
    });
    let more = if found.more {
        format!("{column}and more\n")
    } else {
        String::new()
    };
    rows.collect::<String>() + &more
}

/// Compares a table with what is found for each of its lines, which end in `|`.
fn table_is(file: &str, found: impl Fn(&str, &Lookup<'_>) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file);
    let table = std::fs::read_to_string(&path).unwrap();
    let rig = orchard();
    let lookup = Lookup::at(rig.engine(), 0, 1_075_000);
    let head = table.lines().take_while(|line| line.starts_with('#'));
    let mut actual: String = head.flat_map(|line| [line, "\n"]).collect();
    for line in table.lines().filter_map(|line| line.strip_suffix('|')) {
        actual.extend([line, "|\n", &found(line, &lookup)]);
    }
    if std::env::var_os("XTUTOR_WRITE").is_some() {
        std::fs::write(&path, &actual).unwrap();
    }
    assert!(table == actual, "{file} should be\n{actual}");
}

#[test]
fn what_is_said_while_typing_is_as_the_table_says() {
    table_is("typing.txt", said);
}

#[test]
fn a_trimming_that_asks_the_groups_takes_nothing_that_is_needed() {
    let rig = orchard();
    let lookup = Lookup::at(rig.engine(), 0, 1_075_000);
    let profile = "8.2".parse().unwrap();
    let kind = |line: &str| aside(line, line.len(), &lookup, profile).map(|said| said.kind);
    assert_eq!(kind("XTRIM fruits MAXLEN 0 "), Some(Kind::Loss));
    assert_ne!(kind("XTRIM fruits MAXLEN 0 ACKED"), Some(Kind::Loss));
    assert_ne!(kind("XTRIM fruits MAXLEN 0 ACKED "), Some(Kind::Loss));
}

#[test]
fn what_is_offered_is_as_the_table_says() {
    table_is("offers.txt", offered);
}

/// Sentences of a command's syntax: each option now there, now not, each alternative, things once or twice.
fn sentence(parts: &[Syntax], dice: &mut Dice, words: &mut Vec<String>) {
    for part in parts {
        match part {
            Syntax::Word(word) => words.push((*word).to_owned()),
            Syntax::Value(_, holds) => words.push(dice.value(*holds)),
            Syntax::Optional(parts) | Syntax::Since(_, parts) => {
                if dice.roll(2) == 0 {
                    sentence(parts, dice, words);
                }
            }
            Syntax::OneOf(ways) => sentence(ways[dice.roll(ways.len())], dice, words),
            Syntax::Many(parts) => {
                for _ in 0..=dice.roll(3) {
                    sentence(parts, dice, words);
                }
            }
        }
    }
}

/// The same numbers every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn value(&mut self, holds: Holds) -> String {
        let among: &[&str] = match holds {
            Holds::Id | Holds::PendingId => {
                &["0", "10-0", "1526919030474-55", "*", "$", ">", "-", "+", "(5-1"]
            }
            Holds::Number | Holds::Ms => &["0", "1", "1000", "2", "-1"],
            Holds::Seconds => &["0", "0.5", "2"],
            Holds::Command => &["XADD", "get"],
            _ => &[
                "fruits",
                "\"a b\"",
                "x",
                "count",
                "'it'",
                "gr\u{fc}n",
                "7",
                "streams2",
            ],
        };
        among[self.roll(among.len())].to_owned()
    }
}

#[test]
fn no_beginning_of_a_sentence_of_the_syntax_is_blamed() {
    let newest = Version::ALL.into_iter().max().unwrap();
    let mut dice = Dice(7);
    let (mut wrong, mut tried) = (Vec::new(), 0);
    let plain = table::COMMANDS.iter().filter(|spec| spec.subcommands.is_empty());
    let plain = plain.map(|spec| (spec.name.to_owned(), *spec));
    let families = table::COMMANDS.iter().flat_map(|family| {
        let subs = family.subcommands.iter();
        subs.map(|sub| (format!("{} {}", family.name, sub.name), sub))
    });
    for (name, spec) in plain.chain(families) {
        for _ in 0..40 {
            let mut words = vec![name.clone()];
            sentence(spec.syntax, &mut dice, &mut words);
            let line = words.join(" ");
            if check(&line, newest).is_some() {
                continue;
            }
            tried += 1;
            if let Some((start, word)) = first_blame(&line, newest) {
                wrong.push(format!("{start:?} blames {word:?} of {line:?}"));
            }
        }
    }
    assert!(tried > 2000, "{tried}");
    assert!(wrong.is_empty(), "{} {}", wrong.len(), wrong.join("\n"));
}
