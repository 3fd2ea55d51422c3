//! The keys that mean the same with and without a prompt.

use crossterm::event::KeyCode;

use super::chord::{DIGIT, DOWN, LEFT, PAGE_DOWN, PAGE_UP, RIGHT, UP, alt, char, control, f};
use super::{Does, Foot, ROW, Row};
use crate::app::{Message, Picking, State, Turn, Way};
use crate::tui::layout;
use crate::tui::terminal::scrolled;
use Does::{Ask, Say};

/// Keys no layer may take.
pub(super) static ALWAYS: &[Row] = &[
    Row {
        keys: &[(control(char('c')), Say(Message::Interrupt))],
        help: "ends a wait, closes what lies over the screen, or clears the line; never leaves",
        ..ROW
    },
    Row {
        keys: &[(control(char('z')), Say(Message::Suspend))],
        help: "to the background; `fg` returns",
        ..ROW
    },
    Row {
        keys: &[(control(char('l')), Say(Message::Repaint))],
        help: "draws the screen anew",
        ..ROW
    },
];

pub(super) static ANYWHERE: &[Row] = &[
    Row {
        keys: &[(f(1), Say(Message::Help))],
        foot: Foot::Word(30, "help"),
        help: "this page; in a pane `?` too",
        ..ROW
    },
    Row {
        keys: &[(f(4), Say(Message::NextPane))],
        foot: Foot::Word(31, "panes"),
        help: "the next pane; the arrows move in it",
        ..ROW
    },
    Row {
        keys: &[
            (f(2), Say(Message::Terminal(Turn::Previous))),
            (f(3), Say(Message::Terminal(Turn::Next))),
        ],
        foot: Foot::Word(32, "terminal"),
        help: "the terminal before, the next one",
        ..ROW
    },
    Row {
        keys: &[(alt(DIGIT), Ask(terminal))],
        help: "the terminal with this number",
        ..ROW
    },
    Row {
        keys: &[(alt(char('s')), Say(Message::Split))],
        help: "all terminals at once, or one again",
        ..ROW
    },
    Row {
        keys: &[(alt(char('v')), Say(Message::View))],
        help: "replies as in redis-cli, as tables, as the bytes sent",
        ..ROW
    },
    Row {
        keys: &[(f(8), Say(Message::Why))],
        foot: Foot::Word(37, "why"),
        help: "why the last command did what it did, with the rule behind it",
        ..ROW
    },
    Row {
        keys: &[(f(9), Say(Message::Feed))],
        help: "what was done in other terminals and by programs",
        ..ROW
    },
    Row {
        keys: &[(alt(char('w')), Say(Message::Pick(Picking::Begin)))],
        help: "looks through this terminal's lines, searches and copies",
        ..ROW
    },
    Row {
        keys: &[
            (alt(char('r')), Say(Message::Pick(Picking::Reply))),
            (alt(char('e')), Say(Message::Pick(Picking::Command))),
        ],
        help: "copy the last reply, the last command",
        ..ROW
    },
    Row {
        keys: &[(PAGE_UP, Ask(scroll_back)), (PAGE_DOWN, Ask(scroll_back))],
        help: "scroll the terminal",
        ..ROW
    },
    Row {
        keys: &[(alt(UP), Ask(scroll)), (alt(DOWN), Ask(scroll))],
        also: &[(control(UP), Ask(scroll)), (control(DOWN), Ask(scroll))],
        help: "scroll the stream",
        ..ROW
    },
    Row {
        keys: &[(alt(char('u')), Say(Message::Undo))],
        foot: Foot::Word(33, "undo"),
        help: "takes the last change back",
        ..ROW
    },
    Row {
        keys: &[(alt(char('y')), Ask(redo))],
        help: "takes the undone change again",
        ..ROW
    },
    Row {
        keys: &[(alt(LEFT), Say(Message::Look(Way::Previous)))],
        also: &[(alt(RIGHT), Say(Message::Look(Way::Next)))],
        foot: Foot::Now(35, |state| (state.lab.steps().1 > 0).then_some("earlier")),
        help: "looks back at earlier moments (Alt-Right: later ones); nothing is disturbed, and clients go on",
    },
];

fn terminal(_: &State, code: KeyCode) -> Option<Message> {
    let KeyCode::Char(digit) = code else { return None };
    let place = digit.to_digit(10)? as usize;
    Some(Message::Terminal(Turn::To(place - 1)))
}

fn scroll_back(state: &State, code: KeyCode) -> Option<Message> {
    Some(Message::ScrollBack(scrolled(state, direction(code)?)))
}

fn scroll(state: &State, code: KeyCode) -> Option<Message> {
    let rows = layout::rows(state).entries;
    Some(Message::ScrollStream {
        by: direction(code)?,
        rows,
    })
}

/// Up is less.
pub(super) fn direction(code: KeyCode) -> Option<isize> {
    match code {
        KeyCode::Up | KeyCode::PageUp => Some(-1),
        KeyCode::Down | KeyCode::PageDown => Some(1),
        _ => None,
    }
}

/// Right after Ctrl-Y the key goes on through what was cut, as in emacs.
fn redo(state: &State, _: KeyCode) -> Option<Message> {
    (!state.just_yanked).then_some(Message::Redo)
}
