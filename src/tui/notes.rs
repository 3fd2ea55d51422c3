//! Notes over the screen: headings with sentences under them.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::ink::Ink;
use super::theme::{Role, Theme};
use super::{page, wrap};
use crate::app::{Notes, State};
use crate::assist::Tone;

/// Draws them.
pub(super) fn draw(canvas: &mut Canvas<'_>, screen: Rect, notes: &Notes, scroll: usize, state: &State) {
    let rows = rows(notes, page::room(screen), canvas.theme);
    let title = super::ink::clip(
        &notes.title,
        page::room(screen).saturating_sub(14),
        canvas.theme.signs.cut,
    );
    page::draw(
        canvas,
        screen,
        &canvas.theme.sentence(&title),
        &rows,
        scroll,
        state,
    );
}

fn rows(notes: &Notes, room: usize, theme: &Theme) -> Vec<Ink> {
    let mut rows = Vec::new();
    for (at, part) in notes.parts.iter().enumerate() {
        if at > 0 && room >= 50 {
            rows.push(Ink::default());
        }
        let heading = wrap::words(&theme.sentence(&part.heading), room, 2);
        rows.extend(heading.into_iter().map(|line| Ink::of(Role::Head, line)));
        let role = role(part.tone);
        for line in &part.lines {
            let text = format!("{} {}", theme.signs.told, theme.sentence(line));
            for row in wrap::words(&text, room.saturating_sub(2), 2) {
                rows.push(Ink::of(role, format!("  {row}")));
            }
        }
    }
    rows
}

fn role(tone: Tone) -> Role {
    match tone {
        Tone::Said => Role::Told,
        Tone::Refused => Role::Failed,
        Tone::Mend => Role::Advice,
        Tone::Rule => Role::Text,
    }
}
