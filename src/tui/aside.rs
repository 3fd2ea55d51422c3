//! The rows under the line being typed: what is wrong with it, what it would lose, or what the argument at the cursor
//! is. The sentences come from `assist`.

use unicode_width::UnicodeWidthStr as _;

use super::ink::{Ink, blanks};
use super::theme::{Role, Theme};
use super::wrap;
use crate::app::{Layer, State, words};
use crate::assist::{self, Aside, Kind};

/// From so many rows on, a row is kept free for the sentence, so that nothing moves when one comes or goes.
pub(super) const ROOMY: usize = 10;

/// What is worth saying about the active line.
pub(super) fn of(state: &State) -> Option<Aside> {
    let plays = state
        .study
        .as_ref()
        .is_some_and(|study| study.is_demo() && !study.off_script);
    if plays || matches!(state.layers.last(), Some(Layer::Search { .. })) {
        return None;
    }
    let prompt = &state.desk().prompt;
    if prompt.text().starts_with(':') {
        return own_word(prompt.text());
    }
    if prompt.has_blank() {
        // A blank is nothing yet, neither right nor wrong.
        let next = if prompt.has_other_blank() {
            "; Space or Tab: the next"
        } else {
            ""
        };
        return Some(Aside {
            kind: Kind::About,
            span: None,
            text: format!("what you type fills ____ in{next}"),
        });
    }
    let lookup = state.lab.lookup(state.here(), state.real);
    assist::aside(prompt.text(), prompt.cursor(), &lookup, state.lab.profile())
}

fn own_word(line: &str) -> Option<Aside> {
    let end = line.find(' ').unwrap_or(line.len());
    let (kind, span, text) = match words::beside(line) {
        Ok(about) => (Kind::About, None, about?),
        Err(why) => (Kind::Wrong, Some(0..end), why),
    };
    Some(Aside { kind, span, text })
}

/// The most rows of the sentence: the replies above are worth more than the end of a very long one.
const MOST: usize = 4;

/// The sentence as rows, for a place of this width and height. In a low pane only what matters is worth a row of its own.
pub(super) fn rows(aside: &Aside, (width, height): (usize, usize), theme: &Theme) -> Vec<Ink> {
    let roomy = height >= ROOMY;
    let (sign, role, words) = match aside.kind {
        Kind::Wrong => (theme.signs.wrong, Role::Failed, Role::Advice),
        Kind::Loss => (theme.signs.warns, Role::Pending, Role::Advice),
        Kind::About if roomy => (" ", Role::Quiet, Role::Quiet),
        Kind::About => return Vec::new(),
    };
    let end = if aside.kind == Kind::Loss {
        "; Alt-U brings it back"
    } else {
        ""
    };
    let text = format!("{}{end}", theme.sentence(&aside.text));
    let indent = sign.width() + 1;
    let lines = wrap::words(&text, width.saturating_sub(indent), 0);
    let rows = lines.into_iter().enumerate().map(|(at, line)| {
        let start = match at {
            0 => Ink::of(role, format!("{sign} ")),
            _ => Ink::of(role, blanks(indent)),
        };
        start.then(words, line)
    });
    shortened(rows.collect(), MOST.min(height.max(1)), width, theme)
}

/// The first rows, at most so many; the last of them says that something is missing.
pub(super) fn shortened(mut rows: Vec<Ink>, most: usize, width: usize, theme: &Theme) -> Vec<Ink> {
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.pop() {
            let room = width.saturating_sub(theme.signs.cut.width() + 1);
            rows.push(
                last.clipped(room, "")
                    .then(Role::Quiet, format!(" {}", theme.signs.cut)),
            );
        }
    }
    rows
}
