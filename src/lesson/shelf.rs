//! The course: the lessons embedded at build time, and those a host read from elsewhere in their place. No I/O.

use std::sync::Arc;

use super::fault::Fault;
use super::model::Lesson;

/// Lessons by name.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    lessons: Vec<Arc<Lesson>>,
    faults: Vec<Fault>,
}

impl Shelf {
    /// The lessons that come with the program.
    pub fn embedded() -> Shelf {
        Shelf::default()
    }

    /// Lessons from `(file name, text)`. Files that cannot be read as lessons are left out; `faults` tells why.
    pub fn from_texts(_texts: Vec<(String, String)>) -> Shelf {
        Shelf::default()
    }

    /// All lessons in the order of the course.
    pub fn list(&self) -> &[Arc<Lesson>] {
        &self.lessons
    }

    /// The lesson with this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Lesson>> {
        self.lessons.iter().find(|lesson| lesson.id == id)
    }

    /// What was wrong with the files that were left out, and warnings about the others.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}
