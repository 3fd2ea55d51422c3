//! The completions beside the word they would replace.

use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel};
use super::ink::{Ink, clip};
use super::spot::Spot;
use super::theme::Role;
use crate::app::{Popup, State};

/// The most rows it shows at once.
const ROWS: usize = 8;

pub(super) fn draw(canvas: &mut Canvas<'_>, screen: Rect, cursor: Position, popup: &Popup, state: &State) {
    let prompt = &state.desk().prompt;
    let typed = prompt
        .text()
        .get(popup.start..prompt.cursor())
        .unwrap_or("")
        .width();
    let text = popup
        .candidates
        .iter()
        .map(|it| it.text.width())
        .max()
        .unwrap_or(0)
        .min(40);
    let about = popup
        .candidates
        .iter()
        .map(|it| it.about.width())
        .max()
        .unwrap_or(0)
        .min(60);
    let width = (text + about + if about > 0 { 7 } else { 4 }).min(usize::from(screen.width));
    let shown = popup.candidates.len().min(ROWS);
    let Some(area) = place(screen, cursor, typed, width, shown + 2) else {
        return;
    };
    canvas.blank(area);
    canvas.spot(area, Spot::Cover);
    let panel = Panel {
        foot_right: Ink::of(
            Role::Quiet,
            format!(
                " {}/{}{} ",
                popup.chosen + 1,
                popup.candidates.len(),
                if popup.more { " and more" } else { "" }
            ),
        ),
        focused: true,
        ..Panel::default()
    };
    let inner = canvas.framed(area, &panel);
    let rows = usize::from(inner.height);
    let from = (popup.chosen + 1).saturating_sub(rows);
    let cut = canvas.theme.signs.cut;
    let lines: Vec<Ink> = popup
        .candidates
        .iter()
        .enumerate()
        .skip(from)
        .take(rows)
        .map(|(at, candidate)| {
            let chosen = at == popup.chosen;
            let sign = if chosen { canvas.theme.signs.shut } else { " " };
            let name = clip(&candidate.text, text, cut);
            let mut ink = Ink::of(Role::Strong, format!("{sign}{name}")).padded(text + 1);
            if !candidate.about.is_empty() {
                let room = usize::from(inner.width).saturating_sub(text + 4);
                let about = canvas.theme.sentence(&candidate.about);
                ink.push(Role::Quiet, format!("  {}", clip(&about, room, cut)));
            }
            let ink = ink.padded(usize::from(inner.width));
            let ink = if chosen { ink.all(Role::Chosen) } else { ink };
            ink.linked(Spot::Choice(at))
        })
        .collect();
    canvas.rows(inner, &lines);
}

/// Below the line where there is room, else above it; under the word it belongs to.
fn place(screen: Rect, cursor: Position, typed: usize, width: usize, height: usize) -> Option<Rect> {
    let width = u16::try_from(width).ok()?;
    let wanted = u16::try_from(height).ok()?;
    let left = cursor.x.saturating_sub(u16::try_from(typed + 2).unwrap_or(0));
    let x = left.min(screen.right().saturating_sub(width)).max(screen.x);
    let below = screen.bottom().saturating_sub(cursor.y + 1);
    let above = cursor.y.saturating_sub(screen.y);
    let (y, height) = if below >= wanted || below >= above {
        (cursor.y + 1, wanted.min(below))
    } else {
        (cursor.y - wanted.min(above), wanted.min(above))
    };
    (height >= 3).then_some(Rect { x, y, width, height })
}
