//! The help page: the keys and the `:` words, or what is known of one command.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Panel};
use super::ink::Ink;
use super::keys;
use super::theme::Role;
use super::wrap;
use crate::app::{State, words};

/// Draws the page over the screen.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    screen: Rect,
    title: &str,
    lines: &[String],
    scroll: usize,
    state: &State,
) {
    let width = screen.width.saturating_sub(4).min(84);
    let room = usize::from(width.saturating_sub(4));
    let rows = if lines.is_empty() {
        overview(state, room)
    } else {
        page(lines, room, canvas)
    };
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
    let foot = if most > 0 {
        " Up/Down scroll, Esc closes "
    } else {
        " Esc closes "
    };
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

/// The keys that hold here, then all others, then the words.
fn overview(state: &State, room: usize) -> Vec<Ink> {
    let mut rows = Vec::new();
    for chapter in keys::chapters(state) {
        let heading = chapter.place.heading();
        rows.push(if chapter.here {
            Ink::of(Role::Title, format!("here: {heading}"))
        } else {
            Ink::of(Role::Head, heading)
        });
        for (keys, what) in chapter.rows {
            table_row(&mut rows, &keys, what, room, Role::KeyName);
        }
    }
    rows.push(Ink::of(
        Role::Head,
        "words of xtutor's own; everything else is Redis",
    ));
    for about in words::WORDS {
        table_row(&mut rows, about.syntax, about.summary, room, Role::Command);
    }
    rows.push(Ink::of(
        Role::Head,
        "signs before a row that the last command touched",
    ));
    rows.push(Ink::of(Role::Text, "  + added   ~ changed   - removed"));
    rows
}

fn table_row(rows: &mut Vec<Ink>, left: &str, right: &str, room: usize, role: Role) {
    let column = if room < 60 { 2 } else { 29 };
    let head = Ink::of(role, format!("  {left}"));
    let lines = wrap::words(right, room.saturating_sub(column.max(4)), 0);
    if column == 2 || head.width() + 1 > column {
        rows.push(head);
        rows.extend(
            lines
                .into_iter()
                .map(|line| Ink::of(Role::Text, format!("    {line}"))),
        );
        return;
    }
    for (at, line) in lines.into_iter().enumerate() {
        let start = if at == 0 { head.clone() } else { Ink::default() };
        rows.push(start.padded(column).then(Role::Text, line));
    }
}

fn page(lines: &[String], room: usize, canvas: &Canvas<'_>) -> Vec<Ink> {
    let wrapped = lines
        .iter()
        .flat_map(|line| wrap::words(&canvas.theme.sentence(line), room, 2));
    wrapped.map(|line| Ink::of(Role::Text, line)).collect()
}
