//! What a step is about: the stream and the group that the panes should show, and the terminal in which one sees what
//! a prediction asked. Read off what is judged there.

use super::model::{Assertion, Deed, Query, Step, Subject, Task, Text, Vars};
use super::session::Session;
use super::vars::fill;
use crate::lab::TerminalId;

/// A stream, and a group of it if one is meant.
type About = (String, Option<String>);

impl Session {
    /// The stream and the group that this step is about, if it names one.
    pub fn about(&self) -> Option<About> {
        about(self.step(), &self.now.vars)
    }

    /// The same, or else what the steps before were about.
    pub fn about_so_far(&self) -> Option<About> {
        let steps = self.lesson().steps.iter().take(self.now.entry.step + 1);
        steps.rev().find_map(|step| about(step, &self.now.vars))
    }

    /// The first line that the step has played, or wants typed: it names what the step is about where nothing else does.
    pub fn first_line(&self) -> Option<String> {
        self.acts().iter().find_map(|act| match &act.what {
            Deed::Run(run) => Some(fill(&run.line, &self.now.vars)),
            _ => None,
        })
    }

    /// The terminal whose reply answers this step's question, if it asks for a reply.
    pub fn evidence(&self) -> Option<TerminalId> {
        let desk = match &self.prediction()?.measure.query {
            Query::Reply { desk, .. } => *desk,
            Query::Field {
                subject: Subject::Reply(desk, _) | Subject::Terminal(desk),
                ..
            } => *desk,
            _ => return None,
        };
        Some(TerminalId(desk))
    }
}

fn about(step: &Step, vars: &Vars) -> Option<About> {
    let mut subjects = Vec::new();
    let asserted = match &step.task {
        Task::Read => &[][..],
        Task::Watch { assert, .. } => assert,
        Task::Do(exercise) => &exercise.goal,
        Task::Explore(play) => &play.goal,
        Task::Predict(prediction) => {
            match &prediction.measure.query {
                Query::Field { subject, .. } => named(subject, &mut subjects),
                Query::Entry { key, .. } => subjects.push((key, None)),
                Query::Record { key, group, .. } => subjects.push((key, Some(group))),
                Query::Reply { .. } => {}
            }
            &prediction.assert
        }
    };
    for assertion in asserted {
        named(&assertion.subject, &mut subjects);
    }
    let (key, _) = *subjects.first()?;
    let mut groups = subjects.iter().filter(|(other, _)| other.raw == key.raw);
    let group = groups.find_map(|(_, group)| *group);
    Some((fill(key, vars), group.map(|group| fill(group, vars))))
}

/// The streams and groups that a statement is about.
fn named<'a>(subject: &'a Subject, found: &mut Vec<(&'a Text, Option<&'a Text>)>) {
    let inner = |list: &'a [Assertion], found: &mut Vec<_>| {
        for assertion in list {
            named(&assertion.subject, found);
        }
    };
    match subject {
        Subject::Stream(key) => found.push((key, None)),
        Subject::Group(key, group) | Subject::Consumer(key, group, _) | Subject::Pel(key, group) => {
            found.push((key, Some(group)));
        }
        Subject::AnyOf(list) | Subject::AllOf(list) => inner(list, found),
        _ => {}
    }
}
