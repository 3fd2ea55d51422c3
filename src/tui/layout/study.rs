//! A lesson: its text at the side or above, the panes it is about, the terminals.

use ratatui::layout::Rect;

use super::Areas;
use super::cut::{split_columns, split_rows};
use crate::app::{Focus, State, Study};
use crate::lesson::StepKind;

/// The panes that take turns where the lesson has a place of its own.
const PANES: &[Focus] = &[Focus::Stream, Focus::Groups, Focus::Pending];
/// The panes that take turns where not even the lesson has one.
const ALL: &[Focus] = &[Focus::Lesson, Focus::Stream, Focus::Groups, Focus::Pending];
/// Longer lines than this are hard to read.
const TEXT: u16 = 64;
/// From this height on, a text has room enough above a pane.
const TALL: u16 = 33;

pub(super) fn areas(state: &State, study: &Study, areas: Areas, body: Rect) -> Areas {
    let (width, height) = (body.width, body.height);
    if width >= 100 && height >= 23 {
        wide(areas, body)
    } else if width >= 100 {
        low(state, areas, body)
    } else if height >= 16 && state.camera.focus != Focus::Lesson && !is_all(state, study, height) {
        high(state, areas, body)
    } else {
        small(state, study, areas, body)
    }
}

/// The lesson on the left; on the right the stream, then groups and pending side by side, then the terminals.
fn wide(areas: Areas, body: Rect) -> Areas {
    let (lesson, right) = split_columns(body, (body.width / 3).clamp(40, TEXT), true);
    let (stream, right) = split_rows(right, (right.height * 3 / 10).max(6));
    let (side, terminal) = split_rows(right, (right.height * 3 / 10).max(5));
    // Where it is narrow the pending list, which has more columns, gets more.
    let share = if side.width >= 72 {
        side.width / 2
    } else {
        side.width * 13 / 30
    };
    let (groups, pending) = split_columns(side, share, true);
    Areas {
        lesson: Some(lesson),
        stream: Some(stream),
        groups: Some(groups),
        pending: Some(pending),
        terminal,
        ..areas
    }
}

/// Wide and low: the lesson, then the panes in turns above the terminals, or beside them.
fn low(state: &State, areas: Areas, body: Rect) -> Areas {
    let (lesson, right) = split_columns(body, (body.width / 3).clamp(40, TEXT), areas.boxed);
    let (pane, terminal) = if right.width >= 100 {
        split_columns(right, right.width / 2, areas.boxed)
    } else {
        split_rows(right, right.height / 2)
    };
    let areas = Areas {
        lesson: Some(lesson),
        terminal,
        ..areas
    };
    areas.taking_turns(state, PANES, pane)
}

/// The lesson above a pane above the terminals.
fn high(state: &State, areas: Areas, body: Rect) -> Areas {
    let share = if body.height >= TALL {
        body.height * 2 / 5
    } else {
        body.height / 2
    };
    let (lesson, rest) = split_rows(body, share);
    let (pane, terminal) = split_rows(rest, rest.height / 2);
    let areas = Areas {
        lesson: Some(lesson),
        terminal,
        ..areas
    };
    areas.taking_turns(state, PANES, pane)
}

/// Lesson and panes take turns above the terminals. Who only reads has more of the text.
fn small(state: &State, study: &Study, areas: Areas, body: Rect) -> Areas {
    let reads = match state.camera.focus {
        Focus::Lesson => true,
        Focus::Prompt => is_read(state, study),
        _ => false,
    };
    let share = if reads {
        (body.height * 3 / 4).min(body.height - 3)
    } else {
        body.height / 2
    };
    let (upper, terminal) = split_rows(body, share);
    // A lesson is what there is to see unless a pane has the keys.
    let areas = Areas { terminal, ..areas };
    if state.camera.focus == Focus::Prompt {
        return Areas {
            lesson: Some(upper),
            turns: ALL,
            ..areas
        };
    }
    areas.taking_turns(state, ALL, upper)
}

/// Whether there is nothing to do but to read.
fn is_read(state: &State, study: &Study) -> bool {
    study.view(&state.lab).kind == StepKind::Read || study.session().is_finished()
}

/// Whether the text is all there is to look at, and may need the room: the panes have nothing to show yet.
fn is_all(state: &State, study: &Study, height: u16) -> bool {
    let free = state.camera.focus == Focus::Prompt && height < TALL;
    free && state.lab.engine().db(state.db()).is_empty() && is_read(state, study)
}
