//! The legend: every sign with what it says, by the place where it says it, and the words of the panes.

use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::theme::{self, Role, Theme, WORDS, Where};
use super::wrap;

/// The legend in rows of `room` columns.
pub(super) fn rows(theme: &Theme, room: usize) -> Vec<Ink> {
    let mut rows = Vec::new();
    for place in Where::ALL {
        let heading = wrap::words(place.heading(), room, 2);
        rows.extend(heading.into_iter().map(|line| Ink::of(Role::Head, line)));
        for (stands, meaning) in theme::legend(place, &theme.signs) {
            row(&mut rows, &stands, meaning, room, theme);
        }
    }
    rows.push(Ink::of(Role::Head, "words in the panes and in the top line"));
    for (word, meaning) in WORDS {
        row(&mut rows, word, meaning, room, theme);
    }
    rows
}

/// What stands on the screen, and what it says: beside it, and in as many rows as that needs.
fn row(rows: &mut Vec<Ink>, stands: &str, meaning: &str, room: usize, theme: &Theme) {
    const COLUMN: usize = 18;
    let column = if room < 50 { 4 } else { COLUMN };
    let mut head = Ink::of(Role::Code, format!("  {stands}"));
    if stands.width() + 3 > column {
        rows.push(std::mem::take(&mut head));
    }
    let lines = wrap::words(&theme.sentence(meaning), room.saturating_sub(column), 0);
    for line in lines {
        let start = std::mem::take(&mut head).padded(column);
        rows.push(start.then(Role::Text, line));
    }
}
