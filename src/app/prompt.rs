//! The line being typed: rustyline's own `LineBuffer`, so that both faces edit alike, with its traps fenced off: an
//! outside buffer never grows, and `update` must not be given more than it holds.

use std::fmt;
use std::ops::Range;

use rustyline::line_buffer::{LineBuffer, WordAction};
use rustyline::{At, Movement, Word};

use super::kills::Kills;
use super::message::Edit;

/// The longest line, in bytes.
pub(super) const CAPACITY: usize = 64 * 1024;
/// How many changes can be taken back.
const UNDO: usize = 200;

/// A line with a cursor.
pub struct Prompt {
    buffer: LineBuffer,
    /// What the line was before each change, with the cursor, and whether it had come with blanks.
    pub(super) before: Vec<(String, usize, bool)>,
    /// Whether the last change was a typed character: a typed word is taken back as one.
    pub(super) typing: bool,
    /// Whether the line came with blanks, which give way to what is typed there.
    pub(super) blanks: bool,
    /// Where the blank began that gave way to what is being typed.
    pub(super) filled: Option<usize>,
}

impl Default for Prompt {
    fn default() -> Self {
        Prompt {
            buffer: LineBuffer::with_capacity(CAPACITY),
            before: Vec::new(),
            typing: false,
            blanks: false,
            filled: None,
        }
    }
}

impl fmt::Debug for Prompt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.buffer.fmt(formatter)
    }
}

impl Prompt {
    /// The line.
    pub fn text(&self) -> &str {
        self.buffer.as_str()
    }

    /// The byte before which the cursor stands.
    pub fn cursor(&self) -> usize {
        self.buffer.pos()
    }

    /// Whether nothing is typed.
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// Replaces the line; the cursor goes to its end.
    pub fn set(&mut self, text: &str) {
        self.remember(false);
        self.put(text, text.len());
        self.blanks = false;
    }

    /// Takes the line away. What can be brought back after that is the line with blanks that gave way to it.
    pub fn take(&mut self) -> String {
        let text = self.text().to_owned();
        self.put("", 0);
        let ready = self.before.iter().rfind(|(.., blanks)| *blanks && !self.blanks);
        self.before = ready.cloned().into_iter().collect();
        text
    }

    /// Puts `text` in the place of `range`, the cursor behind it. Nothing happens if there is no room.
    pub fn replace(&mut self, range: Range<usize>, text: &str) {
        if self.buffer.len() + text.len() > CAPACITY || self.text().get(range.clone()).is_none() {
            return;
        }
        self.remember(false);
        let range = match self.blank_here().filter(|_| range.end == self.cursor()) {
            Some(blank) => range.start.min(blank.start)..blank.end,
            None => range,
        };
        let line = [&self.text()[..range.start], text, &self.text()[range.end..]].concat();
        self.put(&line, range.start + text.len());
    }

    /// Puts `text` where the cursor is; what could move a terminal's cursor becomes a blank.
    pub fn insert_text(&mut self, text: &str) {
        let clean: String = text
            .chars()
            .map(|it| if it.is_control() { ' ' } else { it })
            .collect();
        if self.begins_again(&clean) {
            return self.set(&clean);
        }
        let at = self.cursor();
        self.replace(at..at, &clean);
    }

    /// Applies an edit.
    pub fn edit(&mut self, edit: &Edit, kills: &mut Kills) {
        if *edit == Edit::Undo {
            if let Some((text, cursor, blanks)) = self.before.pop() {
                self.put(&text, cursor);
                self.blanks = blanks;
            }
            return;
        }
        self.remember(matches!(edit, Edit::Insert(character) if *character != ' '));
        kills.begin(is_kill(edit));
        match edit {
            Edit::Insert(' ') if self.space_leads_on() => {
                self.seek_blank();
                return;
            }
            Edit::Insert(_) | Edit::Yank => self.fill_blank(),
            // Who clears a line that came ready wants all of it gone.
            Edit::KillToStart if self.has_blank() => self.buffer.set_pos(self.buffer.len()),
            _ => {}
        }
        self.apply(edit, kills);
        if self
            .before
            .last()
            .is_some_and(|(text, ..)| text == self.buffer.as_str())
        {
            self.before.pop();
        }
    }

    fn apply(&mut self, edit: &Edit, kills: &mut Kills) {
        let line = &mut self.buffer;
        match edit {
            Edit::Insert(character) => {
                if !character.is_control() {
                    line.insert(*character, 1, kills);
                }
            }
            Edit::Backspace => drop(line.backspace(1, kills)),
            Edit::Delete => drop(line.delete(1, kills)),
            Edit::Left => drop(line.move_backward(1)),
            Edit::Right => drop(line.move_forward(1)),
            Edit::WordLeft => drop(line.move_to_prev_word(Word::Emacs, 1)),
            Edit::WordRight => drop(line.move_to_next_word(At::AfterEnd, Word::Emacs, 1)),
            Edit::Home => drop(line.move_home()),
            Edit::End => drop(line.move_end()),
            Edit::KillToEnd => drop(line.kill(&Movement::EndOfLine, kills)),
            Edit::KillToStart => drop(line.kill(&Movement::BeginningOfLine, kills)),
            Edit::KillBlankWord => drop(line.kill(&Movement::BackwardWord(1, Word::Big), kills)),
            Edit::KillWordLeft => drop(line.kill(&Movement::BackwardWord(1, Word::Emacs), kills)),
            Edit::KillWordRight => {
                let word = Movement::ForwardWord(1, At::AfterEnd, Word::Emacs);
                line.kill(&word, kills);
            }
            Edit::Yank => {
                if let Some(text) = kills.newest() {
                    line.yank(&text, 1, kills);
                }
            }
            Edit::YankPop => self.yank_older(kills),
            Edit::Transpose => drop(line.transpose_chars(kills)),
            Edit::TransposeWords => drop(line.transpose_words(1, kills)),
            Edit::Upper => drop(line.edit_word(WordAction::Uppercase, kills)),
            Edit::Lower => drop(line.edit_word(WordAction::Lowercase, kills)),
            Edit::Capitalize => drop(line.edit_word(WordAction::Capitalize, kills)),
            Edit::Undo => {}
        }
    }

    /// Replaces what Ctrl-Y brought by what was cut before it, if that still stands before the cursor.
    fn yank_older(&mut self, kills: &mut Kills) {
        let Some(newest) = kills.yanked() else {
            return;
        };
        let Some(start) = self.cursor().checked_sub(newest.len()) else {
            return;
        };
        if self.text().get(start..self.cursor()) == Some(newest.as_str())
            && let Some(older) = kills.older()
        {
            let end = self.cursor();
            self.replace(start..end, &older);
        }
    }

    fn remember(&mut self, typing: bool) {
        if !(typing && self.typing) {
            self.before
                .push((self.text().to_owned(), self.cursor(), self.blanks));
        }
        if self.before.len() > UNDO {
            self.before.remove(0);
        }
        self.typing = typing;
    }

    pub(super) fn put(&mut self, text: &str, cursor: usize) {
        let end = text.floor_char_boundary(CAPACITY);
        let cursor = text.floor_char_boundary(cursor.min(end));
        self.buffer.update(&text[..end], cursor, &mut Kills::default());
        self.filled = None;
    }
}

fn is_kill(edit: &Edit) -> bool {
    matches!(
        edit,
        Edit::KillToEnd | Edit::KillToStart | Edit::KillBlankWord | Edit::KillWordLeft | Edit::KillWordRight
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, edits: &[Edit]) -> String {
        let mut prompt = Prompt::default();
        let mut kills = Kills::default();
        prompt.set(text);
        for edit in edits {
            prompt.edit(edit, &mut kills);
        }
        let (before, behind) = prompt.text().split_at(prompt.cursor());
        format!("{before}|{behind}")
    }

    #[test]
    fn emacs_keys_move_and_cut() {
        assert_eq!(
            after("XADD fruits *", &[Edit::WordLeft, Edit::KillToEnd]),
            "XADD |"
        );
        assert_eq!(
            after("a b-c", &[Edit::KillBlankWord, Edit::Yank, Edit::Yank]),
            "a b-cb-c|"
        );
        assert_eq!(
            after(
                "one two three",
                &[Edit::KillWordLeft, Edit::KillWordLeft, Edit::Home, Edit::Yank]
            ),
            "two three|one "
        );
        assert_eq!(
            after("h\u{e9}llo", &[Edit::Left, Edit::Left, Edit::Backspace]),
            "h\u{e9}|lo"
        );
    }

    #[test]
    fn alt_y_brings_back_what_was_cut_before() {
        let edits = [
            Edit::KillBlankWord,
            Edit::Left,
            Edit::Right,
            Edit::KillBlankWord,
            Edit::Yank,
            Edit::YankPop,
        ];
        assert_eq!(after("one two", &edits), "two|");
    }

    #[test]
    fn a_typed_word_is_taken_back_as_one() {
        let edits = [
            Edit::Insert('a'),
            Edit::Insert('b'),
            Edit::Insert(' '),
            Edit::Insert('c'),
            Edit::Undo,
        ];
        assert_eq!(after("", &edits), "ab |");
    }

    #[test]
    fn an_overlong_line_is_cut_between_characters() {
        let mut prompt = Prompt::default();
        prompt.set(&"\u{e9}".repeat(CAPACITY));
        assert_eq!(prompt.text().len(), CAPACITY);
        prompt.edit(&Edit::Insert('x'), &mut Kills::default());
        prompt.insert_text("more");
        assert_eq!(prompt.text().len(), CAPACITY);
    }

    #[test]
    fn pasted_control_characters_become_blanks() {
        let mut prompt = Prompt::default();
        prompt.insert_text("a\tb\u{1b}[2J");
        assert_eq!(prompt.text(), "a b [2J");
    }
}
