//! What the lesson says to what was done: the goal reached, a mistake recognised, something missing, a prediction
//! measured.

use std::sync::Arc;

use super::capture::capture;
use super::judge::{Verdict, judge};
use super::model::{Assertion, EntryKind, Prediction, Task, Vars};
use super::session::Session;
use super::value::Value;
use super::vars::fill;
use super::view::{Feedback, FeedbackKind};
use super::want::fits;
use crate::lab::Lab;
use crate::store::EntryId;

impl Session {
    /// Judges the goal and finds the words, after something was done.
    pub(super) fn respond(&mut self, lab: &Lab, changed: bool) {
        let lesson = Arc::clone(&self.lesson);
        let Task::Do(exercise) = &lesson.steps[self.now.entry.step].task else {
            return;
        };
        if self.now.done {
            return;
        }
        let verdicts = self.verdicts(&exercise.goal, lab);
        let captured = self.captured(lab);
        let unmet: Vec<String> = verdicts
            .iter()
            .filter(|verdict| !verdict.met)
            .map(|verdict| verdict.text.clone())
            .collect();
        if let (true, Ok(captured)) = (unmet.is_empty(), &captured) {
            let mut vars = Vars::clone(&self.now.vars);
            vars.extend(captured.clone());
            self.now.vars = Arc::new(vars);
            self.now.done = true;
            let text = match exercise.success.raw.as_str() {
                "" => "That is it.".to_owned(),
                _ => fill(&exercise.success, &self.now.vars),
            };
            self.now.feedback = Some(Feedback {
                kind: FeedbackKind::Success,
                text,
            });
            return;
        }
        let made = self.now.made.after(&self.now.entry.slips, &self.facts(lab));
        self.now.made = made;
        if let Some(mistake) = self.now.made.told.and_then(|slip| exercise.mistakes.get(slip)) {
            let text = fill(&mistake.say, &self.now.vars);
            self.now.feedback = Some(Feedback {
                kind: FeedbackKind::Mistake,
                text,
            });
            return;
        }
        if self
            .now
            .feedback
            .as_ref()
            .is_some_and(|said| said.kind == FeedbackKind::Mistake)
        {
            // It was about something else than what was done now.
            self.now.feedback = None;
        }
        if changed || unmet.is_empty() {
            let (kind, text) = match captured {
                Err(text) if unmet.is_empty() => (FeedbackKind::Missing, text),
                // What is missing is said beside the goals; that there is no way to it is not.
                _ => match self.lost(exercise, lab) {
                    Some(lost) => (FeedbackKind::Hint, lost),
                    None => (FeedbackKind::Missing, unmet.join("\n")),
                },
            };
            let lost = kind == FeedbackKind::Hint;
            self.now.feedback = Some(Feedback { kind, text });
            if lost {
                // No hint leads on either.
                return;
            }
        }
        self.offer(lab);
    }

    fn verdicts(&self, goal: &[Assertion], lab: &Lab) -> Vec<Verdict> {
        let facts = self.facts(lab);
        goal.iter().map(|assertion| judge(assertion, &facts)).collect()
    }

    /// The variables this step sets, or why one of them cannot be set.
    pub(super) fn captured(&self, lab: &Lab) -> Result<Vars, String> {
        let facts = self.facts(lab);
        capture(&self.step().capture, &facts).map_err(|missed| missed.for_learner())
    }

    /// Which option the engine proves right, and what there is to say about the chosen one.
    pub(super) fn measure(&mut self, prediction: &Prediction, lab: &Lab) {
        let facts = self.facts(lab);
        let measured = facts.ask(&prediction.measure.query).into_iter().next();
        let measured = measured.unwrap_or(Value::Null);
        let mut options = prediction.options.iter();
        let right = options.position(|option| fits(&option.value, &measured, facts.vars));
        let typed = self.now.said.as_ref().map(|said| {
            let chosen = prediction
                .options
                .iter()
                .position(|option| fits(&option.value, &Value::text(said), facts.vars));
            (chosen, measured.shown())
        });
        let captured = self.captured(lab).unwrap_or_default();
        let mut vars = Vars::clone(&self.now.vars);
        vars.extend(captured);
        let text = match (typed, &self.now.said) {
            (Some((chosen, is)), Some(said)) => {
                self.now.chosen = chosen;
                told_entry(prediction, said, &is, chosen, &vars)
            }
            _ if prediction.entry.is_some() => told_entry(prediction, "", &measured.shown(), None, &vars),
            _ => told_answer(prediction, self.now.chosen, right, &vars),
        };
        self.now.vars = Arc::new(vars);
        self.now.right = right;
        self.now.done = true;
        self.now.feedback = Some(Feedback {
            kind: FeedbackKind::Explain,
            text,
        });
    }
}

/// What is said when no answer is right.
const ASTRAY: &str = "None of the answers fits now: what was done before this question has changed what comes of it. \
                      `:reset` asks it again, as the step began.";

pub(super) fn told_answer(
    prediction: &Prediction,
    chosen: Option<usize>,
    right: Option<usize>,
    vars: &Vars,
) -> String {
    let words = |option: Option<usize>| {
        option
            .and_then(|at| prediction.options.get(at))
            .map(|option| fill(&option.text, vars))
    };
    let mut parts = Vec::new();
    match (words(chosen), words(right)) {
        (Some(said), Some(_)) if chosen == right => parts.push(format!("You said **{said}**, and so it is.")),
        (Some(said), Some(is)) => parts.push(format!("You said **{said}**; it is **{is}**.")),
        (None, Some(is)) => parts.push(format!("It is **{is}**.")),
        (Some(said), None) => parts.push(format!("You said **{said}**. {ASTRAY}")),
        (None, None) => {}
    }
    let because = chosen
        .filter(|_| chosen != right)
        .and_then(|at| prediction.options.get(at));
    parts.extend(because.map(|option| fill(&option.because, vars)));
    parts.push(fill(&prediction.explain, vars));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// What there is to say to an answer that was typed; a demo types none.
fn told_entry(prediction: &Prediction, said: &str, is: &str, chosen: Option<usize>, vars: &Vars) -> String {
    let verdict = match said {
        "" => format!("It is **{is}**."),
        said if said == is => format!("You said **{said}**, and so it is."),
        said => format!("You said **{said}**; it is **{is}**."),
    };
    let because = chosen
        .filter(|_| said != is)
        .and_then(|at| prediction.options.get(at))
        .map(|option| fill(&option.because, vars));
    let mut parts = vec![verdict];
    parts.extend(because);
    parts.push(fill(&prediction.explain, vars));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// A typed answer as it is compared, or why it is none.
pub(super) fn entered(kind: EntryKind, answer: &str) -> Result<String, String> {
    let answer = answer.trim();
    match kind {
        EntryKind::Number => answer
            .parse::<i64>()
            .map(|number| number.to_string())
            .map_err(|_| format!("`{answer}` is no number; type your answer as a number, such as 3")),
        EntryKind::Id => EntryId::parse(answer.as_bytes(), 0)
            .map(|id| id.to_string())
            .map_err(|_| format!("`{answer}` is no ID; type your answer as an ID, such as 5-0")),
        EntryKind::Text if answer.is_empty() => Err("type your answer".to_owned()),
        EntryKind::Text => Ok(answer.to_owned()),
    }
}
