//! What a learner has completed, as plain text with a version line. The host reads and writes the file.

use std::collections::BTreeSet;
use std::fmt::Write as _;

const HEAD: &str = "xtutor progress 1";

/// Completed steps by lesson and step id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    done: BTreeSet<(String, String)>,
    last: Option<(String, String)>,
}

impl Progress {
    /// Reads a progress file.
    pub fn parse(text: &str) -> Result<Progress, String> {
        let mut lines = text.lines().enumerate();
        match lines.next() {
            None => return Ok(Progress::default()),
            Some((_, HEAD)) => {}
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
            let read = line
                .split_once(' ')
                .and_then(|(word, rest)| Some((word, rest.split_once('/')?)));
            match read {
                Some(("done", (lesson, step))) => progress.complete(lesson, step),
                Some(("last", (lesson, step))) => progress.visit(lesson, step),
                _ => {
                    return Err(format!(
                        "line {} of the progress file is not understood: {line:?}",
                        number + 1
                    ));
                }
            }
        }
        Ok(progress)
    }

    /// The text of the file.
    pub fn print(&self) -> String {
        let mut text = format!("{HEAD}\n");
        for (lesson, step) in &self.done {
            let _ = writeln!(text, "done {lesson}/{step}");
        }
        if let Some((lesson, step)) = &self.last {
            let _ = writeln!(text, "last {lesson}/{step}");
        }
        text
    }

    /// Notes that a step was completed.
    pub fn complete(&mut self, lesson: &str, step: &str) {
        self.done.insert((lesson.to_owned(), step.to_owned()));
    }

    /// Notes where the learner is.
    pub fn visit(&mut self, lesson: &str, step: &str) {
        self.last = Some((lesson.to_owned(), step.to_owned()));
    }

    /// Where the learner was last: lesson and step.
    pub fn last(&self) -> Option<(&str, &str)> {
        self.last
            .as_ref()
            .map(|(lesson, step)| (lesson.as_str(), step.as_str()))
    }

    /// Whether a step was ever completed.
    pub fn is_done(&self, lesson: &str, step: &str) -> bool {
        self.done.contains(&(lesson.to_owned(), step.to_owned()))
    }

    /// How many steps of a lesson were completed.
    pub fn done_in(&self, lesson: &super::Lesson) -> usize {
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
        let mut progress = Progress::default();
        progress.complete("fruits-crash", "a");
        progress.complete("fruits-crash", "b");
        progress.visit("fruits-crash", "c");
        let text = "xtutor progress 1\ndone fruits-crash/a\ndone fruits-crash/b\nlast fruits-crash/c\n";
        assert_eq!(progress.print(), text);
        assert_eq!(Progress::parse(text), Ok(progress));
        assert_eq!(Progress::parse(""), Ok(Progress::default()));
    }

    #[test]
    fn what_is_not_understood_is_refused_with_a_sentence() {
        assert_eq!(
            Progress::parse("xtutor progress 2\n"),
            Err(
                "this progress was written by a newer xtutor (\"xtutor progress 2\"); it is left as it is"
                    .into()
            )
        );
        assert!(Progress::parse("hello").is_err());
        assert_eq!(
            Progress::parse("xtutor progress 1\ndone x\n"),
            Err("line 2 of the progress file is not understood: \"done x\"".into())
        );
    }
}
