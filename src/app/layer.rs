//! What may lie over the prompt. The topmost layer gets a key first; layers are data, not callbacks.

use crate::assist::Candidate;

/// Something that lies over the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The completions of the word at the cursor.
    Popup(Popup),
    /// A page of help, scrolled down by so many lines.
    Help {
        /// Its heading.
        title: String,
        /// Its lines.
        lines: Vec<String>,
        /// How far it is scrolled.
        scroll: usize,
    },
    /// An earlier moment is looked at; this many steps lay behind when it began.
    Past,
    /// The list of lessons; the sandbox is its first line.
    Lessons {
        /// The chosen line.
        chosen: usize,
    },
    /// The history is searched.
    Search {
        /// What for.
        part: String,
        /// Where the found line stands in the history.
        at: Option<usize>,
        /// The draft to return to.
        draft: String,
    },
}

/// The completions of the word at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Popup {
    /// Where in the line the word begins.
    pub start: usize,
    /// What may stand there.
    pub candidates: Vec<Candidate>,
    /// The chosen one.
    pub chosen: usize,
}
