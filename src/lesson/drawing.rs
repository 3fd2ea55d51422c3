//! A run as the screen shows it: the step's texts with their variables filled in, its goals judged, its options.

use super::judge::judge;
use super::model::Task;
use super::session::Session;
use super::vars::fill;
use super::view::{ChoiceView, GoalLine, StepKind, StepView};
use crate::lab::{Lab, TerminalId};

impl Session {
    /// The step as it stands.
    pub fn view(&self, lab: &Lab) -> StepView {
        let step = self.step();
        StepView {
            index: self.now.entry.step,
            total: self.lesson.steps.len(),
            kind: match step.task {
                Task::Read => StepKind::Read,
                Task::Watch { .. } => StepKind::Watch,
                Task::Do(_) => StepKind::Do,
                Task::Predict(_) => StepKind::Predict,
            },
            title: step.title.clone(),
            text: self.text(),
            terminal: Some(TerminalId(step.desk)),
            prompt: match &step.task {
                Task::Do(exercise) => fill(&exercise.prompt, &self.now.vars),
                _ => String::new(),
            },
            goals: self.goals(lab),
            options: self.options(),
            feedback: self.now.feedback.clone(),
            done: self.may_leave() && self.now.done,
            hints_left: self.rungs().saturating_sub(self.hints_shown()),
            actions_left: match &step.task {
                Task::Watch { actions, .. } => actions.len() - self.now.played.min(actions.len()),
                _ => 0,
            },
        }
    }

    fn text(&self) -> String {
        let text = fill(&self.step().text, &self.now.vars);
        match self.prediction() {
            Some(prediction) if text.is_empty() => fill(&prediction.ask, &self.now.vars),
            Some(prediction) => format!("{}\n\n{}", text.trim_end(), fill(&prediction.ask, &self.now.vars)),
            None => text,
        }
    }

    fn goals(&self, lab: &Lab) -> Vec<GoalLine> {
        let Task::Do(exercise) = &self.step().task else {
            return Vec::new();
        };
        let facts = self.facts(lab);
        let verdicts = exercise.goal.iter().map(|assertion| judge(assertion, &facts));
        verdicts
            .map(|verdict| GoalLine {
                met: verdict.met,
                text: verdict.text,
            })
            .collect()
    }

    fn options(&self) -> Vec<ChoiceView> {
        let options = self
            .prediction()
            .map_or(&[][..], |prediction| &prediction.options);
        let views = options.iter().enumerate().map(|(at, option)| ChoiceView {
            text: fill(&option.text, &self.now.vars),
            right: self.now.right.map(|right| right == at),
            chosen: self.now.chosen == Some(at),
        });
        views.collect()
    }
}
