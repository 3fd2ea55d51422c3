//! Every text of a lesson that somebody reads, by its place in the file: what a translation may say in another language.
//! Commands, names and values are none.

use super::model::{Act, Assertion, Choice, Deed, Lesson, Prediction, Step, Subject, Task, Text, Want};
use super::yaml::Mark;

/// Where a text stands: `steps`, `finish`, `hints`, `0`.
pub(super) type Path<'p> = &'p [&'p str];

/// What is done with each text: its place, the text itself, and its number in the file if it has one.
pub(super) type See<'s> = &'s mut dyn FnMut(Path<'_>, &mut String, Option<&mut Mark>);

impl Lesson {
    /// Goes through all of them, in an order that is always the same.
    pub(super) fn texts(&mut self, see: See<'_>) {
        see(&["title"], &mut self.title, None);
        some(see, &["summary"], &mut self.summary, None);
        for desk in &mut self.terminals {
            // Without a label of its own it is called by its name.
            if desk.label != desk.id {
                see(&["terminals", &desk.id], &mut desk.label, None);
            }
        }
        for step in &mut self.steps {
            step.texts(see);
        }
        some(see, &["after"], &mut self.after, Some(&mut self.after_mark));
        some(see, &["notes"], &mut self.notes, None);
        for (at, (title, address)) in self.links.iter_mut().enumerate() {
            if title != address {
                see(&["links", &at.to_string()], title, None);
            }
        }
    }
}

impl Step {
    fn texts(&mut self, see: See<'_>) {
        let Step {
            id,
            title,
            text: words,
            notes,
            given,
            task,
            hints,
            ..
        } = self;
        let id = id.as_str();
        some(see, &["steps", id, "title"], title, None);
        text(see, &["steps", id, "text"], words);
        let mut said = said(given);
        match task {
            Task::Read => {}
            Task::Watch { actions, .. } => said.extend(self::said(actions)),
            Task::Do(exercise) => {
                for (at, say) in says(&mut exercise.goal).into_iter().enumerate() {
                    text(see, &["steps", id, "goals", &at.to_string()], say);
                }
                for mistake in &mut exercise.mistakes {
                    text(see, &["steps", id, "mistakes", &mistake.id], &mut mistake.say);
                }
                text(see, &["steps", id, "success"], &mut exercise.success);
                said.extend(self::said(&mut exercise.solution));
            }
            Task::Predict(prediction) => {
                asked(see, id, prediction);
                said.extend(self::said(&mut prediction.reveal));
            }
            Task::Explore(play) => {
                for (at, line) in play.suggest.iter_mut().enumerate() {
                    text(see, &["steps", id, "suggest", &at.to_string()], line);
                }
                for (at, say) in says(&mut play.goal).into_iter().enumerate() {
                    text(see, &["steps", id, "goals", &at.to_string()], say);
                }
            }
        }
        for (at, say) in said.into_iter().enumerate() {
            text(see, &["steps", id, "says", &at.to_string()], say);
        }
        for (at, hint) in hints.iter_mut().enumerate() {
            text(see, &["steps", id, "hints", &at.to_string()], &mut hint.text);
        }
        some(see, &["steps", id, "notes"], notes, None);
    }
}

fn asked(see: See<'_>, id: &str, prediction: &mut Prediction) {
    text(see, &["steps", id, "ask"], &mut prediction.ask);
    // They may have been shuffled; their places are those in the file.
    let mut options: Vec<&mut Choice> = prediction.options.iter_mut().collect();
    options.sort_by_key(|option| option.mark);
    for (at, option) in options.into_iter().enumerate() {
        let at = at.to_string();
        let is_value = matches!(&option.value, Want::Is(value) if value.mark == option.text.mark);
        if !is_value {
            text(see, &["steps", id, "options", &at, "text"], &mut option.text);
        }
        text(
            see,
            &["steps", id, "options", &at, "because"],
            &mut option.because,
        );
    }
    text(see, &["steps", id, "explain"], &mut prediction.explain);
}

fn text(see: See<'_>, path: Path<'_>, text: &mut Text) {
    some(see, path, &mut text.raw, Some(&mut text.mark));
}

/// Nothing is said of what an author left out.
fn some(see: See<'_>, path: Path<'_>, text: &mut String, mark: Option<&mut Mark>) {
    if !text.is_empty() {
        see(path, text, mark);
    }
}

/// The words that statements have of their own.
fn says(goal: &mut [Assertion]) -> Vec<&mut Text> {
    let mut all = Vec::new();
    for assertion in goal {
        all.extend(&mut assertion.say);
        match &mut assertion.subject {
            Subject::AnyOf(parts) | Subject::AllOf(parts) => all.extend(says(parts)),
            Subject::Not(inner) => all.extend(says(std::slice::from_mut(inner))),
            _ => {}
        }
    }
    all
}

/// What the lesson says between two lines.
fn said(acts: &mut [Act]) -> Vec<&mut Text> {
    let said = acts.iter_mut().filter_map(|act| match &mut act.what {
        Deed::Say(text) => Some(text),
        _ => None,
    });
    said.collect()
}
