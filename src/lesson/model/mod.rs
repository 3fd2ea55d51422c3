//! A lesson as data, as its author wrote it: texts still hold their variables. Reading it from YAML is in `read`,
//! playing it in `session`, judging it in `judge`.

mod act;
mod statement;
mod step;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fault::Source;
use super::yaml::Mark;
use crate::command::Version;
use crate::store::Millis;

pub(in crate::lesson) use act::{Act, Capture, Deed, EntryQuery, Measure, Query, Run};
pub(in crate::lesson) use statement::{
    Arg, Assertion, Check, How, Item, Items, Path, PathStep, Subject, Want,
};
pub(in crate::lesson) use step::{
    Choice, Exercise, Hint, Play, Prediction, Scaffold, ShowGoal, Step, Task, Way,
};
pub use step::{EntryKind, Pane};

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
    /// Where those stand.
    pub(in crate::lesson) after_mark: Mark,
    /// Where to read on: titles and addresses.
    pub links: Vec<(String, String)>,
    /// For the instructor only.
    pub notes: String,
    /// The misconceptions it meets.
    pub misconceptions: Vec<String>,
    /// The lessons that come before it.
    pub needs: Vec<String>,
    /// Where those are named.
    pub(in crate::lesson) needs_mark: Mark,
    /// What it teaches, as words to look it up by.
    pub teaches: Vec<String>,
    /// The server version it plays under.
    pub profile: Version,
    /// Every server version it was written for, the one it plays under first; `check` proves it under each.
    pub profiles: Vec<Version>,
    /// The terminals: name and label.
    pub terminals: Vec<Desk>,
    pub(in crate::lesson) clock: ClockPlan,
    pub(in crate::lesson) seed: u64,
    pub(in crate::lesson) pace: Pace,
    pub(in crate::lesson) actors: Vec<Actor>,
    pub(in crate::lesson) setup: Vec<Act>,
    pub(in crate::lesson) steps: Vec<Step>,
    pub(in crate::lesson) source: Arc<Source>,
    /// The file that its words are from, when they are a translation.
    pub(in crate::lesson) translation: Option<Arc<Source>>,
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
pub(in crate::lesson) struct ClockPlan {
    /// Unix ms.
    pub(in crate::lesson) start: Millis,
    /// ms that each command takes.
    pub(in crate::lesson) per_command: Millis,
}

/// How a demo types and waits; `None` where the usual pace is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lesson) struct Pace {
    /// ms for each character.
    pub(in crate::lesson) per_character: Option<Millis>,
    /// How uneven the typing is, in percent.
    pub(in crate::lesson) jitter: Option<u32>,
    /// ms to look at what a line did.
    pub(in crate::lesson) hold: Option<Millis>,
}

/// A scripted client beside the learner's own.
#[derive(Clone, Debug)]
pub(in crate::lesson) struct Actor {
    pub(in crate::lesson) id: String,
    pub(in crate::lesson) desk: usize,
    /// ms from one line to the next.
    pub(in crate::lesson) every: Millis,
    /// How many lines it types in all.
    pub(in crate::lesson) count: u32,
    /// What it types, in turn.
    pub(in crate::lesson) lines: Vec<Text>,
    /// Whether it begins by itself; else an action starts it.
    pub(in crate::lesson) at_once: bool,
}

impl Lesson {
    /// Whether `other` says and does the same, in the same language.
    pub fn is_same(&self, other: &Lesson) -> bool {
        self.source.text == other.source.text && self.translation == other.translation
    }

    /// The same lesson under one server version: steps and mistakes that are for others are left out.
    #[must_use]
    pub fn under(&self, version: Version) -> Lesson {
        let mut lesson = self.clone();
        lesson.profile = version;
        lesson.steps.retain(|step| meant(&step.versions, version));
        for step in &mut lesson.steps {
            if let Task::Do(exercise) = &mut step.task {
                exercise
                    .mistakes
                    .retain(|mistake| meant(&mistake.versions, version));
            }
        }
        lesson
    }

    /// Whether nothing of it is left out under this version.
    pub(in crate::lesson) fn is_the_same_under(&self, version: Version) -> bool {
        let has_all = |task: &Task| match task {
            Task::Do(exercise) => exercise
                .mistakes
                .iter()
                .all(|mistake| meant(&mistake.versions, version)),
            _ => true,
        };
        let mut steps = self.steps.iter();
        steps.all(|step| meant(&step.versions, version) && has_all(&step.task))
    }

    /// The id and heading of every step of the version it plays under.
    pub fn steps(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        let meant = self
            .steps
            .iter()
            .filter(|step| meant(&step.versions, self.profile));
        let steps: Vec<_> = meant
            .map(|step| (step.id.as_str(), step.title.as_str()))
            .collect();
        steps.into_iter()
    }

    /// The id of the step that somebody means by this word: its number, from 1, or its id. A sentence if there is none.
    pub fn step_named(&self, word: &str) -> Result<&str, String> {
        let ids: Vec<&str> = self.steps().map(|(id, _)| id).collect();
        let number = word
            .parse::<usize>()
            .ok()
            .and_then(|number| number.checked_sub(1));
        let found = number.map_or_else(|| ids.iter().find(|id| **id == word), |at| ids.get(at));
        found.copied().ok_or_else(|| {
            let steps = format!("its {} steps are: {}", ids.len(), ids.join(", "));
            match crate::lesson::mend::nearest(word, ids.iter().copied()) {
                Some(guess) if number.is_none() => {
                    format!("there is no step `{word}`, did you mean `{guess}`? {steps}")
                }
                _ => format!("there is no step `{word}`; {steps}"),
            }
        })
    }
}

/// Whether what is for these versions is for this one.
fn meant(versions: &[Version], version: Version) -> bool {
    versions.is_empty() || versions.contains(&version)
}

/// A text with `${variables}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::lesson) struct Text {
    pub(in crate::lesson) mark: Mark,
    pub(in crate::lesson) raw: String,
}

/// The variables and their values.
pub(in crate::lesson) type Vars = BTreeMap<String, crate::lesson::value::Value>;
