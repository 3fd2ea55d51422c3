//! What is wrong with a lesson file: a code, a place, a sentence and its mend, drawn with the source line and a
//! caret. Finding faults is the business of whoever reads or proves the lesson.

use std::fmt;
use std::sync::Arc;

use super::yaml;

/// A lesson's text and the name of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name as it is shown in faults.
    pub file: String,
    /// The whole text.
    pub text: String,
    /// A number that is another one when the text is (FNV-1a).
    pub fingerprint: u64,
}

impl Source {
    /// A file's text. Some editors put a mark in front of it that is no part of it.
    pub(super) fn new(file: &str, text: &str) -> Arc<Source> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Arc::new(Source {
            file: file.to_owned(),
            text: text.to_owned(),
            fingerprint: text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            }),
        })
    }
}

/// How bad a fault is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The lesson can be used.
    Warning,
    /// The lesson cannot be used, or promises what is not so.
    Error,
}

/// Where a fault stands: 1-based line and column, counted in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// One thing that is wrong. Displayed as `file:line:col: CODE: message`, the line, a caret and the mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// `E101`, `W201`, …
    pub code: &'static str,
    /// Where.
    pub place: Place,
    /// What, in one sentence without a full stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
    /// The file it stands in.
    pub source: Arc<Source>,
}

impl Fault {
    /// How bad it is, which its code says.
    pub fn severity(&self) -> Severity {
        if self.code.starts_with('W') {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// A fault about the value that `mark` names; within it, about the first occurrence of `word` if there is one.
    pub(super) fn at(
        source: &Arc<Source>,
        mark: yaml::Mark,
        word: Option<&str>,
        code: &'static str,
        message: String,
    ) -> Fault {
        Fault {
            code,
            place: super::place::place(source, mark, word),
            message,
            help: None,
            source: Arc::clone(source),
        }
    }
}

/// A longer source line is shown cut, so that the caret stays in sight.
const WIDEST: usize = 100;

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { line, column } = self.place;
        writeln!(
            formatter,
            "{}:{line}:{column}: {}: {}",
            self.source.file, self.code, self.message
        )?;
        if let Some(text) = self.source.text.lines().nth(line - 1) {
            let from = (column - 1).saturating_sub(WIDEST - 20);
            let shown: String = text.chars().skip(from).take(WIDEST).map(visible).collect();
            let number = line.to_string();
            let margin = " ".repeat(number.len());
            writeln!(formatter, "{number} | {}", shown.trim_end())?;
            writeln!(formatter, "{margin} | {}^", " ".repeat(column - 1 - from))?;
        }
        if let Some(help) = &self.help {
            writeln!(formatter, "help: {help}")?;
        }
        Ok(())
    }
}

/// A lesson file must not be able to move the cursor of whoever reads its faults.
fn visible(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}
