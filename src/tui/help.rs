//! The help page: the keys and the `:` words, or what is known of one command.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::ink::Ink;
use super::keys;
use super::theme::Role;
use super::{page, wrap};
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
    let room = page::room(screen);
    let rows = if lines.is_empty() {
        overview(state, room)
    } else {
        told(lines, room, canvas)
    };
    page::draw(canvas, screen, title, &rows, scroll, state);
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

fn told(lines: &[String], room: usize, canvas: &Canvas<'_>) -> Vec<Ink> {
    let wrapped = lines
        .iter()
        .flat_map(|line| wrap::words(&canvas.theme.sentence(line), room, 2));
    wrapped.map(|line| Ink::of(Role::Text, line)).collect()
}
