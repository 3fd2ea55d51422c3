//! The stream pane: entries as rows, what became of each in the chosen group, and the groups' bookmarks between
//! them; or what was chosen instead of a stream.

mod edges;
mod lines;
mod table;

use ratatui::layout::Rect;

use super::canvas::{self, Canvas};
use super::layout::Areas;
use crate::app::{Focus, State};
use crate::lab::Scene;
pub(super) use edges::fates;
pub(super) use lines::Lines;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, areas: &Areas, state: &State, scene: &Scene) {
    let boxed = areas.boxed;
    let signs = canvas.theme.signs;
    let columns = usize::from(area.width.saturating_sub(if boxed { 2 } else { 0 }));
    let heads = if boxed { 3 } else { 2 };
    let fits = usize::from(area.height.saturating_sub(heads));
    let focused = state.camera.focus == Focus::Stream;
    let lines = match (&scene.stream, &scene.other) {
        (_, Some(other)) => super::other::lines(other, focused, columns, &signs),
        (Some(stream), None) => lines::of(stream, state, columns, &signs),
        (None, None) => Lines::default(),
    };
    let at_end = state.camera.at_newest() && scene.stream.as_ref().is_some_and(|stream| !stream.more_after);
    let from = lines.first(fits, at_end);
    let mut panel = edges::panel(&signs, state, scene, areas, columns);
    let mut more = edges::more(&state.marks, scene, &lines, from, fits);
    if boxed {
        more = more.on_edges(&mut panel, columns, &signs);
    } else {
        // A rule has no lower edge.
        panel.right = std::mem::take(&mut panel.foot);
    }
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    if scene.stream.is_none() && scene.other.is_none() {
        return if state.is_untouched() {
            super::welcome::draw(canvas, inner, &state.way_in);
        } else {
            canvas.rows(inner, &edges::no_stream(scene, state.study.is_some()));
        };
    }
    canvas.row(inner, &more.behind(lines.head, columns, &signs));
    canvas.rows(canvas::below(inner, 1), &lines.body[from..]);
}
