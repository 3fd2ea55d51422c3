//! The course: the lessons embedded at build time, and those a host read from elsewhere in their place. No I/O.

use std::sync::Arc;

use super::check::check_pages;
use super::course::{COURSE, TRANSLATIONS};
use super::fault::{Fault, Place, Severity};
use super::model::Lesson;
use super::read::read;
use super::translation::{Translation, translates};

/// The heading of lessons that name no track.
const UNTRACKED: &str = "more lessons";

/// Lessons by name.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    lessons: Vec<Arc<Lesson>>,
    /// Words in other languages; the first of a lesson's in one language counts.
    translations: Vec<Arc<Translation>>,
    faults: Vec<Fault>,
}

impl Shelf {
    /// The lessons that come with the program.
    pub fn embedded() -> Shelf {
        let texts = COURSE
            .iter()
            .chain(TRANSLATIONS)
            .map(|(file, text)| ((*file).to_owned(), (*text).to_owned()));
        Shelf::from_texts(texts.collect())
    }

    /// The names of the embedded files, translations last.
    pub fn embedded_files() -> impl Iterator<Item = &'static str> {
        COURSE.iter().chain(TRANSLATIONS).map(|(file, _)| *file)
    }

    /// The ids of the embedded lessons, in order.
    pub fn embedded_ids() -> impl Iterator<Item = &'static str> {
        COURSE.iter().map(|(file, _)| stem(file))
    }

    /// One of the embedded lessons, without reading the others.
    pub fn embedded_lesson(id: &str) -> Option<Arc<Lesson>> {
        let (file, text) = COURSE.iter().find(|(file, _)| stem(file) == id)?;
        read(file, text).0.map(Arc::new)
    }

    /// What the embedded lessons are called in a language, in order, without reading them through: for the first screen,
    /// which must not wait for all of them.
    pub fn embedded_titles(language: Option<&str>) -> impl Iterator<Item = &'static str> {
        let title = |text: &'static str| text.lines().find_map(|line| line.strip_prefix("title: "));
        COURSE.iter().map(move |(file, text)| {
            let spoken = language.and_then(|language| embedded_words(stem(file), language));
            let title = spoken.and_then(title).or_else(|| title(text));
            title.unwrap_or_default().trim().trim_matches('"')
        })
    }

    /// The ids of an embedded lesson's steps, without reading it through; nothing for any other lesson. There may be more
    /// of them than its profile has steps.
    pub fn embedded_steps(id: &str) -> impl Iterator<Item = &'static str> {
        let text = COURSE.iter().find(|(file, _)| stem(file) == id);
        let lines = text.into_iter().flat_map(|(_, text)| text.lines());
        lines
            .filter_map(|line| line.strip_prefix("  - id: "))
            .map(str::trim)
    }

    /// Lessons from `(file name, text)`. Files that cannot be read as lessons are left out; `faults` tells why. Of
    /// two lessons with one id the first stays. Translations belong to the lesson of their name.
    pub fn from_texts(texts: Vec<(String, String)>) -> Shelf {
        let mut shelf = Shelf::default();
        let (translations, lessons): (Vec<_>, Vec<_>) = texts
            .into_iter()
            .partition(|(file, _)| translates(file).is_some());
        for (file, text) in lessons {
            let (lesson, faults) = read(&file, &text);
            shelf.faults.extend(faults);
            if let Some(lesson) = lesson {
                shelf.add(Arc::new(lesson));
            }
        }
        shelf.look_for_needs();
        for (file, text) in translations {
            shelf.add_words(&file, &text);
        }
        shelf
    }

    /// Takes in a translation of one of the lessons here, or of the program's own.
    fn add_words(&mut self, file: &str, text: &str) {
        let translation = match Translation::read(file, text) {
            Ok(translation) => translation,
            Err(fault) => return self.faults.push(fault),
        };
        let own = || {
            let (file, text) = COURSE.iter().find(|(file, _)| stem(file) == translation.lesson)?;
            read(file, text).0.map(Arc::new)
        };
        let Some(lesson) = self.get(&translation.lesson).cloned().or_else(own) else {
            let message = format!(
                "there is no lesson \"{}\" that this could translate",
                translation.lesson
            );
            self.faults.push(Fault {
                code: "E115",
                place: Place { line: 1, column: 1 },
                message,
                help: Some(
                    "it is called like the lesson's file beside it, with the language in between".to_owned(),
                ),
                source: Arc::clone(&translation.source),
            });
            return;
        };
        let faults = translation.faults(&lesson);
        let sound = Translation::is_sound(&faults);
        self.faults.extend(faults);
        if sound {
            self.translations.push(Arc::new(translation));
        }
    }

    /// The languages that a lesson is there in, besides its own.
    pub fn languages(&self) -> Vec<&str> {
        let mut languages: Vec<&str> = self
            .translations
            .iter()
            .map(|translation| translation.language.as_str())
            .collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }

    /// The same lessons in a language, as far as they are there in it; `nl-be` may be `nl`.
    #[must_use]
    pub fn in_language(mut self, language: Option<&str>) -> Shelf {
        let Some(language) = language else { return self };
        for lesson in &mut self.lessons {
            let of_it = |wanted: &str| {
                let mut all = self.translations.iter();
                all.find(|words| words.lesson == lesson.id && words.language == wanted)
            };
            let wider = language.split('-').next().unwrap_or(language);
            if let Some(words) = of_it(language).or_else(|| of_it(wider)) {
                *lesson = Arc::new(words.applied(lesson));
            }
        }
        self
    }

    /// What is too long in the translations of a lesson.
    pub fn too_long(&self, lesson: &Lesson) -> Vec<Fault> {
        let own = self.translations.iter().filter(|words| words.lesson == lesson.id);
        own.flat_map(|words| check_pages(&words.applied(lesson)))
            .collect()
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
        other.translations.extend(self.translations);
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

    /// Whether a lesson of this shelf has a fault that no proof can mend, such as a lesson before it that is not there.
    pub fn doubts(&self, lesson: &Lesson) -> bool {
        let mut faults = self.faults.iter();
        faults.any(|fault| fault.severity() == Severity::Error && fault.source == lesson.source)
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

/// The embedded translation of a lesson.
fn embedded_words(lesson: &str, language: &str) -> Option<&'static str> {
    let of_it = |wanted: &str| {
        let mut all = TRANSLATIONS.iter();
        let found = all.find(|(file, _)| translates(file) == Some((lesson, wanted)));
        found.map(|(_, text)| *text)
    };
    of_it(language).or_else(|| of_it(language.split('-').next()?))
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
        let files = Shelf::embedded_files().filter(|file| translates(file).is_none());
        let files = files.map(|file| file.trim_start_matches("lessons/"));
        let files: Vec<&str> = files.map(|file| file.trim_end_matches(".yaml")).collect();
        assert_eq!(ids, files, "the course is listed in the order its lessons name");
    }

    #[test]
    fn the_steps_of_an_embedded_lesson_are_known_without_reading_it_through() {
        for lesson in Shelf::embedded().list() {
            let steps: Vec<&str> = lesson.steps().map(|(step, _)| step).collect();
            let told = Shelf::embedded_steps(&lesson.id).filter(|step| steps.contains(step));
            let told: Vec<&str> = told.collect();
            assert_eq!(told, steps, "{}", lesson.id);
        }
        assert_eq!(Shelf::embedded_steps("mine").next(), None);
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
