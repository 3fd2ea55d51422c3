//! A learner's run through a lesson: which step it is, what has been done in it, what there is to say. The lab is
//! the caller's; the screen and the plain reader both use this.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::act::{argv, empty_lab, line_of, perform};
use super::capture::{capture, known};
use super::judge::{Verdict, all_met, judge};
use super::log::Logged;
use super::model::{Act, Exercise, Lesson, Prediction, Step, Task, Vars};
use super::moment::{Entry, Moment, Trail};
use super::slip::{recognised, same_command, slips};
use super::state::Facts;
use super::trial::Trial;
use super::vars::fill;
use super::view::{Feedback, FeedbackKind, Played};
use super::want::fits;
use crate::lab::{Action, Lab, Outcome, TerminalId};

/// A lesson being learnt.
#[derive(Debug)]
pub struct Session {
    pub(super) lesson: Arc<Lesson>,
    /// Everything done so far, also by the lesson itself; `now` says how much of it counts.
    log: Vec<Logged>,
    pub(super) now: Moment,
    trail: Trail,
    /// How many hints were shown, by step. Undo does not take a hint back.
    hints: BTreeMap<usize, usize>,
    finished: bool,
}

impl Session {
    /// Begins at the step with this id: the solutions of the steps before are played. At the beginning when there is
    /// no such step.
    pub fn start_at(lesson: Arc<Lesson>, step: &str) -> (Session, Lab) {
        let (mut session, mut lab) = Session::start(lesson);
        let wanted = session.lesson.steps.iter().position(|other| other.id == step);
        for _ in 0..wanted.unwrap_or(0) {
            session.advance_by_playing(&mut lab);
        }
        (session, lab)
    }

    /// Begins: a lab with a held clock, the lesson's terminals and its setup; nothing of it can be undone.
    pub fn start(lesson: Arc<Lesson>) -> (Session, Lab) {
        let mut lab = empty_lab(&lesson);
        let mut vars = Vars::new();
        for act in &lesson.setup {
            perform(act, 0, &lesson, &mut vars, &mut lab);
        }
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
        let logged = Logged::new(lab, action, outcome);
        let changed = outcome
            .events
            .iter()
            .any(|event| !matches!(event, crate::command::Event::Failed { .. }));
        self.take_in(logged, None, lab);
        self.respond(lab, changed);
        self.remember();
    }

    /// To be called after every undo, redo and seek of the lab.
    pub fn rewound(&mut self, lab: &Lab) {
        if let Some(moment) = self.trail.at(lab.steps().0) {
            self.now = moment.clone();
            self.finished = false;
        }
    }

    /// Goes to the next step when that is allowed, and performs what the lesson gives there. Actions of a worked
    /// example that were not played are played first. A step that was passed before can be passed again.
    pub fn next(&mut self, lab: &mut Lab) -> Vec<Played> {
        let mut played = self.finish_given(lab);
        if !played.is_empty() {
            return played;
        }
        let at = self.now.entry.step;
        if let Some(ahead) = self.trail.entered_after(at, lab.steps().0) {
            lab.seek(ahead.lab_steps);
            self.now = ahead;
            return played;
        }
        played.extend(std::iter::from_fn(|| self.watch_next(lab)));
        if !self.may_leave() {
            return played;
        }
        played.extend(self.advance(lab));
        played
    }

    /// Plays one action of a worked example; `None` when all have been played.
    pub fn watch_next(&mut self, lab: &mut Lab) -> Option<Played> {
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
        if self.now.done || option >= prediction.options.len() {
            return Vec::new();
        }
        self.now.chosen = Some(option);
        std::iter::from_fn(|| self.reveal_next(lab)).collect()
    }

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

    /// Goes back to where the step before was entered, with the state of that moment. What was done since can still
    /// be redone, and `next` leads forward again, until something else is done.
    pub fn back(&mut self, lab: &mut Lab) {
        if std::mem::take(&mut self.finished) {
            return;
        }
        let Some(before) = self.now.entry.before.clone() else {
            return;
        };
        lab.seek(before.lab_steps);
        self.now = Moment::clone(&before);
    }

    /// Whether the last step is behind.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// The closing words.
    pub fn after(&self) -> &str {
        &self.lesson.after
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

    pub(super) fn hints_shown(&self) -> usize {
        self.hints.get(&self.now.entry.step).copied().unwrap_or(0)
    }

    /// How many hints the step has; the solution is the last one.
    pub(super) fn rungs(&self) -> usize {
        self.step().hints.len() + usize::from(matches!(self.step().task, Task::Do(_)))
    }

    /// Whether `next` may go on from here.
    pub(super) fn may_leave(&self) -> bool {
        match self.step().task {
            Task::Read | Task::Watch { .. } => self.now.given == self.step().given.len(),
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
        let acts = match &self.step().task {
            Task::Read => &[][..],
            Task::Watch { actions, .. } => actions,
            Task::Do(exercise) => &exercise.solution,
            Task::Predict(prediction) => &prediction.reveal,
        };
        acts.get(self.now.played..).unwrap_or_default()
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
            Task::Read => None,
            Task::Watch { .. } => self.watch_next(lab),
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

    fn log_since_entry(&self) -> &[Logged] {
        self.log
            .get(self.now.entry.log_start..self.now.log_len)
            .unwrap_or_default()
    }

    /// Goes to the next step, whatever is done in this one.
    pub(super) fn advance(&mut self, lab: &mut Lab) -> Vec<Played> {
        let next = self.now.entry.step + 1;
        if next == self.lesson.steps.len() {
            self.finished = true;
            return Vec::new();
        }
        let before = Arc::new(self.beginning());
        self.enter(next, Some(before), lab)
    }

    /// The present step as it was entered.
    fn beginning(&self) -> Moment {
        let done = self.done_on_entry();
        Moment::beginning(Arc::clone(&self.now.entry), self.step().given.len(), done)
    }

    fn done_on_entry(&self) -> bool {
        match &self.step().task {
            Task::Read => true,
            Task::Watch { actions, .. } => actions.is_empty(),
            Task::Do(_) | Task::Predict(_) => false,
        }
    }

    /// Shows a step and performs what is given there.
    fn enter(&mut self, step: usize, before: Option<Arc<Moment>>, lab: &mut Lab) -> Vec<Played> {
        let entry = Entry {
            step,
            settled: false,
            lab_steps: lab.steps().0,
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
    fn finish_given(&mut self, lab: &mut Lab) -> Vec<Played> {
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
            lab_steps: lab.steps().0,
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

    fn play(&mut self, act: &Act, lab: &mut Lab) -> Played {
        let home = self.step().desk;
        let mut vars = self.known_vars(lab);
        let lesson = Arc::clone(&self.lesson);
        let (played, logged) = perform(act, home, &lesson, &mut vars, lab);
        self.take_in(logged, Some(vars), lab);
        played
    }

    fn take_in(&mut self, logged: Logged, vars: Option<Vars>, lab: &Lab) {
        self.log.truncate(self.now.log_len);
        self.log.push(logged);
        self.now.log_len += 1;
        self.now.lab_steps = lab.steps().0;
        if let Some(vars) = vars {
            self.now.vars = Arc::new(vars);
        }
    }

    fn remember(&mut self) {
        self.trail.push(self.now.clone());
    }

    /// Judges the goal and finds the words, after something was done.
    fn respond(&mut self, lab: &Lab, changed: bool) {
        let lesson = Arc::clone(&self.lesson);
        let Task::Do(exercise) = &lesson.steps[self.now.entry.step].task else {
            return;
        };
        if self.now.done {
            return;
        }
        let verdicts = self.verdicts(&exercise.goal, lab);
        let captured = self.captured(lab);
        let unmet: Vec<String> = verdicts
            .iter()
            .filter(|verdict| !verdict.met)
            .map(|verdict| verdict.text.clone())
            .collect();
        if let (true, Ok(captured)) = (unmet.is_empty(), &captured) {
            let mut vars = Vars::clone(&self.now.vars);
            vars.extend(captured.clone());
            self.now.vars = Arc::new(vars);
            self.now.done = true;
            let text = match exercise.success.raw.as_str() {
                "" => "That is it.".to_owned(),
                _ => fill(&exercise.success, &self.now.vars),
            };
            self.now.feedback = Some(Feedback {
                kind: FeedbackKind::Success,
                text,
            });
            return;
        }
        let slip = recognised(
            &self.now.entry.slips,
            lab,
            self.log_since_entry(),
            self.now.entry.at,
        );
        if let Some(mistake) = slip.and_then(|slip| exercise.mistakes.get(slip)) {
            let text = fill(&mistake.say, &self.now.vars);
            self.now.feedback = Some(Feedback {
                kind: FeedbackKind::Mistake,
                text,
            });
        } else if changed {
            let text = match captured {
                Err(text) if unmet.is_empty() => text,
                _ => unmet.join("\n"),
            };
            self.now.feedback = Some(Feedback {
                kind: FeedbackKind::Missing,
                text,
            });
        }
    }

    fn verdicts(&self, goal: &[super::model::Assertion], lab: &Lab) -> Vec<Verdict> {
        let facts = self.facts(lab);
        goal.iter().map(|assertion| judge(assertion, &facts)).collect()
    }

    /// The variables this step sets, or why one of them cannot be set.
    fn captured(&self, lab: &Lab) -> Result<Vars, String> {
        let facts = self.facts(lab);
        capture(&self.step().capture, &facts).map_err(|missed| missed.for_learner())
    }

    /// Which option the engine proves right, and what there is to say about the chosen one.
    fn measure(&mut self, prediction: &Prediction, lab: &Lab) {
        let facts = self.facts(lab);
        let measured = facts.ask(&prediction.measure.query).into_iter().next();
        let measured = measured.unwrap_or(super::value::Value::Null);
        let mut options = prediction.options.iter();
        let right = options.position(|option| fits(&option.value, &measured, facts.vars));
        let captured = self.captured(lab).unwrap_or_default();
        let mut vars = Vars::clone(&self.now.vars);
        vars.extend(captured);
        let text = told_answer(prediction, self.now.chosen, right, &vars);
        self.now.vars = Arc::new(vars);
        self.now.right = right;
        self.now.done = true;
        self.now.feedback = Some(Feedback {
            kind: FeedbackKind::Explain,
            text,
        });
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
    fn trial(&self, lab: &Lab, log: Vec<Logged>) -> Trial<'_> {
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

fn told_answer(prediction: &Prediction, chosen: Option<usize>, right: Option<usize>, vars: &Vars) -> String {
    let words = |option: Option<usize>| {
        option
            .and_then(|at| prediction.options.get(at))
            .map(|option| fill(&option.text, vars))
    };
    let mut parts = Vec::new();
    match (words(chosen), words(right)) {
        (Some(said), Some(_)) if chosen == right => parts.push(format!("You said **{said}**, and so it is.")),
        (Some(said), Some(is)) => parts.push(format!("You said **{said}**; it is **{is}**.")),
        (None, Some(is)) => parts.push(format!("It is **{is}**.")),
        (_, None) => {}
    }
    let because = chosen
        .filter(|_| chosen != right)
        .and_then(|at| prediction.options.get(at));
    parts.extend(because.map(|option| fill(&option.because, vars)));
    parts.push(fill(&prediction.explain, vars));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}
