//! The proof itself, step by step. Each claim has its code.

use super::Report;
use super::play::play;
use crate::lab::Action;
use crate::lab::{Lab, TerminalId};
use crate::lesson::act::{argv, empty_lab, line_of};
use crate::lesson::capture::capture;
use crate::lesson::fault::Fault;
use crate::lesson::judge::{all_met, judge};
use crate::lesson::log::Logged;
use crate::lesson::model::{Act, Assertion, Exercise, Lesson, Prediction, Step, Task, Vars, Way};
use crate::lesson::session::Session;
use crate::lesson::slip::{Slip, recognised, same_command, slips};
use crate::lesson::trial::Trial;
use crate::lesson::value::Value;
use crate::lesson::want::fits;
use crate::lesson::yaml::Mark;

pub(super) struct Prover<'l> {
    lesson: &'l Lesson,
    /// The way of the solutions.
    trial: Trial<'l>,
    report: Report,
}

impl<'l> Prover<'l> {
    pub(super) fn new(lesson: &'l Lesson) -> Prover<'l> {
        let lab = empty_lab(lesson);
        let trial = Trial {
            lesson,
            // A lesson without steps is refused by the reader.
            step: &lesson.steps[0],
            entered_at: lab.now(0),
            lab,
            log: Vec::new(),
            vars: Vars::new(),
        };
        Prover {
            lesson,
            trial,
            report: Report::default(),
        }
    }

    pub(super) fn report(mut self) -> Report {
        self.report.faults.sort_by_key(|fault| fault.place);
        self.report.faults.dedup();
        self.report
    }

    /// Plays the setup. `false` when something in it is refused.
    pub(super) fn setup(&mut self) -> bool {
        self.acts(&self.lesson.setup);
        self.trial.lab.settle();
        self.report.faults.is_empty()
    }

    /// Proves a step and passes it. `false` when it cannot be passed.
    pub(super) fn step(&mut self, step: &'l Step) -> bool {
        self.trial.step = step;
        self.trial.enter();
        self.acts(&step.given);
        self.trial.enter();
        let faults = self.report.faults.len();
        match &step.task {
            Task::Read => {}
            Task::Watch { actions, assert } => {
                self.acts(actions);
                self.statements(assert);
            }
            Task::Do(exercise) => self.exercise(exercise),
            Task::Predict(prediction) => self.prediction(prediction),
        }
        self.captures(step);
        let new = &self.report.faults[faults..];
        !new.iter()
            .any(|fault| matches!(fault.code, "E121" | "E132" | "E138" | "E139" | "E140"))
    }

    fn claim(&mut self, holds: bool, code: &'static str, mark: Mark, message: impl FnOnce() -> String) {
        if holds {
            self.report.proved += 1;
        } else {
            self.report
                .faults
                .push(Fault::at(&self.lesson.source, mark, None, code, message()));
        }
    }

    /// Plays acts on the way of the solutions.
    fn acts(&mut self, acts: &[Act]) {
        for act in acts {
            let (_, odd) = play(&mut self.trial, act);
            self.claim(
                odd.is_empty(),
                odd.first().map_or("", |odd| odd.0),
                act.mark,
                || odd[0].1.clone(),
            );
        }
    }

    fn statements(&mut self, statements: &[Assertion]) {
        for statement in statements {
            let verdict = judge(statement, &self.trial.facts());
            self.claim(verdict.met, "E138", statement.mark, || {
                format!("this does not hold: {}", verdict.text)
            });
        }
    }

    fn captures(&mut self, step: &Step) {
        match capture(&step.capture, &self.trial.facts()) {
            Ok(vars) => {
                self.report.proved += vars.len();
                self.trial.vars.extend(vars);
            }
            Err(missed) => {
                let entries = if missed.matched == 1 { "entry" } else { "entries" };
                let message = format!("capture \"{}\" matched {} {entries}", missed.name, missed.matched);
                self.claim(false, "E121", missed.mark, || message);
            }
        }
    }

    fn exercise(&mut self, exercise: &Exercise) {
        let entry = self.trial.fork();
        let slips = slips(exercise, &entry);
        let open = !all_met(&exercise.goal, &entry.facts());
        let step = entry.step;
        self.claim(open, "E130", step.mark, || {
            format!("step \"{}\": the goal already holds on entry", step.id)
        });
        if open {
            self.reads_say_nothing(exercise, &slips, &entry);
            for (at, mistake) in exercise.mistakes.iter().enumerate() {
                self.mistake(exercise, &slips, at, mistake, entry.fork());
            }
        }
        self.solution(exercise, &slips);
        let captures = capture(&step.capture, &self.trial.facts()).is_ok();
        for way in &exercise.alternatives {
            self.alternative(exercise, way, entry.fork(), captures);
        }
    }

    fn mistake(
        &mut self,
        exercise: &Exercise,
        slips: &[Slip],
        at: usize,
        mistake: &Way,
        mut trial: Trial<'_>,
    ) {
        for act in &mistake.actions {
            trial.run(act);
        }
        let id = &mistake.id;
        let solved = all_met(&exercise.goal, &trial.facts());
        self.claim(!solved, "E131", mistake.mark, || {
            format!("mistake \"{id}\" satisfies the goal")
        });
        let found = recognised(slips, &trial.lab, &trial.log, trial.entered_at);
        self.claim(found == Some(at), "E133", mistake.mark, || {
            let other = found.and_then(|found| exercise.mistakes.get(found));
            match other {
                Some(other) => format!(
                    "mistake \"{id}\" is answered as \"{}\": both leave the same",
                    other.id
                ),
                None => {
                    format!("mistake \"{id}\" is not recognised: it changes nothing and ends with no command")
                }
            }
        });
    }

    /// `captures`: whether what the step captures is found after the solution.
    fn alternative(&mut self, exercise: &Exercise, way: &Way, mut trial: Trial<'_>, captures: bool) {
        // A way may pass through a mistake and mend it: that is for the solution only to avoid.
        for act in &way.actions {
            let (_, odd) = play(&mut trial, act);
            self.claim(
                odd.is_empty(),
                odd.first().map_or("", |odd| odd.0),
                act.mark,
                || odd[0].1.clone(),
            );
        }
        let left = unmet(&exercise.goal, &trial);
        self.claim(left.is_empty(), "E134", way.mark, || {
            format!("alternative \"{}\" leaves: {}", way.id, left.join("; "))
        });
        let found = capture(&trial.step.capture, &trial.facts());
        let name = found
            .err()
            .filter(|_| captures && left.is_empty())
            .map(|missed| missed.name);
        self.claim(name.is_none(), "E121", way.mark, || {
            format!(
                "after alternative \"{}\" capture \"{}\" does not match one thing",
                way.id,
                name.unwrap_or_default()
            )
        });
    }

    fn solution(&mut self, exercise: &Exercise, slips: &[Slip]) {
        let last = exercise.solution.len().saturating_sub(1);
        for (at, act) in exercise.solution.iter().enumerate() {
            self.acts(std::slice::from_ref(act));
            if at < last {
                let trial = self.trial.fork();
                self.not_a_mistake(exercise, slips, &trial, act);
            }
        }
        let left = unmet(&exercise.goal, &self.trial);
        let mark = exercise
            .solution
            .last()
            .map_or(self.trial.step.mark, |act| act.mark);
        self.claim(left.is_empty(), "E132", mark, || {
            format!("solution leaves: {}", left.join("; "))
        });
    }

    /// Whoever is on a good way must not be told of a mistake.
    fn not_a_mistake(&mut self, exercise: &Exercise, slips: &[Slip], trial: &Trial<'_>, act: &Act) {
        if all_met(&exercise.goal, &trial.facts()) {
            return;
        }
        let found = recognised(slips, &trial.lab, &trial.log, trial.entered_at);
        let mistake = found
            .and_then(|found| exercise.mistakes.get(found))
            .map(|mistake| mistake.id.clone());
        self.claim(mistake.is_none(), "E135", act.mark, || {
            format!(
                "on a good way, this is taken for mistake \"{}\"",
                mistake.unwrap_or_default()
            )
        });
    }

    /// A look around on entry reaches no goal and sets off no mistake.
    fn reads_say_nothing(&mut self, exercise: &Exercise, slips: &[Slip], entry: &Trial<'_>) {
        for line in unrelated_reads(&entry.lab) {
            let typed = argv(&line);
            let ways = exercise
                .mistakes
                .iter()
                .chain(&exercise.alternatives)
                .map(|way| &way.actions);
            let mut meant = ways.chain([&exercise.solution]).flatten();
            let is_meant = meant.any(|act| {
                let (_, other) = line_of(act, entry.step.desk, entry.lesson, &entry.vars);
                same_command(&typed, &argv(&other), &entry.lab)
            });
            if is_meant {
                continue;
            }
            let mut trial = entry.fork();
            let action = Action::Run(TerminalId(trial.step.desk), typed);
            let outcome = trial.lab.act(action.clone(), 0);
            let logged = Logged::new(&trial.lab, &action, &outcome);
            trial.log.push(logged);
            let found = recognised(slips, &trial.lab, &trial.log, trial.entered_at);
            let mistake = found.and_then(|found| exercise.mistakes.get(found));
            if let Some(mistake) = mistake {
                let message = format!("mistake \"{}\" fires for an unrelated `{line}`", mistake.id);
                self.claim(false, "E136", mistake.mark, || message);
            } else {
                let solved = all_met(&exercise.goal, &trial.facts());
                let mark = trial.step.mark;
                self.claim(!solved, "E136", mark, || {
                    format!("an unrelated `{line}` reaches the goal")
                });
            }
        }
    }

    fn prediction(&mut self, prediction: &Prediction) {
        self.acts(&prediction.reveal);
        self.statements(&prediction.assert);
        let facts = self.trial.facts();
        let measured = facts.ask(&prediction.measure.query).into_iter().next();
        let Some(measured) = measured else {
            self.claim(false, "E140", prediction.measure.mark, || {
                "there is nothing to measure here".into()
            });
            return;
        };
        let fit = |value: &Value| {
            let options = prediction.options.iter();
            options
                .filter(|option| fits(&option.value, value, facts.vars))
                .map(|option| option.mark)
                .collect::<Vec<_>>()
        };
        let fitting = fit(&measured);
        let shown = measured.shown();
        self.claim(!fitting.is_empty(), "E140", prediction.measure.mark, || {
            format!("no option equals the measured reply {shown}")
        });
        let second = fitting.get(1).copied();
        self.claim(second.is_none(), "E141", second.unwrap_or_default(), || {
            format!("two options equal the measured reply {shown}")
        });
    }

    /// Undo to the start gives the setup state, and redo to the end the end.
    pub(super) fn there_and_back(&mut self) {
        let (mut session, mut lab) = Session::start(std::sync::Arc::new(self.lesson.clone()));
        let start = told(&lab);
        while session.advance_by_playing(&mut lab) {}
        let end = told(&lab);
        while lab.undo().is_some() {}
        let back = told(&lab);
        while lab.redo().is_some() {}
        let mark = Mark::default();
        self.claim(back == start, "E137", mark, || {
            "undo to the start does not give the setup's state".into()
        });
        self.claim(told(&lab) == end, "E137", mark, || {
            "redo to the end does not give the end's state".into()
        });
    }

    /// A second run gives the same bytes.
    pub(super) fn again(&mut self) {
        let run = || {
            let (mut session, mut lab) = Session::start(std::sync::Arc::new(self.lesson.clone()));
            while session.advance_by_playing(&mut lab) {}
            (format!("{session:?}"), told(&lab))
        };
        let same = run() == run();
        self.claim(same, "E137", Mark::default(), || {
            "a second run does not give the same bytes".into()
        });
    }
}

/// The whole state, to be compared byte for byte.
fn told(lab: &Lab) -> String {
    format!("{:?} {:?} {:?}", lab.engine(), lab.clock(), lab.terminals())
}

fn unmet(goal: &[Assertion], trial: &Trial<'_>) -> Vec<String> {
    let verdicts = goal.iter().map(|assertion| judge(assertion, &trial.facts()));
    verdicts
        .filter(|verdict| !verdict.met)
        .map(|verdict| verdict.text)
        .collect()
}

/// What somebody may type who only looks around.
fn unrelated_reads(lab: &Lab) -> Vec<String> {
    let mut lines = vec!["PING".to_owned()];
    for (key, value) in lab.engine().db(0).iter() {
        // A name that would have to be quoted is not worth the trouble here.
        let Ok(key) = std::str::from_utf8(key) else {
            continue;
        };
        if key.contains(|sign: char| sign.is_whitespace() || sign == '"' || sign == '\'') {
            continue;
        }
        if value.type_name() == "stream" {
            lines.extend([
                format!("XLEN {key}"),
                format!("XRANGE {key} - +"),
                format!("XINFO STREAM {key}"),
                format!("XINFO GROUPS {key}"),
            ]);
        }
    }
    lines
}
