//! Where panes take turns: their names in the edge of the place they share, so that those that do not show are known
//! of, with what would be missed.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::ink::Ink;
use super::layout::Areas;
use super::spot::Spot;
use super::theme::Role;
use crate::app::{Focus, State};
use crate::lab::Scene;

/// Draws the names where the edge has room, the longest form that fits.
pub(super) fn draw(canvas: &mut Canvas<'_>, areas: &Areas, state: &State, scene: &Scene) {
    let Some((shown, area)) = areas.turn() else { return };
    let edge = Rect { height: 1, ..area };
    let changed = canvas.theme.signs.changed;
    // What was changed where nobody sees it is marked.
    let mark = |pane| {
        if pane != shown && is_changed(pane, state, scene) {
            changed
        } else {
            ""
        }
    };
    let counted = |pane| format!("{}{}", mark(pane), counted(pane, scene));
    let bare = |pane| format!("{}{}", mark(pane), word(pane));
    let forms = [
        names(areas, shown, counted, "F4 "),
        names(areas, shown, bare, "F4 "),
        names(areas, shown, bare, ""),
        others(areas, shown, bare),
        others(areas, shown, |pane| word(pane).to_owned()),
    ];
    canvas.on_edge(edge, &forms);
}

fn names(areas: &Areas, shown: Focus, name: impl Fn(Focus) -> String, key: &str) -> Ink {
    let mut ink = Ink::of(Role::KeyName, format!(" {key}"));
    for (at, pane) in areas.turns.iter().enumerate() {
        if at > 0 {
            ink.push(Role::Text, " ");
        }
        let tab = if *pane == shown {
            Ink::of(Role::ChosenTab, format!("[{}]", name(*pane)))
        } else {
            Ink::of(Role::Tab, name(*pane))
        };
        ink.append(tab.linked(Spot::Pane(*pane)));
    }
    ink.then(Role::Text, " ")
}

/// Only the pane that comes next.
fn others(areas: &Areas, shown: Focus, name: impl Fn(Focus) -> String) -> Ink {
    let at = areas.turns.iter().position(|pane| *pane == shown).unwrap_or(0);
    let next = areas.turns[(at + 1) % areas.turns.len()];
    let tab = Ink::of(Role::KeyName, " F4").then(Role::Tab, format!(" {} ", name(next)));
    tab.linked(Spot::Pane(next))
}

/// Whether the last command changed what this pane would show.
fn is_changed(pane: Focus, state: &State, scene: &Scene) -> bool {
    scene.stream.as_ref().is_some_and(|stream| {
        let group = stream.group().map(|group| &group.name);
        state.marks.touches(pane, &stream.key, group)
    })
}

fn counted(pane: Focus, scene: &Scene) -> String {
    let Some(stream) = &scene.stream else {
        return word(pane).to_owned();
    };
    let count = match pane {
        Focus::Groups => stream.groups.total,
        Focus::Pending => stream.group().map_or(0, |group| group.pending),
        Focus::Prompt | Focus::Stream | Focus::Lesson => return word(pane).to_owned(),
    };
    format!("{} {count}", word(pane))
}

fn word(pane: Focus) -> &'static str {
    match pane {
        Focus::Prompt => "prompt",
        Focus::Stream => "stream",
        Focus::Groups => "groups",
        Focus::Pending => "pending",
        Focus::Lesson => "lesson",
    }
}
