//! A page over the screen: a frame with a title, rows that scroll. How far they go is known here alone.

use crossterm::event::KeyCode;
use ratatui::layout::Rect;

use super::canvas::{Canvas, Panel};
use super::ink::Ink;
use super::spot::Spot;
use super::theme::{Role, Signs, Theme};
use super::{card, help, notes};
use crate::app::{Layer, Message, State};

/// The columns of the frame on a screen of this size.
fn width(screen: Rect) -> u16 {
    screen.width.saturating_sub(4).min(84)
}

/// The columns of a row on a page over this screen.
fn room(screen: Rect) -> usize {
    usize::from(width(screen).saturating_sub(4))
}

/// The frame around so many rows.
fn frame(screen: Rect, rows: usize) -> Rect {
    let width = width(screen);
    let height = u16::try_from(rows + 2)
        .unwrap_or(u16::MAX)
        .min(screen.height.saturating_sub(2));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

/// A page as a whole.
pub(super) struct Page {
    /// In the upper edge, left.
    pub title: Ink,
    /// In the upper edge, right, where nothing is out of sight above.
    pub right: Ink,
    /// In the lower edge.
    pub foot: String,
    /// Its rows.
    pub rows: Vec<Ink>,
    /// How many of them are to be out of sight above.
    pub scroll: usize,
}

/// The page that is the topmost layer; `None` if that is something else.
fn topmost(state: &State, screen: Rect, theme: &Theme) -> Option<Page> {
    let room = room(screen);
    match state.layers.last()? {
        Layer::Help(page) => Some(help::page(page, state, room, theme)),
        Layer::Notes { notes, scroll } => Some(notes::page(notes, *scroll, state, room, theme)),
        Layer::Feed { scroll, upto } => {
            Some(notes::page(&state.feed_page(*upto), *scroll, state, room, theme))
        }
        Layer::Card(about) => Some(card::page(about, state, room, theme)),
        _ => None,
    }
}

/// Draws the topmost layer if it is a page, and tells whether it was.
pub(super) fn draw(canvas: &mut Canvas<'_>, screen: Rect, state: &State) -> bool {
    let Some(page) = topmost(state, screen, canvas.theme) else {
        return false;
    };
    let area = frame(screen, page.rows.len());
    let seen = usize::from(area.height.saturating_sub(2));
    let most = page.rows.len().saturating_sub(seen);
    let scroll = page.scroll.min(most);
    canvas.blank(area);
    canvas.spot(area, Spot::Cover);
    let signs = canvas.theme.signs;
    let panel = Panel {
        title: page.title,
        right: if scroll > 0 { more(signs.up) } else { page.right },
        foot: if scroll < most {
            more(signs.below)
        } else {
            Ink::default()
        },
        foot_right: foot(&page.foot, scroll < most, most > 0, area.width, &signs),
        focused: true,
    };
    let inner = canvas.framed(area, &panel);
    let inner = Rect {
        x: inner.x + 1,
        width: inner.width.saturating_sub(2),
        ..inner
    };
    canvas.rows(inner, &page.rows[scroll..]);
    true
}

/// Says that there is more than is seen, where `sign` points.
pub(super) fn more(sign: &str) -> Ink {
    Ink::of(Role::Quiet, format!(" {sign} more "))
}

/// The keys, as many as fit beside the sign that there is more.
fn foot(keys: &str, beside: bool, scrolls: bool, width: u16, signs: &Signs) -> Ink {
    let taken = if beside { more(signs.below).width() } else { 0 };
    let room = usize::from(width).saturating_sub(taken + 4);
    let scroll = if scrolls { "Up/Down scroll, " } else { "" };
    let forms = [format!(" {scroll}{keys} "), format!(" {keys} ")];
    let forms = forms.into_iter().map(|form| Ink::of(Role::Quiet, form));
    let mut fitting = forms.filter(|form| form.fits(room));
    fitting.next().unwrap_or_default()
}

/// Where the topmost page is read from and how far it goes.
struct Reach {
    from: usize,
    most: usize,
    seen: usize,
}

fn reach(state: &State) -> Option<Reach> {
    let screen = Rect::new(0, 0, state.size.0, state.size.1);
    let page = topmost(state, screen, &Theme::new(state.look))?;
    let seen = usize::from(frame(screen, page.rows.len()).height.saturating_sub(2));
    let most = page.rows.len().saturating_sub(seen);
    Some(Reach {
        from: page.scroll.min(most),
        most,
        seen,
    })
}

/// The topmost page scrolled by so many rows, up when negative; `None` if there is none.
pub(super) fn scrolled_by(state: &State, rows: isize) -> Option<Message> {
    let Reach { from, most, .. } = reach(state)?;
    Some(Message::Scroll(from.saturating_add_signed(rows).min(most)))
}

/// The same for a key: a row, a page, or to one of its ends.
pub(super) fn scrolled(state: &State, code: KeyCode) -> Option<Message> {
    let Reach { from, most, seen } = reach(state)?;
    let page = seen.saturating_sub(1).max(1);
    let to = match code {
        KeyCode::Up | KeyCode::Char('k') => from.saturating_sub(1),
        KeyCode::Down | KeyCode::Char('j') => from + 1,
        KeyCode::PageUp => from.saturating_sub(page),
        KeyCode::PageDown => from + page,
        KeyCode::Home => 0,
        KeyCode::End => most,
        _ => return None,
    };
    Some(Message::Scroll(to.min(most)))
}
