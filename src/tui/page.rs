//! A page over the screen: a frame with a title, rows that scroll.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Panel};
use super::ink::Ink;
use super::theme::Role;
use crate::app::{Layer, State};
use crate::assist;

/// The columns of the frame on a screen of this size.
fn width(screen: Rect) -> u16 {
    screen.width.saturating_sub(4).min(84)
}

/// The columns of a row on a page over this screen.
pub(super) fn room(screen: Rect) -> usize {
    usize::from(width(screen).saturating_sub(4))
}

/// Draws a page with these rows, the first `scroll` of them out of sight above.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    screen: Rect,
    title: &str,
    rows: &[Ink],
    scroll: usize,
    state: &State,
) {
    let width = width(screen);
    let height = u16::try_from(rows.len() + 2)
        .unwrap_or(u16::MAX)
        .min(screen.height.saturating_sub(2));
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    canvas.blank(area);
    let fits = usize::from(height.saturating_sub(2));
    let most = rows.len().saturating_sub(fits);
    let example = match state.layers.last() {
        Some(Layer::Help { lines, .. }) if assist::example(lines).is_some() => "Enter tries the example, ",
        _ => "",
    };
    let scrolls = if most > 0 { "Up/Down scroll, " } else { "" };
    let foot = format!(" {scrolls}{example}Esc closes ");
    let panel = Panel {
        title: Ink::of(Role::Title, format!(" {title} ")),
        right: Ink::of(Role::Quiet, format!(" redis {} ", state.lab.profile())),
        foot_right: Ink::of(Role::Quiet, foot),
        focused: true,
        ..Panel::default()
    };
    let inner = canvas.framed(area, &panel);
    let inner = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    };
    canvas.rows(inner, &rows[scroll.min(most)..]);
}
