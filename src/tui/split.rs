//! Where several terminals stand in one frame: side by side where they are wide enough, else on top of each other,
//! else fewer of them.

use std::ops::Range;

use ratatui::layout::Rect;

use crate::app::State;

/// The least columns of a terminal beside another, and the least rows of one above another.
const LEAST: (u16, u16) = (30, 4);

/// How the terminals share their frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    /// The places of the terminals that are seen.
    pub(super) shown: Range<usize>,
    /// Side by side, a line between them; else on top of each other, each below its tab.
    pub(super) beside: bool,
    /// Whether fewer are seen than were wanted, for want of room.
    pub(super) cramped: bool,
}

/// How many terminals have room in the inside `area` of their frame, and how they stand.
pub(super) fn parts(state: &State, area: Rect) -> Parts {
    let terminals = state.lab.terminals().len();
    let wanted = state.split.count.min(terminals).max(1);
    let columns = usize::from((area.width + 1) / (LEAST.0 + 1));
    // The first one's tab is in the frame.
    let rows = usize::from((area.height + 1) / (LEAST.1 + 1));
    let beside = columns >= wanted || columns >= rows;
    let fit = if beside { columns } else { rows }.max(1);
    Parts {
        shown: state.split.shown(state.active, terminals, fit),
        beside,
        cramped: fit < wanted,
    }
}

/// Shares `area` among `count` terminals with a line between any two.
pub(super) fn shares(area: Rect, count: usize, beside: bool) -> Vec<Rect> {
    let count = u16::try_from(count).unwrap_or(1).max(1);
    let whole = if beside { area.width } else { area.height };
    let room = whole.saturating_sub(count - 1);
    let mut from = 0;
    (0..count)
        .map(|at| {
            let size = room / count + u16::from(at < room % count);
            let start = from;
            from += size + 1;
            if beside {
                Rect {
                    x: area.x + start,
                    width: size,
                    ..area
                }
            } else {
                Rect {
                    y: area.y + start,
                    height: size,
                    ..area
                }
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_fill_the_area_but_for_the_lines_between_them() {
        let area = Rect::new(2, 3, 118, 18);
        let widths: Vec<_> = shares(area, 3, true)
            .iter()
            .map(|part| (part.x, part.width))
            .collect();
        assert_eq!(widths, [(2, 39), (42, 39), (82, 38)]);
        let heights: Vec<_> = shares(area, 2, false)
            .iter()
            .map(|part| (part.y, part.height))
            .collect();
        assert_eq!(heights, [(3, 9), (13, 8)]);
    }
}
