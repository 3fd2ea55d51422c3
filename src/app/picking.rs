//! Looking back in a terminal's rows: a cursor among them, rows marked to be copied, rows searched for. What is
//! copied goes to the clipboard outside.

use super::layer::Layer;
use super::message::{Effect, Way};
use super::reply_view;
use super::scrollback::{Kind, Row, Scrollback};
use super::state::State;

/// The most bytes that are copied: more than that many terminals refuse.
const MOST: usize = 74_000;

/// A cursor among the rows of the active terminal. Rows are counted from the first one ever.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pick {
    /// The row with the cursor.
    pub cursor: usize,
    /// The other end of what is marked.
    pub mark: Option<usize>,
    /// What is searched for.
    pub part: String,
    /// Whether it is still being typed.
    pub finding: bool,
    /// Whether the mouse marks: then the rows stay where they are.
    pub dragged: bool,
}

impl Pick {
    /// The first and the last marked row; the row with the cursor when none is marked.
    pub fn marked(&self) -> (usize, usize) {
        let mark = self.mark.unwrap_or(self.cursor);
        (mark.min(self.cursor), mark.max(self.cursor))
    }
}

/// Something done with the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picking {
    /// The cursor appears at the newest row.
    Begin,
    /// It moves by so many rows, up when negative.
    Move(isize),
    /// It goes to the first or the last row.
    End(Way),
    /// Marking begins here, or ends.
    Mark,
    /// Everything that was said together with this row is marked: a whole reply.
    Whole,
    /// Something is to be searched for.
    Find,
    /// The next row with it, older or newer.
    Again(Way),
    /// What is marked is copied.
    Copy,
    /// The newest reply is copied, without a cursor.
    Reply,
    /// The newest command is copied, without a cursor.
    Command,
}

/// Does it.
pub(super) fn react(state: &mut State, picking: Picking) -> Vec<Effect> {
    match picking {
        Picking::Begin => begin(state),
        Picking::Reply => {
            let text = state.desk().back.newest_reply();
            return copy(state, text, "the reply");
        }
        Picking::Command => {
            let text = state.desk().back.newest_command();
            return copy(state, text, "the command");
        }
        Picking::Copy => return copy_marked(state),
        _ => with_pick(state, |pick, back| step(pick, back, picking)),
    }
    Vec::new()
}

fn begin(state: &mut State) {
    let back = &state.desk().back;
    if back.is_empty() {
        state.notice = Some("nothing stands here yet".to_owned());
        return;
    }
    // Who has scrolled up begins there.
    let cursor = back.end() - 1 - back.up.min(back.len() - 1);
    let pick = Pick {
        cursor,
        ..Pick::default()
    };
    state.layers.retain(|layer| matches!(layer, Layer::Past { .. }));
    state.layers.push(Layer::Pick(pick));
}

fn with_pick(state: &mut State, what: impl FnOnce(&mut Pick, &Scrollback)) {
    let State {
        layers,
        desks,
        active,
        ..
    } = state;
    if let Some(Layer::Pick(pick)) = layers.last_mut() {
        what(pick, &desks[*active].back);
    }
}

fn step(pick: &mut Pick, back: &Scrollback, picking: Picking) {
    let (first, last) = (back.begin(), back.end().saturating_sub(1));
    match picking {
        Picking::Move(by) => pick.cursor = pick.cursor.saturating_add_signed(by),
        Picking::End(Way::Previous) => pick.cursor = first,
        Picking::End(Way::Next) => pick.cursor = last,
        Picking::Mark if pick.mark.is_some() => pick.mark = None,
        Picking::Mark => pick.mark = Some(pick.cursor),
        Picking::Whole => {
            let (from, to) = back.together_with(pick.cursor);
            (pick.mark, pick.cursor) = (Some(from), to);
        }
        Picking::Find => {
            pick.part.clear();
            pick.finding = true;
        }
        Picking::Again(way) => {
            if let Some(found) = found(back, &pick.part, pick.cursor, way) {
                pick.cursor = found;
            }
        }
        _ => {}
    }
    pick.cursor = pick.cursor.clamp(first, last.max(first));
}

/// What is searched for is typed to its end.
pub(super) fn settled(state: &mut State) {
    with_pick(state, |pick, _| pick.finding = false);
}

/// What is searched for is this now; the nearest row with it, from the cursor upwards.
pub(super) fn find(state: &mut State, part: String) {
    with_pick(state, |pick, back| {
        if let Some(found) = found(back, &part, pick.cursor + 1, Way::Previous) {
            pick.cursor = found;
        }
        pick.part = part;
    });
}

/// The nearest row before or after `from` that has `part` in it, whatever the case of its letters.
fn found(back: &Scrollback, part: &str, from: usize, way: Way) -> Option<usize> {
    let part = part.to_lowercase();
    if part.is_empty() {
        return None;
    }
    let fits = |at: &usize| {
        back.row(*at)
            .is_some_and(|row| row.text.to_lowercase().contains(&part))
    };
    match way {
        Way::Previous => (back.begin()..from).rev().find(fits),
        Way::Next => (from + 1..back.end()).find(fits),
    }
}

fn copy_marked(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Pick(pick)) = state.layers.pop() else {
        return Vec::new();
    };
    let (from, to) = pick.marked();
    let back = &state.desk().back;
    let rows: Vec<&str> = (from..=to)
        .filter_map(|at| back.row(at))
        .map(|row| row.text.as_str())
        .collect();
    let what = match rows.len() {
        1 => "1 line".to_owned(),
        many => format!("{many} lines"),
    };
    let text = (!rows.is_empty()).then(|| rows.join("\n"));
    copy(state, text, &what)
}

fn copy(state: &mut State, text: Option<String>, what: &str) -> Vec<Effect> {
    let Some(mut text) = text else {
        state.notice = Some("nothing to copy yet".to_owned());
        return Vec::new();
    };
    let cut = text.len() > MOST;
    text.truncate(text.floor_char_boundary(MOST));
    state.notice = Some(if cut {
        format!("copied the first {MOST} bytes of {what}")
    } else {
        format!("copied {what}")
    });
    vec![Effect::Copy(text)]
}

impl Scrollback {
    /// The row with this number, counted from the first ever.
    pub fn row(&self, at: usize) -> Option<&Row> {
        self.rows.get(at.checked_sub(self.begin())?)
    }

    /// The number of the oldest row that is kept.
    pub fn begin(&self) -> usize {
        self.dropped
    }

    /// The number behind the newest row.
    pub fn end(&self) -> usize {
        self.dropped + self.rows.len()
    }

    /// The first and the last row of what was said together with this one.
    fn together_with(&self, at: usize) -> (usize, usize) {
        let Some(row) = self.row(at) else { return (at, at) };
        let same = |at: &usize| self.row(*at).is_some_and(|other| other.of == row.of);
        let from = (self.begin()..=at).rev().take_while(same).last();
        let to = (at..self.end()).take_while(same).last();
        (from.unwrap_or(at), to.unwrap_or(at))
    }

    /// The newest reply as it is shown, whole even where its rows are cut.
    fn newest_reply(&self) -> Option<String> {
        let (_, answer) = self.answers.back()?;
        let lines = reply_view::lines(answer, self.view()).into_iter();
        let texts: Vec<String> = lines.map(|(_, text)| text).collect();
        Some(texts.join("\n"))
    }

    fn newest_command(&self) -> Option<String> {
        let mut rows = self.rows().rev();
        let typed = rows.find(|row| matches!(row.kind, Kind::Typed { .. }))?;
        Some(typed.text.clone())
    }
}
