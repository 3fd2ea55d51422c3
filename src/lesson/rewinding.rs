//! The lab goes to another moment, and the lesson with it. What was done after an undo and changed nothing lies beside
//! the way, so that what was undone can still be done again.

use super::log::Logged;
use super::moment::Moment;
use super::session::Session;
use crate::lab::Lab;

/// What lies ahead of the moment that an undo led to, while nothing was changed there.
#[derive(Debug)]
pub(super) struct Ahead {
    /// How many steps of the lab's history lie behind.
    lab_steps: usize,
    /// How much of the log lay behind.
    log_len: usize,
    /// The log from there on.
    log: Vec<Logged>,
}

/// Where a run stood when somebody began to look at other moments.
#[derive(Debug)]
pub(super) struct Home {
    now: Moment,
    finished: bool,
    returned: bool,
}

impl Session {
    /// To be called after every undo, redo and seek of the lab.
    pub fn rewound(&mut self, lab: &Lab) {
        self.diary.note(format!("seek {}", lab.position()));
        self.home = None;
        self.forget_aside();
        if let Some(moment) = self.trail.at(lab.position()) {
            self.now = moment.clone();
            self.finished = false;
            self.returned = false;
        }
    }

    /// To be called when another moment of the lab is only looked at.
    pub fn looked(&mut self, lab: &Lab) {
        let Some(moment) = self.trail.at(lab.position()).cloned() else {
            return;
        };
        let now = std::mem::replace(&mut self.now, moment);
        let (finished, returned) = (self.finished, self.returned);
        self.home.get_or_insert(Home {
            now,
            finished,
            returned,
        });
        (self.finished, self.returned) = (false, false);
    }

    /// To be called when the lab is where it was before the look.
    pub fn came_home(&mut self) {
        if let Some(home) = self.home.take() {
            (self.now, self.finished, self.returned) = (home.now, home.finished, home.returned);
        }
    }

    /// Takes in what was done and changed nothing.
    pub(super) fn take_aside(&mut self, logged: Logged) {
        if self.ahead.is_none() {
            let log_len = self.now.log_len.min(self.log.len());
            self.ahead = Some(Ahead {
                lab_steps: self.now.lab_steps,
                log_len,
                log: self.log.split_off(log_len),
            });
        }
        self.log.push(logged);
        self.now.log_len = self.log.len();
    }

    /// Another moment becomes the present: what was done aside has not led anywhere.
    pub(super) fn forget_aside(&mut self) {
        if let Some(ahead) = self.ahead.take() {
            self.log.truncate(ahead.log_len);
            self.log.extend(ahead.log);
            self.trail.shorten(ahead.lab_steps, ahead.log_len);
        }
    }
}

/// Whether what was done last left what lies ahead to be done again.
pub(super) fn keeps_ahead(lab: &Lab) -> bool {
    let (done, all) = lab.steps();
    done < all
}
