//! What a line gives: what is printed, what is said about it, and what the session wants next.

use crate::store::Millis;

/// What came of a line.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// For standard output, byte for byte.
    pub printed: Vec<u8>,
    /// Explanations, a line each; only if the session talks.
    pub notes: Vec<String>,
    /// What is wrong with a `:` word or where it was typed.
    pub complaint: Option<String>,
    /// Whether anything failed, an error reply included.
    pub failed: bool,
    /// A lesson that was recorded, to be written to a file: its name and its text. What came of it is for
    /// [`Session::written`](super::Session::written).
    pub write: Option<(String, String)>,
    /// What comes next.
    pub next: Next,
}

impl Answer {
    /// Prints lines of text.
    pub(super) fn show(&mut self, lines: Vec<String>) {
        for line in lines {
            self.printed.extend_from_slice(line.as_bytes());
            self.printed.push(b'\n');
        }
    }
}

/// What a session wants next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Next {
    /// The next line.
    #[default]
    Line,
    /// To go on at once: there is more to run.
    GoOn,
    /// To go on when so many ms have passed, or to be cancelled. `None`: time alone will not end this wait.
    Wait(Option<Millis>),
    /// Nothing: it is over.
    Leave,
}
