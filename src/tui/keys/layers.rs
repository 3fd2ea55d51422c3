//! The keys of what lies over the prompt.

use crossterm::event::KeyCode;

use super::chord::{
    ANY, DOWN, END, ENTER, ESC, HOME, LEFT, LETTER, PAGE_DOWN, PAGE_UP, RIGHT, SHIFT_TAB, TAB, UP,
};
use super::chord::{alt, char, control, f};
use super::panes::step_of;
use super::{Does, Foot, ROW, Row};
use crate::app::{Focus, Layer, Message, State, Step, Way};
use crate::tui::{commands, page};
use Does::{Ask, Pass, Say};

const NEXT: Does = Say(Message::Select(Way::Next));
const PREVIOUS: Does = Say(Message::Select(Way::Previous));
const CLOSE: Does = Say(Message::Close);
const SCROLL: Does = Ask(page::scrolled);
const CHOOSE: Does = Ask(choose);

pub(super) static POPUP: &[Row] = &[
    Row {
        keys: &[(TAB, NEXT)],
        also: &[(SHIFT_TAB, PREVIOUS), (DOWN, NEXT), (UP, PREVIOUS)],
        foot: Foot::Word(1, "next"),
        help: "the next one; Shift-Tab and the arrows move too",
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(2, "take it"),
        help: "takes it into the line",
        ..ROW
    },
    Row {
        keys: &[(ESC, CLOSE)],
        foot: Foot::Word(3, "close"),
        help: "closes the list; typing goes on in it",
        ..ROW
    },
];

pub(super) static HELP: &[Row] = &[
    Row {
        keys: &[(UP, SCROLL), (DOWN, SCROLL)],
        also: &[
            (char('k'), SCROLL),
            (char('j'), SCROLL),
            (PAGE_UP, SCROLL),
            (PAGE_DOWN, SCROLL),
            (HOME, SCROLL),
            (END, SCROLL),
        ],
        foot: Foot::Word(1, "scroll"),
        ..ROW
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Now(2, example),
        ..ROW
    },
    Row {
        keys: &[(ESC, CLOSE)],
        also: &[(LETTER, Pass), (ANY, CLOSE)],
        foot: Foot::Word(3, "close"),
        ..ROW
    },
];

pub(super) static COMMANDS: &[Row] = &[
    Row {
        keys: &[(UP, CHOOSE), (DOWN, CHOOSE)],
        also: &[
            (char('k'), CHOOSE),
            (char('j'), CHOOSE),
            (PAGE_UP, CHOOSE),
            (PAGE_DOWN, CHOOSE),
            (HOME, CHOOSE),
            (END, CHOOSE),
        ],
        foot: Foot::Word(1, "choose"),
        help: "through the list; PageUp, PageDown, Home and End too",
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(2, "open"),
        help: "opens what is chosen",
        ..ROW
    },
    Row {
        keys: &[(ESC, CLOSE)],
        also: &[
            (f(1), Pass),
            (f(8), Pass),
            (f(9), Pass),
            (LETTER, Pass),
            (ANY, CLOSE),
        ],
        foot: Foot::Word(3, "close"),
        help: "closes the list; so does typing",
    },
];

pub(super) static LESSONS: &[Row] = &[
    Row {
        keys: &[(UP, PREVIOUS), (DOWN, NEXT)],
        also: &[
            (char('k'), PREVIOUS),
            (char('j'), NEXT),
            (SHIFT_TAB, PREVIOUS),
            (TAB, NEXT),
            (PAGE_UP, CHOOSE),
            (PAGE_DOWN, CHOOSE),
            (HOME, CHOOSE),
            (END, CHOOSE),
        ],
        foot: Foot::Word(1, "choose"),
        help: "through the list; PageUp, PageDown, Home and End too",
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(2, "open"),
        help: "opens what is chosen",
        ..ROW
    },
    Row {
        keys: &[(ESC, CLOSE)],
        also: &[
            (f(1), Pass),
            (f(8), Pass),
            (f(9), Pass),
            (LETTER, Pass),
            (ANY, CLOSE),
        ],
        foot: Foot::Word(3, "close"),
        help: "closes the list; so does typing",
    },
];

const EARLIER: Does = Say(Message::Look(Way::Previous));
const LATER: Does = Say(Message::Look(Way::Next));

pub(super) static PAST: &[Row] = &[
    Row {
        keys: &[(LEFT, EARLIER), (RIGHT, LATER)],
        also: &[
            (alt(LEFT), EARLIER),
            (alt(RIGHT), LATER),
            (control(LEFT), EARLIER),
            (control(RIGHT), LATER),
        ],
        foot: Foot::Word(1, "earlier, later"),
        help: "one command earlier, one command later",
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Now(2, |state| {
            let pane = !matches!(state.camera.focus, Focus::Prompt | Focus::Lesson);
            Some(if pane { "card" } else { "go on from here" })
        }),
        help: "makes this moment the present; what came after it is kept for Alt-Y; in a pane: the card",
        ..ROW
    },
    Row {
        keys: &[(f(8), Say(Message::Why))],
        foot: Foot::Word(4, "why"),
        help: "why the command that led here did what it did",
        ..ROW
    },
    Row {
        keys: &[(ESC, CLOSE)],
        foot: Foot::Word(3, "return"),
        help: "returns to the present; so does typing",
        // Panes and terminals can be looked through meanwhile, and a letter is typed once the present is back.
        also: &[
            (f(1), Pass),
            (f(2), Pass),
            (f(3), Pass),
            (f(4), Pass),
            (f(9), Pass),
            (HOME, Pass),
            (END, Pass),
            (PAGE_UP, Pass),
            (PAGE_DOWN, Pass),
            (UP, Pass),
            (DOWN, Pass),
            (control(UP), Pass),
            (control(DOWN), Pass),
            (alt(UP), Pass),
            (alt(DOWN), Pass),
            (LETTER, Pass),
            (ANY, CLOSE),
        ],
    },
];

pub(super) static SEARCH: &[Row] = &[
    Row {
        keys: &[(control(char('r')), Say(Message::Search(Way::Previous)))],
        also: &[(UP, Say(Message::Search(Way::Previous)))],
        foot: Foot::Word(1, "older"),
        help: "the next older line with these letters",
    },
    Row {
        keys: &[(control(char('s')), Say(Message::Search(Way::Next)))],
        also: &[(DOWN, Say(Message::Search(Way::Next)))],
        foot: Foot::Word(2, "newer"),
        help: "back to the newer one",
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(3, "run"),
        help: "runs the line that was found",
        ..ROW
    },
    Row {
        keys: &[(ESC, CLOSE)],
        also: &[(control(char('g')), CLOSE)],
        foot: Foot::Word(4, "back"),
        help: "returns to the line you were typing",
    },
];

/// A card with an example gives it to the prompt.
fn example(state: &State) -> Option<&'static str> {
    match state.layers.last() {
        Some(Layer::Help(help)) => help.example().map(|_| "try the example"),
        _ => None,
    }
}

/// In a list that shows so many rows.
fn choose(state: &State, code: KeyCode) -> Option<Message> {
    let step = match code {
        KeyCode::Char('k') => Step::Up,
        KeyCode::Char('j') => Step::Down,
        code => step_of(code)?,
    };
    Some(Message::Step(step, commands::rows(state.size.1)))
}
