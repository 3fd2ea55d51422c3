//! A lesson as data, as its author wrote it: texts still hold their variables. Reading it from YAML is in `read`,
//! playing it in `stage`, judging it in `judge`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fault::Source;
use super::yaml::Mark;
use crate::command::Version;
use crate::store::Millis;

/// One lesson.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its name, equal to the file's: stable, progress is kept under it.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it is about, in a sentence.
    pub summary: String,
    /// Its place in the course.
    pub order: u32,
    /// The course it belongs to.
    pub track: String,
    /// `intro`, `core` or `deep`.
    pub level: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The words to close with.
    pub after: String,
    /// Where to read on: titles and addresses.
    pub links: Vec<(String, String)>,
    /// For the instructor only.
    pub notes: String,
    /// The misconceptions it meets.
    pub misconceptions: Vec<String>,
    /// The server version it plays under.
    pub profile: Version,
    /// The terminals: name and label.
    pub terminals: Vec<Desk>,
    pub(super) clock: ClockPlan,
    pub(super) setup: Vec<Act>,
    pub(super) steps: Vec<Step>,
    pub(super) source: Arc<Source>,
}

/// A terminal of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// Its name.
    pub id: String,
    /// What it stands for: "Box office".
    pub label: String,
}

/// How the held clock goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ClockPlan {
    /// Unix ms.
    pub(super) start: Millis,
    /// ms that each command takes.
    pub(super) per_command: Millis,
}

impl Lesson {
    /// The id and heading of every step.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.steps
            .iter()
            .map(|step| (step.id.as_str(), step.title.as_str()))
    }
}

/// One step.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) mark: Mark,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) text: Text,
    /// Index into the lesson's terminals.
    pub(super) desk: usize,
    pub(super) given: Vec<Act>,
    pub(super) hints: Vec<Text>,
    pub(super) capture: Vec<Capture>,
    pub(super) scaffold: Option<Scaffold>,
    pub(super) task: Task,
}

/// How much of the work is done for the learner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scaffold {
    Worked,
    Faded,
    Open,
}

/// What the learner does in a step.
#[derive(Clone, Debug)]
pub(super) enum Task {
    Read,
    Watch {
        actions: Vec<Act>,
        assert: Vec<Assertion>,
    },
    Do(Exercise),
    Predict(Prediction),
}

/// A goal to reach, ways to reach it, and ways to miss it.
#[derive(Clone, Debug)]
pub(super) struct Exercise {
    pub(super) prompt: Text,
    pub(super) goal: Vec<Assertion>,
    pub(super) solution: Vec<Act>,
    pub(super) alternatives: Vec<Way>,
    pub(super) mistakes: Vec<Way>,
    pub(super) success: Text,
}

/// A way to go: another solution, or a mistake with its answer.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) mark: Mark,
    pub(super) id: String,
    pub(super) actions: Vec<Act>,
    /// What is said to it; empty for a solution.
    pub(super) say: Text,
}

/// A question whose answer the engine gives.
#[derive(Clone, Debug)]
pub(super) struct Prediction {
    pub(super) ask: Text,
    pub(super) options: Vec<Choice>,
    pub(super) reveal: Vec<Act>,
    pub(super) measure: Measure,
    pub(super) explain: Text,
    pub(super) assert: Vec<Assertion>,
}

/// An answer to choose.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    pub(super) mark: Mark,
    pub(super) value: Want,
    pub(super) text: Text,
    pub(super) because: Text,
}

/// Where the true answer is read after the reveal.
#[derive(Clone, Debug)]
pub(super) struct Measure {
    pub(super) mark: Mark,
    pub(super) query: Query,
}

/// A question to the state that has a value for an answer.
#[derive(Clone, Debug)]
pub(super) enum Query {
    /// The last reply of a terminal, or a part of it.
    Reply { desk: usize, path: Path },
    /// One field of a subject.
    Field { subject: Subject, field: String },
    /// The ID of the one entry that fits.
    Entry { key: Text, fits: EntryQuery },
}

/// Which entry of a stream is meant.
#[derive(Clone, Debug)]
pub(super) enum EntryQuery {
    /// The one with these fields.
    Where(Vec<Check>),
    First,
    Last,
    /// Counted from 1.
    Nth(usize),
}

/// A variable to be set when a step is completed.
#[derive(Clone, Debug)]
pub(super) struct Capture {
    pub(super) mark: Mark,
    pub(super) name: String,
    pub(super) query: Query,
}

/// Something the lesson does, or the learner is expected to do.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) mark: Mark,
    pub(super) what: Deed,
}

#[derive(Clone, Debug)]
pub(super) enum Deed {
    Run(Box<Run>),
    /// ms
    Advance(Millis),
    Crash(usize),
    Start(usize),
}

/// A command to be typed.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// `None`: the step's own terminal.
    pub(super) desk: Option<usize>,
    pub(super) line: Text,
    /// The variable that keeps the reply.
    pub(super) save: Option<String>,
    pub(super) expect: Option<Assertion>,
    /// Whether it is meant to wait.
    pub(super) blocks: bool,
}

/// A text with `${variables}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) mark: Mark,
    pub(super) raw: String,
}

/// A statement about the state, the replies or what happened since the step was entered.
#[derive(Clone, Debug)]
pub(super) struct Assertion {
    pub(super) mark: Mark,
    pub(super) subject: Subject,
    pub(super) checks: Vec<Check>,
    pub(super) items: Vec<Items>,
    /// The words shown instead of the generated sentence.
    pub(super) say: Option<Text>,
}

/// What a statement is about.
#[derive(Clone, Debug)]
pub(super) enum Subject {
    Stream(Text),
    Group(Text, Text),
    Consumer(Text, Text, Text),
    Pel(Text, Text),
    Terminal(usize),
    Reply(usize, Path),
    Event(String),
    /// The command, in whichever terminal if `None`, and its arguments: `*` is any one, `...` any rest.
    Ran {
        command: Text,
        desk: Option<usize>,
        args: Vec<Text>,
    },
    Clock,
    AnyOf(Vec<Assertion>),
    Not(Box<Assertion>),
}

/// A named value and what it must be.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) name: String,
    pub(super) want: Want,
}

/// Entries or pending records that must or must not be there.
#[derive(Clone, Debug)]
pub(super) struct Items {
    pub(super) how: How,
    pub(super) any_order: bool,
    pub(super) list: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Exactly,
    Contains,
    Lacks,
}

/// One entry or pending record by what is known of it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// `id`, `consumer`, `deliveries`, `idle`, `gone`
    pub(super) checks: Vec<Check>,
    /// The entry's fields.
    pub(super) fields: Vec<Check>,
}

/// What a value must be.
#[derive(Clone, Debug)]
pub(super) enum Want {
    Null,
    Any,
    /// A literal: its text after variables are filled in.
    Is(Text),
    /// A list of exactly these.
    List(Vec<Want>),
    Range {
        min: Option<Text>,
        max: Option<Text>,
    },
    OneOf(Vec<Want>),
    Not(Box<Want>),
    Contains(Vec<Want>),
    /// A glob pattern: `*` and `?`.
    Like(Text),
}

/// A way into a reply: `[0][1][*][0]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Path(pub(super) Vec<PathStep>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PathStep {
    At(usize),
    Each,
}

/// The variables and their values.
pub(super) type Vars = BTreeMap<String, super::value::Value>;
