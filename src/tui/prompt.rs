//! The line being typed: its colours, the hint behind it, where the cursor stands.

use std::ops::Range;

use super::ink::Ink;
use super::theme::{Role, Theme, role_of};
use super::wrap;
use crate::app::{Layer, State};
use crate::assist;
use crate::command::Version;
use crate::wire::shown;

/// The prompt as rows.
pub(super) struct Typed {
    /// The rows.
    pub(super) rows: Vec<Ink>,
    /// The cursor's row and column.
    pub(super) cursor: (usize, usize),
}

/// The prompt of the terminal at place `at`, wrapped to `width`.
pub(super) fn rows(state: &State, at: usize, width: usize, theme: &Theme) -> Typed {
    let prompt = &state.desks[at].prompt;
    let (text, cursor) = (prompt.text(), prompt.cursor());
    let active = state.active == at;
    let label = label(state, at);
    let before = format!("{label}{}", shown(&text.as_bytes()[..cursor]));
    let mut ink = Ink::of(Role::Prompt, &label);
    ink.append(painted(text, None));
    let (row, column) = wrap::place(&before, width);
    if let Some(hint) = hint(state, text, cursor).filter(|_| active) {
        let blank = if text.is_empty() || text.ends_with(' ') {
            ""
        } else {
            " "
        };
        ink.push(Role::Quiet, format!("{blank}{}", theme.sentence(&hint)));
    }
    let mut rows = wrap::anywhere(&ink, width);
    // The hint may fill this row and one more; the replies above are worth more than its end.
    let last = wrap::place(&format!("{label}{}", shown(text.as_bytes())), width).0 + 1;
    if rows.len() > last + 1 {
        rows.truncate(last + 1);
        if let Some(row) = rows.pop() {
            rows.push(row.clipped(width - 1, "").then(Role::Quiet, theme.signs.cut));
        }
    }
    while rows.len() <= row {
        rows.push(Ink::default());
    }
    Typed {
        rows,
        cursor: (row, column),
    }
}

fn label(state: &State, at: usize) -> String {
    match state.layers.last() {
        Some(Layer::Search { part, .. }) if state.active == at => format!("(search `{part}`) "),
        _ => state.label_at(at),
    }
}

/// What may still be typed; on an empty line of an untouched sandbox, what Enter does.
fn hint(state: &State, text: &str, cursor: usize) -> Option<String> {
    if text.is_empty() {
        let first = state.is_untouched() && state.desk().back.is_empty();
        return first.then(|| "Enter: lesson 1, or type a command".to_owned());
    }
    if cursor < text.len() || text.starts_with(':') {
        return None;
    }
    assist::ghost(text, state.lab.profile()).filter(|hint| !hint.is_empty())
}

/// A line in its colours; the place at `fault` in the colour of faults. Colours follow the newest grammar: they say
/// what a word is, not whether this server knows it.
pub(super) fn painted(text: &str, fault: Option<&Range<usize>>) -> Ink {
    let mut ink = Ink::default();
    let mut at = 0;
    for (range, role) in assist::paint(text, Version::default()) {
        let Some(word) = text.get(range.clone()) else {
            continue;
        };
        if range.start < at {
            continue;
        }
        ink.push(Role::Text, shown(&text.as_bytes()[at..range.start]));
        let wrong = fault.is_some_and(|fault| range.start < fault.end && fault.start < range.end);
        ink.push(
            if wrong { Role::Fault } else { role_of(role) },
            shown(word.as_bytes()),
        );
        at = range.end;
    }
    ink.then(Role::Text, shown(&text.as_bytes()[at..]))
}
