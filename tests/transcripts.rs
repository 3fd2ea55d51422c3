//! Sessions recorded from a real Redis (`tests/transcripts`, `tests/seeds`), replayed on the engine and compared
//! text by text. How they are recorded stands in `tests/transcripts/README.md`.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

#[path = "support/rig.rs"]
mod rig;

use std::fs;
use std::path::{Path, PathBuf};

use rig::{Rig, replayed, similar};

fn recordings(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|end| end == "txt"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn replay(path: &Path, profile: &str) {
    let text = fs::read_to_string(path).unwrap();
    let mut rig = Rig::new().at(1_800_000_000_000).profile(profile);
    if text
        .lines()
        .take(3)
        .any(|line| line.contains("redis-cli --no-raw -3"))
    {
        rig = rig.resp3("main");
    }
    similar(&text, &replayed(&mut rig, &text));
}

#[test]
fn recorded_sessions_replay_to_the_byte() {
    for (folder, profile) in [("transcripts", "8.0"), ("transcripts/7.0", "7.0")] {
        for path in recordings(folder) {
            replay(&path, profile);
        }
    }
}

#[test]
fn every_command_of_the_seed_documents_answers_as_redis_does() {
    for path in recordings("seeds") {
        replay(&path, "8.0");
    }
}
