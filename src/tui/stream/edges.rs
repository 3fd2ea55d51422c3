//! The edges of the stream pane: what it shows, the signs, how the group stands, what else there is.

use unicode_width::UnicodeWidthStr;

use super::Lines;
use crate::app::{Find, Focus, Layer, Mark, Marks, State};
use crate::lab::{KeyRow, Name, OtherScene, Scene, StreamScene};
use crate::tui::canvas::Panel;
use crate::tui::ink::{Ink, grouped, named, shown_part};
use crate::tui::layout::Areas;
use crate::tui::more::More;
use crate::tui::theme::{Role, Signs};

/// The edges of a pane with so many columns between its corners.
pub(super) fn panel(signs: &Signs, state: &State, scene: &Scene, areas: &Areas, width: usize) -> Panel {
    let mut panel = Panel {
        focused: state.camera.focus == Focus::Stream,
        ..Panel::default()
    };
    let (stream, other) = (&scene.stream, &scene.other);
    match (stream, other) {
        (_, Some(other)) => panel.title = other_title(other, signs),
        (Some(stream), None) => {
            panel.title = title(stream, state, areas, width, signs);
            panel.foot = if state.camera.nodes {
                Ink::of(Role::Quiet, " MAXLEN ~ and MINID ~ take whole nodes or nothing ")
            } else if areas.groups.is_none() {
                in_short(stream, signs)
            } else {
                legend(stream, signs)
            };
        }
        (None, None) => {
            let title = if state.is_untouched() {
                " welcome "
            } else {
                " stream "
            };
            panel.title = Ink::of(Role::Title, title);
            return panel;
        }
    }
    if let Some(Layer::Find(find)) = state.layers.last() {
        panel.foot = finding(find, signs);
    }
    // What does not fit beside the left one would not show at all.
    let room = width.saturating_sub(panel.foot.width() + 2);
    let forms = [other_keys(scene), counted_keys(scene, panel.focused)];
    let fits = |ink: &Ink| ink.width() <= room;
    panel.foot_right = forms.into_iter().find(fits).unwrap_or_default();
    panel
}

/// What is out of sight when so many of the lines are shown, from this one on.
pub(super) fn more(marks: &Marks, scene: &Scene, lines: &Lines, from: usize, fits: usize) -> More {
    let (above, below) = (from > 0, from + fits < lines.body.len());
    match (&scene.stream, &scene.other) {
        (_, Some(other)) => {
            let behind = other.top as usize + other.rows.len() < crate::tui::other::rows(other);
            More {
                above: above || other.top > 0,
                below: below || behind,
                changed: None,
            }
        }
        (Some(stream), None) => More {
            above: above || stream.more_before,
            below: below || stream.more_after,
            changed: changed(marks, stream, lines, from, fits),
        },
        (None, None) => More::default(),
    }
}

/// What was changed, if none of it is in sight, and whether it is above.
fn changed(
    marks: &Marks,
    stream: &StreamScene,
    lines: &Lines,
    from: usize,
    fits: usize,
) -> Option<(String, bool)> {
    let reach = marks.reach(&stream.key)?;
    let (first, last) = (stream.entries.first()?, stream.entries.last()?);
    let above = match lines.marked {
        Some((_, row)) if row < from => true,
        Some((row, _)) if row >= from + fits => false,
        None if stream.more_before && reach.last.id < first.id => true,
        None if stream.more_after && reach.first.id > last.id => false,
        _ => return None,
    };
    let place = if above { reach.last } else { reach.first };
    let id = place.id;
    let what = match marks.entry(&stream.key, id) {
        _ if place.behind => format!("bookmark at {id}"),
        Some(Mark::Added) => format!("{id} added"),
        Some(Mark::Removed) => format!("{id} deleted"),
        Some(_) => format!("{id} changed"),
        None => format!("trimmed up to {id}"),
    };
    Some((what, above))
}

/// What is looked for, and what came of it.
fn finding(find: &Find, signs: &Signs) -> Ink {
    let ink = Ink::of(Role::KeyName, " / ").then(Role::Text, shown_part(find.part.as_bytes(), 40));
    let said = match (find.part.is_empty(), find.said.as_str()) {
        (true, _) => "an ID, or a text in a field or value",
        (_, "") => "Enter: the next, Tab: stay here",
        (_, said) => said,
    };
    ink.then(Role::Chosen, " ")
        .then(Role::Advice, format!(" {} {said} ", signs.between))
}

fn other_title(other: &OtherScene, signs: &Signs) -> Ink {
    let name = named(other.name.bytes(), 24, signs.cut);
    let what = crate::tui::other::kind(other);
    let mut ink = Ink::of(Role::Title, format!(" {name}"));
    ink.push(Role::Quiet, format!(" {} {what}", signs.between));
    if let Some(left) = other.expires {
        ink.push(
            Role::Quiet,
            format!(" {} gone in {}", signs.between, crate::app::wording::left(left)),
        );
    }
    ink.then(Role::Quiet, " ")
}

/// What the names of panes that take turns need, with small counts and the marks of change.
const NAMES: usize = 36;

fn title(stream: &StreamScene, state: &State, areas: &Areas, width: usize, signs: &Signs) -> Ink {
    let between = signs.between;
    let entries = if stream.length == 1 { "entry" } else { "entries" };
    let mut ink = Ink::of(Role::Title, format!(" {}", named(&stream.key, 24, signs.cut)));
    ink.push(
        Role::Quiet,
        format!(" {between} {} {entries}", grouped(stream.length)),
    );
    if state.camera.nodes {
        let word = if stream.nodes == 1 { "node" } else { "nodes" };
        ink.push(
            Role::Quiet,
            format!(" {between} {} {word}", grouped(stream.nodes as u64)),
        );
    }
    let last = format!(" {between} last {} ", stream.last_id);
    // The names of the panes that take turns here, with their counts, are worth more.
    let shares = areas.turns.contains(&Focus::Stream);
    if shares && ink.width() + last.width() + NAMES > width {
        return ink.then(Role::Quiet, " ");
    }
    ink.then(Role::Quiet, last)
}

/// The chosen group in one line, for where its pane has no room.
fn in_short(stream: &StreamScene, signs: &Signs) -> Ink {
    let Some(group) = stream.group() else {
        return Ink::of(Role::Quiet, " no group yet ");
    };
    let lag = group.lag.map_or(signs.unknown.to_owned(), |lag| lag.to_string());
    Ink::of(Role::Group, format!(" {}", named(&group.name, 20, signs.cut))).then(
        Role::Quiet,
        format!(
            " at {} {b} lag {lag} {b} pending {} ",
            group.last_delivered,
            group.pending,
            b = signs.between
        ),
    )
}

fn legend(stream: &StreamScene, signs: &Signs) -> Ink {
    if stream.groups.total == 0 {
        return Ink::of(Role::Quiet, " no group reads this stream yet ");
    }
    fates(signs)
}

/// What may become of an entry in a group, with the signs.
pub(in crate::tui) fn fates(signs: &Signs) -> Ink {
    Ink::of(Role::Done, format!(" {}", signs.done))
        .then(Role::Quiet, " acknowledged   ")
        .then(Role::Pending, signs.pending)
        .then(Role::Quiet, " pending   ")
        .then(Role::Waiting, signs.undelivered)
        .then(Role::Quiet, " not delivered ")
}

fn other_keys(scene: &Scene) -> Ink {
    let shown = crate::app::shown(scene);
    let others: Vec<String> = scene
        .keys
        .iter()
        .filter(|row| Some(&row.name) != shown.as_ref())
        .take(3)
        .map(key_in_short)
        .collect();
    if others.is_empty() {
        return Ink::default();
    }
    let own = usize::from(matches!(shown, Some(Name::Key(_))));
    let more = scene.keys_total.saturating_sub(own + others.len());
    let more = if more > 0 {
        format!(", {more} more")
    } else {
        String::new()
    };
    Ink::of(Role::Quiet, format!(" also {}{more} ", others.join(", ")))
}

/// How many other keys there are, and how one gets at them from where the keyboard is.
fn counted_keys(scene: &Scene, focused: bool) -> Ink {
    let own = usize::from(matches!(crate::app::shown(scene), Some(Name::Key(_))));
    let others = scene.keys_total.saturating_sub(own);
    if others == 0 {
        return Ink::default();
    }
    let word = if others == 1 { "key" } else { "keys" };
    Ink::of(Role::KeyName, if focused { " k" } else { " F4 k" })
        .then(Role::Quiet, format!(": {} more {word} ", grouped(others as u64)))
}

fn key_in_short(row: &KeyRow) -> String {
    format!(
        "{} ({} {})",
        shown_part(row.name.bytes(), 16).trim_end(),
        row.kind,
        row.size
    )
}

/// What to type first; in a lesson, the lesson says it.
pub(super) fn no_stream(scene: &Scene, in_lesson: bool) -> Vec<Ink> {
    let mut rows = vec![Ink::default(), Ink::of(Role::Quiet, "  No stream here.")];
    if !scene.keys.is_empty() {
        let keys: Vec<String> = scene.keys.iter().take(5).map(key_in_short).collect();
        rows.push(Ink::of(Role::Quiet, format!("  Other keys: {}", keys.join(", "))));
    }
    if !in_lesson {
        rows.push(Ink::default());
        rows.push(Ink::of(Role::Command, "  XADD").then(Role::Text, " fruits * name banana color yellow"));
    }
    rows
}
