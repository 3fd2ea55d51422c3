//! What may lie over the prompt. The topmost layer gets a key first; layers are data, not callbacks.

use super::card::Card;
use super::help::{Commands, Help};
use super::notes::Notes;
use super::past::Moment;
use super::picking::Pick;
use crate::assist::Candidate;
use crate::lab::Name;
use crate::store::{Bytes, EntryId};

/// Something that lies over the prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The completions of the word at the cursor.
    Popup(Popup),
    /// A page of help.
    Help(Help),
    /// Commands to choose from, each with a page of help.
    Commands(Commands),
    /// Notes, scrolled down by so many lines.
    Notes {
        /// What stands there.
        notes: Notes,
        /// How far they are scrolled.
        scroll: usize,
    },
    /// What others did, newest first. It goes on while it is looked at from its beginning.
    Feed {
        /// How far it is scrolled.
        scroll: usize,
        /// What came after so many things is left out, for whoever reads further down.
        upto: Option<u64>,
    },
    /// A cursor among the rows of the terminal.
    Pick(Pick),
    /// An earlier moment is looked at.
    Past {
        /// What led there.
        moment: Moment,
    },
    /// The goal of a lesson's step is looked at.
    Aim {
        /// What is so in it.
        goals: Vec<String>,
    },
    /// The list of lessons; the sandbox is its first line.
    Lessons {
        /// The chosen line.
        chosen: usize,
    },
    /// Everything that is known of an entry, a consumer or a group.
    Card(Card),
    /// The list of keys and channels.
    Keys(KeyList),
    /// The stream is searched.
    Find(Find),
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

/// The list of keys and channels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyList {
    /// The one under the cursor, or the first one after it.
    pub chosen: Option<Name>,
    /// What was typed of a name.
    pub part: String,
}

/// A search in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Find {
    /// The stream.
    pub key: Bytes,
    /// What for.
    pub part: String,
    /// The first entry looked at.
    pub begin: EntryId,
    /// Where the window and the cursor stood before it.
    pub origin: (EntryId, Option<EntryId>),
    /// What came of it, where that is not plain to see.
    pub said: String,
    /// Where to look further.
    pub next: Option<EntryId>,
}

/// The completions of the word at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Popup {
    /// Where in the line the word begins.
    pub start: usize,
    /// What may stand there.
    pub candidates: Vec<Candidate>,
    /// Whether there is more than is listed.
    pub more: bool,
    /// The chosen one.
    pub chosen: usize,
}
