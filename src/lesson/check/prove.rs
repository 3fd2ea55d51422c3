//! The proof itself, step by step. Each claim has its code.

use super::play::play;
use super::{Report, StepProof};
use crate::lab::Lab;
use crate::lesson::act::{employ, empty_lab};
use crate::lesson::answering::entered;
use crate::lesson::capture::capture;
use crate::lesson::fault::{Fault, Severity};
use crate::lesson::judge::{all_met, difference};
use crate::lesson::model::{
    Act, Assertion, Capture, EntryKind, EntryQuery, Lesson, Play, Prediction, Query, Step, Task, Vars, Want,
};
use crate::lesson::session::Session;
use crate::lesson::trial::Trial;
use crate::lesson::value::Value;
use crate::lesson::want::{fits, wish};
use crate::lesson::yaml::Mark;

pub(super) struct Prover<'l> {
    pub(super) lesson: &'l Lesson,
    /// The way of the solutions.
    pub(super) trial: Trial<'l>,
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
        // Where a step does not hold, no other way leads past it either.
        let is_own = |fault: &Fault| fault.severity() == Severity::Error && fault.code != "E144";
        if self.report.faults.iter().any(is_own) {
            self.report.faults.retain(|fault| fault.code != "E144");
        }
        self.report.faults.sort_by_key(|fault| fault.place);
        // What sets a mistake off is told once, whatever else does.
        self.report.faults.dedup_by(|one, other| {
            one == other || one.code == "E136" && (one.code, one.place) == (other.code, other.place)
        });
        self.report
    }

    /// Plays the setup. `false` when something in it is refused.
    pub(super) fn setup(&mut self) -> bool {
        self.acts(&self.lesson.setup);
        employ(self.lesson, &self.trial.vars, &mut self.trial.lab);
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
            Task::Explore(play) => self.claim_play(play),
            Task::Watch { actions, assert } => {
                self.acts(actions);
                self.statements(assert);
            }
            Task::Do(exercise) => self.exercise(exercise),
            Task::Predict(prediction) => self.prediction(prediction),
        }
        self.captures(step);
        let new = &self.report.faults[faults..];
        let holds = new.iter().all(|fault| fault.severity() == Severity::Warning);
        let passed = !new
            .iter()
            .any(|fault| matches!(fault.code, "E121" | "E132" | "E138" | "E139" | "E140"));
        self.tell(step, holds);
        passed
    }

    /// Notes what was proved of a step.
    pub(super) fn note(&mut self, proof: StepProof) {
        self.report.steps.push(proof);
    }

    pub(super) fn claim(
        &mut self,
        holds: bool,
        code: &'static str,
        mark: Mark,
        message: impl FnOnce() -> String,
    ) {
        if holds {
            self.report.proved += 1;
        } else {
            self.report
                .faults
                .push(Fault::at(&self.lesson.source, mark, None, code, message()));
        }
    }

    /// A fault with its mend.
    pub(super) fn fault(&mut self, fault: Fault) {
        self.report.faults.push(fault);
    }

    /// Plays acts on the way of the solutions.
    pub(super) fn acts(&mut self, acts: &[Act]) {
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

    /// A bonus that is there already is none, and what is suggested can be typed.
    fn claim_play(&mut self, play: &Play) {
        self.suggestions(play);
        let open = play.goal.is_empty() || !all_met(&play.goal, &self.trial.facts());
        let step = self.trial.step;
        self.claim(open, "E130", step.mark, || {
            format!(
                "step \"{}\": what may be reached in it already holds on entry",
                step.id
            )
        });
    }

    fn statements(&mut self, statements: &[Assertion]) {
        for statement in statements {
            let verdict = difference(statement, &self.trial.facts());
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
                let fault = Fault::at(&self.lesson.source, missed.mark, None, "E121", message);
                let starred = step
                    .capture
                    .iter()
                    .any(|capture| capture.mark == missed.mark && has_star(capture));
                let help =
                    "\"*\" is that sign itself here; write {matches: \"*\"} for a pattern, or any".to_owned();
                self.fault(Fault {
                    help: starred.then_some(help),
                    ..fault
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
        if let Some((mark, expect)) = &prediction.expect {
            let holds = fits(expect, &measured, facts.vars);
            let wish = wish(expect, facts.vars);
            self.claim(holds, "E138", *mark, || {
                format!("the measured answer is {shown}, and {wish} is expected")
            });
        }
        let silent = prediction
            .options
            .iter()
            .filter(|option| option.because.raw.is_empty() && !fitting.contains(&option.mark))
            .map(|option| option.mark);
        // Where no option is right, that is what is to be said.
        let known = !fitting.is_empty() || prediction.entry.is_some();
        let silent: Vec<Mark> = silent.filter(|_| known).collect();
        for mark in silent {
            let message = "nothing is said to whoever takes this wrong answer".to_owned();
            let fault = Fault::at(&self.lesson.source, mark, None, "W206", message);
            self.fault(Fault {
                help: Some("say why it is not so, with `because`".to_owned()),
                ..fault
            });
        }
        if let Some(kind) = prediction.entry {
            let typed = entered(kind, &shown).is_ok_and(|typed| typed == shown);
            let what = match kind {
                EntryKind::Number => "a number",
                EntryKind::Id => "an ID",
                EntryKind::Text => "a text",
            };
            self.claim(typed, "E145", prediction.measure.mark, || {
                format!(
                    "the answer to be typed is {what}, and the measured one is {shown}: nobody can be right"
                )
            });
            // The listed answers are the wrong ones that have something said to them.
            let listed = fitting.first().copied();
            return self.claim(listed.is_none(), "E141", listed.unwrap_or_default(), || {
                format!("this answer is the right one, {shown}, and is listed among the wrong ones")
            });
        }
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
        let run = Session::start(std::sync::Arc::new(self.lesson.clone()));
        self.back_and_forth(run);
    }

    fn back_and_forth(&mut self, (mut session, mut lab): (Session, Lab)) {
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
        self.same(&run(), &run());
    }

    fn same(&mut self, one: &(String, String), other: &(String, String)) {
        self.claim(one == other, "E137", Mark::default(), || {
            "a second run does not give the same bytes".into()
        });
    }
}

/// Whether a capture looks for a star, which is a sign like any other there.
fn has_star(capture: &Capture) -> bool {
    match &capture.query {
        Query::Entry {
            fits: EntryQuery::Where(checks),
            ..
        } => checks
            .iter()
            .any(|check| matches!(&check.want, Want::Is(text) if text.raw.contains('*'))),
        _ => false,
    }
}

/// The whole state, to be compared byte for byte.
fn told(lab: &Lab) -> String {
    format!("{:?} {:?} {:?}", lab.engine(), lab.clock(), lab.terminals())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::read::read;

    /// No file can break these: they are promises of the engine to every lesson. So it is the engine's memory that is
    /// broken here.
    #[test]
    fn a_lesson_that_cannot_be_undone_or_run_again_is_told_so() {
        let text = "schema: stream-lesson/1\nid: kept\ntitle: Kept\nterminals: [{id: a}]\nsteps:\n  \
                    - {id: one, kind: watch, actions: [XADD s 1-1 a b, XADD s 2-2 a b, XADD s 3-3 a b]}\n";
        let lesson = read("kept.yaml", text).0.expect("it can be read");
        let told = |prove: &dyn Fn(&mut Prover<'_>)| {
            let mut prover = Prover::new(&lesson);
            prove(&mut prover);
            let faults = prover.report().faults;
            faults.iter().map(ToString::to_string).collect::<String>()
        };
        let place = "1 | schema: stream-lesson/1\n  | ^\n";
        let run = || Session::start(std::sync::Arc::new(lesson.clone()));
        assert_eq!(told(&|prover| prover.back_and_forth(run())), "");
        let forgetful = told(&|prover| {
            let (session, mut lab) = run();
            lab.limit_memory(1, 100);
            prover.back_and_forth((session, lab));
        });
        assert_eq!(
            forgetful,
            format!("kept.yaml:1:1: E137: undo to the start does not give the setup's state\n{place}")
        );
        let state = |bytes: &str| (bytes.to_owned(), String::new());
        assert_eq!(
            told(&|prover| prover.same(&state("one"), &state("other"))),
            format!("kept.yaml:1:1: E137: a second run does not give the same bytes\n{place}")
        );
    }
}
