//! What was proved of each step, in a few words, for authors who want to see it.

use super::StepProof;
use super::prove::Prover;
use crate::assist::counted;
use crate::lesson::model::{Exercise, Prediction, Step, Task};
use crate::lesson::vars::fill;
use crate::lesson::want::fits;

impl Prover<'_> {
    /// Notes what was proved of a step that was just passed; `holds`: whether nothing was wrong with it.
    pub(super) fn tell(&mut self, step: &Step, holds: bool) {
        let (kind, proved) = match &step.task {
            // Nothing is claimed there.
            Task::Read => return,
            Task::Explore(play) => (
                "explore",
                format!("{} tried", counted(play.suggest.len(), "suggestion")),
            ),
            Task::Watch { actions, assert } => {
                let hold = format!("{} afterwards", counted(assert.len(), "statement"));
                (
                    "watch",
                    format!("{} played, {hold}", counted(actions.len(), "line")),
                )
            }
            Task::Do(exercise) => ("do", told(exercise)),
            Task::Predict(prediction) => ("predict", self.answer(prediction)),
        };
        let proved = if holds { proved } else { "does not hold".to_owned() };
        self.note(StepProof {
            step: step.id.clone(),
            kind,
            proved,
            version: None,
        });
    }

    /// The answer that the engine gave.
    fn answer(&self, prediction: &Prediction) -> String {
        let facts = self.trial.facts();
        let Some(measured) = facts.ask(&prediction.measure.query).into_iter().next() else {
            return String::new();
        };
        let mut options = prediction.options.iter();
        match options.find(|option| fits(&option.value, &measured, facts.vars)) {
            Some(option) => {
                let all = counted(prediction.options.len(), "option");
                format!("true, of {all}: {}", fill(&option.text, facts.vars))
            }
            None => format!("the answer to type: {}", measured.shown()),
        }
    }
}

fn told(exercise: &Exercise) -> String {
    let solution = format!("solution accepted ({})", counted(exercise.solution.len(), "line"));
    let others = [
        (exercise.alternatives.len(), "alternative", "accepted"),
        (exercise.mistakes.len(), "mistake", "refused"),
    ];
    let others = others.into_iter().filter(|(count, ..)| *count > 0);
    let others = others.map(|(count, name, what)| format!("{} {what}", counted(count, name)));
    std::iter::once(solution)
        .chain(others)
        .collect::<Vec<_>>()
        .join(", ")
}
