//! The sandbox: stream, groups, pending list, terminals.

use ratatui::layout::Rect;

use super::Areas;
use super::cut::{split_columns, split_rows};
use crate::app::{Focus, State};

/// The panes that take turns where only one has room.
const ALL: &[Focus] = &[Focus::Stream, Focus::Groups, Focus::Pending];
/// The panes that take turns beside the stream.
const SIDE: &[Focus] = &[Focus::Groups, Focus::Pending];

pub(super) fn areas(state: &State, areas: Areas, body: Rect) -> Areas {
    let (width, height) = (body.width, body.height);
    if width >= 100 && height >= 23 {
        wide(areas, body)
    } else if width >= 140 {
        flat(areas, body)
    } else if width >= 100 {
        low(state, areas, body)
    } else if height >= 33 {
        tall(state, areas, body)
    } else {
        one(state, areas, body)
    }
}

/// The stream with groups and pending list at its side, above the terminals.
fn wide(areas: Areas, body: Rect) -> Areas {
    let (upper, terminal) = split_rows(body, body.height * 9 / 20);
    let (stream, side) = split_columns(upper, upper.width * 3 / 5, true);
    let (groups, pending) = split_rows(side, side.height * 11 / 20);
    Areas {
        stream: Some(stream),
        groups: Some(groups),
        pending: Some(pending),
        terminal,
        ..areas
    }
}

/// Much wider than high: everything that is looked at on the left, the terminals on the right.
fn flat(areas: Areas, body: Rect) -> Areas {
    let (left, terminal) = split_columns(body, body.width * 11 / 20, areas.boxed);
    let (stream, side) = split_rows(left, left.height * 11 / 20);
    let (groups, pending) = split_columns(side, side.width / 2, areas.boxed);
    Areas {
        stream: Some(stream),
        groups: Some(groups),
        pending: Some(pending),
        terminal,
        ..areas
    }
}

/// Wide and low: groups and pending list take turns beside the stream.
fn low(state: &State, areas: Areas, body: Rect) -> Areas {
    let (upper, terminal) = split_rows(body, body.height / 2);
    let (stream, side) = split_columns(upper, upper.width * 3 / 5, areas.boxed);
    let areas = Areas {
        stream: Some(stream),
        terminal,
        ..areas
    };
    areas.taking_turns(state, SIDE, side)
}

/// Narrow and high: everything on top of each other, groups and pending list side by side if they can.
fn tall(state: &State, areas: Areas, body: Rect) -> Areas {
    let (stream, rest) = split_rows(body, body.height * 3 / 10);
    let share = body.height / 5;
    if body.width < 76 && body.height < 40 {
        let (side, terminal) = split_rows(rest, share);
        let areas = Areas {
            stream: Some(stream),
            terminal,
            ..areas
        };
        return areas.taking_turns(state, SIDE, side);
    }
    let (groups, pending, terminal) = if body.width >= 76 {
        let (side, terminal) = split_rows(rest, share);
        let (groups, pending) = split_columns(side, side.width / 2, areas.boxed);
        (groups, pending, terminal)
    } else {
        let (groups, rest) = split_rows(rest, body.height * 3 / 20);
        let (pending, terminal) = split_rows(rest, body.height * 3 / 20);
        (groups, pending, terminal)
    };
    Areas {
        stream: Some(stream),
        groups: Some(groups),
        pending: Some(pending),
        terminal,
        ..areas
    }
}

/// One pane above the terminals.
fn one(state: &State, areas: Areas, body: Rect) -> Areas {
    let share = if areas.boxed {
        body.height * 9 / 20
    } else {
        body.height / 2
    };
    let (upper, terminal) = split_rows(body, share);
    let areas = Areas { terminal, ..areas };
    areas.taking_turns(state, ALL, upper)
}
