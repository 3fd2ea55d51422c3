//! What stands above a terminal's prompt: typed lines, replies, sentences. Bounded; replies are kept, so that all of
//! them can be shown in another way. How rows are wrapped and coloured is the screen's matter.

use std::collections::VecDeque;
use std::ops::Range;

use super::reply_view::{self, Answer, ReplyView};

/// The most rows kept per terminal.
const MOST: usize = 5000;
/// The most rows one reply may take.
const MOST_OF_ONE: usize = 1000;
/// The most bytes of one row; a longer one ends with how much is missing.
const LONGEST: usize = 4096;
/// The most bytes of replies that are kept beside their rows, per terminal.
const MOST_KEPT: usize = 8 << 20;

/// A row of a scrollback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// Its text, without anything that could move a cursor.
    pub text: String,
    /// Which thing that was said it is part of, counted from the first.
    pub(super) of: u64,
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
    /// The heading of a table.
    Head,
    /// A row of a table: cut at the edge rather than wrapped.
    Cells,
    /// A piece of a reply as it was sent.
    Wire,
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
    pub(super) rows: VecDeque<Row>,
    /// How many rows stood before these.
    pub(super) dropped: usize,
    /// The replies whose rows are among them, oldest first, each with the number of what was said.
    pub(super) answers: VecDeque<(u64, Answer)>,
    /// The bytes of `answers`.
    kept: usize,
    /// How many things were said.
    said: u64,
    view: ReplyView,
    /// How many refusals were said.
    refusals: usize,
    /// How many rows of the screen one has scrolled up.
    pub up: usize,
}

impl Scrollback {
    /// The rows, oldest first.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> + ExactSizeIterator {
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

    /// How many refusals were said since the beginning.
    pub(super) fn refusals(&self) -> usize {
        self.refusals
    }

    /// How replies are shown.
    pub fn view(&self) -> ReplyView {
        self.view
    }

    /// Shows all replies in this way from now on, those that are there too.
    pub(super) fn set_view(&mut self, view: ReplyView) {
        self.view = view;
        self.up = 0;
        let rows = std::mem::take(&mut self.rows);
        let mut answers = self.answers.iter().peekable();
        let mut done = None;
        for row in rows {
            while answers.next_if(|(of, _)| *of < row.of).is_some() {}
            match answers.peek() {
                Some((of, answer)) if *of == row.of => {
                    if done != Some(row.of) {
                        done = Some(row.of);
                        self.rows.extend(laid_out(answer, view, row.of));
                    }
                }
                _ => self.rows.push_back(row),
            }
        }
        self.bound();
    }

    /// Adds a row. Who has scrolled up goes on seeing the same rows.
    pub fn push(&mut self, kind: Kind, text: impl Into<String>) {
        self.refusals += usize::from(kind == Kind::Failed);
        let row = Row {
            kind,
            text: cut(text.into()),
            of: self.said,
        };
        self.said += 1;
        self.add([row]);
    }

    /// Adds a reply, cut if it is very long.
    pub(super) fn push_answer(&mut self, answer: Answer) {
        self.refusals += usize::from(answer.reply.is_error());
        let of = self.said;
        self.said += 1;
        self.add(laid_out(&answer, self.view, of));
        let size = answer.size();
        if size <= MOST_KEPT {
            self.kept += size;
            self.answers.push_back((of, answer));
        }
        while self.kept > MOST_KEPT {
            self.forget_answer();
        }
    }

    fn add(&mut self, rows: impl IntoIterator<Item = Row>) {
        let before = self.rows.len();
        self.rows.extend(rows);
        if self.up > 0 {
            self.up += self.rows.len() - before;
        }
        self.bound();
    }

    fn bound(&mut self) {
        while self.rows.len() > MOST {
            self.rows.pop_front();
            self.dropped += 1;
        }
        let oldest = self.rows.front().map_or(self.said, |row| row.of);
        while self.answers.front().is_some_and(|(of, _)| *of < oldest) {
            self.forget_answer();
        }
    }

    fn forget_answer(&mut self) {
        if let Some((_, answer)) = self.answers.pop_front() {
            self.kept -= answer.size();
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

    /// Forgets everything but how replies are shown.
    pub fn clear(&mut self) {
        *self = Scrollback {
            view: self.view,
            refusals: self.refusals,
            ..Scrollback::default()
        };
    }

    /// Moves by so many rows of the screen, up when negative.
    pub fn scroll(&mut self, by: isize) {
        self.up = self.up.saturating_add_signed(-by);
    }
}

/// A reply's rows in this view.
fn laid_out(answer: &Answer, view: ReplyView, of: u64) -> Vec<Row> {
    let lines = reply_view::lines(answer, view);
    let left = lines.len().saturating_sub(MOST_OF_ONE);
    let mut rows: Vec<Row> = lines
        .into_iter()
        .take(MOST_OF_ONE)
        .map(|(kind, text)| Row {
            kind,
            text: cut(text),
            of,
        })
        .collect();
    if left > 0 {
        rows.push(Row {
            kind: Kind::Note,
            text: format!("{left} more lines are not shown; COUNT asks for fewer"),
            of,
        });
    }
    rows
}

/// A row that is not too long to be drawn again and again.
fn cut(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let (shown, missing) = text.split_at(text.floor_char_boundary(LONGEST));
    format!("{shown}… {} more bytes", missing.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Protocol, Reply};

    fn answer(reply: Reply) -> Answer {
        Answer {
            reply,
            command: "XRANGE".to_owned(),
            protocol: Protocol::Resp2,
        }
    }

    fn texts(back: &Scrollback) -> Vec<&str> {
        back.rows().map(|row| row.text.as_str()).collect()
    }

    #[test]
    fn a_very_long_reply_is_cut_with_a_sentence() {
        let mut back = Scrollback::default();
        back.push_answer(answer(Reply::Array(vec![Reply::Int(1); 1500])));
        assert_eq!(back.len(), 1001);
        assert_eq!(
            texts(&back).last(),
            Some(&"500 more lines are not shown; COUNT asks for fewer")
        );
        back.push_answer(answer(Reply::bulk(vec![b'x'; 1 << 20])));
        let last = texts(&back)
            .last()
            .map(|text| (text.len(), text.ends_with("x… 1044482 more bytes")));
        assert_eq!(last, Some((4096 + "… 1044482 more bytes".len(), true)));
    }

    #[test]
    fn replies_that_are_there_are_shown_anew_and_what_was_said_stays_between_them() {
        let mut back = Scrollback::default();
        back.push(Kind::Note, "before");
        back.push_answer(answer(Reply::bulk("a\r\nb")));
        back.push(Kind::Told, "between");
        back.push_answer(answer(Reply::Array(vec![Reply::Int(1), Reply::Nil])));
        let first: Vec<String> = texts(&back).iter().map(ToString::to_string).collect();
        back.set_view(ReplyView::Resp);
        assert_eq!(
            texts(&back),
            [
                "before",
                r"$4\r\na\r\nb\r\n",
                "between",
                r"*2\r\n",
                r":1\r\n",
                r"$-1\r\n"
            ]
        );
        back.set_view(ReplyView::Cli);
        assert_eq!(texts(&back), first);
    }

    #[test]
    fn what_is_kept_is_bounded_in_rows_and_bytes() {
        let mut back = Scrollback::default();
        for _ in 0..20 {
            back.push_answer(answer(Reply::bulk(vec![b'x'; 1 << 20])));
        }
        assert!(
            back.kept <= MOST_KEPT && back.answers.len() == 7,
            "{}",
            back.answers.len()
        );
        for _ in 0..3 * MOST {
            back.push_answer(answer(Reply::Int(1)));
        }
        assert_eq!((back.len(), back.answers.len()), (MOST, MOST));
        back.clear();
        assert_eq!((back.kept, back.answers.len()), (0, 0));
    }
}
