//! Entries, bookmarks, gaps and nodes in their order, one line each.

use unicode_width::UnicodeWidthStr;

use super::table::Table;
use crate::app::{Focus, Mark, Marks, Place, Reach, State, Target};
use crate::lab::{EntryRow, Gap, NodeRow, StreamScene};
use crate::store::EntryId;
use crate::tui::ink::{Ink, grouped, named};
use crate::tui::marked;
use crate::tui::spot::Spot;
use crate::tui::theme::{Role, Signs};

/// What a pane of rows shows.
#[derive(Default)]
pub(in crate::tui) struct Lines {
    /// The headings.
    pub head: Ink,
    /// The rows.
    pub body: Vec<Ink>,
    /// Which row is under the cursor.
    pub cursor: Option<usize>,
    /// How many rows before that one belong to it, and are shown with it if there is room.
    pub lead: usize,
    /// The first and the last row of what was changed when the pane came here.
    pub change: Option<(usize, usize)>,
    /// The first and the last row that is marked.
    pub marked: Option<(usize, usize)>,
}

impl Lines {
    /// The first row to draw where so many fit: the last ones do if the end is looked at; of what was changed as many
    /// as can be, with what stands around it; and always the one under the cursor.
    pub(in crate::tui) fn first(&self, fits: usize, at_end: bool) -> usize {
        let end = self.body.len().saturating_sub(fits);
        let mut from = if at_end { end } else { 0 };
        if let Some((first, last)) = self.change {
            let spare = fits.saturating_sub(last + 1 - first);
            let (before, after) = (usize::from(spare > 1), spare.min(1));
            from = from
                .min(first.saturating_sub(before))
                .max((last + 1 + after).saturating_sub(fits))
                .min(end);
        }
        let Some(at) = self.cursor else { return from };
        let least = (at + 1).saturating_sub(fits);
        from.clamp(least, at.saturating_sub(self.lead).max(least))
    }

    /// Notes that the next row stands at this place.
    fn place(&mut self, place: Place, [change, marked]: [Option<Reach>; 2]) {
        let at = self.body.len();
        for (reach, rows) in [(change, &mut self.change), (marked, &mut self.marked)] {
            if reach.is_some_and(|reach| reach.contains(place)) {
                *rows = Some((rows.map_or(at, |(first, _)| first), at));
            }
        }
    }
}

/// The lines of a stream.
pub(super) fn of(stream: &StreamScene, state: &State, width: usize, signs: &Signs) -> Lines {
    let gone = state.marks.gone(&stream.key);
    let mut entries: Vec<(&EntryRow, bool)> = stream.entries.iter().map(|row| (row, false)).collect();
    let shown = |id: EntryId| stream.entries.iter().any(|row| row.id == id);
    entries.extend(gone.iter().filter(|row| !shown(row.id)).map(|row| (row, true)));
    entries.sort_by_key(|(row, _)| row.id);
    let focused = state.camera.focus == Focus::Stream;
    let under = stream
        .cursor
        .filter(|_| focused)
        .and_then(|at| stream.entries.get(at));
    let table = Table::new(stream, &entries, width, state.camera.shift, signs);
    let mut lines = Lines {
        head: table.head(stream, state.marks.switched(&stream.key), width),
        ..Lines::default()
    };
    let change = state.camera.change(&stream.key);
    let reaches = [change, state.marks.reach(&stream.key)];
    if let Some(line) = departed(stream, state, signs) {
        if let Some(reach) = change.filter(|_| state.marks.trimmed(&stream.key)) {
            lines.place(reach.first, reaches);
        }
        lines.body.push(line);
    }
    if entries.is_empty() && stream.entries_added == 0 {
        lines
            .body
            .push(Ink::of(Role::Quiet, "    the stream is there, and empty"));
    }
    let mut bookmarks = bookmarks(stream).into_iter().peekable();
    let (mut first, mut block) = (true, 0);
    for (entry, removed) in entries {
        while let Some((at, ink)) = bookmarks.next_if(|(at, _)| *at < entry.id) {
            let above_window = stream.more_before && first;
            if !above_window {
                lines.place(Place { id: at, behind: true }, reaches);
                lines
                    .body
                    .push(bookmark_line(at, &ink, state, stream, width, signs));
            }
        }
        first = false;
        lines
            .body
            .extend(entry.gap.and_then(|gap| gap_line(gap, gone, signs)));
        lines
            .body
            .extend(entry.node.map(|node| node_line(node, width, signs)));
        let cursor = !removed && under.is_some_and(|under| under.id == entry.id);
        if cursor {
            lines.cursor = Some(lines.body.len());
            lines.lead = lines.body.len() - block;
        }
        let mark = mark(&state.marks, stream, entry, removed);
        lines.place(
            Place {
                id: entry.id,
                behind: false,
            },
            reaches,
        );
        let row = table.row(entry, cursor, mark, removed);
        let target = Spot::Row(Target::Entry(entry.id));
        lines.body.push(if removed { row } else { row.across(target) });
        block = lines.body.len();
    }
    if !stream.more_after {
        lines
            .body
            .extend(stream.after.and_then(|gap| gap_line(gap, gone, signs)));
        for (at, ink) in bookmarks {
            lines.place(Place { id: at, behind: true }, reaches);
            lines
                .body
                .push(bookmark_line(at, &ink, state, stream, width, signs));
        }
    }
    lines
}

fn mark(marks: &Marks, stream: &StreamScene, entry: &EntryRow, removed: bool) -> Option<Mark> {
    if removed || entry.fields.is_none() && marks.entry(&stream.key, entry.id) == Some(Mark::Removed) {
        return Some(Mark::Removed);
    }
    marks.entry(&stream.key, entry.id)
}

/// What was there before the first row, where the beginning is in sight. A stream counts what was ever added and what
/// is left, and remembers the largest ID that was deleted: nothing more is known.
fn departed(stream: &StreamScene, state: &State, signs: &Signs) -> Option<Ink> {
    let gaps = stream
        .entries
        .iter()
        .filter_map(|row| row.gap)
        .chain(stream.after);
    let ghosts = stream.entries.iter().filter(|row| row.fields.is_none()).count();
    let seen_going = state.marks.gone(&stream.key).iter();
    let seen_going = seen_going.filter(|row| stream.entries.iter().all(|it| it.id != row.id));
    let in_sight = gaps.map(|gap| gap.count).sum::<u64>() + (ghosts + seen_going.count()) as u64;
    let count = stream.departed().saturating_sub(in_sight);
    let only_trimmed = stream.max_deleted == EntryId::MIN;
    if stream.more_before || count == 0 {
        return None;
    }
    let number = grouped(count);
    let text = if stream.length == 0 {
        let entries = if count == 1 { "entry" } else { "entries" };
        format!("the stream is empty; the {number} {entries} it had are gone")
    } else if only_trimmed {
        format!("{number} trimmed before {}", stream.first_id)
    } else if stream.max_deleted < stream.first_id {
        format!("{number} trimmed or deleted before {}", stream.first_id)
    } else {
        let more = if in_sight > 0 { " more" } else { "" };
        format!(
            "{number}{more} gone: trimmed, or deleted up to {}",
            stream.max_deleted
        )
    };
    let mark = state.marks.trimmed(&stream.key).then_some(Mark::Removed);
    let sign = marked::sign(false, mark, signs);
    Some(sign.then(Role::Ghost, format!("{} {text}", signs.dash.repeat(2))))
}

/// Deleted entries between two rows, unless they are seen going.
fn gap_line(gap: Gap, gone: &[EntryRow], signs: &Signs) -> Option<Ink> {
    let inside = gone.iter().filter(|row| (gap.first..=gap.last).contains(&row.id));
    if inside.count() as u64 >= gap.count {
        return None;
    }
    let text = match gap.count {
        1 => format!("{} deleted", gap.first),
        2 => format!("{} and {} deleted", gap.first, gap.last),
        count => format!("{} deleted, {} to {}", grouped(count), gap.first, gap.last),
    };
    Some(Ink::of(
        Role::Ghost,
        format!("   {} {text}", signs.dash.repeat(2)),
    ))
}

fn node_line(node: NodeRow, width: usize, signs: &Signs) -> Ink {
    let entries = if node.entries == 1 { "entry" } else { "entries" };
    let deleted = match node.deleted {
        0 => String::new(),
        count => format!(", {} deleted", grouped(count)),
    };
    let text = format!(
        " a node: {} {entries}{deleted}, {} bytes ",
        grouped(node.entries),
        grouped(node.bytes)
    );
    let lead = format!("   {}", signs.dash.repeat(2));
    let rest = width.saturating_sub(lead.width() + text.width() + 1);
    Ink::of(Role::Frame, lead)
        .then(Role::Quiet, text)
        .then(Role::Frame, signs.dash.repeat(rest))
}

/// Where the groups' bookmarks stand, with the names of those that stand there; the chosen group among them in
/// strong letters. Many groups would bury the entries, so then only the chosen one's is shown.
fn bookmarks(stream: &StreamScene) -> Vec<(EntryId, Vec<(bool, usize)>)> {
    let few = stream.groups.total <= 4;
    let mut places: Vec<(EntryId, Vec<(bool, usize)>)> = Vec::new();
    for (at, group) in stream.groups.rows.iter().enumerate() {
        let chosen = stream.groups.chosen == Some(at);
        if !few && !chosen {
            continue;
        }
        match places.iter_mut().find(|(id, _)| *id == group.last_delivered) {
            Some((_, names)) => names.push((chosen, at)),
            None => places.push((group.last_delivered, vec![(chosen, at)])),
        }
    }
    places.sort_by_key(|(id, _)| *id);
    places
}

fn bookmark_line(
    at: EntryId,
    groups: &[(bool, usize)],
    state: &State,
    stream: &StreamScene,
    width: usize,
    signs: &Signs,
) -> Ink {
    let marks = groups.iter().filter_map(|(_, at)| {
        let name = &stream.groups.rows[*at].name;
        // What is pending is the group's; the line here only stands where it stands.
        let mark = state.marks.group(&stream.key, name);
        mark.filter(|mark| *mark != Mark::Changed)
    });
    let mut ink = marked::sign(false, marks.max(), signs);
    let chosen = groups.iter().any(|(chosen, _)| *chosen);
    let line = if chosen { Role::Bookmark } else { Role::Quiet };
    ink.push(line, format!("{}{} ", signs.tee, signs.across.repeat(2)));
    for (index, (chosen, place)) in groups.iter().enumerate() {
        if index > 0 {
            ink.push(Role::Quiet, format!(" {} ", signs.between));
        }
        let role = if *chosen { Role::Bookmark } else { Role::Quiet };
        let name = named(&stream.groups.rows[*place].name, 24, signs.cut);
        ink.push(role, name);
    }
    let tail = format!(" last-delivered {at} {}", signs.across);
    let rest = width.saturating_sub(ink.width() + 1);
    if !chosen || rest < tail.len() + 4 {
        return ink.then(line, format!(" {}", signs.across.repeat(rest.saturating_sub(1))));
    }
    let rule = signs.across.repeat(rest - tail.width() - 1);
    ink.then(line, format!(" {rule}")).then(Role::Quiet, tail)
}
