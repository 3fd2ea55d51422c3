//! The pending pane: what the chosen group has handed out and not got back.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel, below};
use super::fate::RELEASED;
use super::ink::{Ink, blanks, grouped, named, shown_part};
use super::marked;
use super::more::More;
use super::spot::Spot;
use super::stream::Lines;
use super::theme::{Role, Signs};
use crate::app::{Focus, Mark, State, Target, wording};
use crate::lab::{GroupRow, PendingRow, Scene, StreamScene};
use crate::store::EntryId;

/// How many cells the idle bar has, and how many ms each stands for: the bar is full after a minute.
const BAR: (usize, i64) = (6, 10_000);

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, scene: &Scene) {
    let signs = canvas.theme.signs;
    let stream = scene.stream.as_ref();
    let mut panel = panel(stream, state, &signs);
    let columns = usize::from(area.width.saturating_sub(if boxed { 2 } else { 0 }));
    let heads = if boxed { 3 } else { 2 };
    let fits = usize::from(area.height.saturating_sub(heads));
    let group = stream.and_then(|stream| Some((stream, stream.group()?)));
    let lines = group.map(|(stream, group)| rows(stream, group, state, columns, &signs));
    // Settled rows make the list longer than its window.
    let from = lines.as_ref().map_or(0, |lines| lines.first(fits, false));
    let mut more = group
        .zip(lines.as_ref())
        .map_or_else(More::default, |((stream, _), lines)| More {
            above: stream.pending.more_before || from > 0,
            below: stream.pending.more_after || from + fits < lines.body.len(),
            changed: None,
        });
    if boxed {
        more = more.on_edges(&mut panel, columns, &signs);
    }
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    let Some(lines) = lines else {
        let rows = [
            "   handed out, not yet acknowledged",
            "",
            "   who holds what, for how long, and",
            "   how often it was given",
        ];
        let shown = if state.study.is_none() { rows.len() } else { 1 };
        if shown == 1 && inner.width < 35 {
            let about = Ink::of(Role::Quiet, "   given, not acknowledged");
            return canvas.rows(inner, &[about]);
        }
        let rows: Vec<Ink> = rows[..shown]
            .iter()
            .map(|row| Ink::of(Role::Quiet, *row))
            .collect();
        return canvas.rows(inner, &rows);
    };
    canvas.row(inner, &more.behind(lines.head, columns, &signs));
    canvas.rows(below(inner, 1), &lines.body[from..]);
}

fn panel(stream: Option<&StreamScene>, state: &State, signs: &Signs) -> Panel {
    let mut panel = Panel {
        title: Ink::of(Role::Title, " pending "),
        focused: state.camera.focus == Focus::Pending,
        ..Panel::default()
    };
    let Some((stream, group)) = stream.and_then(|stream| Some((stream, stream.group()?))) else {
        return panel;
    };
    let pending = &stream.pending;
    panel.title.push(Role::Quiet, format!("{} ", signs.between));
    panel.title.push(Role::Group, named(&group.name, 20, signs.cut));
    if let Some(only) = &pending.only {
        panel.title.push(Role::Quiet, format!(" {} only ", signs.between));
        panel.title.push(Role::Consumer, named(only, 16, signs.cut));
    }
    if pending.total > 0 {
        let total = grouped(pending.total as u64);
        panel
            .title
            .push(Role::Quiet, format!(" {} {total}", signs.between));
    }
    panel.title.push(Role::Title, " ");
    panel
}

fn rows(stream: &StreamScene, group: &GroupRow, state: &State, width: usize, signs: &Signs) -> Lines {
    let pending = &stream.pending;
    let focused = state.camera.focus == Focus::Pending;
    let under = pending
        .cursor
        .filter(|_| focused)
        .and_then(|at| pending.rows.get(at));
    let mut entries: Vec<(&PendingRow, Option<Mark>)> = pending
        .rows
        .iter()
        .map(|row| (row, state.marks.pending(&stream.key, &group.name, row.id)))
        .collect();
    let settled = state.marks.settled(&stream.key, &group.name);
    let settled = settled
        .iter()
        .filter(|row| pending.rows.iter().all(|it| it.id != row.id));
    entries.extend(settled.map(|row| (row, Some(Mark::Removed))));
    entries.sort_by_key(|(row, _)| row.id);
    if entries.is_empty() {
        return Lines {
            head: Ink::of(
                Role::Quiet,
                if group.last_delivered == EntryId::MIN || group.gave_nothing {
                    "   nothing was handed out yet"
                } else {
                    "   nothing left to acknowledge"
                },
            ),
            ..Lines::default()
        };
    }
    let table = Table::new(&entries, width);
    let mut lines = Lines {
        head: table.head(signs),
        ..Lines::default()
    };
    let given = state.camera.given(&stream.key, &group.name);
    // What a consumer had goes with it, unacknowledged.
    let lost = |row: &PendingRow| {
        let owner = row.consumer.as_ref();
        let mark = owner.and_then(|owner| state.marks.consumer(&stream.key, &group.name, owner));
        mark == Some(Mark::Removed)
    };
    for (row, mark) in entries {
        let cursor = mark != Some(Mark::Removed) && under.is_some_and(|under| under.id == row.id);
        if cursor {
            lines.cursor = Some(lines.body.len());
        }
        if given.is_some_and(|ids| ids.contains(&row.id)) {
            let at = lines.body.len();
            lines.change = Some((lines.change.map_or(at, |(first, _)| first), at));
        }
        let mut ink = table.row(row, (cursor, lost(row)), mark, signs);
        if mark != Some(Mark::Removed) {
            ink = ink.across(Spot::Row(Target::Pending(row.id)));
        }
        lines.body.push(ink);
    }
    lines
}

/// Who has it, in as many words as fit a row.
fn holder(row: &PendingRow) -> String {
    row.consumer.as_ref().map_or_else(
        || RELEASED.to_owned(),
        |name| shown_part(name, 16).trim_end().to_owned(),
    )
}

/// Since when, in words.
fn idle(row: &PendingRow) -> String {
    row.idle.map_or_else(|| "-".to_owned(), wording::span)
}

/// The end of a text that is too long for `width` columns, behind a sign.
fn ending(text: &str, width: usize, cut: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(cut.width());
    let mut end = text;
    while end.width() > room {
        let mut letters = end.chars();
        letters.next();
        end = letters.as_str();
    }
    format!("{cut}{end}")
}

struct Table {
    id: usize,
    consumer: usize,
    /// What lies between two columns.
    gap: usize,
    /// Whether there is room for the word "deliveries" and an idle bar.
    roomy: bool,
    /// Whether even IDs and names had to be cut, so that deliveries and idle keep their room.
    tight: bool,
}

/// To so many columns IDs and names are cut, the IDs first; their ends tell them apart.
const LEAST: (usize, usize) = (7, 6);

impl Table {
    fn new(entries: &[(&PendingRow, Option<Mark>)], width: usize) -> Table {
        let widest = |of: &dyn Fn(&PendingRow) -> usize| entries.iter().map(|(row, _)| of(row)).max();
        let id = widest(&|row| row.id.to_string().len()).unwrap_or(0).max(2);
        let consumer = widest(&|row| holder(row).width()).unwrap_or(0).clamp(8, 16);
        let narrow = marked::WIDTH + id + 2 + consumer + 2 + 4 + "settled".len();
        let mut table = Table {
            id,
            consumer,
            gap: if narrow <= width { 2 } else { 1 },
            roomy: marked::WIDTH + id + 2 + consumer + 2 + 12 + 8 + BAR.0 <= width,
            tight: false,
        };
        let idle = widest(&|row| idle(row).width()).unwrap_or(0).max("idle".len());
        table.tighten(width, idle);
        table
    }

    /// Narrows columns until the last one, `idle` columns wide, is whole.
    fn tighten(&mut self, width: usize, idle: usize) {
        let wanted = marked::WIDTH + self.id + self.consumer + 2 * self.gap + self.deliveries() + idle;
        let mut over = wanted.saturating_sub(width);
        self.tight = over > 0;
        for (column, least) in [(&mut self.id, LEAST.0), (&mut self.consumer, LEAST.1)] {
            let less = over.min(column.saturating_sub(least));
            *column -= less;
            over -= less;
        }
    }

    fn deliveries(&self) -> usize {
        if self.roomy { 12 } else { 2 + self.gap }
    }

    fn head(&self, signs: &Signs) -> Ink {
        let mut ink = Ink::of(Role::Text, blanks(marked::WIDTH));
        ink.append(Ink::of(Role::Head, "ID").padded(self.id + self.gap));
        ink.append(Ink::of(Role::Head, "consumer").padded(self.consumer + self.gap));
        let word = if self.roomy { "deliveries" } else { signs.times };
        ink.append(Ink::of(Role::Head, word).padded(self.deliveries()));
        ink.then(Role::Head, "idle")
    }

    fn row(&self, row: &PendingRow, (cursor, lost): (bool, bool), mark: Option<Mark>, signs: &Signs) -> Ink {
        let removed = mark == Some(Mark::Removed);
        let role = |role: Role| if removed { Role::Removed } else { role };
        let mut ink = marked::sign(cursor, mark, signs);
        let id = if cursor { Role::Chosen } else { role(Role::Id) };
        let own = ending(&row.id.to_string(), self.id, signs.cut);
        ink.append(Ink::of(id, own).padded(self.id + self.gap));
        let name = match &row.consumer {
            Some(name) if self.tight => Ink::of(
                role(Role::Consumer),
                ending(&named(name, 64, signs.cut), self.consumer, signs.cut),
            ),
            Some(name) => Ink::of(role(Role::Consumer), named(name, self.consumer, signs.cut)),
            None => Ink::of(Role::Quiet, RELEASED),
        };
        ink.append(name.padded(self.consumer + self.gap));
        if removed {
            return ink.then(Role::Quiet, if lost { "lost" } else { "settled" });
        }
        ink.append(Ink::of(Role::Text, row.deliveries.to_string()).padded(self.deliveries()));
        if row.gone && self.tight {
            return ink.then(Role::Ghost, "deleted");
        }
        let span = idle(row);
        let followed = match (self.roomy, row.gone) {
            (true, _) => 8,
            (false, true) => 6,
            (false, false) => 0,
        };
        ink.append(Ink::of(Role::Text, span).padded(followed));
        if row.gone {
            return ink.then(Role::Ghost, "deleted");
        }
        if self.roomy {
            // A released entry waits for nobody's time: whoever claims may have it.
            let idle = row
                .idle
                .map_or(BAR.0, |idle| usize::try_from(idle / BAR.1).unwrap_or(0));
            let full = idle.min(BAR.0);
            ink.push(Role::Pending, signs.full.repeat(full));
            ink.push(Role::Quiet, signs.empty.repeat(BAR.0 - full));
        }
        ink
    }
}
