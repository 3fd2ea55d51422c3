//! Notes over the screen: headings with sentences under them.

use super::ink::{Ink, clip};
use super::page::Page;
use super::theme::{Role, Theme};
use super::wrap;
use crate::app::{Notes, State};
use crate::assist::Tone;

/// The page.
pub(super) fn page(notes: &Notes, scroll: usize, state: &State, room: usize, theme: &Theme) -> Page {
    let title = clip(&notes.title, room.saturating_sub(14), theme.signs.cut);
    Page {
        title: Ink::of(Role::Title, format!(" {} ", theme.sentence(&title))),
        right: Ink::of(Role::Quiet, format!(" redis {} ", state.lab.profile())),
        foot: "Esc closes".to_owned(),
        rows: rows(notes, room, theme),
        scroll,
    }
}

fn rows(notes: &Notes, room: usize, theme: &Theme) -> Vec<Ink> {
    let mut rows = Vec::new();
    for (at, part) in notes.parts.iter().enumerate() {
        // What has no heading goes on with the one before.
        if !part.heading.is_empty() {
            if at > 0 && room >= 50 {
                rows.push(Ink::default());
            }
            let heading = wrap::words(&theme.sentence(&part.heading), room, 2);
            rows.extend(heading.into_iter().map(|line| Ink::of(Role::Head, line)));
        }
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
