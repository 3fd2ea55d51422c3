//! The groups pane: each group's bookmark, lag and pending count; the chosen one with its consumers.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel};
use super::ink::{Ink, clip, shown_part};
use super::marked;
use super::theme::{Role, Signs};
use crate::app::{Focus, State, wording};
use crate::lab::{ConsumerRow, GroupRow, Scene, StreamScene};

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, scene: &Scene) {
    let mut panel = Panel {
        title: Ink::of(Role::Title, " groups "),
        focused: state.camera.focus == Focus::Groups,
        ..Panel::default()
    };
    let signs = canvas.theme.signs;
    let groups = scene.stream.as_ref().map_or(0, |stream| stream.groups_total);
    if groups > 1 {
        panel.right = Ink::of(Role::Quiet, format!(" {groups} {} F4 chooses ", signs.between));
    }
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    let (rows, chosen) = match &scene.stream {
        Some(stream) if !stream.groups.is_empty() => rows(stream, state, usize::from(inner.width), &signs),
        stream => (no_groups(stream.as_ref()), 0),
    };
    // The chosen group stays in sight.
    let height = usize::from(inner.height);
    let from = chosen.min(rows.len().saturating_sub(height));
    canvas.rows(inner, &rows[from..]);
}

fn no_groups(stream: Option<&StreamScene>) -> Vec<Ink> {
    let Some(stream) = stream else {
        return vec![Ink::of(Role::Quiet, "   workers that share a stream")];
    };
    let key = shown_part(&stream.key, 20).trim_end().to_owned();
    vec![
        Ink::of(Role::Quiet, "   none yet; one that starts at the beginning:"),
        Ink::of(Role::Command, "   XGROUP CREATE").then(Role::Text, format!(" {key} {key}-group 0")),
    ]
}

/// The rows, and which of them is the chosen group.
fn rows(stream: &StreamScene, state: &State, room: usize, signs: &Signs) -> (Vec<Ink>, usize) {
    let names = stream.groups.iter().map(|group| shown_part(&group.name, 20));
    let consumers = stream.groups.iter().flat_map(|group| &group.consumers);
    let inner = consumers.map(|consumer| shown_part(&consumer.name, 18).trim_end().width() + 2);
    let width = names
        .map(|name| name.trim_end().width())
        .chain(inner)
        .max()
        .unwrap_or(0)
        .clamp(8, 20);
    let mut rows = Vec::new();
    let mut chosen = 0;
    for (at, group) in stream.groups.iter().enumerate() {
        let open = stream.group == Some(at);
        if open {
            chosen = rows.len();
        }
        rows.push(group_row(stream, group, state, (width, room), open, signs));
        if open {
            let consumers = group.consumers.iter();
            rows.extend(
                consumers.map(|consumer| consumer_row(stream, group, consumer, state, (width, room), signs)),
            );
            let more = group.consumers_total - group.consumers.len();
            if more > 0 {
                rows.push(Ink::of(Role::Quiet, format!("       and {more} more consumers")));
            }
            if group.consumers_total == 0 {
                rows.push(Ink::of(Role::Quiet, "       no consumer has asked yet"));
            }
        }
    }
    (rows, chosen)
}

fn group_row(
    stream: &StreamScene,
    group: &GroupRow,
    state: &State,
    (width, room): (usize, usize),
    open: bool,
    signs: &Signs,
) -> Ink {
    let mut ink = marked::sign(state.marks.group(&stream.key, &group.name), signs);
    ink.push(
        Role::Quiet,
        format!("{} ", if open { signs.open } else { signs.shut }),
    );
    let role = if open { Role::Bookmark } else { Role::Group };
    let name = clip(shown_part(&group.name, width).trim_end(), width, signs.cut);
    ink.append(Ink::of(role, name).padded(width));
    let lag = group.lag.map_or("?".to_owned(), |lag| lag.to_string());
    let id = group.last_delivered.to_string();
    let rest = Ink::of(Role::Id, &id)
        .then(Role::Quiet, "  lag ")
        .then(Role::Text, lag);
    // Redis's own word where there is room for it.
    let long = ink.width() + "  last-delivered ".len() + rest.width() <= room;
    ink.push(Role::Quiet, if long { "  last-delivered " } else { "  at " });
    ink.append(rest);
    ink
}

fn consumer_row(
    stream: &StreamScene,
    group: &GroupRow,
    consumer: &ConsumerRow,
    state: &State,
    (width, room): (usize, usize),
    signs: &Signs,
) -> Ink {
    let mark = state.marks.consumer(&stream.key, &group.name, &consumer.name);
    let mut ink = marked::sign(mark, signs);
    let name = clip(shown_part(&consumer.name, width).trim_end(), width - 2, signs.cut);
    ink.push(Role::Text, "    ");
    ink.append(Ink::of(Role::Consumer, name).padded(width - 2));
    let count = Ink::of(Role::Text, format!("  {}", consumer.pending)).then(Role::Quiet, " pending");
    ink.append(count.padded(if room < 44 { 12 } else { 13 }));
    ink.then(Role::Quiet, format!("idle {}", wording::span(consumer.idle)))
}
