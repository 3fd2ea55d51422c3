//! An earlier moment, in the place of the terminals: which step led to it, what that changed, what was done next, and
//! the way back.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Panel, below};
use super::ink::Ink;
use super::theme::{Role, Theme};
use super::{aside, prompt, ribbon, wrap};
use crate::app::{Deed, Moment, State};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, moment: &Moment) {
    let (done, all) = state.lab.steps();
    let panel = Panel {
        title: Ink::of(Role::Title, " looking back ")
            .then(Role::Quiet, format!("command {done} of {all} "))
            .then(Role::Quiet, go_on(state, canvas.theme)),
        foot: if boxed {
            super::foot::ink(state, usize::from(area.width.saturating_sub(2)))
        } else {
            Ink::default()
        },
        focused: true,
        ..Panel::default()
    };
    let inner = canvas.page(area, boxed, &panel);
    let width = usize::from(inner.width);
    let ribbon = ribbon::ink(state, canvas.theme, width.saturating_sub(6)).unwrap_or_default();
    canvas.row(inner, &ribbon);
    let inner = below(inner, 1);
    let rows = rows(moment, (width, usize::from(inner.height)), canvas.theme);
    // A blank row is worth less than a sentence.
    let gap = usize::from(rows.len() < usize::from(inner.height));
    canvas.rows(below(inner, gap), &rows);
}

/// That clients of the network do not wait while somebody looks at something else than the present.
pub(super) fn go_on(state: &State, theme: &Theme) -> String {
    let between = theme.signs.between;
    match state.network.clients {
        0 => String::new(),
        1 => format!("{between} 1 client goes on meanwhile "),
        count => format!("{between} {count} clients go on meanwhile "),
    }
}

fn rows(moment: &Moment, (width, height): (usize, usize), theme: &Theme) -> Vec<Ink> {
    let mut next = vec![Ink::default()];
    match &moment.next {
        Some(deed) => {
            next.push(Ink::of(Role::Quiet, "what was done next:"));
            next.extend(done(deed, width, theme, true));
        }
        None => next.push(Ink::of(Role::Quiet, "this is the newest moment")),
    }
    let mut rows = match &moment.led {
        Some(deed) => done(deed, width, theme, false),
        None => vec![Ink::of(Role::Note, "the beginning: nothing was done yet")],
    };
    for sentence in &moment.changed {
        let text = format!("{} {}", theme.signs.told, theme.sentence(sentence));
        rows.extend(
            wrap::words(&text, width, 2)
                .into_iter()
                .map(|line| Ink::of(Role::Told, line)),
        );
    }
    if moment.led.is_some() && moment.changed.is_empty() {
        rows.push(Ink::of(Role::Quiet, "it changed nothing"));
    }
    // Of many changes the first are told: where one is between two commands is worth more.
    let most = height.saturating_sub(next.len()).max(1);
    let mut rows = aside::shortened(rows, most, width, theme);
    rows.append(&mut next);
    rows
}

/// A step in a few rows; one that is still to come is quiet.
fn done(deed: &Deed, width: usize, theme: &Theme, to_come: bool) -> Vec<Ink> {
    let rows = match deed {
        Deed::Typed(label, line) => {
            let mut ink = Ink::of(Role::Prompt, label.as_str());
            ink.append(prompt::painted(line, None));
            // A line of many screens is known by its beginning.
            wrap::anywhere(&ink.clipped(4 * width, theme.signs.cut), width)
        }
        Deed::Other(words) => {
            let lines = wrap::words(&theme.sentence(words), width, 2);
            lines.into_iter().map(|line| Ink::of(Role::Text, line)).collect()
        }
    };
    if to_come {
        return rows.into_iter().map(|ink| ink.all(Role::Quiet)).collect();
    }
    rows
}
