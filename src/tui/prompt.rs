//! The line being typed: its colours, the hint behind it, where the cursor stands.

use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use super::aside;
use super::ink::{Ink, blanks};
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

/// The prompt of the terminal at place `at`, for a pane of this width and height.
pub(super) fn rows(state: &State, at: usize, (width, height): (usize, usize), theme: &Theme) -> Typed {
    let prompt = &state.desks[at].prompt;
    let (text, cursor) = (prompt.text(), prompt.cursor());
    let active = state.active == at;
    let label = label(state, at);
    let before = format!("{label}{}", shown(&text.as_bytes()[..cursor]));
    let mut ink = Ink::of(Role::Prompt, &label);
    let aside = active.then(|| aside::of(state)).flatten();
    let wrong = aside.as_ref().filter(|aside| aside.kind == assist::Kind::Wrong);
    ink.append(match sought(state, at, text) {
        Some(found) => found,
        None => painted(text, wrong.and_then(|aside| aside.span.as_ref())),
    });
    let (row, column) = wrap::place(&before, width);
    // Behind a wrong word nothing that may follow is worth showing.
    let room = width.saturating_sub(column);
    if active
        && wrong.is_none()
        && let Some(hint) = hint(state, text, cursor, room)
    {
        let blank = if text.is_empty() || text.ends_with(' ') {
            ""
        } else {
            " "
        };
        let hint = format!("{blank}{}", theme.sentence(&hint));
        ink.push(Role::Quiet, whole_words(&hint, room));
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
    let roomy = height >= aside::ROOMY;
    let left = if roomy {
        height
    } else {
        height.saturating_sub(rows.len())
    };
    let aside = aside.map_or_else(Vec::new, |aside| aside::rows(&aside, (width, left), theme));
    if aside.is_empty() && roomy {
        rows.push(Ink::default());
    }
    rows.extend(aside);
    Typed {
        rows,
        cursor: (row, column),
    }
}

/// A hint that goes on in the next row where this one has so much room: no word of it is broken.
fn whole_words(hint: &str, room: usize) -> String {
    if hint.width() <= room {
        return hint.to_owned();
    }
    let mut spaces = hint.match_indices(' ').map(|(at, _)| at);
    let end = spaces.rfind(|at| hint[..*at].width() <= room);
    let (first, rest) = hint.split_at(end.unwrap_or(0));
    let gap = blanks(room.saturating_sub(first.width()));
    format!("{first}{gap}{}", rest.trim_start())
}

fn label(state: &State, at: usize) -> String {
    match state.layers.last() {
        Some(Layer::Search { part, .. }) if state.active == at => format!("(search `{part}`) "),
        _ => state.label_at(at),
    }
}

/// The line that was found in the history, with the letters that were sought.
fn sought(state: &State, at: usize, text: &str) -> Option<Ink> {
    let Some(Layer::Search { part, .. }) = state.layers.last().filter(|_| state.active == at) else {
        return None;
    };
    let from = text.to_ascii_lowercase().find(&part.to_ascii_lowercase())?;
    let (before, rest) = text.split_at_checked(from)?;
    let (found, behind) = rest.split_at_checked(part.len())?;
    let plain = |text: &str| shown(text.as_bytes());
    Some(
        Ink::of(Role::Text, plain(before))
            .then(Role::Chosen, plain(found))
            .then(Role::Text, plain(behind)),
    )
}

/// What may still be typed; on an empty line of an untouched sandbox, what Enter does.
fn hint(state: &State, text: &str, cursor: usize, room: usize) -> Option<String> {
    if text.is_empty() {
        if state.is_untouched() {
            let first = state.desk().back.is_empty();
            let short = format!("Enter: {}", state.way_in.words());
            let long = format!("{short}, or type a command");
            return first.then_some(if long.width() <= room { long } else { short });
        }
        // Without its words it might be taken for something typed.
        let next = format!("{}   (Right takes it)", state.suggestion()?);
        return Some(next).filter(|text| text.width() < room);
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
