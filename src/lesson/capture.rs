//! Sets variables from the state when a step is completed; each query must have exactly one answer.

use super::model::{Capture, Query, Vars};
use super::state::Facts;
use super::yaml::Mark;

/// A query with no answer, or with more than one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Missed {
    pub(super) mark: Mark,
    pub(super) name: String,
    pub(super) matched: usize,
    /// The stream that was searched for an entry.
    stream: Option<String>,
}

impl Missed {
    /// The sentence for somebody who sees the state and not the lesson file.
    pub(super) fn for_learner(&self) -> String {
        let Some(stream) = &self.stream else {
            return "One thing this step needs is not there yet.".into();
        };
        match self.matched {
            0 => format!("{stream}: an entry that the next step needs is not there yet"),
            many => format!("{stream}: {many} entries fit where one is needed; undo until there is one"),
        }
    }
}

/// What the captures of a step give in this state.
pub(super) fn capture(captures: &[Capture], facts: &Facts<'_>) -> Result<Vars, Missed> {
    let mut vars = Vars::new();
    for capture in captures {
        let mut answers = facts.ask(&capture.query);
        if answers.len() != 1 {
            let stream = match &capture.query {
                Query::Entry { key, .. } => Some(facts.fill(key)),
                _ => None,
            };
            let (mark, name) = (capture.mark, capture.name.clone());
            return Err(Missed {
                mark,
                name,
                matched: answers.len(),
                stream,
            });
        }
        vars.extend(answers.pop().map(|answer| (capture.name.clone(), answer)));
    }
    Ok(vars)
}

/// The captures that have exactly one answer already: a solution may use them while it is being typed.
pub(super) fn known(captures: &[Capture], facts: &Facts<'_>) -> Vars {
    let answers = captures.iter().filter_map(|capture| {
        let mut answers = facts.ask(&capture.query);
        (answers.len() == 1).then(|| Some((capture.name.clone(), answers.pop()?)))?
    });
    answers.collect()
}
