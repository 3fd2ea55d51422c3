//! The row under the line being typed: what is wrong with it, what it would lose, or what the argument at the cursor
//! is. The sentences come from `assist`.

use super::ink::Ink;
use super::theme::{Role, Theme};
use crate::app::{Layer, State, words};
use crate::assist::{self, Aside, Kind};

/// From so many rows on, the row is kept free for the sentence, so that nothing moves when one comes or goes.
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

/// The sentence as a row. In a low pane only what matters is worth a row of its own.
pub(super) fn row(aside: &Aside, roomy: bool, width: usize, theme: &Theme) -> Option<Ink> {
    let (sign, role, words) = match aside.kind {
        Kind::Wrong => (theme.signs.wrong, Role::Failed, Role::Advice),
        Kind::Loss => (theme.signs.warns, Role::Pending, Role::Advice),
        Kind::About if roomy => (" ", Role::Quiet, Role::Quiet),
        Kind::About => return None,
    };
    let mut row = Ink::of(role, format!("{sign} ")).then(words, theme.sentence(&aside.text));
    if aside.kind == Kind::Loss {
        row.push(Role::Quiet, "; Alt-U brings it back");
    }
    Some(row.clipped(width, theme.signs.cut))
}
