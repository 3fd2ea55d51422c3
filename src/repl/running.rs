//! A command that goes on: it waits, or is repeated. It goes on in portions, with time or without, and can be given up.

use super::answer::Answer;
use super::session::Session;
use crate::lab::{Action, TerminalId};
use crate::store::Millis;
use crate::wire::ArgvBuf;

/// A command that is being repeated.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) left: u64,
    pub(super) argv: ArgvBuf,
    pub(super) text: String,
    pub(super) since: Millis,
    /// Whether any data changed so far.
    pub(super) moved: bool,
    /// Whether it takes something away that somebody might miss.
    pub(super) loses: bool,
}

/// How many repeats are run before the caller gets a chance to print.
const AT_ONCE: usize = 256;

impl Session {
    /// Goes on with what is unfinished: more repeats, or a wait whose time may be over.
    pub fn go_on(&mut self, real: Millis) -> Answer {
        let mut answer = self.ticked(real);
        self.repeat(real, &mut answer);
        self.then(answer, real)
    }

    /// Lets the time pass that a held clock needs until the next wait ends.
    pub fn jump(&mut self, real: Millis) -> Answer {
        let mut answer = Answer::default();
        if let Some(left) = self.lab.time_left(real) {
            self.act(&Action::Advance(left), real, &mut answer);
        }
        self.repeat(real, &mut answer);
        self.then(answer, real)
    }

    /// Gives up what the terminal waits for, and what was still to be repeated.
    pub fn cancel(&mut self, real: Millis) -> Answer {
        let mut answer = Answer::default();
        self.running = None;
        if self.waits() {
            self.act(&Action::Cancel(self.terminal), real, &mut answer);
        }
        self.then(answer, real)
    }

    /// Runs what is left to be run, until it waits or has run often enough for now.
    pub(super) fn repeat(&mut self, real: Millis, answer: &mut Answer) {
        for _ in 0..AT_ONCE {
            if self.waits() {
                return;
            }
            let Some(running) = self.running.as_mut().filter(|running| running.left > 0) else {
                break;
            };
            running.left -= 1;
            let argv = running.argv.clone();
            self.act(&Action::Run(self.terminal, argv), real, answer);
        }
        if let Some(running) = self
            .running
            .take_if(|running| running.left == 0 && !self.lab.is_waiting(self.terminal))
        {
            self.finish(&running, real, answer);
        }
    }

    /// Forgets a command whose terminal or moment is no longer there.
    pub(super) fn interrupted(&mut self) {
        self.running = None;
        if self.terminal.0 >= self.lab.terminals().len() {
            self.terminal = TerminalId(0);
        }
    }
}
