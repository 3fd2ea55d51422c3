//! Completion: what the word at the cursor may become.

use crate::command::{Version, table};
use crate::lab::Lookup;

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completions {
    /// The byte where the replaced text begins; it ends at the cursor.
    pub start: usize,
    /// What may stand there, best first.
    pub candidates: Vec<Candidate>,
}

/// One thing that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The text that replaces what was typed.
    pub text: String,
    /// A short note about it; may be empty.
    pub about: String,
}

/// What the word at byte `cursor` of `line` may become. Lines that begin with `:` are the caller's.
pub fn complete(line: &str, cursor: usize, _lookup: &Lookup<'_>, profile: Version) -> Completions {
    let Some(before) = line.get(..cursor) else {
        return Completions::default();
    };
    let start = before.rfind(' ').map_or(0, |at| at + 1);
    let typed = &before[start..];
    if start > 0 || typed.starts_with(':') {
        return Completions::default();
    }
    let names = table::COMMANDS.iter().filter(|spec| spec.since <= profile);
    let candidates = names
        .filter(|spec| spec.name.starts_with(&typed.to_ascii_uppercase()))
        .map(|spec| Candidate {
            text: spec.name.to_owned(),
            about: spec.summary.to_owned(),
        });
    Completions {
        start,
        candidates: candidates.collect(),
    }
}
