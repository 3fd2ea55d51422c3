//! What others did of late, in the rows under the prompt: the newest last, what came of it before the command, and as much
//! of older news as there is room for.

use super::aside;
use super::ink::Ink;
use super::theme::{Role, Theme};
use super::wrap;
use crate::app::{State, Tiding};
use crate::assist::Tone;
use crate::wire::ClientId;

/// A command of which fewer columns could be seen has no use.
const LEAST: usize = 24;

/// The rows, where so many are `blank`; the newest thing may take `least` in any case. What those did that `seen` picks is
/// left out.
pub(super) fn rows(
    state: &State,
    seen: impl Fn(ClientId) -> bool,
    (width, blank, least): (usize, usize, usize),
    theme: &Theme,
) -> Vec<Ink> {
    let most = blank.max(least);
    if most == 0 {
        return Vec::new();
    }
    let mut rows: Vec<Ink> = Vec::new();
    for tiding in state.news(seen) {
        let newest = rows.is_empty();
        let left = if newest {
            most
        } else {
            blank.saturating_sub(rows.len())
        };
        let mut said = told(&tiding, (width, left), theme);
        // Of what is older only what can be said as a whole.
        if !newest && said.len() > left {
            break;
        }
        said = aside::shortened(said, left, width, theme);
        let line = theme.sentence(&tiding.line);
        add_line(&mut said, &line, (width, if newest { blank } else { 0 }), theme);
        said.append(&mut rows);
        rows = said;
    }
    rows
}

/// What came of it. Where that is too much, what was said last gives way.
fn told(tiding: &Tiding, (width, most): (usize, usize), theme: &Theme) -> Vec<Ink> {
    let mut rows = Vec::new();
    for end in (1..=tiding.told.len().max(1)).rev() {
        let parts = tiding.told.get(..end).unwrap_or_default();
        let named = parts
            .first()
            .is_some_and(|(_, first)| first.starts_with(&format!("{} ", tiding.who)));
        let mut ink = Ink::default();
        if !named {
            ink.push(Role::Quiet, format!("{}: ", tiding.who));
        }
        for (at, (tone, text)) in parts.iter().enumerate() {
            let between = if at > 0 { between(theme) } else { String::new() };
            ink.push(Role::Quiet, between);
            ink.push(role(*tone), theme.sentence(text).as_str());
        }
        rows = wrap::inked(&ink, width, 2);
        if rows.len() <= most {
            break;
        }
    }
    rows
}

/// Adds the command, cut where it must be: behind what was said, or in a row of its own while there are fewer than `most`.
fn add_line(rows: &mut Vec<Ink>, line: &str, (width, most): (usize, usize), theme: &Theme) {
    if line.is_empty() {
        return;
    }
    let line = Ink::of(Role::Quiet, line);
    let between = Ink::of(Role::Quiet, between(theme));
    let used = rows.last().map_or(0, Ink::width);
    let room = width.saturating_sub(used + between.width());
    if let Some(last) = rows.last_mut()
        && (line.fits(room) || room >= LEAST)
    {
        last.append(between);
        last.append(line.clipped(room, theme.signs.cut));
    } else if rows.len() < most {
        let mut row = Ink::of(Role::Quiet, "  ");
        row.append(line.clipped(width.saturating_sub(2), theme.signs.cut));
        rows.push(row);
    }
}

fn between(theme: &Theme) -> String {
    format!(" {} ", theme.signs.told)
}

fn role(tone: Tone) -> Role {
    match tone {
        Tone::Refused => Role::Failed,
        Tone::Mend => Role::Advice,
        Tone::Said | Tone::Rule => Role::Quiet,
    }
}
