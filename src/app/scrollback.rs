//! What stands above a terminal's prompt: typed lines, replies, sentences. Bounded; how it is wrapped and coloured
//! is the screen's matter.

use std::collections::VecDeque;
use std::ops::Range;

/// The most rows kept per terminal.
const MOST: usize = 5000;
/// The most rows one reply may take.
const MOST_OF_ONE: usize = 1000;

/// A row of a scrollback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// Its text, without anything that could move a cursor.
    pub text: String,
}

/// What a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line that was typed, behind the prompt that stood there; and what was wrong with it.
    Typed {
        /// The prompt.
        prompt: String,
        /// The place that was wrong.
        pointed: Option<Pointed>,
    },
    /// A line of a reply.
    Reply,
    /// An error reply.
    Failed,
    /// What to do instead of what went wrong.
    Advice,
    /// What the command changed.
    Told,
    /// What xtutor itself says.
    Note,
}

/// A place in a typed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pointed {
    /// Its bytes.
    pub span: Range<usize>,
    /// What was expected there.
    pub expected: Option<String>,
}

/// The rows above a prompt.
#[derive(Clone, Debug, Default)]
pub struct Scrollback {
    rows: VecDeque<Row>,
    /// How many rows one has scrolled up.
    pub up: usize,
}

impl Scrollback {
    /// The rows, oldest first.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.iter()
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether nothing was said yet.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds a row and shows the end again.
    pub fn push(&mut self, kind: Kind, text: impl Into<String>) {
        self.rows.push_back(Row {
            kind,
            text: text.into(),
        });
        while self.rows.len() > MOST {
            self.rows.pop_front();
        }
        self.up = 0;
    }

    /// Adds a printed reply, cut if it is very long.
    pub fn push_reply(&mut self, kind: &Kind, printed: &[u8]) {
        let printed = printed.strip_suffix(b"\n").unwrap_or(printed);
        let mut lines = printed.split(|byte| *byte == b'\n');
        for line in lines.by_ref().take(MOST_OF_ONE) {
            self.push(kind.clone(), crate::wire::shown(line));
        }
        let left = lines.count();
        if left > 0 {
            self.push(
                Kind::Note,
                format!("{left} more lines are not shown; COUNT asks for fewer"),
            );
        }
    }

    /// The newest typed line is wrong at this place.
    pub fn point(&mut self, pointed: Pointed) {
        for row in self.rows.iter_mut().rev() {
            if let Kind::Typed { pointed: place, .. } = &mut row.kind {
                *place = Some(pointed);
                return;
            }
        }
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.up = 0;
    }

    /// Moves by so many rows, up when negative.
    pub fn scroll(&mut self, by: isize) {
        self.up = self
            .up
            .saturating_add_signed(-by)
            .min(self.rows.len().saturating_sub(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_reply_is_cut_with_a_sentence() {
        let mut back = Scrollback::default();
        back.push_reply(&Kind::Reply, "x\n".repeat(1500).as_bytes());
        assert_eq!(back.len(), 1001);
        assert_eq!(
            back.rows().last().map(|row| row.text.as_str()),
            Some("500 more lines are not shown; COUNT asks for fewer")
        );
    }
}
