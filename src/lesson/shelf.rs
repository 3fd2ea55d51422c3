//! The course: the lessons embedded at build time, and those a host read from elsewhere in their place. No I/O.

use std::sync::Arc;

use super::course::COURSE;
use super::fault::Fault;
use super::model::Lesson;
use super::read::read;

/// The heading of lessons that name no track.
const UNTRACKED: &str = "more lessons";

/// Lessons by name.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    lessons: Vec<Arc<Lesson>>,
    faults: Vec<Fault>,
}

impl Shelf {
    /// The lessons that come with the program.
    pub fn embedded() -> Shelf {
        let texts = COURSE
            .iter()
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()));
        Shelf::from_texts(texts.collect())
    }

    /// The names of the embedded files.
    pub fn embedded_files() -> impl Iterator<Item = &'static str> {
        COURSE.iter().map(|(file, _)| *file)
    }

    /// The ids of the embedded lessons, in order.
    pub fn embedded_ids() -> impl Iterator<Item = &'static str> {
        Shelf::embedded_files().map(stem)
    }

    /// One of the embedded lessons, without reading the others.
    pub fn embedded_lesson(id: &str) -> Option<Arc<Lesson>> {
        let (file, text) = COURSE.iter().find(|(file, _)| stem(file) == id)?;
        read(file, text).0.map(Arc::new)
    }

    /// What the embedded lessons are called, in order, without reading them through: for the first screen, which must
    /// not wait for all of them.
    pub fn embedded_titles() -> impl Iterator<Item = &'static str> {
        let title = |text: &'static str| text.lines().find_map(|line| line.strip_prefix("title: "));
        COURSE
            .iter()
            .map(move |(_, text)| title(text).unwrap_or_default().trim().trim_matches('"'))
    }

    /// Lessons from `(file name, text)`. Files that cannot be read as lessons are left out; `faults` tells why. Of
    /// two lessons with one id the first stays.
    pub fn from_texts(texts: Vec<(String, String)>) -> Shelf {
        let mut shelf = Shelf::default();
        for (file, text) in texts {
            let (lesson, faults) = read(&file, &text);
            shelf.faults.extend(faults);
            if let Some(lesson) = lesson {
                shelf.add(Arc::new(lesson));
            }
        }
        shelf.look_for_needs();
        shelf
    }

    /// Lessons that come before others must be there: beside them, or among the program's own.
    fn look_for_needs(&mut self) {
        let own: Vec<&str> = COURSE.iter().map(|(file, _)| stem(file)).collect();
        let mut faults = Vec::new();
        for lesson in &self.lessons {
            for need in &lesson.needs {
                let beside = self.lessons.iter().map(|lesson| lesson.id.as_str());
                let known: Vec<&str> = beside.chain(own.iter().copied()).collect();
                if known.contains(&need.as_str()) {
                    continue;
                }
                let message = format!("there is no lesson \"{need}\" to come before this one");
                let mut fault = Fault::at(&lesson.source, lesson.needs_mark, Some(need), "E114", message);
                let guess = super::mend::nearest(need, known.iter().copied());
                fault.help = guess.map(|guess| format!("did you mean \"{guess}\"?"));
                faults.push(fault);
            }
        }
        self.faults.extend(faults);
    }

    /// The same shelf with these lessons before those that have the same id.
    #[must_use]
    pub fn overridden_by(self, mut other: Shelf) -> Shelf {
        for lesson in self.lessons {
            other.add(lesson);
        }
        other.faults.extend(self.faults);
        other
    }

    /// All lessons in the order of the course, those of a track together.
    pub fn list(&self) -> &[Arc<Lesson>] {
        &self.lessons
    }

    /// The same lessons by track. Lessons without one stand under a heading of their own.
    pub fn tracks(&self) -> impl Iterator<Item = (&str, &[Arc<Lesson>])> {
        let groups = self.lessons.chunk_by(|one, next| one.track == next.track);
        groups.map(
            |lessons| match lessons.first().map(|lesson| lesson.track.as_str()) {
                None | Some("") => (UNTRACKED, lessons),
                Some(track) => (track, lessons),
            },
        )
    }

    /// The lesson with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Lesson>> {
        self.lessons.iter().find(|lesson| lesson.id == id)
    }

    /// The id nearest to `word`, for "did you mean".
    pub fn nearest(&self, word: &str) -> Option<&str> {
        super::mend::nearest(word, self.lessons.iter().map(|lesson| lesson.id.as_str()))
    }

    /// There is no such lesson; which one may have been meant.
    pub fn unknown(&self, id: &str) -> String {
        if let Some(meant) = self.nearest(id) {
            return format!("there is no lesson `{id}`; did you mean `{meant}`?");
        }
        let ids: Vec<&str> = self.lessons.iter().map(|lesson| lesson.id.as_str()).collect();
        format!("there is no lesson `{id}`; there are: {}", ids.join(", "))
    }

    /// What was wrong with the files that were left out, and warnings about the others.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Forgets what was wrong; somebody was told.
    pub fn forget_faults(&mut self) {
        self.faults.clear();
    }

    fn add(&mut self, lesson: Arc<Lesson>) {
        if self.get(&lesson.id).is_none() {
            self.lessons.push(lesson);
        }
        self.lessons
            .sort_by(|one, other| (one.order, &one.id).cmp(&(other.order, &other.id)));
        self.keep_tracks_together();
    }

    /// Lessons of one track stand together, tracks in the order of their first lessons.
    fn keep_tracks_together(&mut self) {
        let mut tracks: Vec<String> = Vec::new();
        for lesson in &self.lessons {
            if !tracks.contains(&lesson.track) {
                tracks.push(lesson.track.clone());
            }
        }
        self.lessons
            .sort_by_key(|lesson| tracks.iter().position(|track| *track == lesson.track));
    }
}

/// The id in a file's name.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.strip_suffix(".yaml").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_file_is_a_lesson() {
        let shelf = Shelf::embedded();
        let faults: Vec<String> = shelf.faults().iter().map(ToString::to_string).collect();
        assert_eq!(faults.concat(), "");
        let ids: Vec<&str> = shelf.list().iter().map(|lesson| lesson.id.as_str()).collect();
        let files = Shelf::embedded_files().map(|file| file.trim_start_matches("lessons/"));
        let files: Vec<&str> = files.map(|file| file.trim_end_matches(".yaml")).collect();
        assert_eq!(ids, files, "the course is listed in the order its lessons name");
    }

    #[test]
    fn lessons_of_a_track_stand_together() {
        let lesson = |id: &str, order: u32, track: &str| {
            let text = format!(
                "schema: stream-lesson/1\nid: {id}\ntitle: {id}\norder: {order}\n{track}terminals:\n  - {{id: a}}\n\
                 steps:\n  - {{id: one, kind: read, text: Read.}}\n"
            );
            (format!("{id}.yaml"), text)
        };
        let shelf = Shelf::from_texts(vec![
            lesson("end", 40, "track: basics\n"),
            lesson("loose", 30, ""),
            lesson("between", 20, "track: mine\n"),
            lesson("start", 10, "track: basics\n"),
        ]);
        let tracks = shelf.tracks().map(|(track, lessons)| {
            let ids: Vec<&str> = lessons.iter().map(|lesson| lesson.id.as_str()).collect();
            format!("{track}: {}\n", ids.join(" "))
        });
        assert_eq!(
            tracks.collect::<String>(),
            "basics: start end\nmine: between\nmore lessons: loose\n"
        );
    }
}
