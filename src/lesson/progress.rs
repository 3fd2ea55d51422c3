//! What a learner has completed, as plain text with a version line. The host reads and writes the file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use super::model::Lesson;
use super::session::Session;
use super::view::StepKind;
use crate::lab::Lab;

const HEAD: &str = "xtutor progress 2";
/// Before there was anything but completed steps.
const FIRST: &str = "xtutor progress 1";

/// Completed steps by lesson and step id, and where the learner is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    done: BTreeSet<(String, String)>,
    /// Those for which the solution was asked.
    assisted: BTreeSet<(String, String)>,
    last: Option<(String, String)>,
    /// What led there: the lesson's fingerprint, and the lines of the run's diary.
    text: Option<u64>,
    did: Vec<String>,
}

impl Progress {
    /// Reads a progress file.
    pub fn parse(text: &str) -> Result<Progress, String> {
        let mut lines = text.lines().enumerate();
        match lines.next() {
            None => return Ok(Progress::default()),
            Some((_, HEAD | FIRST)) => {}
            Some((_, head)) if head.starts_with("xtutor progress ") => {
                return Err(format!(
                    "this progress was written by a newer xtutor (\"{head}\"); it is left as it is"
                ));
            }
            Some(_) => {
                return Err(format!(
                    "this is no progress file: its first line is not \"{HEAD}\""
                ));
            }
        }
        let mut progress = Progress::default();
        for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
            progress.take_in(line).ok_or_else(|| {
                format!(
                    "line {} of the progress file is not understood: {line:?}",
                    number + 1
                )
            })?;
        }
        Ok(progress)
    }

    fn take_in(&mut self, line: &str) -> Option<()> {
        let (word, rest) = line.split_once(' ')?;
        let step = || {
            let (lesson, step) = rest.split_once('/')?;
            Some((lesson.to_owned(), step.to_owned()))
        };
        match word {
            "done" => drop(self.done.insert(step()?)),
            "assisted" => drop(self.assisted.insert(step()?)),
            "last" => self.last = Some(step()?),
            "text" => self.text = Some(u64::from_str_radix(rest, 16).ok()?),
            "did" => self.did.push(rest.to_owned()),
            _ => return None,
        }
        Some(())
    }

    /// The text of the file.
    pub fn print(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for (word, steps) in [("done", &self.done), ("assisted", &self.assisted)] {
            for (lesson, step) in steps {
                let _ = writeln!(text, "{word} {lesson}/{step}");
            }
        }
        if let Some((lesson, step)) = &self.last {
            let _ = writeln!(text, "last {lesson}/{step}");
        }
        if let Some(fingerprint) = self.text {
            let _ = writeln!(text, "text {fingerprint:x}");
        }
        for line in &self.did {
            let _ = writeln!(text, "did {line}");
        }
        text
    }

    /// Notes where a run stands; whether anything is to be saved.
    pub fn note(&mut self, session: &Session, lab: &Lab) -> bool {
        let step = (session.lesson().id.clone(), session.step_id().to_owned());
        let view = session.view(lab);
        let mut news = false;
        // A page is read when it is left, or when it was the last.
        if (view.done && view.kind != StepKind::Read) || session.is_finished() {
            news |= self.done.insert(step.clone());
        }
        let before = view
            .index
            .checked_sub(1)
            .and_then(|at| session.lesson().steps().nth(at));
        if let Some((before, _)) = before {
            news |= self.done.insert((step.0.clone(), before.to_owned()));
        }
        if view.assisted {
            news |= self.assisted.insert(step.clone());
        }
        let did = session.diary().unwrap_or_default();
        let text = session.diary().map(|_| session.lesson().fingerprint());
        if self.last.as_ref() != Some(&step) || self.text != text || self.did != did {
            (self.last, self.text, self.did) = (Some(step), text, did.to_vec());
            news = true;
        }
        news
    }

    /// Takes a lesson up where it was left, in the middle of a step if possible: begun anew if it was never begun, or
    /// was left at its end.
    pub fn resume(&self, lesson: &Arc<Lesson>) -> (Session, Lab) {
        let last = self.last.as_ref().filter(|(id, _)| *id == lesson.id);
        let Some((_, step)) = last else {
            return Session::start(Arc::clone(lesson));
        };
        let same = self.text == Some(lesson.fingerprint());
        let lines = self.did.iter().map(String::as_str);
        let resumed = same.then(|| Session::resume(Arc::clone(lesson), lines)).flatten();
        let all_done = || self.done_in(lesson) == lesson.steps().len();
        match resumed.filter(|(session, _)| session.step_id() == step) {
            Some((session, lab)) if !session.is_finished() => (session, lab),
            Some(_) => Session::start(Arc::clone(lesson)),
            None if all_done() => Session::start(Arc::clone(lesson)),
            None => Session::start_at(Arc::clone(lesson), step),
        }
    }

    /// Whether nothing was ever completed.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }

    /// The lesson and the step of it where the learner was last.
    pub fn last(&self) -> Option<(&str, &str)> {
        let (lesson, step) = self.last.as_ref()?;
        Some((lesson, step))
    }

    /// Whether any step of this lesson was ever completed.
    pub fn has_begun(&self, lesson: &str) -> bool {
        self.done.iter().any(|(own, _)| own == lesson)
    }

    /// Whether a step was ever completed.
    pub fn is_done(&self, lesson: &str, step: &str) -> bool {
        self.done.contains(&(lesson.to_owned(), step.to_owned()))
    }

    /// How many steps of a lesson were completed.
    pub fn done_in(&self, lesson: &Lesson) -> usize {
        lesson
            .steps()
            .filter(|(step, _)| self.is_done(&lesson.id, step))
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        let text = "xtutor progress 2\ndone fruits-crash/a\ndone fruits-crash/b\nassisted fruits-crash/b\nlast \
                    fruits-crash/c\ntext 1f\ndid run 0 XADD fruits * name \"red apple\"\ndid next\n";
        let progress = Progress::parse(text).unwrap();
        assert_eq!(progress.print(), text);
        assert!(progress.is_done("fruits-crash", "b") && !progress.is_done("fruits-crash", "c"));
        assert_eq!(Progress::parse(""), Ok(Progress::default()));
        let old = Progress::parse("xtutor progress 1\ndone fruits-crash/a\nlast fruits-crash/c\n").unwrap();
        assert!(old.is_done("fruits-crash", "a"));
    }

    #[test]
    fn what_is_not_understood_is_refused_with_a_sentence() {
        assert_eq!(
            Progress::parse("xtutor progress 3\n"),
            Err(
                "this progress was written by a newer xtutor (\"xtutor progress 3\"); it is left as it is"
                    .into()
            )
        );
        assert!(Progress::parse("hello").is_err());
        assert_eq!(
            Progress::parse("xtutor progress 2\ndone x\n"),
            Err("line 2 of the progress file is not understood: \"done x\"".into())
        );
    }
}
