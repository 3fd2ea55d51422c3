//! The line of keys: what can be done now. A notice takes its place until the next key.

use super::ink::Ink;
use super::theme::Role;
use crate::app::{Focus, Layer, State};

/// As many keys as fit into `width` columns, the most useful first.
pub(super) fn ink(state: &State, width: usize) -> Ink {
    if let Some(notice) = &state.notice {
        return Ink::of(Role::Advice, format!(" {notice} "));
    }
    let in_lesson = in_lesson(state);
    let keys = if in_lesson.is_empty() {
        keys(state)
    } else {
        &in_lesson
    };
    let gap = if state.size.0 < 100 { "  " } else { "   " };
    let mut ink = Ink::of(Role::Text, " ");
    for (at, (key, what)) in keys.iter().enumerate() {
        let more = Ink::of(Role::Text, if at == 0 { "" } else { gap });
        let more = more
            .then(Role::KeyName, *key)
            .then(Role::Quiet, format!(" {what}"));
        if ink.width() + more.width() + 1 > width {
            break;
        }
        ink.append(more);
    }
    ink.then(Role::Text, " ")
}

/// The keys of an open lesson, while nothing lies over it.
fn in_lesson(state: &State) -> Vec<(&'static str, &'static str)> {
    let Some(study) = state.study.as_ref().filter(|_| state.layers.is_empty()) else {
        return Vec::new();
    };
    let narrow = state.size.0 < 60;
    if state.camera.focus != Focus::Prompt {
        return Vec::new();
    }
    if study.is_demo() {
        let go = if study.halted().is_some() { "go on" } else { "stop" };
        let mut keys = vec![("Space", go), ("Right", "next"), ("Left", "back")];
        if !narrow {
            keys.extend([("+/-", "pace"), ("F1", "help"), ("Esc", "leave")]);
        }
        return keys;
    }
    let step = study.view(&state.lab);
    let mut keys: Vec<_> = super::lesson::action(study, &step).into_iter().collect();
    if narrow {
        keys.extend([("F4", "panes"), ("F1", "help")]);
        return keys;
    }
    keys.extend([
        ("F7", "back"),
        ("F5", "lessons"),
        ("F2/F3", "terminal"),
        ("F1", "help"),
    ]);
    if state.size.0 >= 100 {
        keys.extend([("Alt-U", "undo"), ("F4", "panes")]);
    }
    keys
}

fn keys(state: &State) -> &'static [(&'static str, &'static str)] {
    match state.layers.last() {
        Some(Layer::Popup(_)) => &[("Tab", "next"), ("Enter", "take it"), ("Esc", "close")],
        Some(Layer::Lessons { .. }) => &[("Up/Down", "choose"), ("Enter", "open"), ("Esc", "close")],
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
        None if state.camera.focus == Focus::Lesson => &[
            ("Up/Down", "scroll"),
            ("F4", "next pane"),
            ("?", "help"),
            ("Esc", "prompt"),
        ],
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
            ("F5", "lessons"),
            ("Alt-U", "undo"),
        ],
        None => &[
            ("Tab", "complete"),
            ("F1", "help"),
            ("F2/F3", "terminal"),
            ("F4", "panes"),
            ("F5", "lessons"),
            ("Alt-U", "undo"),
            ("Alt-Left", "look back"),
            ("Ctrl-D", "leave"),
        ],
    }
}
