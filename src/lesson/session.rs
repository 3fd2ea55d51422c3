//! A learner's run through a lesson: which step it is, what has been done in it, what there is to say. The lab is
//! the caller's; the screen and the plain reader both use this.

use std::sync::Arc;

use super::model::{Lesson, Task};
use super::view::{Played, StepKind, StepView};
use crate::lab::{Action, Clock, Lab, Outcome, TerminalId};
use crate::wire::Protocol;

/// A lesson being learnt.
#[derive(Debug)]
pub struct Session {
    lesson: Arc<Lesson>,
    at: usize,
}

impl Session {
    /// Begins: a lab with a held clock, the lesson's terminals and its setup; nothing of it can be undone.
    pub fn start(lesson: Arc<Lesson>) -> (Session, Lab) {
        let clock = Clock::held(lesson.clock.start, lesson.clock.per_command);
        let mut lab = Lab::new(clock, lesson.profile, Protocol::Resp2);
        for desk in &lesson.terminals {
            lab.act(Action::Open(desk.id.clone()), 0);
        }
        lab.settle();
        (Session { lesson, at: 0 }, lab)
    }

    /// The lesson.
    pub fn lesson(&self) -> &Arc<Lesson> {
        &self.lesson
    }

    /// The step as it stands.
    pub fn view(&self, _lab: &Lab) -> StepView {
        let step = &self.lesson.steps[self.at];
        StepView {
            index: self.at,
            total: self.lesson.steps.len(),
            kind: match step.task {
                Task::Read => StepKind::Read,
                Task::Watch { .. } => StepKind::Watch,
                Task::Do(_) => StepKind::Do,
                Task::Predict(_) => StepKind::Predict,
            },
            title: step.title.clone(),
            text: step.text.raw.clone(),
            terminal: Some(TerminalId(step.desk)),
            prompt: String::new(),
            goals: Vec::new(),
            options: Vec::new(),
            feedback: None,
            done: true,
            hints_left: 0,
            actions_left: 0,
        }
    }

    /// Takes in what the learner did: any action of theirs and its outcome, right after `lab.act`.
    pub fn observe(&mut self, _lab: &Lab, _action: &Action, _outcome: &Outcome) {}

    /// To be called after every undo, redo and seek of the lab.
    pub fn rewound(&mut self, _lab: &Lab) {}

    /// Goes to the next step when that is allowed, and performs what the lesson gives there. Actions of a worked
    /// example that were not played are played first.
    pub fn next(&mut self, _lab: &mut Lab) -> Vec<Played> {
        self.at = (self.at + 1).min(self.lesson.steps.len() - 1);
        Vec::new()
    }

    /// Plays one action of a worked example; `None` when all have been played.
    pub fn watch_next(&mut self, _lab: &mut Lab) -> Option<Played> {
        None
    }

    /// Answers a prediction with the option at `option`: plays the reveal and says what is right.
    pub fn answer(&mut self, _option: usize, _lab: &mut Lab) -> Vec<Played> {
        Vec::new()
    }

    /// The next hint, which also becomes the step's feedback. The last one is the line to type.
    pub fn hint(&mut self, _lab: &Lab) -> Option<String> {
        None
    }

    /// The next line of the solution that is still to be typed, with its terminal, to be put at the prompt there.
    pub fn solution_line(&self, _lab: &Lab) -> Option<(TerminalId, String)> {
        None
    }

    /// Goes back to the beginning of the step, or at its beginning to the step before, with the state of that moment.
    pub fn back(&mut self, _lab: &mut Lab) {
        self.at = self.at.saturating_sub(1);
    }

    /// Whether the last step is behind.
    pub fn is_finished(&self) -> bool {
        false
    }

    /// The closing words.
    pub fn after(&self) -> &str {
        &self.lesson.after
    }

    /// The id of the step, under which progress is kept.
    pub fn step_id(&self) -> &str {
        &self.lesson.steps[self.at].id
    }
}
