//! The order of the rooms: a room may use the rooms before it and none after it. Reads every `crate::room` in the
//! source, so that an arrow that points back fails here.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

use std::fs;
use std::path::{Path, PathBuf};

/// In order. `tui` and `repl` stand beside each other and use neither the other nor `host`.
const ROOMS: &[&str] = &[
    "wire", "store", "command", "engine", "lab", "assist", "lesson", "app", "tui", "repl", "host",
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

fn files() -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect()
}

fn room_of(path: &Path) -> Option<usize> {
    let inside = path
        .strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .ok()?;
    let first = inside.components().next()?.as_os_str().to_str()?;
    ROOMS.iter().position(|room| *room == first)
}

/// The rooms that a file names as `crate::room`, alone or in braces.
fn rooms_used(text: &str) -> Vec<&str> {
    let after_crate = text.split("crate::").skip(1);
    let names = after_crate.flat_map(|rest| match rest.strip_prefix('{') {
        Some(list) => list
            .split('}')
            .next()
            .unwrap_or_default()
            .split(',')
            .map(str::trim)
            .collect(),
        None => vec![rest],
    });
    let word = |text: &'_ str| {
        text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(text.len())
    };
    names
        .map(|name| &name[..word(name)])
        .filter(|name| ROOMS.contains(name))
        .collect()
}

#[test]
fn no_arrow_points_back() {
    let mut wrong = Vec::new();
    for (path, text) in files() {
        let Some(room) = room_of(&path) else { continue };
        for used in rooms_used(&text) {
            let target = ROOMS.iter().position(|name| *name == used).unwrap();
            let beside = ROOMS[room] == "repl" && used == "tui";
            if target > room || beside {
                wrong.push(format!("{}: {} uses {used}", path.display(), ROOMS[room]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_lives_there() {
    let silent: Vec<String> = files()
        .into_iter()
        .filter(|(_, text)| !text.starts_with("//! "))
        .map(|(path, _)| path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "no //! at the top of:\n{}", silent.join("\n"));
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let long: Vec<String> = files()
        .into_iter()
        .filter(|(_, text)| text.lines().count() > 500)
        .map(|(path, text)| format!("{}: {}", path.display(), text.lines().count()))
        .collect();
    assert!(long.is_empty(), "one idea per file:\n{}", long.join("\n"));
}
