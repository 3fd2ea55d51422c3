//! Looking back: an earlier moment on the screen, with what led to it and what comes next. The present goes on
//! meanwhile.

use super::camera::{Camera, REMEMBERED, Rows};
use super::layer::Layer;
use super::marks::Marks;
use super::message::Way;
use super::state::State;
use super::{doing, telling, wording};
use crate::command::Event;
use crate::lab::Action;
use crate::wire::typed;

/// A moment between two steps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// What led to it; `None` at the beginning.
    pub led: Option<Deed>,
    /// What that changed, in sentences.
    pub changed: Vec<String>,
    /// What was done next.
    pub next: Option<Deed>,
}

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A line in a terminal, with what stands before it.
    Typed(String, String),
    /// Something else, in words.
    Other(String),
}

/// How the panes stood in the present, while an earlier moment is looked at.
#[derive(Debug)]
pub(super) struct Home {
    marks: Marks,
    camera: Camera,
}

impl Home {
    /// Puts what the panes show now in the place of what they showed then, and the other way round.
    pub(super) fn swap(&mut self, state: &mut State) {
        std::mem::swap(&mut self.marks, &mut state.marks);
        std::mem::swap(&mut self.camera, &mut state.camera);
    }
}

/// Looks one step back or forward.
pub(super) fn look(state: &mut State, way: Way) {
    let (done, all) = state.lab.steps();
    let to = match way {
        Way::Previous => done.checked_sub(1),
        Way::Next => Some(done + 1).filter(|to| *to <= all),
    };
    let Some(to) = to else {
        let end = if done == 0 {
            "this is the beginning"
        } else {
            "this is the newest moment"
        };
        state.notice = Some(end.to_owned());
        return;
    };
    if !state.looks_back() {
        state.home = Some(Box::new(Home {
            marks: state.marks.clone(),
            camera: state.camera.clone(),
        }));
    }
    let events = look_at(state, to);
    let moment = moment(state, to, events.as_deref());
    state.layers.clear();
    state.layers.push(Layer::Past { moment });
}

/// Ends the look: everything is as it was before.
pub(super) fn come_home(state: &mut State) {
    doing::come_home(state);
    if let Some(home) = state.home.take() {
        state.marks = home.marks;
        state.camera.go_back_to(home.camera);
    }
}

/// Makes the moment that is looked at the present.
pub(super) fn stay(state: &mut State) {
    state.home = None;
    doing::stay(state);
}

/// Goes to the moment after so many steps, with the marks of the last one; what that did.
fn look_at(state: &mut State, steps: usize) -> Option<Vec<Event>> {
    let events = steps.checked_sub(1).map(|last| state.lab.retold(last));
    if let Some(before) = steps.checked_sub(1) {
        state.lab.look(before);
        state.seat_terminals();
    }
    let before = state.scene(Rows::all(REMEMBERED));
    doing::look(state, steps);
    match &events {
        Some(events) => state.mark(events, &before),
        None => state.marks = Marks::default(),
    }
    events
}

fn moment(state: &State, steps: usize, events: Option<&[Event]>) -> Moment {
    Moment {
        led: steps.checked_sub(1).and_then(|last| deed(state, last)),
        changed: events.map_or_else(Default::default, |events| telling::told(state, events)),
        next: deed(state, steps),
    }
}

/// Where nothing had been done next, something may have been by now.
pub(super) fn came_next(state: &mut State) {
    let was_last = |layer: &Layer| matches!(layer, Layer::Past { moment } if moment.next.is_none());
    let Some(place) = state.layers.iter().position(was_last) else {
        return;
    };
    let next = deed(state, state.lab.steps().0);
    if let Layer::Past { moment } = &mut state.layers[place] {
        moment.next = next;
    }
}

fn deed(state: &State, step: usize) -> Option<Deed> {
    Some(match state.lab.step(step)? {
        Action::Run(id, argv) => {
            let name = state.lab.terminals().get(id.0);
            let name = name.map_or("", |terminal| terminal.name.as_str());
            Deed::Typed(format!("{name}> "), typed(argv.as_argv()))
        }
        other => Deed::Other(wording::action(other, state)),
    })
}
