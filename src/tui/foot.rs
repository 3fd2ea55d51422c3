//! The line of keys: what can be done now. A notice takes its place until the next key.

use super::ink::Ink;
use super::theme::Role;
use crate::app::{Focus, Layer, State};

pub(super) fn ink(state: &State) -> Ink {
    if let Some(notice) = &state.notice {
        return Ink::of(Role::Advice, format!(" {notice} "));
    }
    let mut ink = Ink::of(Role::Text, " ");
    for (at, (key, what)) in keys(state).iter().enumerate() {
        if at > 0 {
            ink.push(Role::Text, if state.size.0 < 100 { "  " } else { "   " });
        }
        ink.push(Role::KeyName, *key);
        ink.push(Role::Quiet, format!(" {what}"));
    }
    ink.then(Role::Text, " ")
}

fn keys(state: &State) -> &'static [(&'static str, &'static str)] {
    match state.layers.last() {
        Some(Layer::Popup(_)) => &[("Tab", "next"), ("Enter", "take it"), ("Esc", "close")],
        Some(Layer::Help { .. }) => &[("Up/Down", "scroll"), ("Esc", "close")],
        Some(Layer::Past { .. }) => &[
            ("Alt-Left", "earlier"),
            ("Alt-Right", "later"),
            ("Enter", "go on from here"),
            ("Esc", "return"),
        ],
        Some(Layer::Search { .. }) => &[("Ctrl-R", "older"), ("Enter", "run"), ("Esc", "back")],
        None if state.camera.focus != Focus::Prompt && state.size.0 < 60 => {
            &[("F4", "next pane"), ("?", "help"), ("Esc", "prompt")]
        }
        None if state.camera.focus == Focus::Stream => &[
            ("Up/Down", "scroll"),
            ("Left/Right", "stream"),
            ("F4", "next pane"),
            ("?", "help"),
            ("Esc", "prompt"),
        ],
        None if state.camera.focus != Focus::Prompt => &[
            ("Up/Down", "group"),
            ("F4", "next pane"),
            ("?", "help"),
            ("Esc", "prompt"),
        ],
        None if state.size.0 < 60 => &[("F1", "help"), ("F3", "terminal"), ("F4", "panes")],
        None if state.size.0 < 100 => &[
            ("Tab", "complete"),
            ("F1", "help"),
            ("F2/F3", "terminal"),
            ("F4", "panes"),
            ("Alt-U", "undo"),
        ],
        None => &[
            ("Tab", "complete"),
            ("F1", "help"),
            ("F2/F3", "terminal"),
            ("F4", "panes"),
            ("Alt-U", "undo"),
            ("Alt-Left", "look back"),
            ("Ctrl-D", "leave"),
        ],
    }
}
