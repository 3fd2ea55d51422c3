//! The tabs of the terminals. When there are more than fit, the row scrolls around the active one and says how many
//! stand on either side.

use super::ink::{Ink, clip};
use super::spot::Spot;
use super::theme::{Role, Theme};
use super::waiting::names;
use crate::app::{ReplyView, State, wording};
use crate::lab::{Scene, TerminalRow, TerminalState};

/// How much a tab says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// What it waits for.
    Much,
    /// That it waits, and how it shows replies.
    Little,
    /// That it waits.
    Least,
}

/// All tabs in `width` columns, or those around the active one.
pub(super) fn row(theme: &Theme, state: &State, scene: &Scene, width: u16) -> Ink {
    let room = usize::from(width.saturating_sub(2));
    let wide = if width < 60 { Says::Little } else { Says::Much };
    for says in [wide, Says::Little, Says::Least] {
        let tabs = all(theme, state, scene, says);
        let whole = joined(theme, &tabs);
        if whole.width() <= room {
            return whole;
        }
    }
    let tabs = all(theme, state, scene, Says::Least);
    let (from, to) = around(&tabs, state.active.min(tabs.len().saturating_sub(1)), room);
    let unseen = |range: std::ops::Range<usize>| {
        let fresh = range
            .clone()
            .any(|at| state.desks.get(at).is_some_and(|desk| desk.fresh));
        let mut ink = Ink::of(Role::Tab, format!(" {} more ", range.len()));
        if fresh {
            ink.push(Role::Added, format!("{} ", theme.signs.fresh));
        }
        ink
    };
    let mut shown = Vec::new();
    shown.extend((from > 0).then(|| unseen(0..from)));
    shown.extend_from_slice(&tabs[from..to]);
    shown.extend((to < tabs.len()).then(|| unseen(to..tabs.len())));
    joined(theme, &shown)
}

/// The widest run of tabs around `active` that leaves room to say how many more there are.
fn around(tabs: &[Ink], active: usize, room: usize) -> (usize, usize) {
    /// ` 12 more • ` and the line before it.
    const MORE: usize = 12;
    let last = tabs.len();
    let width = |from: usize, to: usize| -> usize {
        let tabs: usize = tabs[from..to].iter().map(|tab| tab.width() + 1).sum();
        tabs + MORE * (usize::from(from > 0) + usize::from(to < last))
    };
    let (mut from, mut to) = (active, (active + 1).min(tabs.len()));
    loop {
        let before = (from, to);
        if to < tabs.len() && width(from, to + 1) <= room {
            to += 1;
        }
        if from > 0 && width(from - 1, to) <= room {
            from -= 1;
        }
        if before == (from, to) {
            return before;
        }
    }
}

fn all(theme: &Theme, state: &State, scene: &Scene, says: Says) -> Vec<Ink> {
    let rows = scene.terminals.iter().enumerate();
    rows.map(|(at, row)| tab(theme, state, row, at, says)).collect()
}

fn joined(theme: &Theme, tabs: &[Ink]) -> Ink {
    let mut ink = Ink::default();
    for (at, tab) in tabs.iter().enumerate() {
        if at > 0 {
            ink.push(Role::Frame, theme.signs.across);
        }
        ink.append(tab.clone());
    }
    ink
}

/// The tab of the terminal at place `at`.
pub(super) fn tab(theme: &Theme, state: &State, row: &TerminalRow, at: usize, says: Says) -> Ink {
    let signs = theme.signs;
    let chosen = state.active == at;
    let name = clip(&row.name, if says == Says::Much { 16 } else { 10 }, signs.cut);
    let (left, right, role) = if chosen {
        ("[", "]", Role::ChosenTab)
    } else {
        (" ", " ", Role::Tab)
    };
    let mut more = Ink::default();
    match &row.state {
        TerminalState::Waiting { what, since, .. } if says == Says::Much && !chosen => {
            let since = wording::span(*since);
            let text = format!("{} waits for {} {since} ", signs.waits, names(what));
            more.push(Role::Pending, text);
        }
        TerminalState::Waiting { .. } => more.push(Role::Pending, format!("{} ", signs.waits)),
        TerminalState::Crashed => more.push(Role::Failed, "crashed "),
        TerminalState::Subscribed(_) if says == Says::Much => more.push(Role::Done, "listens "),
        _ => {}
    }
    if let Some(mirrors) = state.mirrors(at).filter(|_| says != Says::Least) {
        more.push(Role::Quiet, format!("{} ", clip(&mirrors, 24, signs.cut)));
    }
    if state.desks.get(at).is_some_and(|desk| desk.fresh) {
        more.push(Role::Added, format!("{} ", signs.fresh));
    }
    let view = state
        .desks
        .get(at)
        .map_or(ReplyView::Cli, |desk| desk.back.view());
    if view != ReplyView::Cli && says != Says::Least {
        more.push(Role::Quiet, format!("{} ", view.name()));
    }
    // What follows the bracket of the chosen one stands apart from it.
    let apart = if chosen && !more.is_empty() { " " } else { "" };
    let mut ink = Ink::of(role, format!("{left}{} {name}{right}{apart}", at + 1));
    ink.append(more);
    ink.linked(Spot::Terminal(at))
}
