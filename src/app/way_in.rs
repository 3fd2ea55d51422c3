//! Which lesson Enter opens where nothing was done yet: the one that was left in the middle, or the next one.

use super::state::State;
use crate::lesson::{Lesson, Progress, Shelf};

/// The lesson to go on with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayIn {
    /// Its place among the lessons, counted from 1.
    pub number: usize,
    /// Its title; empty while nothing was learnt yet.
    pub title: String,
    /// Where it was left: which step, counted from 1, of how many; `None` if it is to be begun.
    pub left: Option<(usize, usize)>,
}

impl Default for WayIn {
    fn default() -> Self {
        WayIn {
            number: 1,
            title: String::new(),
            left: None,
        }
    }
}

impl WayIn {
    /// The lesson and where in it: `lesson 3, step 4/8`.
    pub fn words(&self) -> String {
        let number = self.number;
        match self.left {
            Some((step, steps)) => format!("lesson {number}, step {step}/{steps}"),
            None => format!("lesson {number}"),
        }
    }
}

impl State {
    /// Takes in what the learner has completed. A screen with nothing on it offers to go on from there.
    pub fn come_back(&mut self, progress: Progress) {
        self.progress = progress;
        self.way_in = find(&self.shelf, &self.progress);
    }
}

/// The lesson to go on with among those of the shelf, or among the program's own while nobody has asked for them. Of
/// those no more are read than it takes: the start is to be quick.
pub(super) fn find(shelf: &Shelf, progress: &Progress) -> WayIn {
    if *progress == Progress::default() {
        return WayIn::default();
    }
    let ids: Vec<&str> = if shelf.list().is_empty() {
        Shelf::embedded_ids().collect()
    } else {
        shelf.list().iter().map(|lesson| lesson.id.as_str()).collect()
    };
    let lesson = |at: usize| {
        let own = shelf.get(ids[at]).cloned();
        own.or_else(|| Shelf::embedded_lesson(ids[at]))
    };
    let unfinished = |lesson: &Lesson| progress.done_in(lesson) < lesson.steps().len();
    let last = progress
        .last()
        .and_then(|(id, _)| ids.iter().position(|known| *known == id));
    let way = |at: usize, lesson: &Lesson| {
        let step = progress.left_at(&lesson.id);
        let index = lesson.steps().position(|(id, _)| Some(id) == step);
        let left = index.filter(|index| *index > 0 && unfinished(lesson));
        WayIn {
            number: at + 1,
            title: lesson.title.clone(),
            left: left.map(|index| (index + 1, lesson.steps().len())),
        }
    };
    // That all of one is done is seen without reading it through: after the whole course that would take its time.
    let is_done = |at: usize| {
        let mut steps = Shelf::embedded_steps(ids[at]).peekable();
        let own = shelf.get(ids[at]).is_some();
        !own && steps.peek().is_some() && steps.all(|step| progress.is_done(ids[at], step))
    };
    if let Some(at) = last.filter(|at| !is_done(*at))
        && let Some(lesson) = lesson(at).filter(|lesson| unfinished(lesson))
    {
        return way(at, &lesson);
    }
    // What comes after the one that was finished; then what was passed over before it.
    let after = last.map_or(0, |at| at + 1);
    let mut places = (after..ids.len()).chain(0..after);
    let open = |at: &usize| {
        let begun = progress.has_begun(ids[*at]);
        !begun || !is_done(*at) && lesson(*at).is_some_and(|lesson| unfinished(&lesson))
    };
    let next = places.find(open).unwrap_or(0);
    lesson(next).map_or_else(WayIn::default, |lesson| way(next, &lesson))
}
