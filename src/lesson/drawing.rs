//! A run as the screen shows it: the step's texts with their variables filled in, its goals judged, its options.

use super::judge::judge;
use super::model::{Pane, ShowGoal, Task};
use super::session::Session;
use super::vars::fill;
use super::view::{ChoiceView, GoalLine, StepKind, StepView};
use crate::lab::{Lab, TerminalId};

impl Session {
    /// The panes that the step points at.
    pub fn panes(&self) -> &[Pane] {
        &self.step().focus
    }

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
                Task::Explore(_) => StepKind::Explore,
            },
            entry: self
                .prediction()
                .filter(|_| !self.now.done)
                .and_then(|prediction| prediction.entry),
            par: match &step.task {
                Task::Do(exercise) => exercise.commands(),
                _ => 0,
            },
            typed: self.typed(),
            assisted: self.assisted(),
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
            hints_left: self.rungs_left(lab),
            actions_left: match &step.task {
                Task::Watch { actions, .. } => actions.len() - self.now.played.min(actions.len()),
                _ => 0,
            },
        }
    }

    fn text(&self) -> String {
        let text = fill(&self.step().text, &self.now.vars);
        let also = match &self.step().task {
            Task::Predict(prediction) => fill(&prediction.ask, &self.now.vars),
            Task::Explore(play) => {
                let lines = play.suggest.iter().map(|line| fill(line, &self.now.vars));
                let lines: Vec<String> = lines.map(|line| format!("- {}", line.trim_end())).collect();
                lines.join("\n")
            }
            _ => String::new(),
        };
        match (text.trim_end(), also.as_str()) {
            (_, "") => text,
            ("", also) => also.to_owned(),
            (text, also) => format!("{text}\n\n{also}"),
        }
    }

    fn goals(&self, lab: &Lab) -> Vec<GoalLine> {
        let (goal, shown) = match &self.step().task {
            Task::Do(exercise) => (&exercise.goal, exercise.show_goal),
            Task::Explore(play) => (&play.goal, ShowGoal::Always),
            _ => return Vec::new(),
        };
        let hidden = match shown {
            ShowGoal::Always => false,
            ShowGoal::AfterHint => !self.was_helped() && !self.now.done,
            ShowGoal::Never => true,
        };
        if hidden {
            return Vec::new();
        }
        let facts = self.facts(lab);
        let verdicts = goal.iter().map(|assertion| judge(assertion, &facts));
        let mut lines: Vec<GoalLine> = verdicts
            .map(|verdict| GoalLine {
                met: verdict.met,
                text: verdict.text,
            })
            .collect();
        // What later steps need is part of the goal, and is told when it is all that is missing.
        if !self.now.done
            && lines.iter().all(|line| line.met)
            && let Err(text) = self.captured(lab)
        {
            lines.push(GoalLine { met: false, text });
        }
        lines
    }

    fn options(&self) -> Vec<ChoiceView> {
        // An answer that is typed is not to be read off.
        let options = self
            .prediction()
            .filter(|prediction| prediction.entry.is_none())
            .map_or(&[][..], |prediction| &prediction.options);
        let views = options.iter().enumerate().map(|(at, option)| ChoiceView {
            text: fill(&option.text, &self.now.vars),
            right: self.now.right.map(|right| right == at),
            chosen: self.now.chosen == Some(at),
        });
        views.collect()
    }
}
