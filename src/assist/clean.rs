//! Lines pasted from notes and terminals: what stands around the command is taken off, and said so.

/// A pasted line without what stood around the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The command that is left; empty if nothing is to be run.
    pub line: String,
    /// What was taken off, as a sentence.
    pub note: String,
}

/// The command inside a pasted line; `None` if the line is fine as it is.
pub fn cleaned(_line: &str) -> Option<Cleaned> {
    None
}
