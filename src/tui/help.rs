//! The help page: the keys and the `:` words, or what is known of one command.

use super::ink::{Ink, blanks};
use super::keys;
use super::page::Page;
use super::theme::{Role, Theme};
use super::{legend, wrap};
use crate::app::{About, Help, SIGNS, State, words};
use crate::assist;

/// The page.
pub(super) fn page(help: &Help, state: &State, room: usize, theme: &Theme) -> Page {
    let rows = match &help.about {
        About::Keys => {
            let mut rows = keys(state, room);
            rows.extend(words(room));
            rows.extend(legend::rows(theme, room));
            rows
        }
        About::Words => {
            let mut rows = words(room);
            rows.extend(keys(state, room));
            rows.extend(legend::rows(theme, room));
            rows
        }
        About::Signs => legend::rows(theme, room),
        About::Lines(lines) => told(lines, room, theme),
    };
    let foot = match help.example() {
        Some(_) => "Enter tries the example, Esc closes",
        None => "Esc closes",
    };
    Page {
        title: Ink::of(Role::Title, format!(" {} ", help.title)),
        right: Ink::of(Role::Quiet, format!(" redis {} ", state.lab.profile())),
        foot: foot.to_owned(),
        rows,
        scroll: help.scroll,
    }
}

/// The keys that hold here, then all others.
fn keys(state: &State, room: usize) -> Vec<Ink> {
    let mut rows = Vec::new();
    let mut here = true;
    for chapter in keys::chapters(state) {
        if std::mem::replace(&mut here, chapter.here) && !chapter.here {
            let what = "what the signs and words in the panes mean";
            table_row(&mut rows, &format!("help {SIGNS}"), what, room, Role::Command);
        }
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
    rows
}

/// The words, and how to ask about everything else.
fn words(room: usize) -> Vec<Ink> {
    let mut rows = vec![Ink::of(
        Role::Head,
        "words of xtutor's own; everything else is Redis",
    )];
    for about in words::WORDS {
        table_row(&mut rows, about.syntax, about.summary, room, Role::Command);
    }
    rows.push(Ink::of(Role::Head, "Redis's commands"));
    let one = "what a command does, its options and errors, and an example to try";
    table_row(&mut rows, "HELP XADD", one, room, Role::Command);
    let others: Vec<String> = assist::headings()
        .into_iter()
        .filter(|heading| *heading != "stream")
        .map(|heading| format!("@{heading}"))
        .collect();
    let all = format!("a list to choose from; likewise {}", others.join(" "));
    table_row(&mut rows, "HELP @stream", &all, room, Role::Command);
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

/// Lines made for a plain prompt; they keep their indent when they are wrapped.
fn told(lines: &[String], room: usize, theme: &Theme) -> Vec<Ink> {
    let mut rows = Vec::new();
    for line in lines {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        let wrapped = wrap::words(&theme.sentence(text), room.saturating_sub(indent), 2);
        rows.extend(
            wrapped
                .into_iter()
                .map(|row| Ink::of(Role::Text, format!("{}{row}", blanks(indent)))),
        );
    }
    rows
}
