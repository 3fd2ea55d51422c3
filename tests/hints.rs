//! The table of hints, `tests/hints.txt`, line by line. Which hints there should be is said there and nowhere else.

use xtutor::assist::hint;
use xtutor::command::{Line, Version};

#[test]
fn hints_are_as_the_table_says() {
    let table = include_str!("hints.txt");
    let mut wrong = Vec::new();
    let mut profile = Version::default();
    for row in table.lines() {
        if let Some(version) = row.strip_prefix("profile ") {
            profile = version.parse().expect("a profile");
        }
        if !row.starts_with('"') {
            continue;
        }
        let words = Line::parse(row.as_bytes()).expect("two quoted texts");
        let words: Vec<String> = words
            .argv()
            .iter()
            .map(|word| String::from_utf8_lossy(word).into_owned())
            .collect();
        let [line, expected] = words.as_slice() else {
            panic!("two quoted texts: {row}");
        };
        let found = hint(line, profile).unwrap_or_default();
        if found != *expected {
            wrong.push(format!("{line:?}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
