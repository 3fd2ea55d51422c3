//! The journal and its checkpoints: what was done, and how to be again where one was. Going back clones the nearest
//! checkpoint and replays from there.

use super::{Action, Present};
use crate::store::Millis;
use crate::wire::Out;

/// A checkpoint every so many records: cloning costs little, replaying this many commands as well.
const SPACING: usize = 64;

/// One thing done, with the time in the lab when it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) at: Millis,
    pub(super) action: Action,
}

/// A step that was undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What the step was.
    pub action: Action,
    /// How many steps lie behind now.
    pub step: usize,
}

#[derive(Debug)]
pub(super) struct History {
    records: Vec<Record>,
    /// Where in `records` each step begins. A step is what a person did; ticks belong to the step before.
    steps: Vec<usize>,
    /// The states before `records[0]`, `records[SPACING]`, …
    checkpoints: Vec<Present>,
    /// How many records lie behind.
    at: usize,
}

impl History {
    pub(super) fn new(present: Present) -> History {
        History {
            records: Vec::new(),
            steps: Vec::new(),
            checkpoints: vec![present],
            at: 0,
        }
    }

    /// Remembers a record that has just been applied; `present` is the state after it. What had been undone is gone.
    pub(super) fn push(&mut self, record: Record, present: &Present) {
        self.records.truncate(self.at);
        self.steps.truncate(self.done());
        self.checkpoints.truncate(self.at / SPACING + 1);
        if record.action != Action::Tick {
            self.steps.push(self.at);
        }
        self.records.push(record);
        self.at += 1;
        if self.at.is_multiple_of(SPACING) {
            self.checkpoints.push(present.clone());
        }
    }

    pub(super) fn undo(&mut self) -> Option<(Undone, Present)> {
        let step = self.done().checked_sub(1)?;
        let present = self.seek(step);
        Some((self.told(step), present))
    }

    pub(super) fn redo(&mut self) -> Option<(Undone, Present)> {
        let step = self.done();
        if step == self.steps.len() {
            return None;
        }
        let present = self.seek(step + 1);
        let redone = Undone {
            action: self.records[self.steps[step]].action.clone(),
            step: step + 1,
        };
        Some((redone, present))
    }

    /// The state after the first `steps` steps and everything that time did before the next one.
    pub(super) fn seek(&mut self, steps: usize) -> Present {
        self.at = self.steps.get(steps).copied().unwrap_or(self.records.len());
        self.state_at(self.at)
    }

    /// How many steps lie behind, and how many there are.
    pub(super) fn steps(&self) -> (usize, usize) {
        (self.done(), self.steps.len())
    }

    fn done(&self) -> usize {
        self.steps.partition_point(|start| *start < self.at)
    }

    fn told(&self, step: usize) -> Undone {
        Undone {
            action: self.records[self.steps[step]].action.clone(),
            step,
        }
    }

    fn state_at(&self, at: usize) -> Present {
        let nearest = at / SPACING;
        let mut present = self.checkpoints[nearest].clone();
        let mut nowhere = Out::default();
        for record in &self.records[nearest * SPACING..at] {
            present.apply(record, &mut nowhere, None);
        }
        present
    }
}
