//! The sheet panes draw on: rows of ink, frames with titles. Nothing here knows what a stream is.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::ink::Ink;
use super::spot::Spot;
use super::theme::{Role, Signs, Theme};

/// A buffer with a theme.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// How things look.
    pub theme: &'a Theme,
    /// What is drawn where, as far as a click on it means something; the topmost last.
    spots: Vec<(Rect, Spot)>,
}

/// A frame around a pane.
#[derive(Clone, Debug, Default)]
pub(super) struct Panel {
    /// In the upper edge, left.
    pub title: Ink,
    /// In the upper edge, right.
    pub right: Ink,
    /// In the lower edge, left.
    pub foot: Ink,
    /// In the lower edge, right.
    pub foot_right: Ink,
    /// Whether its pane has the keys.
    pub focused: bool,
}

impl<'a> Canvas<'a> {
    /// Draws on `buffer`.
    pub(super) fn new(buffer: &'a mut Buffer, theme: &'a Theme) -> Canvas<'a> {
        Canvas {
            buffer,
            theme,
            spots: Vec::new(),
        }
    }

    /// Notes what is drawn in `area`.
    pub(super) fn spot(&mut self, area: Rect, spot: Spot) {
        self.spots.push((area, spot));
    }

    /// What is drawn where, the topmost last.
    pub(super) fn into_spots(self) -> Vec<(Rect, Spot)> {
        self.spots
    }

    /// Draws a row at the top of `area`, cut to its width.
    pub(super) fn row(&mut self, area: Rect, ink: &Ink) {
        let area = area.intersection(self.buffer.area);
        if area.is_empty() {
            return;
        }
        let width = usize::from(area.width);
        if ink.fits(width) {
            self.ink(area, ink);
        } else {
            let ink = ink.clone().clipped(width, self.theme.signs.cut);
            self.ink(area, &ink);
        }
    }

    /// Draws a row that fits.
    fn ink(&mut self, area: Rect, ink: &Ink) {
        if let Some(spot) = ink.spot_across() {
            self.spots.push((first_row(area), spot.clone()));
        }
        let mut x = area.x;
        for (at, (role, text)) in ink.pieces().iter().enumerate() {
            let room = usize::from(area.right().saturating_sub(x));
            let style = self.theme.style(*role);
            let from = x;
            (x, _) = self.buffer.set_stringn(x, area.y, text, room, style);
            if let Some(spot) = ink.spot(at) {
                let place = Rect::new(from, area.y, x - from, 1);
                self.spots.push((place, spot.clone()));
            }
        }
    }

    /// Draws one sign, one column wide, in every place of `area`.
    fn fill(&mut self, area: Rect, role: Role, sign: &str) {
        let style = self.theme.style(role);
        for place in area.intersection(self.buffer.area).positions() {
            self.buffer[place].set_symbol(sign).set_style(style);
        }
    }

    /// Draws rows from the top of `area` down, as many as fit.
    pub(super) fn rows(&mut self, area: Rect, rows: &[Ink]) {
        for (line, ink) in area.rows().zip(rows) {
            self.row(line, ink);
        }
    }

    /// Whether a frame's edge runs through this place, no title in it.
    pub(super) fn is_edge(&self, x: u16, y: u16) -> bool {
        let across = self.theme.signs.across;
        self.buffer
            .cell((x, y))
            .is_some_and(|cell| cell.symbol() == across)
    }

    /// Empties `area`.
    pub(super) fn blank(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for row in area.rows() {
            for at in row.columns() {
                self.buffer[(at.x, at.y)].reset();
            }
        }
    }

    /// Draws a whole frame and gives back what is inside it.
    pub(super) fn framed(&mut self, area: Rect, panel: &Panel) -> Rect {
        if is_tiny(area) {
            return area;
        }
        let signs = self.theme.signs;
        let role = edge(panel);
        let (corners, down) = if panel.focused {
            (signs.heavy_corners, signs.heavy_down)
        } else {
            (signs.corners, signs.down)
        };
        let [top_left, top_right, bottom_left, bottom_right] = corners;
        self.edge(
            first_row(area),
            [top_left, top_right],
            &panel.title,
            &panel.right,
            role,
        );
        let bottom = last_row(area);
        self.edge(
            bottom,
            [bottom_left, bottom_right],
            &panel.foot,
            &panel.foot_right,
            role,
        );
        let Rect { y, height, .. } = inside(area);
        for x in [area.x, area.right() - 1] {
            self.fill(Rect::new(x, y, 1, height), role, down);
        }
        inside(area)
    }

    /// Draws only a rule with the titles and gives back what is below it: for small screens.
    pub(super) fn ruled(&mut self, area: Rect, panel: &Panel) -> Rect {
        let across = across(panel.focused, &self.theme.signs);
        self.edge(
            first_row(area),
            [across; 2],
            &panel.title,
            &panel.right,
            edge(panel),
        );
        below(area, 1)
    }

    /// Draws a frame or a rule and gives back the place for text.
    pub(super) fn page(&mut self, area: Rect, boxed: bool, panel: &Panel) -> Rect {
        if boxed {
            self.framed(area, panel);
        } else {
            self.ruled(area, panel);
        }
        text_place(area, boxed)
    }

    /// Draws the first of `forms` that fits into the longest free part of an edge that is drawn already, at its right
    /// end; nothing if none fits.
    pub(super) fn on_edge(&mut self, edge: Rect, forms: &[Ink]) {
        let edge = edge.intersection(self.buffer.area);
        let signs = self.theme.signs;
        let (mut best, mut run) = (edge.x..edge.x, edge.x..edge.x);
        for x in edge.left()..edge.right() {
            if [signs.across, signs.heavy_across].contains(&self.buffer[(x, edge.y)].symbol()) {
                run.end = x + 1;
            } else {
                run = x + 1..x + 1;
            }
            if run.len() >= best.len() {
                best = run.clone();
            }
        }
        // A piece of the edge stays visible at both ends.
        let room = best.len().saturating_sub(2);
        if let Some(ink) = forms.iter().find(|ink| ink.width() <= room) {
            let width = u16::try_from(ink.width()).unwrap_or(0);
            let x = best.end - 1 - width;
            self.row(Rect { x, width, ..edge }, ink);
        }
    }

    fn edge(&mut self, area: Rect, ends: [&str; 2], left: &Ink, right: &Ink, role: Role) {
        let width = usize::from(area.width);
        let across = across(role == Role::FocusedFrame, &self.theme.signs);
        self.fill(area, role, across);
        for (x, end) in [(area.x, ends[0]), (area.right().saturating_sub(1), ends[1])] {
            self.fill(
                Rect {
                    x,
                    width: area.width.min(1),
                    ..area
                },
                role,
                end,
            );
        }
        let room = width.saturating_sub(2);
        let used = left.width().min(room);
        self.row(inner_columns(area, 1), left);
        // The right title only shows where it does not crowd the left one.
        if !right.is_empty() && used + right.width() + 2 <= room {
            let from = room - right.width();
            self.row(inner_columns(area, u16::try_from(from).unwrap_or(0) + 1), right);
        }
    }
}

/// The line of an edge; that of what has the keys is heavy, so that it does not take a colour to see it.
fn across(focused: bool, signs: &Signs) -> &'static str {
    if focused { signs.heavy_across } else { signs.across }
}

fn edge(panel: &Panel) -> Role {
    if panel.focused {
        Role::FocusedFrame
    } else {
        Role::Frame
    }
}

fn first_row(area: Rect) -> Rect {
    Rect {
        height: area.height.min(1),
        ..area
    }
}

fn last_row(area: Rect) -> Rect {
    Rect {
        y: area.bottom().saturating_sub(1),
        height: area.height.min(1),
        ..area
    }
}

/// `area` without its `left` first columns and its last one.
fn inner_columns(area: Rect, left: u16) -> Rect {
    Rect {
        x: area.x + left,
        width: area.width.saturating_sub(left + 1),
        ..area
    }
}

/// Whether a frame would leave no room.
fn is_tiny(area: Rect) -> bool {
    area.width < 4 || area.height < 2
}

/// The place for text in a frame or below a rule; it keeps a blank from the edge where there is room.
pub(super) fn text_place(area: Rect, boxed: bool) -> Rect {
    let inner = match boxed {
        true if is_tiny(area) => area,
        true => inside(area),
        false => below(area, 1),
    };
    let blank = u16::from(boxed || area.width >= 60);
    Rect {
        x: inner.x + blank,
        width: inner.width.saturating_sub(2 * blank),
        ..inner
    }
}

/// `area` without its edges.
pub(super) fn inside(area: Rect) -> Rect {
    Rect {
        x: area.x + area.width.min(1),
        y: area.y + area.height.min(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// `area` without its first `rows` rows.
pub(super) fn below(area: Rect, rows: usize) -> Rect {
    let rows = u16::try_from(rows).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + rows,
        height: area.height - rows,
        ..area
    }
}
