//! What a click in a pane is on, and that its cursor goes there. Where that is on the screen is the screen's matter.

use super::camera::Focus;
use super::card;
use super::layer::Layer;
use super::state::State;
use crate::store::{Bytes, EntryId};

/// A row of a pane that its cursor can stand on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An entry of the stream.
    Entry(EntryId),
    /// A row of what is looked at in a stream's place, counted from 0.
    Place(usize),
    /// A group.
    Group(Bytes),
    /// A consumer of the chosen group.
    Consumer(Bytes),
    /// A pending entry of the chosen group.
    Pending(EntryId),
}

/// Puts the cursor here; opens the card of what it stands on already.
pub(super) fn at(state: &mut State, target: &Target) {
    if let Some(Layer::Find(_)) = state.layers.last() {
        // Who points somewhere is done searching.
        state.layers.pop();
    }
    if is_under(state, target) {
        if state.layers.is_empty() && !matches!(target, Target::Place(_)) {
            card::open(state);
        }
        return;
    }
    let camera = &mut state.camera;
    camera.focus_on(pane(target));
    match target {
        Target::Entry(id) => camera.entries.cursor = Some(*id),
        Target::Place(place) => camera.place.cursor = Some(*place),
        Target::Pending(id) => camera.pending.cursor = Some(*id),
        Target::Consumer(name) => camera.consumers.cursor = Some(name.clone()),
        Target::Group(name) => {
            camera.look_at_group(name.clone());
            camera.consumers.cursor = None;
        }
    }
}

fn pane(target: &Target) -> Focus {
    match target {
        Target::Entry(_) | Target::Place(_) => Focus::Stream,
        Target::Group(_) | Target::Consumer(_) => Focus::Groups,
        Target::Pending(_) => Focus::Pending,
    }
}

/// Whether its pane has the keys and its cursor stands there; it may have been put nearby, as at the newest entry.
fn is_under(state: &State, target: &Target) -> bool {
    if state.camera.focus != pane(target) {
        return false;
    }
    let scene = state.scene(super::camera::Rows::all(40));
    let Some(stream) = &scene.stream else { return false };
    match target {
        Target::Entry(id) => stream
            .cursor
            .and_then(|at| stream.entries.get(at))
            .is_some_and(|row| row.id == *id),
        Target::Pending(id) => {
            let pending = &stream.pending;
            let under = pending.cursor.and_then(|at| pending.rows.get(at));
            under.is_some_and(|row| row.id == *id)
        }
        Target::Consumer(name) => {
            let consumers = &stream.consumers;
            let under = consumers.cursor.and_then(|at| consumers.rows.get(at));
            under.is_some_and(|row| row.name == *name)
        }
        Target::Group(name) => {
            stream.consumers.cursor.is_none() && stream.group().is_some_and(|group| group.name == *name)
        }
        Target::Place(_) => false,
    }
}
