//! What is looked at in a stream's place: a list's elements, a string's value, who listens to a channel.

use super::ink::{Ink, grouped, shown_part};
use super::marked;
use super::spot::Spot;
use super::stream::Lines;
use super::theme::{Role, Signs};
use crate::app::Target;
use crate::lab::{CHUNK, Name, OtherScene};

/// How many rows it has in all.
pub(super) fn rows(other: &OtherScene) -> usize {
    let size = usize::try_from(other.size).unwrap_or(usize::MAX);
    if other.kind == "string" {
        size.div_ceil(CHUNK)
    } else {
        size
    }
}

/// What it is, and how much of it.
pub(super) fn kind(other: &OtherScene) -> String {
    let (one, many) = match other.kind {
        "list" => ("element", "elements"),
        "string" => ("byte", "bytes"),
        _ => ("listener", "listeners"),
    };
    let unit = if other.size == 1 { one } else { many };
    format!("{} of {} {unit}", other.kind, grouped(other.size))
}

/// Its rows, numbered as the commands number them.
pub(super) fn lines(other: &OtherScene, focused: bool, width: usize, signs: &Signs) -> Lines {
    let heading = match other.kind {
        "list" => "index   element",
        "string" => "offset  value",
        "channel" | "shard" => "        listens; a message goes to whoever listens now, and is not kept",
        _ => "        listens to every channel whose name matches",
    };
    let body = other.rows.iter().enumerate().map(|(at, row)| {
        let cursor = focused && other.cursor == Some(at);
        let place = other.top + at as u64;
        let number = match other.kind {
            "list" => place.to_string(),
            "string" => (place * CHUNK as u64).to_string(),
            _ => String::new(),
        };
        let mut ink = marked::sign(cursor, None, signs);
        let role = if cursor { Role::Chosen } else { Role::Id };
        let blank = 8_usize.saturating_sub(number.len()).max(1);
        ink.push(role, number);
        ink.push(Role::Text, " ".repeat(blank));
        let role = if matches!(other.name, Name::Key(_)) {
            Role::Text
        } else {
            Role::Consumer
        };
        let ink = ink.then(role, shown_part(row, width).trim_end().to_owned());
        let target = Target::Place(usize::try_from(place).unwrap_or(usize::MAX));
        ink.across(Spot::Row(target))
    });
    Lines {
        head: Ink::of(Role::Text, "   ").then(Role::Head, heading),
        body: body.collect(),
        cursor: other.cursor.filter(|_| focused),
        ..Lines::default()
    }
}
