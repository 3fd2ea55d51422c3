//! The way to a goal: hints, and the line of the solution that is still to be typed. Tries on copies of the state;
//! nothing here changes the learner's own.

use super::act::{argv, line_of};
use super::capture::known;
use super::judge::all_met;
use super::log::Logged;
use super::model::{Exercise, Task, Vars};
use super::session::Session;
use super::slip::same_command;
use super::trial::Trial;
use super::vars::fill;
use super::view::{Feedback, FeedbackKind};
use crate::lab::{Action, Lab, TerminalId};

impl Session {
    /// The next hint, which also becomes the step's feedback. The last one is the line to type.
    pub fn hint(&mut self, lab: &Lab) -> Option<String> {
        let shown = self.hints_shown();
        if shown >= self.rungs() {
            return None;
        }
        let text = match self.step().hints.get(shown) {
            Some(hint) => fill(hint, &self.now.vars),
            None => self.last_rung(lab)?,
        };
        // The last rung stays: it names another line after each one typed.
        if shown < self.step().hints.len() {
            self.hints.insert(self.now.entry.step, shown + 1);
        }
        self.now.feedback = Some(Feedback {
            kind: FeedbackKind::Hint,
            text: text.clone(),
        });
        self.remember();
        Some(text)
    }

    /// The next line of the solution that is still to be typed, with its terminal, to be put at the prompt there.
    pub fn solution_line(&self, lab: &Lab) -> Option<(TerminalId, String)> {
        let Task::Do(exercise) = &self.step().task else {
            return None;
        };
        let act = exercise.solution.get(self.solved_so_far(exercise, lab))?;
        Some(line_of(
            act,
            self.step().desk,
            &self.lesson,
            &self.known_vars(lab),
        ))
    }

    /// The variables, with those of this step that the state has already.
    pub(super) fn known_vars(&self, lab: &Lab) -> Vars {
        let mut vars = Vars::clone(&self.now.vars);
        vars.extend(known(&self.step().capture, &self.facts(lab)));
        vars
    }

    pub(super) fn hints_shown(&self) -> usize {
        self.hints.get(&self.now.entry.step).copied().unwrap_or(0)
    }

    /// How many hints the step has; the solution is the last one.
    pub(super) fn rungs(&self) -> usize {
        self.step().hints.len() + usize::from(matches!(self.step().task, Task::Do(_)))
    }

    fn last_rung(&self, lab: &Lab) -> Option<String> {
        let (terminal, line) = self.solution_line(lab)?;
        if terminal.0 == self.step().desk {
            return Some(format!("Type this: `{line}`"));
        }
        let name = self
            .lesson
            .terminals
            .get(terminal.0)
            .map_or("?", |desk| desk.id.as_str());
        Some(format!("In {name}, type this: `{line}`"))
    }

    /// How many lines of the solution the present state has no more need of: as many as possible so that typing the
    /// rest reaches the goal. If nothing does, as many as were typed.
    fn solved_so_far(&self, exercise: &Exercise, lab: &Lab) -> usize {
        let lines = exercise.solution.len();
        let enough = (0..lines)
            .rev()
            .find(|done| self.would_solve(exercise, *done, lab));
        enough.unwrap_or_else(|| self.typed_so_far(exercise, lab))
    }

    fn would_solve(&self, exercise: &Exercise, done: usize, lab: &Lab) -> bool {
        let mut trial = self.trial(lab, self.log_since_entry().to_vec());
        for act in &exercise.solution[done..] {
            trial.run(act);
        }
        all_met(&exercise.goal, &trial.facts())
    }

    /// A copy of the state to try things on.
    pub(super) fn trial(&self, lab: &Lab, log: Vec<Logged>) -> Trial<'_> {
        Trial {
            lesson: &self.lesson,
            step: self.step(),
            lab: lab.fork(),
            entered_at: if log.is_empty() {
                lab.now(0)
            } else {
                self.now.entry.at
            },
            log,
            vars: Vars::clone(&self.now.vars),
        }
    }

    fn typed_so_far(&self, exercise: &Exercise, lab: &Lab) -> usize {
        let vars = self.known_vars(lab);
        let mut solution = exercise.solution.iter().map(|act| {
            let (terminal, line) = line_of(act, self.step().desk, &self.lesson, &vars);
            (terminal, argv(&line))
        });
        let mut next = solution.next();
        let mut typed = 0;
        for logged in self.log_since_entry() {
            if let (Action::Run(id, line), Some((terminal, wanted))) = (&logged.action, &next)
                && id == terminal
                && same_command(line, wanted, lab)
            {
                typed += 1;
                next = solution.next();
            }
        }
        typed
    }
}
