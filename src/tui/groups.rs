//! The groups pane: each group's bookmark and lag; the chosen one with what it has read and its consumers.

use ratatui::layout::Rect;
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Panel};
use super::ink::{Ink, grouped, named, shown_part};
use super::marked;
use super::page::more;
use super::spot::Spot;
use super::theme::{Role, Signs};
use crate::app::{Focus, Mark, State, Target, lag, wording};
use crate::lab::{ConsumerRow, GroupRow, Scene, StreamScene};
use crate::store::Millis;

pub(super) fn draw(canvas: &mut Canvas<'_>, area: Rect, boxed: bool, state: &State, scene: &Scene) {
    let signs = canvas.theme.signs;
    let stream = scene.stream.as_ref();
    let edges = if boxed { 2 } else { 1 };
    let fits = usize::from(area.height).saturating_sub(edges);
    let width = usize::from(area.width).saturating_sub(if boxed { 2 } else { 0 });
    let empty = stream
        .is_none_or(|stream| stream.groups.rows.is_empty() && state.marks.ended(&stream.key).is_empty());
    let (rows, anchor) = match stream {
        Some(stream) if !empty => Pane::new(stream, state, width, &signs).rows(),
        stream => (no_groups(stream, state, width), 0),
    };
    // What is under the cursor stays in sight, else the chosen group.
    let from = if state.camera.rolled {
        anchor.min(rows.len().saturating_sub(fits))
    } else {
        (anchor + 1).saturating_sub(fits)
    };
    let panel = panel(stream, state, from > 0, from + fits < rows.len(), &signs);
    let inner = if boxed {
        canvas.framed(area, &panel)
    } else {
        canvas.ruled(area, &panel)
    };
    canvas.rows(inner, &rows[from.min(rows.len())..]);
}

fn panel(stream: Option<&StreamScene>, state: &State, above: bool, below: bool, signs: &Signs) -> Panel {
    let mut title = Ink::of(Role::Title, " groups ");
    let (mut before, mut after) = (above, below);
    if let Some(stream) = stream {
        before |= stream.groups.more_before || stream.consumers.more_before;
        after |= stream.groups.more_after || stream.consumers.more_after;
        if stream.groups.total > 1 {
            title.push(
                Role::Quiet,
                format!("{} {} ", signs.between, grouped(stream.groups.total as u64)),
            );
        }
    }
    Panel {
        title,
        right: if before { more(signs.up) } else { Ink::default() },
        foot_right: if after { more(signs.below) } else { Ink::default() },
        focused: state.camera.focus == Focus::Groups,
        ..Panel::default()
    }
}

/// A lesson speaks of groups when it comes to them.
fn no_groups(stream: Option<&StreamScene>, state: &State, width: usize) -> Vec<Ink> {
    let Some(stream) = stream.filter(|_| state.study.is_none()) else {
        let rows = [
            "   workers that share a stream",
            "",
            "   a group's bookmark is the last ID",
            "   it gave to anyone; what comes after",
            "   is still to be had",
        ];
        if state.study.is_some() {
            let about = if width < 34 { "   shared readers" } else { rows[0] };
            return vec![Ink::of(Role::Quiet, about)];
        }
        return rows.iter().map(|row| Ink::of(Role::Quiet, *row)).collect();
    };
    let key = shown_part(&stream.key, 20).trim_end().to_owned();
    vec![
        Ink::of(Role::Quiet, "   none yet; one that starts at the beginning:"),
        Ink::of(Role::Command, "   XGROUP CREATE").then(Role::Text, format!(" {key} {key}-group 0")),
    ]
}

/// Fewer columns than this are too few for indents.
const NARROW: usize = 28;

/// Names are not cut to fewer columns than these for the sake of the numbers behind them.
const LEAST_NAME: usize = 8;

struct Pane<'a> {
    stream: &'a StreamScene,
    state: &'a State,
    signs: &'a Signs,
    focused: bool,
    /// How wide the names are, and everything.
    name: usize,
    room: usize,
}

impl<'a> Pane<'a> {
    fn new(stream: &'a StreamScene, state: &'a State, room: usize, signs: &'a Signs) -> Pane<'a> {
        let groups = stream.groups.rows.iter().map(|group| wide(&group.name));
        let consumers = stream
            .consumers
            .rows
            .iter()
            .map(|consumer| wide(&consumer.name) + if room < NARROW { 0 } else { 2 });
        let most = if room < 60 { 20 } else { 28 };
        Pane {
            stream,
            state,
            signs,
            focused: state.camera.focus == Focus::Groups,
            name: groups.chain(consumers).max().unwrap_or(0).clamp(8, most),
            room,
        }
    }

    /// The rows, and which of them has to be in sight.
    fn rows(&self) -> (Vec<Ink>, usize) {
        let (stream, marks) = (self.stream, &self.state.marks);
        let mut groups: Vec<(&GroupRow, bool)> = stream.groups.rows.iter().map(|row| (row, false)).collect();
        groups.extend(marks.ended(&stream.key).iter().map(|row| (row, true)));
        groups.sort_by_key(|(row, _)| row.name.clone());
        let (mut rows, mut anchor) = (Vec::new(), 0);
        for (group, ended) in groups {
            let open = !ended && stream.group().is_some_and(|chosen| chosen.name == group.name);
            let cursor = open && self.focused && stream.consumers.cursor.is_none();
            if open {
                anchor = rows.len();
            }
            let row = self.group(group, open, cursor, ended);
            let target = Spot::Row(Target::Group(group.name.clone()));
            rows.push(if ended { row } else { row.across(target.clone()) });
            if open {
                rows.push(self.about(group).across(target));
                let under = self.consumers(group, &mut rows);
                anchor = under.filter(|_| self.focused).unwrap_or(anchor);
            }
        }
        (rows, anchor)
    }

    fn group(&self, group: &GroupRow, open: bool, cursor: bool, ended: bool) -> Ink {
        let mark = if ended {
            Some(Mark::Removed)
        } else {
            self.state.marks.group(&self.stream.key, &group.name)
        };
        let mut ink = marked::sign(cursor, mark, self.signs);
        let fold = if open { self.signs.open } else { self.signs.shut };
        ink.push(Role::Quiet, format!("{fold} "));
        let role = match (ended, cursor, open) {
            (true, ..) => Role::Removed,
            (_, true, _) => Role::Chosen,
            (_, _, true) => Role::Bookmark,
            _ => Role::Group,
        };
        let lag = group
            .lag
            .map_or(self.signs.unknown.to_owned(), |lag| lag.to_string());
        let lag = Ink::of(Role::Quiet, "  lag ").then(Role::Text, lag);
        let spare = self.room.saturating_sub(ink.width() + lag.width());
        let width = self.name.min(spare.max(LEAST_NAME));
        ink.append(Ink::of(role, self.named(&group.name, width)).padded(width));
        if ended {
            return ink.then(Role::Quiet, "  gone");
        }
        let id = Ink::of(Role::Id, group.last_delivered.to_string());
        // Redis's own word where there is room for it; where there is none, the bookmark stands in the stream.
        let left = self.room.saturating_sub(ink.width() + id.width() + lag.width());
        let words = ["  last-delivered ", "  at ", "  "];
        if let Some(word) = words.into_iter().find(|word| word.len() <= left) {
            ink.push(Role::Quiet, word);
            ink.append(id);
        }
        ink.append(lag);
        ink
    }

    /// What the chosen group has read, or why its lag is not known: as much of it as there is room for.
    fn about(&self, group: &GroupRow) -> Ink {
        let indent = if self.room < NARROW { "   " } else { "     " };
        let room = self.room.saturating_sub(indent.len());
        let forms = self.forms(group);
        let fits = forms.iter().find(|form| form.width() <= room).or(forms.last());
        Ink::of(
            Role::Quiet,
            format!("{indent}{}", fits.map_or("", String::as_str)),
        )
    }

    /// The same in words, the longest first.
    fn forms(&self, group: &GroupRow) -> Vec<String> {
        if let Some([long, short]) = lag::unknown(self.stream, group) {
            return vec![
                format!("lag ?: {long}"),
                format!("lag ?: {short}"),
                short.to_owned(),
            ];
        }
        let added = grouped(self.stream.entries_added);
        let consumers = match group.consumers_total {
            0 => "no consumer has asked yet".to_owned(),
            1 => "1 consumer".to_owned(),
            many => format!("{} consumers", grouped(many as u64)),
        };
        let between = self.signs.between;
        let passed = group.passed.filter(|passed| *passed > 0).map(grouped);
        let Some(read) = group.entries_read.map(|read| grouped(read.unsigned_abs())) else {
            return match passed {
                None => vec![
                    format!("read ? of {added} ever added {between} {consumers}"),
                    consumers,
                ],
                Some(passed) => vec![
                    format!("read ? of {added} ever added, {passed} passed over {between} {consumers}"),
                    format!("{passed} of {added} passed over {between} {consumers}"),
                    format!("{passed} of {added} passed over"),
                    format!("{passed} passed over"),
                ],
            };
        };
        // Redis counts what the bookmark was put past as read.
        if let Some(passed) = passed {
            return vec![
                format!("read {read} of {added} ever added, {passed} passed over {between} {consumers}"),
                format!("read {read} of {added}, {passed} passed over {between} {consumers}"),
                format!("read {read} of {added}, {passed} passed over"),
                format!("{passed} passed over"),
            ];
        }
        vec![
            format!("read {read} of {added} ever added {between} {consumers}"),
            format!("read {read} of {added} {between} {consumers}"),
            format!("read {read} of {added}"),
        ]
    }

    /// Adds the chosen group's consumers; gives back which row is under the cursor.
    fn consumers(&self, group: &GroupRow, rows: &mut Vec<Ink>) -> Option<usize> {
        let scene = &self.stream.consumers;
        let marks = &self.state.marks;
        let shown = scene
            .rows
            .iter()
            .enumerate()
            .map(|(at, row)| (row, scene.cursor == Some(at), false));
        let left = marks.left(&self.stream.key, &group.name).iter();
        let mut shown: Vec<(&ConsumerRow, bool, bool)> =
            shown.chain(left.map(|row| (row, false, true))).collect();
        shown.sort_by_key(|(row, ..)| row.name.clone());
        let mut under = None;
        for (row, cursor, left) in shown {
            if cursor {
                under = Some(rows.len());
            }
            let ink = self.consumer(group, row, cursor && self.focused, left);
            let target = Spot::Row(Target::Consumer(row.name.clone()));
            rows.push(if left { ink } else { ink.across(target) });
        }
        under
    }

    fn consumer(&self, group: &GroupRow, consumer: &ConsumerRow, cursor: bool, left: bool) -> Ink {
        let mark = if left {
            Some(Mark::Removed)
        } else {
            self.state
                .marks
                .consumer(&self.stream.key, &group.name, &consumer.name)
        };
        let mut ink = marked::sign(cursor, mark, self.signs);
        let role = match (left, cursor) {
            (true, _) => Role::Removed,
            (_, true) => Role::Chosen,
            _ => Role::Consumer,
        };
        // In a narrow pane names begin under those of the groups.
        let (indent, width) = if self.room < NARROW {
            ("", self.name)
        } else {
            ("    ", self.name - 2)
        };
        ink.push(Role::Text, indent);
        let count = Ink::of(Role::Text, grouped(consumer.pending as u64)).then(Role::Quiet, " pending");
        // A name that is cut is known all the same; a count that is cut is none.
        let spare = self.room.saturating_sub(ink.width() + 1 + count.width());
        let width = width.min(spare.max(LEAST_NAME));
        ink.append(Ink::of(role, self.named(&consumer.name, width)).padded(width));
        if left {
            return ink.then(Role::Quiet, "  gone");
        }
        let roomy = self.room >= 60;
        let tight = ink.width() + 2 + count.width() > self.room;
        ink.push(Role::Text, if tight { " " } else { "  " });
        let column = ink.width() + if self.room < 44 { 10 } else { 11 };
        ink.append(count);
        let idle = Ink::of(Role::Quiet, format!("idle {}", wording::span(consumer.idle)));
        let Some(wait) = consumer.waits else {
            if column + idle.width() > self.room {
                // What is whole is worth more than what is cut.
                return ink;
            }
            let mut ink = ink.padded(column);
            ink.append(idle.padded(if roomy { 14 } else { 0 }));
            return if roomy {
                ink.then(Role::Quiet, inactive(consumer))
            } else {
                ink
            };
        };
        if self.state.lab.clock().is_held() {
            let ink = ink.padded(column);
            let text = self.held(wait.left, self.room.saturating_sub(ink.width()));
            return ink.then(Role::Pending, text);
        }
        let left = wait
            .left
            .map_or(String::new(), |left| format!(", {} left", wording::left(left)));
        let left = if roomy { left } else { String::new() };
        let text = format!("{} waits {}{left}", self.signs.waits, wording::span(wait.since));
        ink.padded(column).then(Role::Pending, text)
    }

    /// A wait while time stands still: where it has an end, what leads there.
    fn held(&self, left: Option<Millis>, room: usize) -> String {
        let waits = self.signs.waits;
        let jump = left.map(wording::jump);
        let forms = jump.map_or_else(Vec::new, |jump| {
            vec![
                format!("{waits} waits, :clock {jump} ends it"),
                format!("{waits} waits, :clock {jump}"),
                format!("{waits} :clock {jump}"),
            ]
        });
        let fits = forms.into_iter().find(|form| form.width() <= room);
        fits.unwrap_or_else(|| format!("{waits} waits"))
    }

    fn named(&self, name: &[u8], width: usize) -> String {
        named(name, width, self.signs.cut)
    }
}

fn wide(name: &[u8]) -> usize {
    shown_part(name, 28).width()
}

/// When it last got something.
fn inactive(consumer: &ConsumerRow) -> String {
    match consumer.inactive {
        Some(span) => format!("inactive {}", wording::span(span)),
        None => "got nothing yet".to_owned(),
    }
}
