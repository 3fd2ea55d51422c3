//! The kill ring: what Ctrl-K and its kin cut, for Ctrl-Y to bring back. Fed by the line buffer's listeners.

use rustyline::line_buffer::{ChangeListener, DeleteListener, Direction};

/// How many cuts are kept.
const MOST: usize = 30;

/// What was cut, newest last.
#[derive(Debug, Default)]
pub struct Kills {
    cuts: Vec<String>,
    /// Whether what is deleted now goes into the ring.
    killing: bool,
    /// Whether the edit before this one was a kill too, so that both become one cut.
    joining: bool,
    /// How far Alt-Y has gone back.
    back: usize,
}

impl Kills {
    /// A new edit begins; `kill` tells whether it is one that cuts.
    pub(super) fn begin(&mut self, kill: bool) {
        if !kill {
            self.joining = false;
        }
    }

    /// The newest cut.
    pub(super) fn newest(&mut self) -> Option<String> {
        self.back = 0;
        self.cuts.last().cloned()
    }

    /// The cut brought back last.
    pub(super) fn yanked(&self) -> Option<String> {
        let at = self.cuts.len().checked_sub(self.back + 1)?;
        self.cuts.get(at).cloned()
    }

    /// The cut before the one brought back last, round and round.
    pub(super) fn older(&mut self) -> Option<String> {
        self.back = (self.back + 1) % self.cuts.len().max(1);
        self.yanked()
    }

    fn keep(&mut self, text: &str, direction: Direction) {
        match (self.joining, self.cuts.last_mut(), direction) {
            (true, Some(cut), Direction::Forward) => cut.push_str(text),
            (true, Some(cut), Direction::Backward) => cut.insert_str(0, text),
            _ => self.cuts.push(text.to_owned()),
        }
        if self.cuts.len() > MOST {
            self.cuts.remove(0);
        }
        self.joining = true;
    }
}

impl DeleteListener for Kills {
    fn start_killing(&mut self) {
        self.killing = true;
    }

    fn delete(&mut self, _at: usize, text: &str, direction: Direction) {
        if self.killing {
            self.keep(text, direction);
        }
    }

    fn stop_killing(&mut self) {
        self.killing = false;
    }
}

impl ChangeListener for Kills {
    fn insert_char(&mut self, _at: usize, _character: char) {}
    fn insert_str(&mut self, _at: usize, _text: &str) {}
    fn replace(&mut self, _at: usize, _old: &str, _new: &str) {}
}
