//! Where the panes stand for a screen of this size: everything side by side where there is room, else stream and
//! terminal with the other panes one key away, else the same without boxes.

use ratatui::layout::Rect;

use crate::app::{Focus, State};

/// The least columns and rows that make sense.
pub(super) const LEAST: (u16, u16) = (36, 10);

/// Where the panes stand; those without a place are not shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Areas {
    /// The top line.
    pub header: Rect,
    /// The stream's entries.
    pub stream: Option<Rect>,
    /// The groups and their consumers.
    pub groups: Option<Rect>,
    /// The chosen group's pending entries.
    pub pending: Option<Rect>,
    /// The lesson.
    pub lesson: Option<Rect>,
    /// The terminals.
    pub terminal: Rect,
    /// The line of keys, where it is not part of the terminals' frame.
    pub foot: Option<Rect>,
    /// Whether panes have boxes around them.
    pub boxed: bool,
}

/// The layout for what `state` shows; `None` if the screen is too small.
pub(super) fn areas(state: &State, screen: Rect) -> Option<Areas> {
    if screen.width < LEAST.0 || screen.height < LEAST.1 {
        return None;
    }
    let focus = state.camera.focus;
    let lesson = state.study.is_some();
    Some(if screen.width >= 100 && screen.height >= 24 {
        if lesson { wide_lesson(screen) } else { wide(screen) }
    } else if lesson {
        narrow_lesson(screen, focus)
    } else if screen.width >= 60 && screen.height >= 18 {
        middle(screen, focus)
    } else {
        small(screen, focus)
    })
}

/// How many rows of entries the stream pane of this screen has.
pub(super) fn stream_rows(state: &State) -> usize {
    let screen = Rect::new(0, 0, state.size.0, state.size.1);
    let areas = areas(state, screen);
    let height = areas.and_then(|areas| areas.stream.map(|area| (area.height, areas.boxed)));
    // A frame takes two rows, a rule one; then come the headings and the bookmark.
    height.map_or(1, |(height, boxed)| {
        usize::from(height)
            .saturating_sub(if boxed { 4 } else { 3 })
            .max(1)
    })
}

fn wide(screen: Rect) -> Areas {
    let (header, body) = split_rows(screen, 1);
    let (upper, terminal) = split_rows(body, body.height * 9 / 20);
    let (stream, side) = split_columns(upper, upper.width * 3 / 5);
    let (groups, pending) = split_rows(side, side.height * 11 / 20);
    Areas {
        header,
        stream: Some(stream),
        groups: Some(groups),
        pending: Some(pending),
        lesson: None,
        terminal,
        foot: None,
        boxed: true,
    }
}

/// The lesson on the left; on the right the stream, then groups and pending side by side, then the terminals.
fn wide_lesson(screen: Rect) -> Areas {
    let (header, body) = split_rows(screen, 1);
    let (lesson, right) = split_columns(body, (body.width / 3).max(40));
    let (stream, right) = split_rows(right, (right.height * 3 / 10).max(6));
    let (side, terminal) = split_rows(right, (right.height * 3 / 10).max(5));
    let (groups, pending) = split_columns(side, side.width / 2);
    Areas {
        header,
        lesson: Some(lesson),
        stream: Some(stream),
        groups: Some(groups),
        pending: Some(pending),
        terminal,
        foot: None,
        boxed: true,
    }
}

/// The lesson above the stream and the terminals; on a very small screen the panes take turns.
fn narrow_lesson(screen: Rect, focus: Focus) -> Areas {
    let (header, body) = split_rows(screen, 1);
    let (body, foot) = split_rows(body, body.height.saturating_sub(1));
    let areas = Areas {
        header,
        foot: Some(foot),
        ..Areas::default()
    };
    if body.height < 16 || focus == Focus::Lesson {
        let share = if focus == Focus::Lesson {
            body.height * 3 / 4
        } else {
            body.height / 2
        };
        let (upper, terminal) = split_rows(body, share);
        let areas = Areas { terminal, ..areas };
        return match focus {
            Focus::Prompt | Focus::Lesson => Areas {
                lesson: Some(upper),
                ..areas
            },
            _ => one_of(focus, upper, areas),
        };
    }
    let (lesson, rest) = split_rows(body, body.height / 2);
    let (pane, terminal) = split_rows(rest, rest.height / 2);
    one_of(
        focus,
        pane,
        Areas {
            lesson: Some(lesson),
            terminal,
            ..areas
        },
    )
}

fn middle(screen: Rect, focus: Focus) -> Areas {
    let (header, body) = split_rows(screen, 1);
    let (upper, terminal) = split_rows(body, body.height * 9 / 20);
    one_of(
        focus,
        upper,
        Areas {
            header,
            terminal,
            boxed: true,
            ..Areas::default()
        },
    )
}

fn small(screen: Rect, focus: Focus) -> Areas {
    let (header, body) = split_rows(screen, 1);
    let (body, foot) = split_rows(body, body.height.saturating_sub(1));
    let (upper, terminal) = split_rows(body, body.height / 2);
    one_of(
        focus,
        upper,
        Areas {
            header,
            terminal,
            foot: Some(foot),
            ..Areas::default()
        },
    )
}

/// Only the pane that has the keys is shown; the stream when none has.
fn one_of(focus: Focus, area: Rect, areas: Areas) -> Areas {
    match focus {
        Focus::Prompt | Focus::Stream | Focus::Lesson => Areas {
            stream: Some(area),
            ..areas
        },
        Focus::Groups => Areas {
            groups: Some(area),
            ..areas
        },
        Focus::Pending => Areas {
            pending: Some(area),
            ..areas
        },
    }
}

fn split_rows(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let above = Rect { height, ..area };
    let below = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (above, below)
}

fn split_columns(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    let left = Rect { width, ..area };
    let right = Rect {
        x: area.x + width,
        width: area.width - width,
        ..area
    };
    (left, right)
}
