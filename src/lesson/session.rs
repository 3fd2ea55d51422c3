//! A learner's run through a lesson: which step it is, what has been done in it, what there is to say. The lab is
//! the caller's; the screen and the plain reader both use this.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::act::{employ, empty_lab, perform};
use super::answering::entered;
use super::diary::Diary;
use super::log::Logged;
use super::model::{Act, Lesson, Prediction, Step, Task, Vars};
use super::moment::{Entry, Moment, Trail};
use super::rewinding::{Ahead, Home, keeps_ahead};
use super::state::Facts;
use super::view::{Feedback, FeedbackKind, Played};
use crate::command::Event;
use crate::lab::{Action, Lab, Outcome};

/// A lesson being learnt.
#[derive(Debug)]
pub struct Session {
    pub(super) lesson: Arc<Lesson>,
    /// Everything done so far, also by the lesson itself; `now` says how much of it counts.
    pub(super) log: Vec<Logged>,
    pub(super) now: Moment,
    pub(super) trail: Trail,
    /// Which hints were shown, by step. Undo does not take a hint back.
    pub(super) hints: BTreeMap<usize, BTreeSet<usize>>,
    pub(super) finished: bool,
    /// Whether the last thing done was to go back: the way forward is open then.
    pub(super) returned: bool,
    /// What an undo left to be done again, while nothing was changed since.
    pub(super) ahead: Option<Ahead>,
    /// Where the run stands while another moment is looked at.
    pub(super) home: Option<Home>,
    pub(super) diary: Diary,
    /// What was done before the run was taken up, until somebody has asked.
    pub(super) retold: Vec<Played>,
    /// Whether clients of the network did something of late that nothing was said to, and whether it changed something.
    pub(super) heard: Option<bool>,
}

impl Session {
    /// Begins at the step with this id: the solutions of the steps before are played. At the beginning when there is
    /// no such step.
    pub fn start_at(lesson: Arc<Lesson>, step: &str) -> (Session, Lab) {
        let (mut session, mut lab) = Session::start(lesson);
        let wanted = session.lesson.steps.iter().position(|other| other.id == step);
        for _ in 0..wanted.unwrap_or(0) {
            session.diary.note("solve");
            session.advance_by_playing(&mut lab);
        }
        (session, lab)
    }

    /// Begins: a lab with a held clock, the lesson's terminals and its setup; nothing of it can be undone.
    pub fn start(lesson: Arc<Lesson>) -> (Session, Lab) {
        let lesson = if lesson.is_the_same_under(lesson.profile) {
            lesson
        } else {
            Arc::new(lesson.under(lesson.profile))
        };
        let mut lab = empty_lab(&lesson);
        let mut vars = Vars::new();
        for act in &lesson.setup {
            perform(act, 0, &lesson, &mut vars, &mut lab);
        }
        employ(&lesson, &vars, &mut lab);
        lab.settle();
        let vars = Arc::new(vars);
        let entry = Entry {
            step: 0,
            settled: false,
            lab_steps: 0,
            at: lab.now(0),
            log_start: 0,
            vars,
            slips: Vec::new(),
            before: None,
        };
        let now = Moment::beginning(Arc::new(entry), 0, false);
        let mut session = Session {
            lesson,
            log: Vec::new(),
            now,
            trail: Trail::default(),
            hints: BTreeMap::new(),
            finished: false,
            returned: false,
            ahead: None,
            home: None,
            diary: Diary::default(),
            retold: Vec::new(),
            heard: None,
        };
        session.enter(0, None, &mut lab);
        (session, lab)
    }

    /// The lesson.
    pub fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The id of the step, under which progress is kept.
    pub fn step_id(&self) -> &str {
        &self.step().id
    }

    /// Takes in what the learner did: any action of theirs and its outcome, right after `lab.act` or `lab.tick`.
    pub fn observe(&mut self, lab: &Lab, action: &Action, outcome: &Outcome) {
        self.diary.note_action(action);
        let logged = Logged::new(lab, action, outcome);
        let changed = outcome
            .events
            .iter()
            .any(|event| !matches!(event, Event::Failed { .. }));
        self.take_in(logged, None, lab);
        self.respond(lab, changed);
        if keeps_ahead(lab) {
            self.amend();
        } else {
            self.remember();
        }
    }

    /// Looks whether the goal is reached already, by what was done before the step began. Whether it is.
    pub fn look(&mut self, lab: &Lab) -> bool {
        self.diary.note("look");
        self.respond(lab, false);
        self.amend();
        self.now.done
    }

    /// Whether the lab's step behind which `lab_steps` others lie took the lesson on, even one that only looked, or is
    /// the first in this step: what was done in a step is taken back before what led to it.
    pub fn goes_on_at(&self, lab_steps: usize) -> bool {
        self.trail.goes_on_at(lab_steps) || lab_steps == self.now.entry.lab_steps
    }

    /// Whether nothing was done yet in this step, and something before it.
    pub fn begins(&self, lab: &Lab) -> bool {
        lab.steps().0 > 0 && lab.position() <= self.now.entry.lab_steps
    }

    /// Goes to the next step when that is allowed, and performs what the lesson gives there. Actions of a worked
    /// example that were not played are played first. A step that was passed before can be passed again.
    pub fn next(&mut self, lab: &mut Lab) -> Vec<Played> {
        self.diary.note("next");
        let mut played = self.finish_given(lab);
        if !played.is_empty() {
            return played;
        }
        let at = self.now.entry.step;
        if let Some(ahead) = self.trail.entered_after(at, lab.position()) {
            self.forget_aside();
            lab.seek(ahead.lab_steps);
            self.now = ahead;
            return played;
        }
        played.extend(std::iter::from_fn(|| self.watch_once(lab)));
        if !self.may_leave() || !self.all_captured(lab) {
            return played;
        }
        played.extend(self.advance(lab));
        played
    }

    /// Whether `next` goes on from here although nothing was done here: somebody went back, and did nothing since.
    pub fn leads_forward(&self, lab: &Lab) -> bool {
        self.returned
            && self
                .trail
                .entered_after(self.now.entry.step, lab.position())
                .is_some()
    }

    /// Plays one action of a worked example; `None` when all have been played.
    pub fn watch_next(&mut self, lab: &mut Lab) -> Option<Played> {
        self.diary.note("watch");
        self.watch_once(lab)
    }

    fn watch_once(&mut self, lab: &mut Lab) -> Option<Played> {
        let lesson = Arc::clone(&self.lesson);
        let Task::Watch { actions, .. } = &lesson.steps[self.now.entry.step].task else {
            return None;
        };
        let played = self.play(actions.get(self.now.played)?, lab);
        self.now.played += 1;
        self.now.done = self.now.played == actions.len();
        self.remember();
        Some(played)
    }

    /// Answers a prediction with the option at `option`: plays the reveal and says what is right.
    pub fn answer(&mut self, option: usize, lab: &mut Lab) -> Vec<Played> {
        let Some(prediction) = self.prediction() else {
            return Vec::new();
        };
        if self.now.done || prediction.entry.is_some() || option >= prediction.options.len() {
            return Vec::new();
        }
        self.diary.note(format!("answer {option}"));
        self.now.chosen = Some(option);
        std::iter::from_fn(|| self.reveal_next(lab)).collect()
    }

    /// Answers a prediction by typing: plays the reveal and says what is right. What cannot be an answer comes back as
    /// a sentence.
    pub fn answer_with(&mut self, answer: &str, lab: &mut Lab) -> Result<Vec<Played>, String> {
        let Some(kind) = self.prediction().and_then(|prediction| prediction.entry) else {
            return Ok(Vec::new());
        };
        if self.now.done {
            return Ok(Vec::new());
        }
        let said = entered(kind, answer)?;
        self.diary.note(format!("say {said}"));
        self.now.said = Some(said);
        Ok(std::iter::from_fn(|| self.reveal_next(lab)).collect())
    }

    /// Takes the present step back to its beginning.
    pub fn reset(&mut self, lab: &mut Lab) {
        self.diary.note("reset");
        self.returned = false;
        self.forget_aside();
        lab.seek(self.now.entry.lab_steps);
        self.now = self.beginning();
        self.finished = false;
        self.remember();
    }

    /// Goes back to where the step before was entered, with the state of that moment. What was done since can still
    /// be redone, and `next` leads forward again, until something else is done.
    pub fn back(&mut self, lab: &mut Lab) {
        self.diary.note("back");
        if std::mem::take(&mut self.finished) {
            return;
        }
        let Some(before) = self.now.entry.before.clone() else {
            return;
        };
        self.forget_aside();
        lab.seek(before.lab_steps);
        self.now = Moment::clone(&before);
        self.returned = true;
    }

    /// Whether the last step is behind.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// The closing words.
    pub fn after(&self) -> &str {
        &self.lesson.after
    }

    /// What only the instructor sees of the step: the author's notes, and the minutes it should take.
    pub fn notes(&self) -> (&str, u32) {
        (&self.step().notes, self.step().minutes)
    }

    pub(super) fn step(&self) -> &Step {
        &self.lesson.steps[self.now.entry.step]
    }

    pub(super) fn prediction(&self) -> Option<&Prediction> {
        match &self.step().task {
            Task::Predict(prediction) => Some(prediction),
            _ => None,
        }
    }

    /// Whether `next` may go on from here.
    pub(super) fn may_leave(&self) -> bool {
        match self.step().task {
            Task::Read | Task::Watch { .. } | Task::Explore(_) => self.now.given == self.step().given.len(),
            Task::Do(_) | Task::Predict(_) => self.now.done,
        }
    }

    /// What statements may look at.
    pub(super) fn facts<'a>(&'a self, lab: &'a Lab) -> Facts<'a> {
        Facts {
            lab,
            log: self.log_since_entry(),
            vars: &self.now.vars,
            desks: &self.lesson.terminals,
            entered_at: self.now.entry.at,
        }
    }

    /// The acts that are still to be played in this step when it plays by itself.
    pub(super) fn still_to_play(&self) -> &[Act] {
        self.acts().get(self.now.played..).unwrap_or_default()
    }

    /// All acts of this step that play by themselves in a demo.
    pub(super) fn acts(&self) -> &[Act] {
        match &self.step().task {
            Task::Read | Task::Explore(_) => &[],
            Task::Watch { actions, .. } => actions,
            Task::Do(exercise) => &exercise.solution,
            Task::Predict(prediction) => &prediction.reveal,
        }
    }

    /// Plays one act of the reveal; after the last one the answer is measured.
    pub(super) fn reveal_next(&mut self, lab: &mut Lab) -> Option<Played> {
        let lesson = Arc::clone(&self.lesson);
        let Task::Predict(prediction) = &lesson.steps[self.now.entry.step].task else {
            return None;
        };
        let played = self.play(prediction.reveal.get(self.now.played)?, lab);
        self.now.played += 1;
        if self.now.played == prediction.reveal.len() {
            self.measure(prediction, lab);
        }
        self.remember();
        Some(played)
    }

    /// Plays the next act of the step as a demo does: of the worked example, the solution or the reveal.
    pub(super) fn play_next(&mut self, lab: &mut Lab) -> Option<Played> {
        match self.step().task {
            Task::Read | Task::Explore(_) => None,
            Task::Watch { .. } => self.watch_once(lab),
            Task::Do(_) => self.solve_next(lab),
            Task::Predict(_) => self.reveal_next(lab),
        }
    }

    /// Plays the step to its end and goes to the next one; `false` at the end of the lesson.
    pub(super) fn advance_by_playing(&mut self, lab: &mut Lab) -> bool {
        while self.play_next(lab).is_some() {}
        self.advance(lab);
        !self.finished
    }

    fn solve_next(&mut self, lab: &mut Lab) -> Option<Played> {
        let lesson = Arc::clone(&self.lesson);
        let Task::Do(exercise) = &lesson.steps[self.now.entry.step].task else {
            return None;
        };
        let played = self.play(exercise.solution.get(self.now.played)?, lab);
        self.now.played += 1;
        self.respond(lab, false);
        self.remember();
        Some(played)
    }

    pub(super) fn log_since_entry(&self) -> &[Logged] {
        self.log
            .get(self.now.entry.log_start..self.now.log_len)
            .unwrap_or_default()
    }

    pub(super) fn play(&mut self, act: &Act, lab: &mut Lab) -> Played {
        let home = self.step().desk;
        let mut vars = self.known_vars(lab);
        let lesson = Arc::clone(&self.lesson);
        let (played, logged) = perform(act, home, &lesson, &mut vars, lab);
        if let Some(logged) = logged {
            self.take_in(logged, Some(vars), lab);
        }
        if let Some(text) = &played.said {
            self.now.feedback = Some(Feedback {
                kind: FeedbackKind::Explain,
                text: text.clone(),
            });
        }
        played
    }

    pub(super) fn take_in(&mut self, logged: Logged, vars: Option<Vars>, lab: &Lab) {
        self.home = None;
        if keeps_ahead(lab) {
            self.take_aside(logged);
        } else {
            self.returned = false;
            self.ahead = None;
            self.log.truncate(self.now.log_len);
            self.log.push(logged);
            self.now.log_len += 1;
            self.now.lab_steps = lab.position();
        }
        if let Some(vars) = vars {
            self.now.vars = Arc::new(vars);
        }
    }

    pub(super) fn remember(&mut self) {
        self.ahead = None;
        self.trail.push(self.now.clone());
    }

    /// Remembers what changed in the lesson alone.
    pub(super) fn amend(&mut self) {
        self.trail.amend(self.now.clone());
    }
}
