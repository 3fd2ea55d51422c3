//! The keys of a pane that has them. Letters it does not name go back to the prompt.

use crossterm::event::KeyCode;

use super::chord::{DOWN, END, ENTER, ESC, HOME, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP, char, f};
use super::{Does, Foot, ROW, Row};
use crate::app::{Focus, Message, State, Step, Way};
use crate::tui::layout;
use crate::tui::lesson::{Reading, reading};
use Does::{Ask, Say};

/// The cursor moves; how far a page is depends on the rows there are.
const MOVE: Does = Ask(step);
const READ: Does = Ask(read);

const CARD: Row = Row {
    keys: &[(ENTER, Say(Message::Enter))],
    foot: Foot::Word(11, "card"),
    help: "everything about what is under the cursor, and what to type next",
    ..ROW
};

pub(super) static STREAM: &[Row] = &[
    Row {
        keys: &[(UP, MOVE), (DOWN, MOVE)],
        foot: Foot::Word(10, "move"),
        help: "the entry before, the next one",
        ..ROW
    },
    CARD,
    Row {
        keys: &[(char('/'), Say(Message::Find))],
        foot: Foot::Word(15, "find"),
        help: "finds an ID, or a text in a field or value",
        ..ROW
    },
    Row {
        keys: &[(char('k'), Say(Message::Keys))],
        foot: Foot::Word(16, "keys"),
        help: "the list of keys and channels, to look at another",
        ..ROW
    },
    PAGES,
    ENDS,
    Row {
        keys: &[(LEFT, MOVE), (RIGHT, MOVE)],
        help: "the fields further left, further right",
        ..ROW
    },
    Row {
        keys: &[
            (char('['), Say(Message::Key(Way::Previous))),
            (char(']'), Say(Message::Key(Way::Next))),
        ],
        help: "the key before, the next one",
        ..ROW
    },
    Row {
        keys: &[(char('n'), Say(Message::Nodes))],
        help: "shows the nodes that hold the entries: what `MAXLEN ~` takes or leaves",
        ..ROW
    },
];

pub(super) static GROUPS: &[Row] = &[
    Row {
        keys: &[(UP, MOVE), (DOWN, MOVE)],
        foot: Foot::Word(10, "move"),
        help: "through the chosen group's consumers, and on to the next group",
        ..ROW
    },
    CARD,
    Row {
        keys: &[(LEFT, MOVE), (RIGHT, MOVE)],
        foot: Foot::Word(15, "group"),
        help: "the group before, the next one",
        ..ROW
    },
    PAGES,
    FILTER,
];

pub(super) static PENDING: &[Row] = &[
    Row {
        keys: &[(UP, MOVE), (DOWN, MOVE)],
        foot: Foot::Word(10, "move"),
        help: "the pending entry before, the next one",
        ..ROW
    },
    CARD,
    PAGES,
    ENDS,
    Row {
        keys: &[(LEFT, MOVE), (RIGHT, MOVE)],
        foot: Foot::Word(15, "group"),
        help: "the group before, the next one",
        ..ROW
    },
    FILTER,
];

const PAGES: Row = Row {
    keys: &[(PAGE_UP, MOVE), (PAGE_DOWN, MOVE)],
    help: "a page up, a page down",
    ..ROW
};

const ENDS: Row = Row {
    keys: &[(HOME, MOVE), (END, MOVE)],
    help: "the oldest, the newest",
    ..ROW
};

const FILTER: Row = Row {
    keys: &[(char('f'), Say(Message::Filter))],
    foot: Foot::Now(16, filter),
    help: "only the pending entries of the consumer under the cursor; again: everybody's",
    ..ROW
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
        foot: Foot::Word(14, "next pane"),
        ..ROW
    },
    Row {
        keys: &[(char('?'), Say(Message::Help))],
        foot: Foot::Word(12, "help"),
        help: "this page",
        ..ROW
    },
    Row {
        keys: &[(ESC, Say(Message::ToPrompt))],
        foot: Foot::Word(13, "prompt"),
        help: "back to the prompt; so does typing",
        ..ROW
    },
];

/// The step that a key means.
pub(super) fn step_of(code: KeyCode) -> Option<Step> {
    Some(match code {
        KeyCode::Up => Step::Up,
        KeyCode::Down => Step::Down,
        KeyCode::Left => Step::Left,
        KeyCode::Right => Step::Right,
        KeyCode::PageUp => Step::PageUp,
        KeyCode::PageDown => Step::PageDown,
        KeyCode::Home => Step::First,
        KeyCode::End => Step::Last,
        _ => return None,
    })
}

fn step(state: &State, code: KeyCode) -> Option<Message> {
    let step = step_of(code)?;
    let rows = layout::rows(state);
    let rows = match state.camera.focus {
        Focus::Stream | Focus::Prompt => rows.entries,
        Focus::Groups => rows.groups,
        Focus::Pending => rows.pending,
        Focus::Lesson => 10,
    };
    Some(Message::Step(step, rows))
}

fn filter(state: &State) -> Option<&'static str> {
    let camera = &state.camera;
    if camera.only.is_some() {
        return Some("everybody");
    }
    let on_consumer = camera.focus == Focus::Pending || camera.consumers.cursor.is_some();
    on_consumer.then_some("this consumer")
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
