//! Coming to a step: what is given there is performed, and the state from which its goal and mistakes are judged is
//! kept.

use std::sync::Arc;

use super::model::{Task, Vars};
use super::moment::{Entry, Moment};
use super::session::Session;
use super::slip::slips;
use super::view::{Feedback, FeedbackKind, Played};
use crate::lab::Lab;

impl Session {
    /// Goes to the next step, whatever is done in this one.
    pub(super) fn advance(&mut self, lab: &mut Lab) -> Vec<Played> {
        let next = self.now.entry.step + 1;
        self.all_captured(lab);
        if let Task::Explore(_) = self.step().task {
            // Play leaves no trace: the lesson goes on from where it stood.
            lab.seek(self.now.entry.lab_steps);
            self.now = Moment {
                vars: Arc::clone(&self.now.vars),
                ..self.beginning()
            };
        }
        if next == self.lesson.steps.len() {
            self.finished = true;
            return Vec::new();
        }
        let before = Arc::new(self.beginning());
        self.enter(next, Some(before), lab)
    }

    /// Whether everything that later steps need was found; says so when it was not.
    pub(super) fn all_captured(&mut self, lab: &Lab) -> bool {
        if matches!(self.step().task, Task::Do(_) | Task::Predict(_)) {
            return true;
        }
        match self.captured(lab) {
            Ok(captured) => {
                let mut vars = Vars::clone(&self.now.vars);
                vars.extend(captured);
                self.now.vars = Arc::new(vars);
                true
            }
            Err(text) => {
                self.now.feedback = Some(Feedback {
                    kind: FeedbackKind::Missing,
                    text,
                });
                false
            }
        }
    }

    /// The present step as it was entered.
    pub(super) fn beginning(&self) -> Moment {
        let done = self.done_on_entry();
        Moment::beginning(Arc::clone(&self.now.entry), self.step().given.len(), done)
    }

    fn done_on_entry(&self) -> bool {
        match &self.step().task {
            Task::Read | Task::Explore(_) => true,
            Task::Watch { actions, .. } => actions.is_empty(),
            Task::Do(_) | Task::Predict(_) => false,
        }
    }

    /// Shows a step and performs what is given there.
    pub(super) fn enter(&mut self, step: usize, before: Option<Arc<Moment>>, lab: &mut Lab) -> Vec<Played> {
        let entry = Entry {
            step,
            settled: false,
            lab_steps: lab.position(),
            at: lab.now(0),
            log_start: self.now.log_len,
            vars: Arc::clone(&self.now.vars),
            slips: Vec::new(),
            before,
        };
        self.now = Moment::beginning(Arc::new(entry), 0, false);
        let played = self.finish_given(lab);
        if played.is_empty() {
            self.settle_entry(lab);
        }
        played
    }

    /// Performs what is given and not yet done. An undo may have gone back into the middle of it.
    pub(super) fn finish_given(&mut self, lab: &mut Lab) -> Vec<Played> {
        let lesson = Arc::clone(&self.lesson);
        let given = &lesson.steps[self.now.entry.step].given;
        let mut played = Vec::new();
        for act in given.get(self.now.given..).unwrap_or_default() {
            played.push(self.play(act, lab));
            self.now.given += 1;
            self.remember();
        }
        if !played.is_empty() {
            self.settle_entry(lab);
        }
        played
    }

    /// The step begins here: what happens from now on is the learner's.
    fn settle_entry(&mut self, lab: &Lab) {
        let step = self.step();
        let slips = match &step.task {
            Task::Do(exercise) => slips(exercise, &self.trial(lab, Vec::new())),
            _ => Vec::new(),
        };
        let entry = Entry {
            step: self.now.entry.step,
            settled: true,
            lab_steps: lab.position(),
            at: lab.now(0),
            log_start: self.now.log_len,
            vars: Arc::clone(&self.now.vars),
            slips,
            before: self.now.entry.before.clone(),
        };
        self.now.entry = Arc::new(entry);
        self.now.done = self.done_on_entry();
        self.remember();
    }
}
