//! A goal as it will look, in the place of the terminals: what is so in it, and how to read the panes meanwhile.

use ratatui::layout::Rect;

use super::aside;
use super::canvas::{Canvas, Panel};
use super::ink::Ink;
use super::layout::Areas;
use super::theme::{Role, Theme};
use super::{markup, moment};
use crate::app::{Focus, State};
use crate::lesson::Pane;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, goals: &[String]) {
    let panel = Panel {
        title: Ink::of(Role::Title, " the goal ")
            .then(Role::Quiet, "as it will look ")
            .then(Role::Quiet, moment::go_on(state, canvas.theme)),
        foot: if boxed {
            super::foot::ink(state, usize::from(area.width.saturating_sub(2)))
        } else {
            Ink::default()
        },
        focused: true,
        ..Panel::default()
    };
    let inner = canvas.page(area, boxed, &panel);
    let width = usize::from(inner.width);
    let rows = rows(goals, width, canvas.theme);
    let rows = aside::shortened(rows, usize::from(inner.height).max(1), width, canvas.theme);
    canvas.rows(inner, &rows);
}

fn rows(goals: &[String], width: usize, theme: &Theme) -> Vec<Ink> {
    let signs = &theme.signs;
    let what = Ink::of(Role::Text, "Marked is what differs: ");
    let marks = Ink::of(Role::Added, signs.added)
        .then(Role::Quiet, " comes  ")
        .then(Role::Changed, signs.changed)
        .then(Role::Quiet, " changes  ")
        .then(Role::Changed, signs.moved)
        .then(Role::Quiet, " moves  ")
        .then(Role::Removed, signs.removed)
        .then(Role::Quiet, " goes");
    let mut rows = vec![what];
    if rows[0].width() + marks.width() <= width {
        rows[0].append(marks);
        rows.push(Ink::default());
    } else {
        rows.push(marks);
    }
    for goal in goals {
        let lines = markup::rows(goal, width.saturating_sub(2), Role::Done, theme);
        for (at, line) in lines.into_iter().enumerate() {
            let mut row = Ink::of(Role::Done, if at == 0 { signs.done } else { " " }).then(Role::Text, " ");
            row.append(line);
            rows.push(row);
        }
    }
    rows
}

/// Words in the upper edge of a pane that shows the goal, or that the step points at.
pub(super) fn labels(canvas: &mut Canvas<'_>, areas: &Areas, state: &State) {
    let shut = canvas.theme.signs.shut;
    let edge = |area: Rect| Rect { height: 1, ..area };
    if state.aims() {
        let forms = [
            Ink::of(Role::Changed, " as it will be "),
            Ink::of(Role::Changed, " goal "),
        ];
        for area in [areas.stream, areas.groups, areas.pending].into_iter().flatten() {
            canvas.on_edge(edge(area), &forms);
        }
        return;
    }
    let Some(study) = state
        .study
        .as_ref()
        .filter(|study| !study.session().is_finished())
    else {
        return;
    };
    let forms = [
        Ink::of(Role::KeyName, format!(" {shut} look here ")),
        Ink::of(Role::KeyName, format!(" {shut} ")),
    ];
    for pane in study.session().panes() {
        let area = match pane {
            Pane::Stream => areas.stream,
            Pane::Groups => areas.of(Focus::Groups),
            Pane::Pending => areas.of(Focus::Pending),
            Pane::Terminals => Some(areas.terminal),
        };
        if let Some(area) = area {
            canvas.on_edge(edge(area), &forms);
        }
    }
}
