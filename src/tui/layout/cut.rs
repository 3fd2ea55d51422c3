//! Cutting a place in two.

use ratatui::layout::Rect;

/// The first `height` rows and the rest.
pub(super) fn split_rows(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let above = Rect { height, ..area };
    let below = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    (above, below)
}

/// The first `width` columns and the rest; without boxes a blank column stands between them.
pub(super) fn split_columns(area: Rect, width: u16, boxed: bool) -> (Rect, Rect) {
    let width = width.min(area.width);
    let right = (width + u16::from(!boxed)).min(area.width);
    let left = Rect { width, ..area };
    let right = Rect {
        x: area.x + right,
        width: area.width - right,
        ..area
    };
    (left, right)
}
