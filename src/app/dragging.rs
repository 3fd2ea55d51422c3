//! Rows of a terminal that the mouse is dragged over are marked, and copied when it is let go.

use super::layer::Layer;
use super::message::{Effect, Message};
use super::picking::{self, Pick, Picking};
use super::state::State;

/// The mouse was pressed on this row of the active terminal; nothing is marked before it moves.
pub(super) fn press(state: &mut State, row: usize) {
    if let Some(Layer::Pick(_)) = state.layers.last() {
        state.layers.pop();
    }
    state.pressed = Some(row);
}

/// It was dragged to this row: what lies between is marked. Beyond the rows that are seen the terminal scrolls.
pub(super) fn drag(state: &mut State, row: usize, by: isize) {
    let Some(pressed) = state.pressed else { return };
    let dragged = is_dragging(state);
    if row == pressed && !dragged {
        return;
    }
    if dragged {
        state.layers.pop();
    }
    let back = &mut state.desk_mut().back;
    let row = row.clamp(back.begin(), back.end().saturating_sub(1));
    back.scroll(by);
    state.layers.push(Layer::Pick(Pick {
        cursor: row,
        mark: Some(pressed),
        dragged: true,
        ..Pick::default()
    }));
}

/// It was let go: what is marked is copied.
pub(super) fn release(state: &mut State) -> Vec<Effect> {
    state.pressed = None;
    if is_dragging(state) {
        return picking::react(state, Picking::Copy);
    }
    Vec::new()
}

/// Whether this message leaves it open what is marked.
pub(super) fn goes_on(message: &Message) -> bool {
    let drags = matches!(
        message,
        Message::Press(..) | Message::Drag(..) | Message::Release | Message::Roll(..)
    );
    drags || message.is_by_itself()
}

fn is_dragging(state: &State) -> bool {
    matches!(state.layers.last(), Some(Layer::Pick(pick)) if pick.dragged)
}
