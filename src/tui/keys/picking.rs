//! The keys of the cursor among a terminal's lines.

use super::chord::{ANY, DOWN, END, ENTER, ESC, HOME, PAGE_DOWN, PAGE_UP, UP, char};
use super::{Does, Foot, ROW, Row};
use crate::app::{Message, Picking, Way};
use Does::Say;

const fn does(picking: Picking) -> Does {
    Say(Message::Pick(picking))
}

pub(super) static PICK: &[Row] = &[
    Row {
        keys: &[(UP, does(Picking::Move(-1))), (DOWN, does(Picking::Move(1)))],
        also: &[
            (char('k'), does(Picking::Move(-1))),
            (char('j'), does(Picking::Move(1))),
            (PAGE_UP, does(Picking::Move(-10))),
            (PAGE_DOWN, does(Picking::Move(10))),
            (HOME, does(Picking::End(Way::Previous))),
            (END, does(Picking::End(Way::Next))),
        ],
        foot: Foot::Word(1, "move"),
        help: "a line up or down; PageUp and PageDown ten, Home and End to the ends",
    },
    Row {
        keys: &[(char(' '), does(Picking::Mark))],
        foot: Foot::Word(2, "mark"),
        help: "marks from here on, or marks nothing any more",
        ..ROW
    },
    Row {
        keys: &[(char('a'), does(Picking::Whole))],
        foot: Foot::Word(4, "whole reply"),
        help: "marks all lines of the reply under the cursor",
        ..ROW
    },
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(3, "copy"),
        help: "copies what is marked, or this line",
        ..ROW
    },
    Row {
        keys: &[(char('/'), does(Picking::Find))],
        foot: Foot::Word(5, "search"),
        help: "searches",
        ..ROW
    },
    Row {
        keys: &[
            (char('n'), does(Picking::Again(Way::Previous))),
            (char('N'), does(Picking::Again(Way::Next))),
        ],
        help: "the next older, the next newer line with what was searched",
        ..ROW
    },
    Row {
        keys: &[(ESC, Say(Message::Close))],
        also: &[(ANY, Say(Message::Close))],
        foot: Foot::Word(6, "back"),
        help: "back to the prompt",
    },
];

pub(super) static FINDING: &[Row] = &[
    Row {
        keys: &[(ENTER, Say(Message::Enter))],
        foot: Foot::Word(1, "found"),
        help: "goes on from the line that was found",
        ..ROW
    },
    Row {
        keys: &[(ESC, Say(Message::Close))],
        foot: Foot::Word(2, "back"),
        help: "searches no more",
        ..ROW
    },
];

/// Letting the mouse go copies.
pub(super) static DRAGGING: &[Row] = &[Row {
    keys: &[(ESC, Say(Message::Close))],
    also: &[(ANY, Say(Message::Close))],
    foot: Foot::Word(1, "copy nothing"),
    help: "copies nothing; letting the mouse go copies what is marked",
}];
