//! The keys of a pane that has them. Letters it does not name go back to the prompt.

use crossterm::event::KeyCode;

use super::anywhere::direction;
use super::chord::{DOWN, ESC, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP, char, f};
use super::{Does, Foot, ROW, Row};
use crate::app::{Arrow, Message, State};
use crate::tui::layout::stream_rows;
use crate::tui::lesson::{Reading, reading};
use Does::{Ask, Say};

/// An arrow; how far it goes depends on the rows there are.
const ARROW: Does = Ask(arrow);
const PAGE: Does = Ask(page);
const READ: Does = Ask(read);

pub(super) static STREAM: &[Row] = &[
    Row {
        keys: &[(UP, ARROW), (DOWN, ARROW)],
        foot: Foot::Word(10, "scroll"),
        help: "scroll by an entry",
        ..ROW
    },
    Row {
        keys: &[(PAGE_UP, PAGE), (PAGE_DOWN, PAGE)],
        help: "scroll by a page",
        ..ROW
    },
    Row {
        keys: &[(LEFT, ARROW), (RIGHT, ARROW)],
        foot: Foot::Word(11, "stream"),
        help: "the stream before, the next one",
        ..ROW
    },
];

pub(super) static GROUPS: &[Row] = &[GROUP];
pub(super) static PENDING: &[Row] = &[GROUP];

const GROUP: Row = Row {
    keys: &[(UP, ARROW), (DOWN, ARROW)],
    also: &[(LEFT, ARROW), (RIGHT, ARROW), (PAGE_UP, PAGE), (PAGE_DOWN, PAGE)],
    foot: Foot::Word(10, "group"),
    help: "the group before, the next one",
};

pub(super) static LESSON: &[Row] = &[
    Row {
        keys: &[(UP, READ), (DOWN, READ)],
        foot: Foot::Word(10, "scroll"),
        help: "scroll the text",
        ..ROW
    },
    Row {
        keys: &[(PAGE_UP, READ), (PAGE_DOWN, READ)],
        also: &[(char(' '), READ)],
        help: "scroll by a page; Space goes on too",
        ..ROW
    },
];

pub(super) static EVERY: &[Row] = &[
    Row {
        keys: &[(f(4), Say(Message::NextPane))],
        foot: Foot::Word(20, "next pane"),
        ..ROW
    },
    Row {
        keys: &[(char('?'), Say(Message::Help))],
        foot: Foot::Word(21, "help"),
        help: "this page",
        ..ROW
    },
    Row {
        keys: &[(ESC, Say(Message::ToPrompt))],
        foot: Foot::Word(22, "prompt"),
        help: "back to the prompt; so does typing",
        ..ROW
    },
];

fn arrow(state: &State, code: KeyCode) -> Option<Message> {
    let arrow = match code {
        KeyCode::Up => Arrow::Up,
        KeyCode::Down => Arrow::Down,
        KeyCode::Left => Arrow::Left,
        KeyCode::Right => Arrow::Right,
        _ => return None,
    };
    Some(Message::Arrow(arrow, stream_rows(state)))
}

fn page(state: &State, code: KeyCode) -> Option<Message> {
    let rows = stream_rows(state);
    let page = isize::try_from(rows).unwrap_or(1);
    let by = page * direction(code)?;
    Some(Message::ScrollStream { by, rows })
}

/// As far as there is more to read.
fn read(state: &State, code: KeyCode) -> Option<Message> {
    let Reading {
        from, on, most, page, ..
    } = reading(state)?;
    Some(Message::Read(match code {
        KeyCode::Up => from.saturating_sub(1),
        KeyCode::PageUp => from.saturating_sub(page.saturating_sub(1).max(1)),
        KeyCode::Down => (from + 1).min(most),
        _ => on.unwrap_or(most),
    }))
}
