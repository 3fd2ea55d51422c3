//! What a learner has completed, as plain text with a version line. The host reads and writes the file.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use super::model::Lesson;
use super::session::Session;
use super::view::StepKind;
use crate::lab::Lab;

const HEAD: &str = "xtutor progress 3";
/// Before there was anything but completed steps, and before more than one lesson was kept in the middle of a step.
const OLDER: [&str; 2] = ["xtutor progress 1", "xtutor progress 2"];
/// Of the lessons left longest ago only the step is kept when what led there takes more bytes than this in all.
const MOST: usize = 1 << 20;

/// Completed steps by lesson and step id, and where the learner is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    done: BTreeSet<(String, String)>,
    /// Those for which the solution was asked.
    assisted: BTreeSet<(String, String)>,
    /// Where lessons were left, the one left last at the end.
    left: Vec<Left>,
}

/// Where a lesson was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Left {
    lesson: String,
    step: String,
    /// What led there: the lesson's fingerprint, and the lines of the run's diary.
    text: Option<u64>,
    did: Vec<String>,
}

impl Progress {
    /// Reads a progress file.
    pub fn parse(text: &str) -> Result<Progress, String> {
        let mut lines = text.lines().enumerate();
        let mut older = false;
        match lines.next() {
            None => return Ok(Progress::default()),
            Some((_, HEAD)) => {}
            Some((_, head)) if OLDER.contains(&head) => older = true,
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
        if older {
            progress.forget_undone();
        }
        Ok(progress)
    }

    /// An older xtutor counted the steps that an undo goes back otherwise: then only the step is known.
    fn forget_undone(&mut self) {
        for left in &mut self.left {
            if left.did.iter().any(|line| line.starts_with("seek ")) {
                left.forget_way();
            }
        }
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
            "last" => {
                let (lesson, step) = step()?;
                self.leave(Left {
                    lesson,
                    step,
                    ..Left::default()
                });
            }
            "text" => self.left.last_mut()?.text = Some(u64::from_str_radix(rest, 16).ok()?),
            "did" => self.left.last_mut()?.did.push(rest.to_owned()),
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
        for left in &self.left {
            let _ = writeln!(text, "last {}/{}", left.lesson, left.step);
            if let Some(fingerprint) = left.text {
                let _ = writeln!(text, "text {fingerprint:x}");
            }
            for line in &left.did {
                let _ = writeln!(text, "did {line}");
            }
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
        let text = session.diary().map(|_| session.lesson().source.fingerprint);
        let (lesson, step) = step;
        let known = self.left.last().is_some_and(|left| {
            left.lesson == lesson && left.step == step && left.text == text && left.did == did
        });
        if !known {
            self.leave(Left {
                lesson,
                step,
                text,
                did: did.to_vec(),
            });
            self.bound();
        }
        news || !known
    }

    /// This lesson is the one left last.
    fn leave(&mut self, left: Left) {
        self.left.retain(|other| other.lesson != left.lesson);
        self.left.push(left);
    }

    /// Forgets what led to the places left longest ago when it takes too much room.
    fn bound(&mut self) {
        let mut held = 0;
        for left in self.left.iter_mut().rev() {
            held += left.did.iter().map(|line| line.len() + 5).sum::<usize>();
            if held > MOST {
                left.forget_way();
            }
        }
    }

    /// Takes a lesson up where it was left, in the middle of a step if possible: begun anew if it was never begun, or
    /// was left at its end.
    pub fn resume(&self, lesson: &Arc<Lesson>) -> (Session, Lab) {
        let Some(left) = self.left.iter().find(|left| left.lesson == lesson.id) else {
            return Session::start(Arc::clone(lesson));
        };
        let step = &left.step;
        let same = left.text == Some(lesson.source.fingerprint);
        let lines = left.did.iter().map(String::as_str);
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
        let left = self.left.last()?;
        Some((&left.lesson, &left.step))
    }

    /// The step at which this lesson was left.
    pub fn left_at(&self, lesson: &str) -> Option<&str> {
        let left = self.left.iter().find(|left| left.lesson == lesson)?;
        Some(&left.step)
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

impl Left {
    fn forget_way(&mut self) {
        self.text = None;
        self.did.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        let text = "xtutor progress 3\ndone fruits-crash/a\ndone fruits-crash/b\nassisted fruits-crash/b\nlast \
                    orders-lag/x\ntext 2\ndid seek 4\nlast fruits-crash/c\ntext 1f\ndid run 0 XADD fruits * name \"red apple\"\ndid next\n";
        let progress = Progress::parse(text).unwrap();
        assert_eq!(progress.print(), text);
        assert!(progress.is_done("fruits-crash", "b") && !progress.is_done("fruits-crash", "c"));
        assert_eq!(Progress::parse(""), Ok(Progress::default()));
        assert_eq!(progress.last(), Some(("fruits-crash", "c")));
        assert_eq!(progress.left_at("orders-lag"), Some("x"));
        let old = Progress::parse("xtutor progress 1\ndone fruits-crash/a\nlast fruits-crash/c\n").unwrap();
        assert!(old.is_done("fruits-crash", "a"));
        // An undo of an older one goes back to another moment now.
        let did = |lines: &str| {
            let text = format!("xtutor progress 2\nlast fruits-crash/c\ntext 1f\ndid next\n{lines}");
            Progress::parse(&text).unwrap().print()
        };
        assert_eq!(did("did seek 1\n"), "xtutor progress 3\nlast fruits-crash/c\n");
        assert_eq!(
            did(""),
            "xtutor progress 3\nlast fruits-crash/c\ntext 1f\ndid next\n"
        );
    }

    #[test]
    fn what_led_to_the_lessons_left_longest_ago_is_forgotten_first() {
        let mut progress = Progress::default();
        let left = |lesson: &str, long: usize| Left {
            lesson: lesson.to_owned(),
            step: "a".to_owned(),
            text: Some(1),
            did: vec!["x".repeat(long)],
        };
        for (lesson, long) in [
            ("one", 10),
            ("two", MOST / 2),
            ("three", MOST / 2 - 100),
            ("one", 20),
        ] {
            progress.leave(left(lesson, long));
            progress.bound();
        }
        let kept: Vec<_> = progress
            .left
            .iter()
            .map(|left| (left.lesson.as_str(), left.did.len()))
            .collect();
        assert_eq!(kept, [("two", 1), ("three", 1), ("one", 1)]);
        progress.leave(left("four", 100));
        progress.bound();
        let kept: Vec<_> = progress
            .left
            .iter()
            .map(|left| (left.lesson.as_str(), left.did.len()))
            .collect();
        assert_eq!(kept, [("two", 0), ("three", 1), ("one", 1), ("four", 1)]);
    }

    #[test]
    fn what_is_not_understood_is_refused_with_a_sentence() {
        assert_eq!(
            Progress::parse("xtutor progress 4\n"),
            Err(
                "this progress was written by a newer xtutor (\"xtutor progress 4\"); it is left as it is"
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
