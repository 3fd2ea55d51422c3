//! The list of lessons, and which of them is opened where.

use std::sync::Arc;

use super::layer::Layer;
use super::scrollback::Kind;
use super::state::State;
use super::{learning, showing, study, way_in};
use crate::lesson::{Lesson, Session};

/// Opens the list of lessons, at the one to go on with.
pub(super) fn menu(state: &mut State) {
    state.load_lessons();
    let open = state
        .study
        .as_ref()
        .filter(|study| !study.session().is_finished());
    let open = open.map(|study| study.session().lesson().id.as_str());
    let lessons = state.shelf.list();
    let open = lessons.iter().position(|lesson| Some(lesson.id.as_str()) == open);
    // The sandbox is the first line of the list.
    let chosen = open.map_or_else(|| way_in::find(&state.shelf, &state.progress).number, |at| at + 1);
    state.layers.clear();
    state.layers.push(Layer::Lessons { chosen });
}

/// Opens what is chosen in the list.
pub(super) fn open_chosen(state: &mut State, chosen: usize) {
    let Some(lesson) = chosen
        .checked_sub(1)
        .and_then(|at| state.shelf.list().get(at))
        .cloned()
    else {
        study::close(state);
        return;
    };
    open(state, &lesson);
}

/// Opens a lesson where it was left, or at its beginning when it was finished.
fn open(state: &mut State, lesson: &Arc<Lesson>) {
    let (mut session, lab) = state.progress.resume(lesson);
    let retold = session.take_retold();
    let again = retold.iter().any(|played| !played.line.is_empty());
    study::learn(state, (session, lab));
    showing::retell(state, retold);
    learning::entered(state, usize::MAX);
    if again {
        let note = format!(
            "here you left the lesson: the lines above are those of then; `:lesson {} 1` begins anew",
            lesson.id
        );
        state.desk_mut().back.push(Kind::Note, note);
    }
}

/// Goes to a step of the lesson that is open, by its number or its id.
pub(super) fn open_at(state: &mut State, step: &str) -> Result<(), String> {
    let Some(study) = &state.study else {
        return Err("no lesson is open".to_owned());
    };
    let lesson = Arc::clone(study.session().lesson());
    begin_at(state, lesson, step)
}

/// Opens the lesson with this id at a step, by its number or its id.
pub(super) fn open_named_at(state: &mut State, id: &str, step: &str) -> Result<(), String> {
    state.load_lessons();
    let Some(lesson) = state.shelf.get(id).cloned() else {
        return Err(state.shelf.unknown(id));
    };
    begin_at(state, lesson, step)
}

fn begin_at(state: &mut State, lesson: Arc<Lesson>, step: &str) -> Result<(), String> {
    let id = lesson.step_named(step)?.to_owned();
    study::learn(state, Session::start_at(lesson, &id));
    learning::entered(state, usize::MAX);
    Ok(())
}

/// Opens the lesson with this id; tells what there is if there is no such lesson.
pub(super) fn open_named(state: &mut State, id: &str) -> Result<(), String> {
    state.load_lessons();
    match state.shelf.get(id).cloned() {
        Some(lesson) => {
            open(state, &lesson);
            Ok(())
        }
        None => Err(state.shelf.unknown(id)),
    }
}
