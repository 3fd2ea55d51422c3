//! The terminals: tabs, scrollback, prompt. What waits says what it waits for; the others stay usable.

use ratatui::layout::{Position, Rect};

use super::canvas::{Canvas, Panel};
use super::ink::{Ink, shown_part};
use super::theme::Role;
use super::{back, prompt};
use crate::app::{State, wording};
use crate::lab::{Scene, TerminalRow, TerminalState};

/// Draws the active terminal and gives back where the cursor stands.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    boxed: bool,
    state: &State,
    scene: &Scene,
) -> Option<Position> {
    let panel = Panel {
        title: tabs(canvas, state, scene, area.width),
        foot: if boxed {
            super::foot::ink(state, usize::from(area.width.saturating_sub(2)))
        } else {
            Ink::default()
        },
        ..Panel::default()
    };
    let inner = canvas.page(area, boxed, &panel);
    body(canvas, inner, state, scene)
}

/// The scrollback with the prompt under it, as in any terminal: from the top until it is full, then at the bottom.
fn body(canvas: &mut Canvas<'_>, area: Rect, state: &State, scene: &Scene) -> Option<Position> {
    let (width, height) = (usize::from(area.width), usize::from(area.height));
    let typed = prompt::rows(state, width, canvas.theme);
    let here = scene.terminals.get(state.active);
    let waiting = here.map_or_else(Vec::new, |row| waiting(canvas, state, row, width));
    let prompt_height = (typed.rows.len() + waiting.len()).min(height);
    let back = &state.desk().back;
    let above = back::tail(back, width, height - prompt_height, canvas.theme);
    canvas.rows(area, &above);
    let here = super::canvas::below(area, above.len());
    canvas.rows(here, &waiting);
    let here = super::canvas::below(here, waiting.len());
    // A line longer than the pane shows the part where the cursor is.
    let skip = (typed.cursor.0 + 1).saturating_sub(usize::from(here.height));
    canvas.rows(here, &typed.rows[skip.min(typed.rows.len())..]);
    let row = u16::try_from(typed.cursor.0 - skip.min(typed.cursor.0)).ok()?;
    let column = u16::try_from(typed.cursor.1).ok()?;
    let position = Position::new(here.x + column.min(here.width.saturating_sub(1)), here.y + row);
    here.contains(position).then_some(position)
}

fn tabs(canvas: &Canvas<'_>, state: &State, scene: &Scene, width: u16) -> Ink {
    let narrow = width < 60;
    let across = canvas.theme.signs.across;
    let mut ink = Ink::default();
    for (at, row) in scene.terminals.iter().enumerate() {
        if at > 0 {
            ink.push(Role::Frame, across);
        }
        ink.append(tab(canvas, state, row, at, narrow));
    }
    ink
}

fn tab(canvas: &Canvas<'_>, state: &State, row: &TerminalRow, at: usize, narrow: bool) -> Ink {
    let signs = canvas.theme.signs;
    let chosen = state.active == at;
    let name = super::ink::clip(&row.name, if narrow { 8 } else { 16 }, signs.cut);
    let (left, right, role) = if chosen {
        ("[", "]", Role::ChosenTab)
    } else {
        (" ", " ", Role::Tab)
    };
    let mut ink = Ink::of(role, format!("{left}{} {name}{right}", at + 1));
    let fresh = state.desks.get(at).is_some_and(|desk| desk.fresh);
    match &row.state {
        TerminalState::Waiting { keys, since, .. } if narrow || chosen => {
            let _ = (keys, since);
            ink.push(Role::Pending, format!("{} ", signs.waits));
        }
        TerminalState::Waiting { keys, since, .. } => {
            let text = format!(
                "{} waits for {} {} ",
                signs.waits,
                names(keys),
                wording::span(*since)
            );
            ink.push(Role::Pending, text);
        }
        TerminalState::Crashed => ink.push(Role::Failed, "crashed "),
        TerminalState::Subscribed(_) if !narrow => ink.push(Role::Done, "listens "),
        _ => {}
    }
    if fresh {
        ink.push(Role::Added, format!("{} ", signs.fresh));
    }
    ink
}

/// What the active terminal waits for, since when, and what would end it: in one row, or two where it is narrow.
fn waiting(canvas: &Canvas<'_>, state: &State, row: &TerminalRow, width: usize) -> Vec<Ink> {
    let signs = canvas.theme.signs;
    let between = signs.between;
    let (mut fact, keys) = match &row.state {
        TerminalState::Waiting { keys, since, left } => {
            let since = wording::span(*since);
            let end = match left {
                Some(left) if state.lab.clock().is_held() => {
                    let span = wording::left(*left);
                    format!(
                        "{} waits {span} for {} {between} :clock {}",
                        signs.waits,
                        names(keys),
                        wording::jump(*left)
                    )
                }
                Some(left) => {
                    format!(
                        "{} waits for {} {between} {since} {between} {} left",
                        signs.waits,
                        names(keys),
                        wording::left(*left)
                    )
                }
                None => format!(
                    "{} waits for {} {between} {since} {between} no end set",
                    signs.waits,
                    names(keys)
                ),
            };
            (
                Ink::of(Role::Pending, end),
                format!("Ctrl-C gives up {between} F3 next terminal"),
            )
        }
        TerminalState::Crashed => (
            Ink::of(Role::Failed, "crashed: ").then(Role::Quiet, "what it was given stays pending"),
            format!(":start {} starts it again", row.name),
        ),
        TerminalState::Ready | TerminalState::Subscribed(_) => return Vec::new(),
    };
    if fact.width() + 3 + keys.len() > width {
        return vec![fact, Ink::of(Role::Quiet, keys)];
    }
    fact.push(Role::Quiet, format!("   {keys}"));
    vec![fact]
}

fn names(keys: &[crate::store::Bytes]) -> String {
    let shown: Vec<String> = keys
        .iter()
        .take(3)
        .map(|key| shown_part(key, 16).trim_end().to_owned())
        .collect();
    let more = keys.len() - shown.len();
    if more > 0 {
        return format!("{} and {more} more", shown.join(", "));
    }
    shown.join(", ")
}
