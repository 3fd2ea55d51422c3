//! What the screen and the plain reader see of a lesson, as plain data. Nothing here knows how a lesson is judged.

use super::model::EntryKind;
use crate::lab::{Outcome, TerminalId};

/// A step as it stands at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// Its place in the lesson, from 0.
    pub index: usize,
    /// How many steps the lesson has.
    pub total: usize,
    /// What the learner is to do.
    pub kind: StepKind,
    /// Its heading; empty when the author gave none.
    pub title: String,
    /// The text above the prompt: paragraphs, lists, `code` and **bold**, variables already filled in. For a
    /// prediction the question is its last paragraph.
    pub text: String,
    /// The terminal the step speaks of, to be focused on entry.
    pub terminal: Option<TerminalId>,
    /// What stands ready at the prompt, with `____` where something is to be filled in; empty if nothing does.
    pub prompt: String,
    /// One line per thing to reach.
    pub goals: Vec<GoalLine>,
    /// The answers to choose from, for a prediction.
    pub options: Vec<ChoiceView>,
    /// The last thing the lesson had to say.
    pub feedback: Option<Feedback>,
    /// Whether `next` goes on: the goal is reached, the prediction answered, or there is nothing to do but read.
    pub done: bool,
    /// How many hints are still there, the solution as the last one included.
    pub hints_left: usize,
    /// What an answer that is typed must be; `None` when one chooses, or has answered.
    pub entry: Option<EntryKind>,
    /// How many commands the shortest known way has; 0 where there is no goal.
    pub par: u32,
    /// How many commands were typed in this step.
    pub typed: u32,
    /// Whether the last hint, the solution itself, was asked for.
    pub assisted: bool,
    /// How many actions of a worked example are still to be played.
    pub actions_left: usize,
}

/// What the learner is to do in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Reads, and goes on.
    Read,
    /// Plays a worked example, one action after the other.
    Watch,
    /// Reaches a goal.
    Do,
    /// Commits to an answer, and then sees what happens.
    Predict,
    /// Plays freely, and goes on when ready.
    Explore,
}

/// One thing to reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalLine {
    /// Whether it is reached.
    pub met: bool,
    /// What is wanted, and while it is not reached what is the case instead: `pickers: 2 pending, goal 0`.
    pub text: String,
}

/// An answer to a prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView {
    /// What it says.
    pub text: String,
    /// After answering: whether this is what the engine did.
    pub right: Option<bool>,
    /// Whether the learner chose it.
    pub chosen: bool,
}

/// Something the lesson says about what the learner did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Of what kind it is.
    pub kind: FeedbackKind,
    /// The words, in the same markup as a step's text.
    pub text: String,
}

/// Why the lesson speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedbackKind {
    /// The goal is reached.
    Success,
    /// A known mistake was made.
    Mistake,
    /// Something changed, and something is still missing.
    Missing,
    /// A hint was asked for.
    Hint,
    /// A prediction was answered, or a worked example played.
    Explain,
}

/// An action that the lesson performed by itself.
#[derive(Debug, PartialEq, Eq)]
pub struct Played {
    /// The terminal it belongs to; for time passing, the one in focus.
    pub terminal: TerminalId,
    /// The line as it would be typed, `:clock +10s` and `:crash worker-1` included; empty for what nobody types.
    pub line: String,
    /// What the lesson says at this point instead of doing something.
    pub said: Option<String>,
    /// What came of it.
    pub outcome: Outcome,
}
