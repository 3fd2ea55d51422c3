//! The journal and its checkpoints: what was done, and how to be again where one was. Going back clones the nearest
//! checkpoint and replays from there. What is too old for either becomes part of the beginning.

use super::trace::{Quiet, Trace};
use super::{Action, Outcome, Present};
use std::ops::Range;

use crate::command::Event;
use crate::store::Millis;
use crate::wire::Out;

/// A checkpoint every so many records: cloning costs little, replaying this many commands as well.
const SPACING: usize = 64;
/// Of older checkpoints only one in so many records is kept; replaying from there still takes no time one would notice.
const WIDE: usize = 16 * SPACING;
/// How many of the newest checkpoints stand close.
const CLOSE: usize = 32;
/// The most that is kept of what left nothing behind since an undo.
const ASIDE: usize = 1000;
/// The most records and the most bytes of commands remembered.
const MOST: (usize, usize) = (120_000, 64 << 20);

/// One thing done, with the time in the lab when it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) at: Millis,
    pub(super) action: Action,
}

/// A step that was undone or redone, or several at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// What the step was; of several the last one in the direction that was gone.
    pub action: Action,
    /// How many steps were meant.
    pub count: usize,
    /// The places of all the steps that were gone past.
    pub places: Range<usize>,
    /// How many steps lie behind now.
    pub step: usize,
    /// The steps that went with it.
    pub with: Quiet,
}

/// What somebody did; ticks belong to the step before.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Where in the records it begins.
    start: usize,
    trace: Trace,
}

#[derive(Debug)]
pub(super) struct History {
    records: Vec<Record>,
    steps: Vec<Step>,
    /// States, each with how many records lie before it; the first has none before it.
    checkpoints: Vec<(usize, Present)>,
    /// How many records lie behind.
    at: usize,
    /// What was done since without leaving anything behind, so that what lies ahead can still be done again. It becomes
    /// part of the records as soon as something else is done.
    aside: Vec<(Record, Option<Trace>)>,
    /// What the records hold, in bytes.
    bytes: usize,
    /// Of them those since the newest checkpoint, about.
    since: usize,
    /// How many steps have become part of the beginning, and how many records.
    forgotten: usize,
    folded: usize,
    /// The place of the step after which what had been undone was gone, the forgotten ones included.
    lost: Option<usize>,
    /// What had been undone is gone, and the step is still to come.
    loses: bool,
    /// The present is not what a replay would lead to.
    astray: bool,
    most: (usize, usize),
}

impl History {
    pub(super) fn new(present: Present) -> History {
        History {
            records: Vec::new(),
            steps: Vec::new(),
            checkpoints: vec![(0, present)],
            at: 0,
            aside: Vec::new(),
            bytes: 0,
            since: 0,
            forgotten: 0,
            folded: 0,
            lost: None,
            loses: false,
            astray: false,
            most: MOST,
        }
    }

    /// Remembers a record that has just been applied; `present` is the state after it. What had been undone is gone.
    /// Without a trace it is no step and belongs to the step before, which has changed something if it is a tick.
    pub(super) fn push(&mut self, record: Record, trace: Option<Trace>, present: &Present) {
        self.join_aside();
        self.add(record, trace);
        if std::mem::take(&mut self.loses) {
            self.lost = (self.forgotten + self.steps.len()).checked_sub(1);
        }
        let newest = self.checkpoints.last().map_or(0, |(at, _)| *at);
        // Where records are large it is also they that must not be too many between two checkpoints.
        if self.at - newest >= SPACING || self.since > self.most.1 / 16 {
            self.since = 0;
            self.checkpoints.push((self.at, present.clone()));
            self.thin();
        }
        self.fold();
    }

    fn add(&mut self, record: Record, trace: Option<Trace>) {
        match (trace, self.steps.last_mut()) {
            (Some(trace), _) => self.steps.push(Step {
                start: self.at,
                trace,
            }),
            (None, Some(before)) if record.action == Action::Tick => before.trace = Trace::Change,
            (None, _) => {}
        }
        let size = size(&record);
        self.bytes += size;
        self.since += size;
        self.records.push(record);
        self.at += 1;
    }

    /// Keeps apart what was done while something can be done again, and left nothing behind.
    pub(super) fn set_aside(&mut self, record: Record, trace: Option<Trace>) {
        if self.aside.len() < ASIDE {
            self.aside.push((record, trace));
        } else {
            self.astray = true;
        }
    }

    /// What was set aside, in order, each with the time when it was done.
    pub(super) fn aside(&self) -> impl Iterator<Item = (&Action, Millis)> {
        let steps = self.aside.iter().filter(|(_, trace)| trace.is_some());
        steps.map(|(record, _)| (&record.action, record.at))
    }

    /// Forgets what was set aside: another moment is the present.
    pub(super) fn drop_aside(&mut self) {
        self.aside.clear();
    }

    /// What had been undone is gone, and what was set aside has happened here after all.
    fn join_aside(&mut self) {
        self.cut();
        for (record, trace) in std::mem::take(&mut self.aside) {
            self.add(record, trace);
        }
    }

    /// Whether there is something to be done again.
    pub(super) fn has_future(&self) -> bool {
        self.at < self.records.len()
    }

    /// The present is from now on not what a replay would lead to: clients of the network are in it as they are now.
    pub(super) fn went_astray(&mut self) {
        self.astray = true;
    }

    pub(super) fn is_astray(&self) -> bool {
        self.astray
    }

    /// What comes next begins with `before`, if that is not where a replay would begin. What had been undone is gone.
    pub(super) fn branch(&mut self, before: Option<Present>) {
        let Some(before) = before else { return };
        self.join_aside();
        self.checkpoints.retain(|(at, _)| *at < self.at);
        self.checkpoints.push((self.at, before));
        self.astray = false;
    }

    /// Changes every moment that a replay begins at.
    pub(super) fn amend(&mut self, change: impl Fn(&mut Present)) {
        for (_, present) in &mut self.checkpoints {
            change(present);
        }
    }

    /// Goes back before the last `times` steps, or, to get past those that left nothing behind, before the last ones
    /// that are `worth` it. Before as many as there are.
    pub(super) fn undo(
        &mut self,
        times: usize,
        worth: impl Fn(usize, Trace) -> bool,
    ) -> Option<(Undone, Present)> {
        let done = self.done();
        let worthy = (0..done).rev().filter(|at| worth(*at, self.steps[*at].trace));
        let (count, to) = worthy
            .take(times)
            .zip(1..)
            .map(|(at, count)| (count, at))
            .last()?;
        let undone = self.told((to, count), to, to..done);
        let present = self.seek(to);
        Some((undone, present))
    }

    /// Goes behind the next `times` steps that are `worth` it, or as many as there are, and those after them that are
    /// not; behind all that are left if none is.
    pub(super) fn redo(
        &mut self,
        times: usize,
        worth: impl Fn(usize, Trace) -> bool,
    ) -> Option<(Undone, Present)> {
        let (done, all) = (self.done(), self.steps.len());
        let is_worth = |at: &usize| worth(*at, self.steps[*at].trace);
        let worthy = (done..all).filter(is_worth).take(times).zip(1..).last();
        let (what, count) = worthy.or((done < all).then_some((done, 1)))?;
        let to = (what + 1..all).find(is_worth).unwrap_or(all);
        let redone = self.told((what, count), to, done..to);
        let present = self.seek(to);
        Some((redone, present))
    }

    /// The step after which what had been undone could not be done again, if it is remembered and nothing can be.
    pub(super) fn lost_by(&self) -> Option<&Action> {
        let place = self.lost.filter(|_| !self.has_future())?;
        self.action(place.checked_sub(self.forgotten)?)
    }

    /// The state after the first `steps` steps and everything that belongs to them.
    pub(super) fn seek(&mut self, steps: usize) -> Present {
        self.at = self.start_of(steps);
        self.state_at(self.at)
    }

    /// The time in the lab after the last thing that lies behind, Unix ms; `None` at the beginning.
    pub(super) fn time(&self) -> Option<Millis> {
        let record = self.records.get(self.at.checked_sub(1)?)?;
        Some(match record.action {
            Action::Advance(span) => record.at.saturating_add(span),
            _ => record.at,
        })
    }

    /// How many records lie behind, those included that have become part of the beginning.
    pub(super) fn place(&self) -> usize {
        self.at + self.folded
    }

    /// Goes back to a place that was asked for before; `false` if it has become part of the beginning.
    pub(super) fn go_to(&mut self, place: usize) -> bool {
        let at = place.checked_sub(self.folded);
        self.at = at.unwrap_or(self.at);
        at.is_some()
    }

    /// What the step at this place was, counted from 0.
    pub(super) fn action(&self, step: usize) -> Option<&Action> {
        let record = self.records.get(self.steps.get(step)?.start)?;
        Some(&record.action)
    }

    /// What the step at this place left behind.
    pub(super) fn trace(&self, step: usize) -> Option<Trace> {
        self.steps.get(step).map(|step| step.trace)
    }

    /// When the step at this place was taken.
    pub(super) fn taken_at(&self, step: usize) -> Option<Millis> {
        self.records
            .get(self.steps.get(step)?.start)
            .map(|record| record.at)
    }

    /// What happened in the step at this place and in the time until the next one: it is done once more, apart.
    pub(super) fn retold(&self, step: usize) -> Vec<Event> {
        let (start, end) = (self.start_of(step), self.start_of(step + 1));
        let (mut present, mut nowhere) = (self.state_at(start), Out::default());
        let mut events = Vec::new();
        for record in &self.records[start..end] {
            let mut outcome = Outcome::default();
            present.apply(record, &mut nowhere, Some(&mut outcome));
            events.append(&mut outcome.events);
        }
        events
    }

    /// How many steps lie behind, and how many there are.
    pub(super) fn steps(&self) -> (usize, usize) {
        (self.done(), self.steps.len())
    }

    /// How many steps have become part of the beginning.
    pub(super) fn forgotten(&self) -> usize {
        self.forgotten
    }

    fn done(&self) -> usize {
        self.steps.partition_point(|step| step.start < self.at)
    }

    /// Where in the records the step at this place begins; behind the last step, where they end.
    fn start_of(&self, step: usize) -> usize {
        self.steps.get(step).map_or(self.records.len(), |step| step.start)
    }

    /// What the step `what` was, the last of `count`, when one then stands behind `step` steps; `went` are all that went
    /// or came with it.
    fn told(&self, (what, count): (usize, usize), step: usize, went: Range<usize>) -> Undone {
        let others = went.clone().filter(|at| *at != what);
        Undone {
            action: self.records[self.steps[what].start].action.clone(),
            count,
            places: went,
            step,
            with: Quiet::of(others.map(|at| self.steps[at].trace)),
        }
    }

    fn state_at(&self, at: usize) -> Present {
        let nearest = self.checkpoints.partition_point(|(start, _)| *start <= at) - 1;
        let (start, checkpoint) = &self.checkpoints[nearest];
        let mut present = checkpoint.clone();
        let mut nowhere = Out::default();
        for record in &self.records[*start..at] {
            present.apply(record, &mut nowhere, None);
        }
        present
    }

    /// Remembers at most so many records and bytes.
    #[cfg(test)]
    pub(super) fn limit(&mut self, records: usize, bytes: usize) {
        self.most = (records, bytes);
    }

    /// Drops what had been undone.
    fn cut(&mut self) {
        if self.has_future() {
            let gone: usize = self.records[self.at..].iter().map(size).sum();
            self.bytes -= gone;
            self.records.truncate(self.at);
            self.steps.truncate(self.done());
            self.checkpoints.retain(|(at, _)| *at <= self.at);
            self.loses = true;
        }
    }

    /// Of the checkpoints that are no longer among the newest, those too close to the one before go.
    fn thin(&mut self) {
        let Some(old) = self.checkpoints.len().checked_sub(CLOSE).filter(|old| *old > 0) else {
            return;
        };
        let next = self.checkpoints.get(old + 1).map_or(self.at, |(at, _)| *at);
        if next - self.checkpoints[old - 1].0 <= WIDE {
            self.checkpoints.remove(old);
        }
    }

    /// When there is too much to remember, the oldest quarter becomes part of the beginning.
    fn fold(&mut self) {
        let (records, bytes) = self.most;
        if self.records.len() <= records && self.bytes <= bytes {
            return;
        }
        let enough = |left: usize, held: usize| left <= records / 4 * 3 && held <= bytes / 4 * 3;
        let mut held = self.bytes;
        let mut start = 0;
        let mut first = 0;
        for (number, (at, _)) in self.checkpoints.iter().enumerate() {
            held -= self.records[start..*at].iter().map(size).sum::<usize>();
            (start, first) = (*at, number);
            if enough(self.records.len() - start, held) {
                break;
            }
        }
        self.bytes = held;
        self.records.drain(..start);
        self.checkpoints.drain(..first);
        for (at, _) in &mut self.checkpoints {
            *at -= start;
        }
        let gone = self.steps.partition_point(|step| step.start < start);
        self.steps.drain(..gone);
        for step in &mut self.steps {
            step.start -= start;
        }
        self.at -= start;
        self.forgotten += gone;
        self.folded += start;
    }
}

/// What a record holds, in bytes, roughly.
fn size(record: &Record) -> usize {
    let said = match &record.action {
        Action::Run(_, argv) | Action::Say(_, argv) => {
            argv.as_argv().iter().map(|word| word.len() + 16).sum()
        }
        _ => 0,
    };
    size_of::<Record>() + said
}
