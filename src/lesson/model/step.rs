//! A step: what the learner does in it, and everything that is said to what was done.

use super::Deed;
use super::Pace;
use super::{Act, Assertion, Capture, Measure, Text, Want};
use crate::command::Version;
use crate::lesson::yaml::Mark;
use crate::store::Millis;

/// One step.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Step {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) id: String,
    pub(in crate::lesson) title: String,
    pub(in crate::lesson) text: Text,
    /// Index into the lesson's terminals.
    pub(in crate::lesson) desk: usize,
    pub(in crate::lesson) given: Vec<Act>,
    pub(in crate::lesson) hints: Vec<Hint>,
    pub(in crate::lesson) capture: Vec<Capture>,
    pub(in crate::lesson) scaffold: Option<Scaffold>,
    /// For the instructor only.
    pub(in crate::lesson) notes: String,
    /// How long it takes, for the instructor's clock; 0 if the author did not say.
    pub(in crate::lesson) minutes: u32,
    /// The panes to look at.
    pub(in crate::lesson) focus: Vec<Pane>,
    /// The server versions it is for; all of the lesson's if empty.
    pub(in crate::lesson) versions: Vec<Version>,
    pub(in crate::lesson) pace: Pace,
    /// Commands that may be used; all if empty.
    pub(in crate::lesson) allow: Vec<String>,
    /// Commands that may not be used.
    pub(in crate::lesson) deny: Vec<String>,
    pub(in crate::lesson) task: Task,
}

/// How much of the work is done for the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lesson) enum Scaffold {
    Worked,
    Faded,
    Open,
}

/// What the learner does in a step.
#[derive(Clone, Debug)]
pub(in crate::lesson) enum Task {
    Read,
    Watch {
        actions: Vec<Act>,
        assert: Vec<Assertion>,
    },
    Do(Exercise),
    Predict(Prediction),
    Explore(Play),
}

/// A pane of the screen that a step points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Pane {
    Stream,
    Groups,
    Pending,
    Terminals,
}

/// A rung of help.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Hint {
    pub(in crate::lesson) text: Text,
    /// Given only while this does not hold.
    pub(in crate::lesson) when: Option<Assertion>,
    /// Offered unasked after so many commands that left the goal open.
    pub(in crate::lesson) attempts: Option<u32>,
    /// Offered unasked after so many ms without a key.
    pub(in crate::lesson) idle: Option<Millis>,
}

/// Free play: things to try, and perhaps something to reach.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Play {
    pub(in crate::lesson) suggest: Vec<Text>,
    pub(in crate::lesson) goal: Vec<Assertion>,
}

/// When a goal is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lesson) enum ShowGoal {
    #[default]
    Always,
    AfterHint,
    Never,
}

/// A goal to reach, ways to reach it, and ways to miss it.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Exercise {
    pub(in crate::lesson) prompt: Text,
    pub(in crate::lesson) goal: Vec<Assertion>,
    pub(in crate::lesson) solution: Vec<Act>,
    pub(in crate::lesson) alternatives: Vec<Way>,
    pub(in crate::lesson) mistakes: Vec<Way>,
    pub(in crate::lesson) success: Text,
    pub(in crate::lesson) show_goal: ShowGoal,
    /// How many commands the author says the solution has.
    pub(in crate::lesson) par: Option<(Mark, u32)>,
}

impl Exercise {
    /// How many commands the solution has.
    pub(in crate::lesson) fn commands(&self) -> u32 {
        self.solution
            .iter()
            .filter(|act| matches!(act.what, Deed::Run(_)))
            .count() as u32
    }
}

/// A way to go: another solution, or a mistake with its answer.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Way {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) id: String,
    pub(in crate::lesson) actions: Vec<Act>,
    /// What is said to it; empty for a solution.
    pub(in crate::lesson) say: Text,
    /// A mistake has been made whenever all of this holds; if empty, when what its actions leave is there.
    pub(in crate::lesson) when: Vec<Assertion>,
    /// The server versions it is for; all of the lesson's if empty.
    pub(in crate::lesson) versions: Vec<Version>,
}

/// A question whose answer the engine gives.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Prediction {
    pub(in crate::lesson) ask: Text,
    pub(in crate::lesson) options: Vec<Choice>,
    /// The answer is typed; the options are answers that have something said to them.
    pub(in crate::lesson) entry: Option<EntryKind>,
    pub(in crate::lesson) reveal: Vec<Act>,
    pub(in crate::lesson) measure: Measure,
    /// What the author believes the measured answer to be.
    pub(in crate::lesson) expect: Option<(Mark, Want)>,
    pub(in crate::lesson) explain: Text,
    pub(in crate::lesson) assert: Vec<Assertion>,
}

/// What an answer that is typed must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A whole number.
    Number,
    /// An entry's ID.
    Id,
    /// Anything.
    Text,
}

/// An answer to choose.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Choice {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) value: Want,
    pub(in crate::lesson) text: Text,
    pub(in crate::lesson) because: Text,
}
