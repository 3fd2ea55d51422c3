//! A list of commands to choose from; below it how the chosen one is typed and what it
//! does.

use ratatui::layout::Rect;

use super::canvas::{self, Canvas, Panel};
use super::ink::{Ink, blanks, clip};
use super::marked;
use super::page::more;
use super::spot::Spot;
use super::theme::{Role, Signs, Theme};
use super::wrap;
use crate::app::{Commands, State};
use crate::assist::Listed;

/// Rows for how the chosen one is typed and what it does, a blank one before them.
fn about_rows(screen_height: u16) -> u16 {
    if screen_height < 20 { 3 } else { 5 }
}

/// How many rows of the list a screen of this height shows.
pub(super) fn rows(screen_height: u16) -> usize {
    usize::from(screen_height.saturating_sub(4 + about_rows(screen_height))).max(1)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, screen: Rect, list: &Commands, state: &State) {
    let signs = canvas.theme.signs;
    let width = screen.width.saturating_sub(4).min(84);
    let seen = rows(screen.height).min(list.listed.len());
    let height = u16::try_from(seen)
        .unwrap_or(u16::MAX)
        .saturating_add(2 + about_rows(screen.height));
    let height = height.min(screen.height);
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    // The chosen one stands in the middle, as far as there is something on both sides.
    let most = list.listed.len() - seen;
    let from = list.chosen.saturating_sub(seen / 2).min(most);
    canvas.blank(area);
    canvas.spot(area, Spot::Cover);
    let inner = canvas.framed(area, &panel(list, from > 0, from < most, width, state, &signs));
    let room = usize::from(inner.width);
    let names = list.listed.iter().map(|listed| listed.name.len());
    let name = names.max().unwrap_or(0).min(room / 2);
    let shown = list.listed.iter().enumerate().skip(from).take(seen);
    let lines: Vec<Ink> = shown
        .map(|(at, listed)| line(listed, at == list.chosen, name, room, &signs).across(Spot::Choice(at)))
        .collect();
    canvas.rows(inner, &lines);
    let Some(chosen) = list.listed.get(list.chosen) else {
        return;
    };
    canvas.rows(canvas::below(inner, seen + 1), &about(chosen, room, canvas.theme));
}

/// How it is typed, and what it does in full.
fn about(listed: &Listed, room: usize, theme: &Theme) -> Vec<Ink> {
    let wrapped = |role: Role, text: &str, indent: usize| {
        let lines = wrap::words(
            &theme.sentence(text),
            room.saturating_sub(marked::WIDTH + 1),
            indent,
        );
        lines
            .into_iter()
            .map(move |line| Ink::of(role, format!("{}{line}", blanks(marked::WIDTH))))
    };
    let mut rows: Vec<Ink> = wrapped(Role::Command, &listed.usage, 2).take(2).collect();
    rows.extend(wrapped(Role::Text, &format!("{}.", listed.summary), 0));
    rows
}

fn panel(list: &Commands, above: bool, below: bool, width: u16, state: &State, signs: &Signs) -> Panel {
    let keys = if width < 50 {
        " Enter opens "
    } else {
        " Up/Down, Enter opens, Esc closes "
    };
    let title = format!(" {} ", list.heading);
    let count = format!("{} {} commands ", signs.between, list.listed.len());
    Panel {
        title: Ink::of(Role::Title, title).then(Role::Quiet, count),
        right: if above {
            more(signs.up)
        } else {
            Ink::of(Role::Quiet, format!(" redis {} ", state.lab.profile()))
        },
        foot: if below { more(signs.below) } else { Ink::default() },
        foot_right: Ink::of(Role::Quiet, keys),
        focused: true,
    }
}

fn line(listed: &Listed, chosen: bool, name: usize, room: usize, signs: &Signs) -> Ink {
    let mut ink = marked::sign(chosen, None, signs);
    let role = if chosen { Role::Chosen } else { Role::Command };
    ink.append(Ink::of(role, clip(&listed.name, name, signs.cut)).padded(name + 2));
    let left = room.saturating_sub(ink.width() + 1);
    ink.then(Role::Text, clip(listed.summary, left, signs.cut))
}
