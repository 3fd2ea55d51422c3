//! Where a run stands at one moment of the lab's history, and the trail of such moments: what lets undo, redo and
//! stepping back find the lesson exactly as it was.

use std::sync::Arc;

use super::model::Vars;
use super::slip::{Made, Slip};
use super::view::Feedback;
use crate::store::Millis;

/// A step as it was entered.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its place in the lesson.
    pub(super) step: usize,
    /// Whether everything given was done by then.
    pub(super) settled: bool,
    /// How many steps of the lab's history lay behind.
    pub(super) lab_steps: usize,
    /// Unix ms.
    pub(super) at: Millis,
    /// Where in the log what happened since begins.
    pub(super) log_start: usize,
    pub(super) vars: Arc<Vars>,
    pub(super) slips: Vec<Slip>,
    /// The step before, as it was entered.
    pub(super) before: Option<Arc<Moment>>,
}

/// Where the run stands.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    /// How many steps of the lab's history lie behind.
    pub(super) lab_steps: usize,
    /// How much of the log lies behind.
    pub(super) log_len: usize,
    pub(super) entry: Arc<Entry>,
    /// How many of the acts given on entry are done.
    pub(super) given: usize,
    /// How many acts of the worked example, the reveal or (in a demo) the solution are done.
    pub(super) played: usize,
    pub(super) chosen: Option<usize>,
    /// The answer that was typed.
    pub(super) said: Option<String>,
    /// The option that the engine proved right.
    pub(super) right: Option<usize>,
    pub(super) done: bool,
    pub(super) feedback: Option<Feedback>,
    pub(super) made: Made,
    pub(super) vars: Arc<Vars>,
}

impl Moment {
    /// The moment a step was entered, everything given done: nothing is done in it yet.
    pub(super) fn beginning(entry: Arc<Entry>, given: usize, done: bool) -> Moment {
        Moment {
            lab_steps: entry.lab_steps,
            log_len: entry.log_start,
            given,
            played: 0,
            chosen: None,
            said: None,
            right: None,
            done,
            feedback: None,
            made: Made::default(),
            vars: Arc::clone(&entry.vars),
            entry,
        }
    }
}

/// The moments of a run by the lab's history, one for each number of steps behind.
#[derive(Debug, Default)]
pub(super) struct Trail {
    moments: Vec<Moment>,
}

impl Trail {
    /// Remembers a moment; what lay ahead of it is forgotten.
    pub(super) fn push(&mut self, moment: Moment) {
        while self
            .moments
            .pop_if(|last| last.lab_steps >= moment.lab_steps)
            .is_some()
        {}
        self.moments.push(moment);
    }

    /// Remembers a moment at which nothing was done to the lab: what lies ahead of it can still come.
    pub(super) fn amend(&mut self, moment: Moment) {
        let at = self
            .moments
            .partition_point(|other| other.lab_steps < moment.lab_steps);
        match self.moments.get_mut(at) {
            Some(same) if same.lab_steps == moment.lab_steps => *same = moment,
            _ => self.moments.insert(at, moment),
        }
    }

    /// Of the log no more than this lay behind at the moment after so many steps.
    pub(super) fn shorten(&mut self, lab_steps: usize, log_len: usize) {
        let moments = self.moments.iter_mut();
        for moment in moments.filter(|moment| moment.lab_steps == lab_steps) {
            moment.log_len = moment.log_len.min(log_len);
        }
    }

    /// The moment at which the lab stands after so many steps.
    pub(super) fn at(&self, lab_steps: usize) -> Option<&Moment> {
        self.moments
            .iter()
            .rev()
            .find(|moment| moment.lab_steps <= lab_steps)
    }

    /// Whether the lab's step behind which so many others lie took the lesson on.
    pub(super) fn goes_on_at(&self, lab_steps: usize) -> bool {
        let standing = |at: usize| {
            let moment = self.at(at)?;
            Some((
                moment.entry.step,
                moment.given,
                moment.played,
                moment.done,
                moment.chosen,
                &moment.said,
            ))
        };
        standing(lab_steps) != standing(lab_steps + 1)
    }

    /// Where the step after `step` was entered, if the run has been there and nothing was changed since.
    pub(super) fn entered_after(&self, step: usize, lab_steps: usize) -> Option<Moment> {
        let later = self.moments.iter().find(|moment| {
            moment.entry.settled && moment.entry.step > step && moment.lab_steps >= lab_steps
        })?;
        let mut moment = later.clone();
        while moment.entry.step > step + 1 {
            moment = moment.entry.before.as_deref()?.clone();
        }
        Some(moment)
    }
}
