//! Proves a lesson on the engine: the goal is open at the start, the solution and every alternative reach it, every
//! mistake is refused with its own answer, nothing else sets a mistake off, and each prediction has one true option.

mod clients;
mod exercise;
mod mistakes;
mod pages;
mod play;
mod prove;
mod rest;
mod suggested;
mod telling;

use super::fault::{Fault, Severity};
use super::model::Lesson;
use crate::command::Version;
use prove::Prover;

/// What a proof found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is not so, in the order of the file.
    pub faults: Vec<Fault>,
    /// How many statements were proved.
    pub proved: usize,
    /// What was proved of each step, in the order of the file.
    pub steps: Vec<StepProof>,
}

/// What was proved of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepProof {
    /// The step's id.
    pub step: String,
    /// `do`, `predict` and so on.
    pub kind: &'static str,
    /// In a few words: `solution accepted (1 line), 3 mistakes refused`.
    pub proved: String,
    /// The version under which it is so, where that is not so under the lesson's first one.
    pub version: Option<Version>,
}

impl Report {
    /// Whether everything the lesson promises is so.
    pub fn holds(&self) -> bool {
        self.faults
            .iter()
            .all(|fault| fault.severity() == Severity::Warning)
    }
}

/// Proves `lesson` under every version it is for. The proof under one stops at a step that cannot be passed, because
/// the steps after it build on it.
pub fn check(lesson: &Lesson) -> Report {
    let mut all = Report::default();
    for version in &lesson.profiles {
        let report = check_under(lesson, *version);
        all.proved += report.proved;
        for step in report.steps {
            let same = |other: &StepProof| other.step == step.step && other.proved == step.proved;
            if !all.steps.iter().any(same) {
                let version = Some(*version).filter(|version| *version != lesson.profile);
                all.steps.push(StepProof { version, ..step });
            }
        }
        let before = all.faults.len();
        for mut fault in report.faults {
            let known = |other: &Fault| other.place == fault.place && other.code == fault.code;
            if !all.faults[..before].iter().any(known) {
                if *version != lesson.profile {
                    fault.message = format!("{} (under {version})", fault.message);
                }
                all.faults.push(fault);
            }
        }
    }
    all.steps
        .sort_by_key(|proof| lesson.steps.iter().position(|step| step.id == proof.step));
    all
}

/// What is too long in a translated lesson; everything else is proved in its own language.
pub(super) fn check_pages(lesson: &Lesson) -> Vec<Fault> {
    let lesson = lesson.under(lesson.profile);
    let mut prover = Prover::new(&lesson);
    prover.pages();
    prover.report().faults
}

/// Proves `lesson` under one version, which need not be one of its own.
pub fn check_under(lesson: &Lesson, version: Version) -> Report {
    let lesson = lesson.under(version);
    let mut prover = Prover::new(&lesson);
    if prover.setup() && lesson.steps.iter().all(|step| prover.step(step)) {
        prover.there_and_back();
        prover.again();
        prover.pages();
    }
    prover.report()
}
