//! The stream pane: entries as rows, what became of each in the chosen group, and the groups' bookmarks between
//! them; or what was chosen instead of a stream.

mod edges;
mod lines;
mod table;

use ratatui::layout::Rect;

use super::canvas::{self, Canvas};
use crate::app::{Focus, State};
use crate::lab::Scene;
pub(super) use edges::fates;
pub(super) use lines::Lines;

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    boxed: bool,
    summary: bool,
    state: &State,
    scene: &Scene,
) {
    let signs = canvas.theme.signs;
    let columns = usize::from(area.width.saturating_sub(2));
    let mut panel = edges::panel(&signs, state, scene, summary, columns);
    if !boxed && !panel.foot.is_empty() {
        // A rule has no lower edge; what stands there is worth more than whether there is more above.
        panel.right = std::mem::take(&mut panel.foot);
    }
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    let width = usize::from(inner.width);
    let focused = state.camera.focus == Focus::Stream;
    let lines = match (&scene.stream, &scene.other) {
        (_, Some(other)) => super::other::lines(other, focused, width, &signs),
        (Some(stream), None) => lines::of(stream, state, width, &signs),
        (None, None) if state.is_untouched() => return super::welcome::draw(canvas, inner, &state.way_in),
        (None, None) => return canvas.rows(inner, &edges::no_stream(scene, state.study.is_some())),
    };
    body(canvas, inner, &lines, state.camera.at_newest());
}

/// The headings, and of the rows under them those that fit: the last ones if the end is looked at, and always the one
/// under the cursor.
fn body(canvas: &mut Canvas<'_>, area: Rect, lines: &Lines, from_end: bool) {
    canvas.rows(area, std::slice::from_ref(&lines.head));
    let below = canvas::below(area, 1);
    let fits = usize::from(below.height);
    let from = first_line(lines, fits, from_end);
    canvas.rows(below, &lines.body[from..]);
}

/// The first line to draw where so many fit.
fn first_line(lines: &Lines, fits: usize, from_end: bool) -> usize {
    let end = lines.body.len().saturating_sub(fits);
    let from = if from_end { end } else { 0 };
    let Some(at) = lines.cursor else { return from };
    let least = (at + 1).saturating_sub(fits);
    from.clamp(least, at.saturating_sub(lines.lead).max(least))
}
