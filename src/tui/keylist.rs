//! The list of every key, channel and pattern, to choose what to look at.

use ratatui::layout::Rect;

use super::canvas::{Canvas, Panel};
use super::ink::{Ink, blanks, grouped, named};
use super::marked;
use super::spot::Spot;
use super::theme::{Role, Signs};
use crate::app::{KeyList, State, wording};
use crate::lab::KeyRow;

/// How many rows of the list a screen of this height shows.
pub(super) fn rows(screen_height: u16) -> usize {
    usize::from(screen_height.saturating_sub(6)).clamp(1, 24)
}

pub(super) fn draw(canvas: &mut Canvas<'_>, screen: Rect, list: &KeyList, state: &State) {
    let signs = canvas.theme.signs;
    let width = screen.width.saturating_sub(4).min(76);
    let keys = state
        .lab
        .key_list(state.db(), list.chosen.as_ref(), rows(screen.height), state.real);
    let height = u16::try_from(keys.rows.len().max(1) + 3)
        .unwrap_or(u16::MAX)
        .min(screen.height.saturating_sub(2));
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    };
    canvas.blank(area);
    canvas.spot(area, Spot::Cover);
    let more = |is: bool, sign: &str| {
        let text = if is {
            format!(" {sign} more ")
        } else {
            String::new()
        };
        Ink::of(Role::Quiet, text)
    };
    let mut title = Ink::of(Role::Title, " keys ");
    title.push(
        Role::Quiet,
        format!("{} {} ", signs.between, grouped(keys.total as u64)),
    );
    if !list.part.is_empty() {
        title.push(Role::Quiet, format!("{} from ", signs.between));
        title.push(Role::Key, format!("{} ", list.part));
    }
    let foot = if width < 60 {
        " Enter opens, Esc closes "
    } else {
        " type a beginning, Enter looks at it, Esc closes "
    };
    let panel = Panel {
        title,
        right: more(keys.more_before, signs.up),
        foot: Ink::of(Role::Quiet, foot),
        foot_right: more(keys.more_after, signs.below),
        focused: true,
    };
    let inner = canvas.framed(area, &panel);
    if keys.rows.is_empty() {
        return canvas.row(inner, &Ink::of(Role::Quiet, "   nothing here yet"));
    }
    let room = usize::from(inner.width);
    let mut lines = vec![head(room)];
    let rows = keys.rows.iter().enumerate();
    lines.extend(rows.map(|(at, row)| {
        let line = line(row, at == keys.chosen, room, state, &signs);
        line.across(Spot::Key(row.name.clone()))
    }));
    canvas.rows(inner, &lines);
}

/// How wide the columns are: name, type, size. What is left is for when it goes.
fn columns(room: usize) -> (usize, usize, usize) {
    let name = room.saturating_sub(marked::WIDTH + 9 + 16 + 14).max(10);
    if room < 50 {
        (room.saturating_sub(marked::WIDTH + 9 + 10), 9, 10)
    } else {
        (name, 9, 16)
    }
}

fn head(room: usize) -> Ink {
    let (name, kind, size) = columns(room);
    let mut ink = Ink::of(Role::Text, blanks(marked::WIDTH));
    ink.append(Ink::of(Role::Head, "name").padded(name));
    ink.append(Ink::of(Role::Head, "type").padded(kind));
    ink.append(Ink::of(Role::Head, "size").padded(size));
    if room < 50 {
        ink
    } else {
        ink.then(Role::Head, "expires")
    }
}

fn line(row: &KeyRow, chosen: bool, room: usize, state: &State, signs: &Signs) -> Ink {
    let (name, kind, size) = columns(room);
    let mut ink = marked::sign(chosen, state.marks.key(row.name.bytes()), signs);
    let role = if chosen { Role::Chosen } else { Role::Key };
    ink.append(Ink::of(role, named(row.name.bytes(), name - 1, signs.cut)).padded(name));
    ink.append(Ink::of(Role::Quiet, row.kind).padded(kind));
    let (one, many) = match row.kind {
        "stream" => ("entry", "entries"),
        "list" => ("element", "elements"),
        "string" => ("byte", "bytes"),
        _ => ("listener", "listeners"),
    };
    let unit = if row.size == 1 { one } else { many };
    let count = if room < 50 {
        grouped(row.size)
    } else {
        format!("{} {unit}", grouped(row.size))
    };
    ink.append(Ink::of(Role::Text, count).padded(size));
    match row.expires {
        Some(left) if room >= 50 => ink.then(Role::Pending, format!("in {}", wording::left(left))),
        _ => ink,
    }
}
