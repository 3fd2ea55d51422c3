//! The pending pane: what the chosen group has handed out and not got back.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel};
use super::fate::RELEASED;
use super::ink::{Ink, clip, shown_part};
use super::marked;
use super::theme::{Role, Signs};
use crate::app::{Focus, Mark, State, wording};
use crate::lab::{GroupRow, PendingRow, Scene, StreamScene};

/// How many cells the idle bar has, and how many ms each stands for: the bar is full after a minute.
const BAR: (usize, i64) = (6, 10_000);

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, scene: &Scene) {
    let signs = canvas.theme.signs;
    let stream = scene.stream.as_ref();
    let group = stream.and_then(|stream| stream.group.and_then(|at| stream.groups.get(at)));
    let mut title = Ink::of(Role::Title, " pending");
    if let Some(group) = group {
        title.push(Role::Quiet, format!(" {} ", signs.between));
        title.push(Role::Group, shown_part(&group.name, 20).trim_end().to_owned());
    }
    let panel = Panel {
        title: title.then(Role::Title, " "),
        focused: state.camera.focus == Focus::Pending,
        ..Panel::default()
    };
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    let height = usize::from(inner.height);
    let rows = match (stream, group) {
        (Some(stream), Some(group)) => rows(stream, group, state, usize::from(inner.width), height, &signs),
        _ => vec![Ink::of(Role::Quiet, "   handed out, not yet acknowledged")],
    };
    canvas.rows(inner, &rows);
}

fn rows(
    stream: &StreamScene,
    group: &GroupRow,
    state: &State,
    width: usize,
    height: usize,
    signs: &Signs,
) -> Vec<Ink> {
    let mut entries: Vec<(&PendingRow, Option<Mark>)> = stream
        .pending
        .iter()
        .map(|row| (row, state.marks.pending(&stream.key, &group.name, row.id)))
        .collect();
    let settled = state.marks.settled(&stream.key, &group.name);
    let settled = settled
        .iter()
        .filter(|row| stream.pending.iter().all(|it| it.id != row.id));
    entries.extend(settled.map(|row| (row, Some(Mark::Removed))));
    entries.sort_by_key(|(row, _)| row.id);
    if entries.is_empty() {
        return vec![Ink::of(Role::Quiet, "   nothing left to acknowledge")];
    }
    let table = Table::new(&entries, width);
    let room = height.saturating_sub(1);
    let more = group.pending.saturating_sub(room.min(stream.pending.len()));
    let fits = if more > 0 { room.saturating_sub(1) } else { room };
    let mut rows = vec![table.head(signs)];
    rows.extend(
        entries
            .iter()
            .take(fits)
            .map(|(row, mark)| table.row(row, *mark, signs)),
    );
    if more > 0 {
        let hidden = group.pending - fits.min(group.pending);
        rows.push(Ink::of(Role::Quiet, format!("   and {hidden} more")));
    }
    rows
}

/// Who has it, in as many words as fit a row.
fn holder(row: &PendingRow) -> String {
    row.consumer.as_ref().map_or_else(
        || RELEASED.to_owned(),
        |name| shown_part(name, 16).trim_end().to_owned(),
    )
}

struct Table {
    id: usize,
    consumer: usize,
    /// Whether there is room for the word "deliveries" and an idle bar.
    roomy: bool,
}

impl Table {
    fn new(entries: &[(&PendingRow, Option<Mark>)], width: usize) -> Table {
        let id = entries
            .iter()
            .map(|(row, _)| row.id.to_string().len())
            .max()
            .unwrap_or(0);
        let names = entries.iter().map(|(row, _)| holder(row).width());
        let consumer = names.max().unwrap_or(0).clamp(8, 16);
        let id = id.max(2);
        Table {
            id,
            consumer,
            roomy: marked::WIDTH + id + 2 + consumer + 2 + 12 + 8 + BAR.0 <= width,
        }
    }

    fn deliveries(&self) -> usize {
        if self.roomy { 12 } else { 4 }
    }

    fn head(&self, signs: &Signs) -> Ink {
        let mut ink = Ink::of(Role::Text, " ".repeat(marked::WIDTH));
        ink.append(Ink::of(Role::Head, "ID").padded(self.id + 2));
        ink.append(Ink::of(Role::Head, "consumer").padded(self.consumer + 2));
        let word = if self.roomy { "deliveries" } else { signs.times };
        ink.append(Ink::of(Role::Head, word).padded(self.deliveries()));
        ink.then(Role::Head, "idle")
    }

    fn row(&self, row: &PendingRow, mark: Option<Mark>, signs: &Signs) -> Ink {
        let removed = mark == Some(Mark::Removed);
        let role = |role: Role| if removed { Role::Removed } else { role };
        let mut ink = marked::sign(mark, signs);
        ink.append(Ink::of(role(Role::Id), row.id.to_string()).padded(self.id + 2));
        let name = clip(&holder(row), self.consumer, signs.cut);
        let named = if row.consumer.is_some() {
            Role::Consumer
        } else {
            Role::Quiet
        };
        ink.append(Ink::of(role(named), name).padded(self.consumer + 2));
        if removed {
            return ink.then(Role::Quiet, "settled");
        }
        ink.append(Ink::of(Role::Text, row.deliveries.to_string()).padded(self.deliveries()));
        let span = row.idle.map_or_else(|| "-".to_owned(), wording::span);
        ink.append(Ink::of(Role::Text, span).padded(if self.roomy { 8 } else { 6 }));
        if self.roomy {
            // A released entry waits for nobody's time: whoever claims may have it.
            let idle = row
                .idle
                .map_or(BAR.0, |idle| usize::try_from(idle / BAR.1).unwrap_or(0));
            let full = idle.min(BAR.0);
            ink.push(Role::Pending, signs.full.repeat(full));
            ink.push(Role::Quiet, signs.empty.repeat(BAR.0 - full));
        }
        if row.gone {
            ink.push(Role::Ghost, " entry deleted");
        }
        ink
    }
}
