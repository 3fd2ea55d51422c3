//! What a lesson does by itself or expects to be done, and what it asks of the state.

use super::{Assertion, Check, Path, Subject, Text};
use crate::command::Version;
use crate::lesson::yaml::Mark;
use crate::store::Millis;

/// Where the true answer is read after the reveal.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Measure {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) query: Query,
}

/// A question to the state that has a value for an answer.
#[derive(Clone, Debug)]
pub(in crate::lesson) enum Query {
    /// The last reply of a terminal, or a part of it.
    Reply { desk: usize, path: Path },
    /// One field of a subject.
    Field { subject: Subject, field: &'static str },
    /// One field of one pending entry.
    Record {
        key: Text,
        group: Text,
        id: Text,
        field: &'static str,
    },
    /// The ID of the one entry that fits.
    Entry { key: Text, fits: EntryQuery },
}

/// Which entry of a stream is meant.
#[derive(Clone, Debug)]
pub(in crate::lesson) enum EntryQuery {
    /// The one with these fields.
    Where(Vec<Check>),
    First,
    Last,
    /// Counted from 1.
    Nth(usize),
}

/// A variable to be set when a step is completed.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Capture {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) name: String,
    pub(in crate::lesson) query: Query,
}

/// Something the lesson does, or the learner is expected to do.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Act {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) what: Deed,
}

#[derive(Clone, Debug)]
pub(in crate::lesson) enum Deed {
    Run(Box<Run>),
    /// ms
    Advance(Millis),
    Crash {
        desk: usize,
        /// Not now, but in place of its next XACK.
        before_ack: bool,
    },
    Start(usize),
    /// A scripted client begins.
    Employ(usize),
    /// A scripted client ends.
    Dismiss(usize),
    /// Another server version is imitated from here on.
    Profile(Version),
    /// The lesson says something between two lines.
    Say(Text),
    /// A demo waits, ms.
    Pause(Millis),
}

/// A command to be typed.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Run {
    /// `None`: the step's own terminal.
    pub(in crate::lesson) desk: Option<usize>,
    pub(in crate::lesson) line: Text,
    /// The variable that keeps the reply.
    pub(in crate::lesson) save: Option<String>,
    pub(in crate::lesson) expect: Option<Assertion>,
    /// Whether it is meant to wait.
    pub(in crate::lesson) blocks: bool,
}
