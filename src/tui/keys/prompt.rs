//! The keys of the prompt, in the words of emacs and the shell.

use crossterm::event::KeyCode;

use super::chord::{DOWN, END, ENTER, ESC, HOME, LEFT, LETTER, RIGHT, TAB, UP, alt, char, control, key};
use super::{Does, Foot, ROW, Row};
use crate::app::{Edit, Message, State, Way};
use Does::{Ask, Say};

const ENTERED: Does = Say(Message::Enter);
const OLDER: Does = Say(Message::Recall(Way::Previous));
const NEWER: Does = Say(Message::Recall(Way::Next));

pub(super) static PROMPT: &[Row] = &[
    Row {
        keys: &[(ENTER, ENTERED)],
        also: &[(control(char('j')), ENTERED), (control(char('m')), ENTERED)],
        help: "runs the line",
        ..ROW
    },
    Row {
        keys: &[(TAB, Say(Message::Complete))],
        foot: Foot::Now(38, |state| {
            let leads_on = state.desk().prompt.has_other_blank();
            Some(if leads_on { "next blank" } else { "complete" })
        }),
        help: "completes: commands, options, keys, groups, consumers, IDs; goes to the next blank",
        ..ROW
    },
    Row {
        keys: &[(UP, OLDER), (DOWN, NEWER)],
        also: &[(control(char('p')), OLDER), (control(char('n')), NEWER)],
        help: "earlier and later lines",
        ..ROW
    },
    Row {
        keys: &[(control(char('r')), Say(Message::Search(Way::Previous)))],
        help: "searches the earlier lines",
        ..ROW
    },
    Row {
        keys: &[(control(char('d')), Say(Message::EndOfInput))],
        foot: Foot::Word(36, "leave"),
        help: "on an empty line: leaves; `:quit` too",
        ..ROW
    },
    Row {
        also: &[(ESC, Say(Message::Close))],
        ..ROW
    },
];

/// A change of the line.
const fn edit(edit: Edit) -> Does {
    Say(Message::Edit(edit))
}

pub(super) static EDITING: &[Row] = &[
    Row {
        also: &[
            (LETTER, Ask(insert)),
            (key(KeyCode::Backspace), edit(Edit::Backspace)),
            (control(char('h')), edit(Edit::Backspace)),
            (key(KeyCode::Delete), edit(Edit::Delete)),
            (LEFT, edit(Edit::Left)),
            (RIGHT, edit(Edit::Right)),
            (control(char('b')), edit(Edit::Left)),
            (control(char('f')), edit(Edit::Right)),
        ],
        ..ROW
    },
    Row {
        keys: &[
            (control(char('a')), edit(Edit::Home)),
            (control(char('e')), edit(Edit::End)),
        ],
        also: &[(HOME, edit(Edit::Home)), (END, edit(Edit::End))],
        help: "to the start, to the end of the line",
        ..ROW
    },
    Row {
        keys: &[
            (alt(char('b')), edit(Edit::WordLeft)),
            (alt(char('f')), edit(Edit::WordRight)),
        ],
        also: &[
            (control(LEFT), edit(Edit::WordLeft)),
            (control(RIGHT), edit(Edit::WordRight)),
        ],
        help: "a word back, a word on",
        ..ROW
    },
    Row {
        keys: &[
            (control(char('w')), edit(Edit::KillBlankWord)),
            (alt(char('d')), edit(Edit::KillWordRight)),
        ],
        also: &[(alt(key(KeyCode::Backspace)), edit(Edit::KillWordLeft))],
        help: "cut the word before, the word behind the cursor",
        ..ROW
    },
    Row {
        keys: &[
            (control(char('u')), edit(Edit::KillToStart)),
            (control(char('k')), edit(Edit::KillToEnd)),
        ],
        help: "cut to the start, to the end of the line",
        ..ROW
    },
    Row {
        keys: &[
            (control(char('y')), edit(Edit::Yank)),
            (alt(char('y')), Ask(older_cut)),
        ],
        help: "bring back what was cut, then what was cut before it",
        ..ROW
    },
    Row {
        keys: &[
            (control(char('t')), edit(Edit::Transpose)),
            (alt(char('t')), edit(Edit::TransposeWords)),
        ],
        help: "swap two letters, two words",
        ..ROW
    },
    Row {
        keys: &[
            (alt(char('l')), edit(Edit::Lower)),
            (alt(char('c')), edit(Edit::Capitalize)),
        ],
        help: "lower case, a capital",
        ..ROW
    },
    Row {
        keys: &[(control(char('_')), edit(Edit::Undo))],
        also: &[
            (control(char('7')), edit(Edit::Undo)),
            (control(char('/')), edit(Edit::Undo)),
        ],
        help: "takes back the last change of the line",
        ..ROW
    },
];

fn insert(_: &State, code: KeyCode) -> Option<Message> {
    let KeyCode::Char(character) = code else {
        return None;
    };
    Some(Message::Edit(Edit::Insert(character)))
}

fn older_cut(state: &State, _: KeyCode) -> Option<Message> {
    state.just_yanked.then_some(Message::Edit(Edit::YankPop))
}
