//! The stream pane: entries as rows, what became of each in the chosen group, and the groups' bookmarks between
//! them.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel};
use super::columns::Columns;
use super::fate::{self, Words};
use super::ink::{Ink, shown_part};
use super::theme::{Role, Signs};
use crate::app::{Focus, Mark, Marks, State};
use crate::lab::{EntryRow, Fate, KeyRow, Scene, StreamScene, Top};
use crate::store::EntryId;

/// What stands in the place of the fields of an entry that is gone.
const GHOST: &str = "deleted, still pending";

pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    area: Rect,
    boxed: bool,
    summary: bool,
    state: &State,
    scene: &Scene,
) {
    let mut panel = panel(canvas, state, scene, summary);
    if !boxed && !panel.foot.is_empty() {
        // A rule has no lower edge; what stands there is worth more than whether there is more above.
        panel.right = std::mem::take(&mut panel.foot);
    }
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    let width = usize::from(inner.width);
    match &scene.stream {
        None if state.is_untouched() => super::welcome::draw(canvas, inner),
        None => canvas.rows(inner, &no_stream(scene)),
        Some(stream) => {
            let rows = rows(stream, state, width, &canvas.theme.signs);
            let (head, body) = rows.split_at(rows.len().min(1));
            canvas.rows(inner, head);
            let below = super::canvas::below(inner, 1);
            let fits = usize::from(below.height);
            // What does not fit is left out on the side the window does not stand on.
            let from = match state.camera.top {
                Top::Newest => body.len().saturating_sub(fits),
                Top::From(_) => 0,
            };
            canvas.rows(below, &body[from..]);
        }
    }
}

fn panel(canvas: &Canvas<'_>, state: &State, scene: &Scene, summary: bool) -> Panel {
    let signs = &canvas.theme.signs;
    let mut panel = Panel {
        focused: state.camera.focus == Focus::Stream,
        ..Panel::default()
    };
    let Some(stream) = &scene.stream else {
        panel.title = Ink::of(
            Role::Title,
            if state.is_untouched() {
                " welcome "
            } else {
                " stream "
            },
        );
        return panel;
    };
    panel.title = title(stream, signs);
    if stream.more_before {
        panel.right = Ink::of(Role::Quiet, format!(" {} more ", signs.up));
    }
    panel.foot = if summary {
        in_short(stream, signs)
    } else {
        legend(stream, signs)
    };
    panel.foot_right = if stream.more_after {
        Ink::of(Role::Quiet, format!(" {} more ", signs.below))
    } else {
        other_keys(scene, stream)
    };
    panel
}

fn title(stream: &StreamScene, signs: &Signs) -> Ink {
    let between = signs.between;
    let entries = if stream.length == 1 { "entry" } else { "entries" };
    Ink::of(
        Role::Title,
        format!(" {}", shown_part(&stream.key, 24).trim_end()),
    )
    .then(
        Role::Quiet,
        format!(" {between} {} {entries}", grouped(stream.length)),
    )
    .then(Role::Quiet, format!(" {between} last {} ", stream.last_id))
}

/// The chosen group in one line, for where its pane has no room.
fn in_short(stream: &StreamScene, signs: &Signs) -> Ink {
    let Some(group) = stream.group.and_then(|at| stream.groups.get(at)) else {
        return Ink::of(Role::Quiet, " no group yet ");
    };
    let lag = group.lag.map_or("?".to_owned(), |lag| lag.to_string());
    Ink::of(
        Role::Group,
        format!(" {}", shown_part(&group.name, 20).trim_end()),
    )
    .then(
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
    if stream.group.is_none() {
        return Ink::of(Role::Quiet, " no group reads this stream yet ");
    }
    Ink::of(Role::Done, format!(" {}", signs.done))
        .then(Role::Quiet, " acknowledged   ")
        .then(Role::Pending, signs.pending)
        .then(Role::Quiet, " pending   ")
        .then(Role::Waiting, signs.undelivered)
        .then(Role::Quiet, " not delivered ")
}

fn other_keys(scene: &Scene, stream: &StreamScene) -> Ink {
    let others: Vec<String> = scene
        .keys
        .iter()
        .filter(|row| row.key != stream.key)
        .take(3)
        .map(key_in_short)
        .collect();
    if others.is_empty() {
        return Ink::default();
    }
    let more = scene.keys_total - 1 - others.len();
    let more = if more > 0 {
        format!(", {more} more")
    } else {
        String::new()
    };
    Ink::of(Role::Quiet, format!(" also {}{more} ", others.join(", ")))
}

fn key_in_short(row: &KeyRow) -> String {
    format!(
        "{} ({} {})",
        shown_part(&row.key, 16).trim_end(),
        row.kind,
        row.size
    )
}

fn no_stream(scene: &Scene) -> Vec<Ink> {
    let mut rows = vec![Ink::default(), Ink::of(Role::Quiet, "  No stream here.")];
    if !scene.keys.is_empty() {
        let keys: Vec<String> = scene.keys.iter().take(5).map(key_in_short).collect();
        rows.push(Ink::of(Role::Quiet, format!("  Other keys: {}", keys.join(", "))));
    }
    rows.push(Ink::default());
    rows.push(Ink::of(Role::Command, "  XADD").then(Role::Text, " fruits * name banana color yellow"));
    rows
}

/// The headings, then entries and bookmarks in their order.
fn rows(stream: &StreamScene, state: &State, width: usize, signs: &Signs) -> Vec<Ink> {
    let gone = state.marks.gone(&stream.key);
    let mut entries: Vec<(&EntryRow, bool)> = stream.entries.iter().map(|row| (row, false)).collect();
    let shown = |id: EntryId| stream.entries.iter().any(|row| row.id == id);
    entries.extend(gone.iter().filter(|row| !shown(row.id)).map(|row| (row, true)));
    entries.sort_by_key(|(row, _)| row.id);
    let table = Table::new(stream, &entries, width, signs);
    let mut rows = vec![table.head(stream)];
    if entries.is_empty() {
        rows.push(Ink::of(Role::Quiet, "    the stream is there, and empty"));
    }
    let mut bookmarks = bookmarks(stream).into_iter().peekable();
    for (entry, removed) in entries {
        while let Some((at, ink)) = bookmarks.next_if(|(at, _)| *at < entry.id) {
            let above_window = stream.more_before && rows.len() == 1;
            if !above_window {
                rows.push(bookmark_line(at, &ink, state, stream, width, signs));
            }
        }
        rows.push(table.row(entry, mark(&state.marks, stream, entry, removed), removed));
    }
    if !stream.more_after {
        rows.extend(bookmarks.map(|(at, ink)| bookmark_line(at, &ink, state, stream, width, signs)));
    }
    rows
}

fn mark(marks: &Marks, stream: &StreamScene, entry: &EntryRow, removed: bool) -> Option<Mark> {
    if removed || entry.fields.is_none() && marks.entry(&stream.key, entry.id) == Some(Mark::Removed) {
        return Some(Mark::Removed);
    }
    marks.entry(&stream.key, entry.id)
}

/// Where the groups' bookmarks stand, with the names of those that stand there; the chosen group among them in
/// strong letters. Many groups would bury the entries, so then only the chosen one's is shown.
fn bookmarks(stream: &StreamScene) -> Vec<(EntryId, Vec<(bool, usize)>)> {
    let few = stream.groups_total <= 4;
    let mut places: Vec<(EntryId, Vec<(bool, usize)>)> = Vec::new();
    for (at, group) in stream.groups.iter().enumerate() {
        let chosen = stream.group == Some(at);
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
    let moved = groups.iter().any(|(_, at)| {
        let name = &stream.groups[*at].name;
        state.marks.group(&stream.key, name).is_some()
    });
    let mut ink = super::marked::sign(moved.then_some(Mark::Changed), signs);
    let chosen = groups.iter().any(|(chosen, _)| *chosen);
    let line = if chosen { Role::Bookmark } else { Role::Quiet };
    ink.push(line, format!("{}{} ", signs.tee, signs.across.repeat(2)));
    for (index, (chosen, place)) in groups.iter().enumerate() {
        if index > 0 {
            ink.push(Role::Quiet, format!(" {} ", signs.between));
        }
        let role = if *chosen { Role::Bookmark } else { Role::Quiet };
        ink.push(
            role,
            shown_part(&stream.groups[*place].name, 24).trim_end().to_owned(),
        );
    }
    let tail = format!(" last-delivered {at} {}", signs.across);
    let rest = width.saturating_sub(ink.width() + 1);
    if !chosen || rest < tail.len() + 4 {
        return ink.then(line, format!(" {}", signs.across.repeat(rest.saturating_sub(1))));
    }
    let rule = signs.across.repeat(rest - tail.width() - 1);
    ink.then(line, format!(" {rule}")).then(Role::Quiet, tail)
}

/// How the columns of this window are laid out.
struct Table<'a> {
    id: usize,
    columns: Columns,
    /// How wide the fields are, or what stands in their place.
    fields: usize,
    words: Words,
    gap: usize,
    signs: &'a Signs,
}

impl<'a> Table<'a> {
    fn new(stream: &StreamScene, entries: &[(&EntryRow, bool)], width: usize, signs: &'a Signs) -> Table<'a> {
        let gap = if width < 60 { 2 } else { 3 };
        let rows = entries.iter().map(|(row, _)| *row);
        let id = rows
            .clone()
            .map(|row| row.id.to_string().len())
            .max()
            .unwrap_or(0)
            .max(2);
        let left = width.saturating_sub(super::marked::WIDTH + id + gap);
        let words = fitting_words(stream, left, signs);
        let fates = rows.clone().map(|row| fate::ink(&row.fate, words, signs).width());
        let fates = fates.max().unwrap_or(0);
        let room = left.saturating_sub(if fates > 0 { fates + gap } else { 0 });
        let ghosts = rows.clone().any(|row| row.fields.is_none());
        let columns = Columns::new(rows, room, gap, signs.cut);
        Table {
            id,
            fields: columns
                .width()
                .max(if ghosts { GHOST.width().min(room) } else { 0 }),
            columns,
            words,
            gap,
            signs,
        }
    }

    fn head(&self, stream: &StreamScene) -> Ink {
        let ids = Ink::of(Role::Head, "ID").padded(self.id);
        let mut ink = Ink::of(Role::Text, " ".repeat(super::marked::WIDTH));
        ink.append(ids);
        ink.push(Role::Text, " ".repeat(self.gap));
        ink.append(self.columns.head().padded(self.fields));
        if let Some(group) = stream.group.and_then(|at| stream.groups.get(at)) {
            ink.push(Role::Text, " ".repeat(self.gap));
            ink.push(Role::Group, shown_part(&group.name, 24).trim_end().to_owned());
        }
        ink
    }

    fn row(&self, entry: &EntryRow, mark: Option<Mark>, removed: bool) -> Ink {
        let mut ink = super::marked::sign(mark, self.signs);
        let role = match (removed, &entry.fields) {
            (true, _) => Role::Removed,
            (_, None) => Role::Ghost,
            _ => Role::Text,
        };
        let id = if role == Role::Text { Role::Id } else { role };
        ink.append(Ink::of(id, entry.id.to_string()).padded(self.id));
        ink.push(Role::Text, " ".repeat(self.gap));
        let fields = if entry.fields.is_none() {
            Ink::of(role, super::ink::clip(GHOST, self.fields, self.signs.cut))
        } else {
            self.columns.row(entry, role)
        };
        ink.append(fields.padded(self.fields));
        if removed {
            return ink.then(Role::Quiet, format!("{}gone", " ".repeat(self.gap)));
        }
        let fate = fate::ink(&entry.fate, self.words, self.signs);
        if !fate.is_empty() {
            ink.push(Role::Text, " ".repeat(self.gap));
            ink.append(fate);
        }
        ink
    }
}

/// As many words about fates as leave half of the room to the fields.
fn fitting_words(stream: &StreamScene, room: usize, signs: &Signs) -> Words {
    let widest = |words: Words| {
        let fates = stream.entries.iter().map(|row| &row.fate);
        fates
            .filter(|fate| **fate != Fate::NoGroup)
            .map(|fate| fate::ink(fate, words, signs).width())
            .max()
            .unwrap_or(0)
    };
    [Words::All, Words::Name]
        .into_iter()
        .find(|words| widest(*words) * 5 <= room * 2)
        .unwrap_or(Words::Sign)
}

/// A count with its thousands apart.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
