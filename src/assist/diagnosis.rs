//! What is wrong with a line: Redis's error, the place, what was expected there, and advice.

use std::ops::Range;

use crate::command::{Fault, Version};
use crate::lab::Lookup;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Redis's exact text.
    pub error: String,
    /// The bytes of the line it is about.
    pub span: Option<Range<usize>>,
    /// What should have stood there.
    pub expected: Option<String>,
    /// What to do instead, one sentence each.
    pub advice: Vec<String>,
}

impl Diagnosis {
    /// As plain lines: the line, a caret line, what was expected, the advice. The error itself is not repeated.
    pub fn draw(&self, _line: &str) -> Vec<String> {
        let expected = self.expected.iter().map(|text| format!("expected: {text}"));
        let advice = self.advice.iter().map(|text| format!("hint: {text}"));
        expected.chain(advice).collect()
    }
}

/// What is wrong with `line` before it runs.
pub fn check(_line: &str, _profile: Version) -> Option<Diagnosis> {
    None
}

/// Why the engine refused `line` with `fault`.
pub fn explain(_line: &str, fault: &Fault, _lookup: &Lookup<'_>, _profile: Version) -> Diagnosis {
    Diagnosis {
        error: fault.message().into_owned(),
        span: None,
        expected: fault.want.map(str::to_owned),
        advice: Vec::new(),
    }
}
