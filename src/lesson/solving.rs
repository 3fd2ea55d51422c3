//! The way to a goal: hints, and the line of the solution that is still to be typed. Tries on copies of the state;
//! nothing here changes the learner's own.

use std::collections::BTreeSet;

use super::act::{argv, line_of};
use super::capture::known;
use super::judge::{all_met, judge};
use super::log::Logged;
use super::model::{Act, Exercise, Hint, Task, Vars};
use super::session::Session;
use super::trial::Trial;
use super::vars::fill;
use super::view::{Feedback, FeedbackKind};
use crate::lab::{Action, Lab, TerminalId};
use crate::store::Millis;

/// What is said to who has left every way to the goal.
const LOST: &str = "Nothing that this lesson knows leads from here to the goal. `:undo` takes back the last command, \
                    `:reset` the whole step. If that is not enough, `:catchup` begins this step in the state that the \
                    lesson itself would have led to.";

impl Session {
    /// The next hint, which also becomes the step's feedback. The last one is the line to type; whoever takes it is
    /// assisted in this step. Why there is none is for [`no_hint`](Session::no_hint) to say.
    pub fn hint(&mut self, lab: &Lab) -> Option<String> {
        self.diary.note("hint");
        if self.is_reached() {
            return None;
        }
        let text = if let Some(astray) = self.astray(lab) {
            astray
        } else if let Some(rung) = self.next_rung(lab) {
            self.take_rung(rung)
        } else {
            let text = self.last_rung(lab)?;
            let last = self.step().hints.len();
            self.shown_rungs().insert(last);
            text
        };
        self.now.feedback = Some(Feedback {
            kind: FeedbackKind::Hint,
            text: text.clone(),
        });
        self.amend();
        Some(text)
    }

    /// Why there is no hint, in a sentence.
    pub fn no_hint(&self) -> &'static str {
        if self.is_reached() {
            "the goal is reached: nothing is left to hint at"
        } else {
            "there are no hints here"
        }
    }

    fn is_reached(&self) -> bool {
        self.now.done && matches!(self.step().task, Task::Do(_))
    }

    /// What is said to who asks for a hint where no way leads on: other hints do so only from where a way begins. What
    /// went wrong is said again, if the lesson knows it.
    fn astray(&self, lab: &Lab) -> Option<String> {
        let Task::Do(exercise) = &self.step().task else {
            return None;
        };
        let lost = self.lost(exercise, lab)?;
        let mistake = self.now.made.told.and_then(|slip| exercise.mistakes.get(slip));
        Some(match mistake {
            Some(mistake) => format!("{}\n\n{lost}", fill(&mistake.say, &self.now.vars).trim_end()),
            None => lost,
        })
    }

    /// What is said where no way that the lesson knows leads on: what is in the way, or how to come back. `None` where
    /// one does.
    pub(super) fn lost(&self, exercise: &Exercise, lab: &Lab) -> Option<String> {
        if self.way_on(exercise, lab).is_some() {
            return None;
        }
        let mut desks = self.lesson.terminals.iter().enumerate();
        let in_the_way = desks.find(|(at, _)| {
            let id = TerminalId(*at);
            lab.is_waiting(id) && {
                let mut freed = lab.fork();
                freed.act(Action::Cancel(id), 0);
                self.way_on(exercise, &freed).is_some()
            }
        });
        Some(match in_the_way {
            Some((_, desk)) => {
                format!(
                    "{} still waits, and hears nothing else. Ctrl-C there gives up the wait.",
                    desk.id
                )
            }
            None => LOST.to_owned(),
        })
    }

    /// Offers a hint unasked when the author wants it after so many commands.
    pub(super) fn offer(&mut self, lab: &Lab) {
        let typed = self.typed();
        let ripe = |hint: &Hint| hint.attempts.is_some_and(|attempts| attempts <= typed);
        self.offer_if(lab, ripe);
    }

    /// Offers a hint unasked to somebody who has not touched a key for `idle` ms. Whether one was offered.
    pub fn idle(&mut self, lab: &Lab, idle: Millis) -> bool {
        !self.now.done && self.offer_if(lab, |hint| hint.idle.is_some_and(|span| span <= idle))
    }

    /// After how many ms without a key the next hint offers itself; `None` if it does not.
    pub fn next_offer(&self, lab: &Lab) -> Option<Millis> {
        let rung = self.next_rung(lab).filter(|_| !self.now.done)?;
        self.step().hints[rung].idle
    }

    fn offer_if(&mut self, lab: &Lab, ripe: impl Fn(&Hint) -> bool) -> bool {
        let rung = self.next_rung(lab).filter(|rung| ripe(&self.step().hints[*rung]));
        let Some(rung) = rung else { return false };
        // Where no way leads on that was said, and a hint at the way would hide it.
        if self.astray(lab).is_some() {
            return false;
        }
        let text = self.take_rung(rung);
        self.now.feedback = Some(Feedback {
            kind: FeedbackKind::Hint,
            text,
        });
        true
    }

    /// The first hint that was not shown and speaks of something that is still missing.
    fn next_rung(&self, lab: &Lab) -> Option<usize> {
        (0..self.step().hints.len()).find(|rung| self.applies(*rung, lab))
    }

    fn applies(&self, rung: usize, lab: &Lab) -> bool {
        let shown = self.hints.get(&self.now.entry.step);
        let hint = &self.step().hints[rung];
        let missing = |when| !judge(when, &self.facts(lab)).met;
        shown.is_none_or(|shown| !shown.contains(&rung)) && hint.when.as_ref().is_none_or(missing)
    }

    fn take_rung(&mut self, rung: usize) -> String {
        self.shown_rungs().insert(rung);
        fill(&self.step().hints[rung].text, &self.now.vars)
    }

    fn shown_rungs(&mut self) -> &mut BTreeSet<usize> {
        self.hints.entry(self.now.entry.step).or_default()
    }

    /// Whether any hint was shown in this step.
    pub(super) fn was_helped(&self) -> bool {
        self.hints
            .get(&self.now.entry.step)
            .is_some_and(|shown| !shown.is_empty())
    }

    /// Whether the solution itself was asked for in this step.
    pub(super) fn assisted(&self) -> bool {
        let shown = self.hints.get(&self.now.entry.step);
        shown.is_some_and(|shown| shown.contains(&self.step().hints.len()))
    }

    /// How many commands were typed in this step.
    pub(super) fn typed(&self) -> u32 {
        let log = self.log_since_entry().iter();
        log.filter(|logged| matches!(logged.action, Action::Run(..)))
            .count() as u32
    }

    /// What is still to be done on a way that leads on from here, the solution's before all others, and as little of it
    /// as will do. `None` when no way that the lesson knows does.
    pub(super) fn way_on<'a>(&self, exercise: &'a Exercise, lab: &Lab) -> Option<&'a [Act]> {
        let others = exercise.alternatives.iter().map(|way| &way.actions);
        let mut log = self.log_since_entry().to_vec();
        let mut solves = |rest: &&[Act]| self.would_solve(exercise, rest, lab, &mut log);
        std::iter::once(&exercise.solution)
            .chain(others)
            .find_map(|way| {
                let mut rests = (0..=way.len())
                    .rev()
                    .map(|done| &way[done..])
                    .filter(|rest| !rest.is_empty());
                rests.find(&mut solves)
            })
            .or_else(|| Some(&[][..]).filter(&mut solves))
    }

    /// The next line that leads on, with its terminal, to be put at the prompt there.
    pub fn solution_line(&self, lab: &Lab) -> Option<(TerminalId, String)> {
        let Task::Do(exercise) = &self.step().task else {
            return None;
        };
        let act = self.way_on(exercise, lab)?.first()?;
        Some(line_of(
            act,
            self.step().desk,
            &self.lesson,
            &self.known_vars(lab),
        ))
    }

    /// Whether a line with a blank word `____` wherever it is not filled in yet may be one that this step is about: one
    /// of its ways has it, or it reaches the goal.
    pub fn may_want(&self, line: &str, lab: &Lab) -> bool {
        let Task::Do(exercise) = &self.step().task else {
            return false;
        };
        let vars = self.known_vars(lab);
        let typed = argv(line);
        let fits = |act: &Act| {
            let wanted = argv(&line_of(act, self.step().desk, &self.lesson, &vars).1);
            let (typed, wanted) = (typed.as_argv(), wanted.as_argv());
            let mut words = typed.iter().zip(wanted.iter());
            typed.len() == wanted.len()
                && words.all(|(typed, wanted)| typed == b"____" || typed.eq_ignore_ascii_case(wanted))
        };
        let others = exercise.alternatives.iter().map(|way| &way.actions);
        let mut acts = std::iter::once(&exercise.solution).chain(others).flatten();
        acts.any(fits) || {
            let mut trial = self.trial(lab, self.log_since_entry().to_vec());
            trial.type_line(line);
            all_met(&exercise.goal, &trial.facts())
        }
    }

    /// The variables, with those of this step that the state has already.
    pub(super) fn known_vars(&self, lab: &Lab) -> Vars {
        let mut vars = Vars::clone(&self.now.vars);
        vars.extend(known(&self.step().capture, &self.facts(lab)));
        vars
    }

    /// How many hints are still to be had; the solution is the last one.
    pub(super) fn rungs_left(&self, lab: &Lab) -> usize {
        let rungs = (0..self.step().hints.len()).filter(|rung| self.applies(*rung, lab));
        rungs.count() + usize::from(matches!(self.step().task, Task::Do(_)))
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

    /// Whether these acts, done now, reach the goal. `log` is what was done in this step, and is so again afterwards: it
    /// may be long, and is asked about often.
    fn would_solve(&self, exercise: &Exercise, rest: &[Act], lab: &Lab, log: &mut Vec<Logged>) -> bool {
        let before = log.len();
        let mut trial = self.trial(lab, std::mem::take(log));
        let heard = rest.iter().all(|act| {
            let heard = !trial.is_deaf(act);
            if heard {
                trial.run(act);
            }
            heard
        });
        let met = heard && all_met(&exercise.goal, &trial.facts());
        *log = trial.log;
        log.truncate(before);
        met
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
}
