//! A copy of a lesson's state on which things are tried: mistakes, other ways, the rest of a solution. The learner's
//! own lab is never touched.

use super::act::{argv, perform};
use super::capture::known;
use super::log::Logged;
use super::model::{Act, Deed, Lesson, Step, Vars};
use super::state::Facts;
use super::view::Played;
use crate::lab::{Action, Lab, TerminalId};
use crate::store::Millis;

/// A copy of the state within a step.
#[derive(Debug)]
pub(super) struct Trial<'l> {
    pub(super) lesson: &'l Lesson,
    /// The step it is in.
    pub(super) step: &'l Step,
    pub(super) lab: Lab,
    /// What happened since the step was entered.
    pub(super) log: Vec<Logged>,
    pub(super) vars: Vars,
    /// When the step was entered, Unix ms.
    pub(super) entered_at: Millis,
}

impl Trial<'_> {
    /// Performs an act.
    pub(super) fn run(&mut self, act: &Act) -> Played {
        let known = known(&self.step.capture, &self.facts());
        self.vars.extend(known);
        let (played, logged) = perform(act, self.step.desk, self.lesson, &mut self.vars, &mut self.lab);
        self.log.extend(logged);
        played
    }

    /// Whether what this act types is not heard: its terminal waits.
    pub(super) fn is_deaf(&self, act: &Act) -> bool {
        let Deed::Run(run) = &act.what else { return false };
        self.lab
            .is_waiting(TerminalId(run.desk.unwrap_or(self.step.desk)))
    }

    /// Types a line in the step's terminal.
    pub(super) fn type_line(&mut self, line: &str) {
        let action = Action::Run(TerminalId(self.step.desk), argv(line));
        let outcome = self.lab.act(action.clone(), 0);
        let logged = Logged::new(&self.lab, &action, &outcome);
        self.log.push(logged);
    }

    /// Another copy, from here.
    pub(super) fn fork(&self) -> Self {
        Trial {
            lesson: self.lesson,
            step: self.step,
            lab: self.lab.fork(),
            log: self.log.clone(),
            vars: self.vars.clone(),
            entered_at: self.entered_at,
        }
    }

    /// What statements may look at.
    pub(super) fn facts(&self) -> Facts<'_> {
        Facts {
            lab: &self.lab,
            log: &self.log,
            vars: &self.vars,
            desks: &self.lesson.terminals,
            entered_at: self.entered_at,
        }
    }

    /// The step begins here.
    pub(super) fn enter(&mut self) {
        self.entered_at = self.lab.now(0);
        self.log.clear();
    }
}
