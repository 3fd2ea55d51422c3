//! The keys of what is looked at over the panes: a card, the list of keys, a search.

use crossterm::event::KeyCode;

use super::chord::{
    ANY, DIGIT, DOWN, END, ENTER, ESC, HOME, LETTER, PAGE_DOWN, PAGE_UP, UP, char, control, f, key,
};
use super::panes::step_of;
use super::{Does, Foot, ROW, Row};
use crate::app::{Edit, Message, State};
use crate::tui::{keylist, page};
use Does::{Ask, Pass, Say};

const CLOSE: Does = Say(Message::Close);
const MOVE: Does = Ask(step);
const SCROLL: Does = Ask(page::scrolled);

pub(super) static CARD: &[Row] = &[
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(1, "type line 1"),
        help: "puts the first line that the card offers at the prompt",
        ..ROW
    },
    Row {
        keys: &[(DIGIT, Ask(offer))],
        foot: Foot::Word(2, "type that line"),
        help: "puts the line with this number at the prompt",
        ..ROW
    },
    Row {
        keys: &[(UP, SCROLL), (DOWN, SCROLL)],
        also: &[
            (PAGE_UP, SCROLL),
            (PAGE_DOWN, SCROLL),
            (HOME, SCROLL),
            (END, SCROLL),
        ],
        foot: Foot::Word(3, "scroll"),
        help: "scroll",
    },
    Row {
        keys: &[(ESC, CLOSE)],
        also: &[(f(1), Pass), (f(8), Pass), (f(9), Pass), (ANY, CLOSE)],
        foot: Foot::Word(4, "close"),
        help: "closes it; so does any other key",
    },
];

pub(super) static KEYS: &[Row] = &[
    Row {
        keys: &[(UP, MOVE), (DOWN, MOVE)],
        also: &[(PAGE_UP, MOVE), (PAGE_DOWN, MOVE), (HOME, MOVE), (END, MOVE)],
        foot: Foot::Word(1, "choose"),
        help: "through the list",
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(2, "look at it"),
        help: "looks at it in the stream's pane",
        ..ROW
    },
    TYPED,
    Row {
        keys: &[(ESC, CLOSE)],
        also: &[(control(char('g')), CLOSE)],
        foot: Foot::Word(4, "close"),
        help: "closes the list",
    },
];

pub(super) static FIND: &[Row] = &[
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        also: &[(DOWN, Say(Message::Enter))],
        foot: Foot::Word(1, "next match"),
        help: "the next entry that has it, or further if there was none yet",
    },
    TYPED,
    Row {
        keys: &[(ESC, CLOSE)],
        also: &[(control(char('g')), CLOSE)],
        foot: Foot::Word(4, "back"),
        help: "back to where the search began",
    },
    Row {
        keys: &[(key(KeyCode::Tab), Say(Message::Stay))],
        foot: Foot::Word(3, "accept"),
        help: "ends the search at what it found",
        ..ROW
    },
];

/// What is typed goes into the search, not to the prompt.
const TYPED: Row = Row {
    keys: &[(LETTER, Ask(typed))],
    also: &[(key(KeyCode::Backspace), Say(Message::Edit(Edit::Backspace)))],
    foot: Foot::Hidden,
    help: "the beginning of a name; in a stream an ID, or a text in a field",
};

fn typed(_: &State, code: KeyCode) -> Option<Message> {
    match code {
        KeyCode::Char(character) => Some(Message::Edit(Edit::Insert(character))),
        _ => None,
    }
}

fn offer(_: &State, code: KeyCode) -> Option<Message> {
    let KeyCode::Char(digit) = code else { return None };
    let place = digit.to_digit(10)? as usize;
    Some(Message::Offer(place - 1))
}

fn step(state: &State, code: KeyCode) -> Option<Message> {
    Some(Message::Step(step_of(code)?, keylist::rows(state.size.1)))
}
