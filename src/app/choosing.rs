//! Choosing in what lies over the prompt, taking what is clicked, and closing it.

use super::camera::Focus;
use super::layer::Layer;
use super::message::{Effect, Way};
use super::picking::Pick;
use super::state::State;
use super::{entering, finding, learning, past};

/// Chooses the one before or after; without a list the answer to a question.
pub(super) fn select(state: &mut State, way: Way) {
    match state.layers.last_mut() {
        Some(Layer::Popup(popup)) => {
            let len = popup.candidates.len().max(1);
            popup.chosen = match way {
                Way::Next => (popup.chosen + 1) % len,
                Way::Previous => (popup.chosen + len - 1) % len,
            };
        }
        Some(Layer::Lessons { chosen }) => {
            let len = state.shelf.list().len() + 1;
            *chosen = match way {
                Way::Next => (*chosen + 1) % len,
                Way::Previous => (*chosen + len - 1) % len,
            };
        }
        None => learning::choose(state, way),
        _ => {}
    }
}

/// A completion is taken at once; a lesson is chosen first, for to open it puts aside what is there.
pub(super) fn take(state: &mut State, at: usize) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Popup(popup)) if at < popup.candidates.len() => popup.chosen = at,
        Some(Layer::Lessons { chosen }) if *chosen != at => {
            *chosen = at;
            return Vec::new();
        }
        Some(Layer::Commands(list)) if at < list.listed.len() => list.chosen = at,
        Some(Layer::Lessons { .. }) => {}
        _ => return Vec::new(),
    }
    entering::enter(state)
}

/// Closes the topmost without effect; where nothing lies over the prompt, goes back to it and to its end.
pub(super) fn close(state: &mut State) {
    match state.layers.pop() {
        Some(Layer::Pick(pick)) if pick.finding => {
            let pick = Pick {
                finding: false,
                ..pick
            };
            state.layers.push(Layer::Pick(pick));
        }
        Some(Layer::Past { .. }) => past::come_home(state),
        Some(Layer::Search { draft, .. }) => state.desk_mut().prompt.set(&draft),
        Some(Layer::Find(find)) => finding::give_up(state, &find),
        Some(_) => {}
        None if state.camera.focus != Focus::Prompt => state.camera.focus_on(Focus::Prompt),
        None => state.desk_mut().back.up = 0,
    }
}
