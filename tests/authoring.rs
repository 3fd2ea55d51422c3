//! What lessons/README.md tells authors is so: its examples are put together as it says and checked, what it says check
//! prints is what check prints, and no key of the lesson language is missing from it.

#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fmt::Write as _;

use xtutor::lesson::schema;

const TEXT: &str = include_str!("../lessons/README.md");

/// The fenced blocks: what stands behind the fence, and the lines.
fn blocks() -> Vec<(&'static str, String)> {
    let mut blocks: Vec<(&str, String)> = Vec::new();
    let mut open = false;
    for line in TEXT.lines() {
        match line.strip_prefix("```") {
            Some(info) if !open => {
                blocks.push((info, String::new()));
                open = true;
            }
            Some(_) => open = false,
            None if open => {
                let (_, block) = blocks.last_mut().unwrap();
                let _ = writeln!(block, "{line}");
            }
            None => {}
        }
    }
    blocks
}

/// What `xtutor lesson check letters.yaml` prints. How many statements are proved is left open: `check` learns.
fn checked(lesson: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("letters.yaml"), lesson).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_xtutor"))
        .args(["lesson", "check", "letters.yaml"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    counted(&String::from_utf8(output.stdout).unwrap())
}

/// Without the number of statements.
fn counted(text: &str) -> String {
    let Some((before, after)) = text.split_once(" steps, ") else {
        return text.to_owned();
    };
    let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
    format!("{before} steps, ..{after}")
}

/// The line that a `diff` takes out and the one it puts in.
fn changed(lesson: &str, diff: &str) -> String {
    let line = |sign: char| diff.lines().find_map(|line| line.strip_prefix(sign)).unwrap();
    assert!(lesson.contains(line('-')), "{diff}");
    lesson.replacen(line('-'), line('+'), 1)
}

#[test]
fn every_example_holds_in_its_place() {
    let mut lesson = String::new();
    let mut other = None;
    let (mut pieces, mut shown) = (0, 0);
    for (info, block) in blocks() {
        match info {
            "yaml" if block.starts_with("schema:") => lesson = block,
            // Keys of the file stand before its steps.
            "yaml" if !block.starts_with(' ') => {
                let (top, steps) = lesson.split_once("steps:\n").unwrap();
                lesson = format!("{top}{block}steps:\n{steps}");
            }
            "yaml" => lesson.push_str(&block),
            "diff" => {
                other = Some(changed(&lesson, &block));
                continue;
            }
            "text" => {
                let said = block
                    .strip_prefix("$ xtutor lesson check letters.yaml\n")
                    .unwrap();
                assert_eq!(checked(other.as_deref().unwrap_or(&lesson)), counted(said));
                other = None;
                shown += 1;
                continue;
            }
            other => panic!("{other}: {block}"),
        }
        pieces += 1;
        let told = checked(&lesson);
        assert!(
            told.ends_with(" statements proved\n") && told.lines().count() == 1,
            "{told}\n{lesson}"
        );
    }
    assert_eq!((pieces, shown), (8, 2));
}

/// The words of the language, as the JSON Schema lists them.
fn words() -> Vec<String> {
    let schema = schema();
    let mut words: Vec<String> = schema
        .split('"')
        .skip(1)
        .step_by(2)
        .filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(str::to_owned)
        .collect();
    words.sort();
    words.dedup();
    // What belongs to JSON Schema itself, and the names of its own parts.
    let own = [
        "action",
        "additionalProperties",
        "allOf",
        "anyOf",
        "array",
        "boolean",
        "const",
        "contains",
        "enum",
        "items",
        "integer",
        "null",
        "number",
        "object",
        "oneOf",
        "pattern",
        "properties",
        "required",
        "statement",
        "step",
        "string",
        "title",
        "type",
    ];
    words.retain(|word| !own.contains(&word.as_str()) && !word.contains([' ', '/']));
    words
}

#[test]
fn no_key_of_the_language_is_missing_from_the_text() {
    let inside: String = TEXT.split('`').skip(1).step_by(2).collect::<Vec<_>>().join("\n");
    let whole = |word: &str| {
        let part = |c: char| c.is_ascii_alphanumeric() || c == '-';
        inside
            .match_indices(word)
            .any(|(at, _)| !inside[..at].ends_with(part) && !inside[at + word.len()..].starts_with(part))
    };
    let missing: Vec<String> = words().into_iter().filter(|word| !whole(word)).collect();
    assert_eq!(missing, Vec::<String>::new());
}
