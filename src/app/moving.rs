//! Moving through the panes: the cursor of the pane that has the keys, and the windows that follow it.

use super::camera::{Focus, Rows};
use super::message::Step;
use super::state::State;
use crate::lab::{Name, Scene, View};
use crate::store::{Bytes, EntryId};

/// Moves the cursor of the pane that has the keys; it shows so many rows.
pub(super) fn step(state: &mut State, step: Step, rows: usize) {
    match state.camera.focus {
        Focus::Stream | Focus::Prompt => in_stream(state, step, rows),
        Focus::Groups => in_groups(state, step, rows),
        Focus::Pending => in_pending(state, step, rows),
        // What there is of its text only the screen knows.
        Focus::Lesson => {}
    }
}

/// Scrolls the stream's window by so many rows, up when negative; a cursor that is seen goes with it.
pub(super) fn scroll(state: &mut State, by: isize, rows: usize) {
    if state.camera.focus == Focus::Stream {
        return by_rows(state, by, rows);
    }
    state.camera.entries.cursor = None;
    state.camera.place.cursor = None;
    let scene = state.scene(Rows::all(rows));
    if let Some(other) = &scene.other {
        state.camera.place.top = (other.top as usize).saturating_add_signed(by);
        return;
    }
    let Some(first) = scene.stream.as_ref().and_then(|stream| stream.entries.first()) else {
        return;
    };
    let view = view(state, rows);
    if let Some(id) = state.lab.entry_at(&view, first.id, by) {
        state.camera.entries.top = id;
    }
    state.camera.change = None;
    settle(state, rows);
}

/// Scrolls the groups or the pending list by so many rows, up when negative. A cursor that is seen goes with it; who
/// has the keys keeps them.
pub(super) fn wheel(state: &mut State, pane: Focus, by: isize, rows: usize) {
    if pane == Focus::Groups {
        return wheel_groups(state, by, rows);
    }
    let view = view(state, rows);
    let focused = state.camera.focus == Focus::Pending;
    let scene = state.scene(Rows::all(rows));
    let first = scene
        .stream
        .and_then(|stream| Some(stream.pending.rows.first()?.id));
    let at = state.camera.pending.cursor.filter(|_| focused).or(first);
    let Some(to) = at.and_then(|at| state.lab.pending_at(&view, at, by)) else {
        return;
    };
    if focused {
        state.camera.pending.cursor = Some(to);
        settle(state, rows);
        state.camera.given = None;
    } else {
        state.camera.pending.cursor = None;
        state.camera.pending.top = to;
        state.camera.given = None;
        settle(state, rows);
    }
}

/// The chosen group's consumers scroll under it; beyond their ends comes the next group, as with the arrows.
fn wheel_groups(state: &mut State, by: isize, rows: usize) {
    if state.camera.focus == Focus::Groups {
        return in_groups(state, if by < 0 { Step::Up } else { Step::Down }, rows);
    }
    state.camera.consumers.cursor = None;
    let Some(stream) = state.scene(Rows::all(rows)).stream else {
        return;
    };
    let consumers = &stream.consumers;
    let more = if by < 0 {
        consumers.more_before
    } else {
        consumers.more_after
    };
    // Groups stand above the chosen one: they go out of sight first, and come back last.
    let above = stream.groups.chosen.is_some_and(|at| at > 0);
    let view = view(state, rows);
    if by > 0 && above && !state.camera.rolled {
        state.camera.rolled = true;
    } else if more {
        let first = consumers.rows.first();
        if let Some(to) = first.and_then(|row| state.lab.consumer_at(&view, &row.name, by)) {
            state.camera.consumers.top = to;
        }
        state.camera.rolled = true;
    } else if by < 0 && state.camera.rolled {
        state.camera.rolled = false;
    } else {
        to_group(state, &view, by.signum());
        state.camera.rolled = by > 0;
    }
    settle(state, rows);
}

fn in_stream(state: &mut State, step: Step, rows: usize) {
    let page = page(rows);
    match step {
        Step::Up => by_rows(state, -1, rows),
        Step::Down => by_rows(state, 1, rows),
        Step::PageUp => by_rows(state, -page, rows),
        Step::PageDown => by_rows(state, page, rows),
        Step::First => to(state, EntryId::MIN, 0, rows),
        Step::Last => to(state, EntryId::MAX, usize::MAX, rows),
        Step::Left => state.camera.shift = state.camera.shift.saturating_sub(1),
        Step::Right => shift_right(state, rows),
    }
}

/// Passes over one more field on the left, as long as one is left to see.
fn shift_right(state: &mut State, rows: usize) {
    let scene = state.scene(Rows::all(rows));
    let entries = scene.stream.iter().flat_map(|stream| &stream.entries);
    let fields = entries.filter_map(|row| row.fields.as_ref()).map(Vec::len).max();
    let most = fields.unwrap_or(0).saturating_sub(1);
    state.camera.shift = (state.camera.shift + 1).min(most);
}

fn page(rows: usize) -> isize {
    isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
}

fn by_rows(state: &mut State, by: isize, rows: usize) {
    let view = view(state, rows);
    let at = state.camera.entries.cursor.unwrap_or(EntryId::MAX);
    let id = state.lab.entry_at(&view, at, by).unwrap_or(at);
    let place = state.camera.place.cursor.unwrap_or(0).saturating_add_signed(by);
    to(state, id, place, rows);
}

/// Puts the cursor of the stream's pane here and has the window follow.
pub(super) fn to(state: &mut State, id: EntryId, place: usize, rows: usize) {
    state.camera.entries.cursor = Some(id);
    state.camera.place.cursor = Some(place);
    settle(state, rows);
    state.camera.change = None;
}

/// Keeps the windows where they now stand, so that the next step begins there.
fn settle(state: &mut State, rows: usize) {
    let scene = state.scene(Rows::all(rows));
    let camera = &mut state.camera;
    if let Some(other) = &scene.other {
        camera.place.top = other.top as usize;
        camera.place.cursor = other.cursor.map(|at| other.top as usize + at);
    }
    let Some(stream) = scene.stream else { return };
    if let Some(first) = stream.entries.first() {
        // Who has come to the end goes on looking at the newest.
        camera.entries.top = if stream.more_after { first.id } else { EntryId::MAX };
    }
    if let Some(first) = stream.groups.rows.first() {
        camera.groups_top = first.name.clone();
    }
    if let Some(first) = stream.consumers.rows.first() {
        camera.consumers.top = first.name.clone();
    }
    if let Some(first) = stream.pending.rows.first() {
        camera.pending.top = first.id;
    }
}

fn view(state: &State, rows: usize) -> View {
    state.camera.view(state.db(), Rows::all(rows))
}

/// Looks at the key before or after the shown one.
pub(super) fn step_key(state: &mut State, by: isize) {
    let scene = state.scene(Rows::all(1));
    let Some(shown) = shown(&scene) else { return };
    let next = state.lab.key_at(state.db(), &shown, by);
    if let Some(name) = next.filter(|name| *name != shown) {
        state.camera.look_at(name);
        state.camera.focus_on(state.camera.focus);
    }
}

/// What the stream's pane shows.
pub fn shown(scene: &Scene) -> Option<Name> {
    let stream = scene.stream.as_ref().map(|stream| Name::Key(stream.key.clone()));
    stream.or_else(|| scene.other.as_ref().map(|other| other.name.clone()))
}

fn in_groups(state: &mut State, step: Step, rows: usize) {
    let view = view(state, rows);
    let at = state.camera.consumers.cursor.clone();
    match step {
        Step::Left => to_group(state, &view, -1),
        Step::Right => to_group(state, &view, 1),
        Step::First => to_group(state, &view, isize::MIN + 1),
        Step::Last => to_group(state, &view, isize::MAX - 1),
        Step::Down => match next_consumer(state, &view, at.as_ref(), 1) {
            Some(name) => state.camera.consumers.cursor = Some(name),
            None => to_group(state, &view, 1),
        },
        Step::PageDown => {
            let next = next_consumer(state, &view, at.as_ref(), page(rows));
            state.camera.consumers.cursor = next.or(at);
        }
        Step::Up | Step::PageUp => match at {
            None => to_group(state, &view, -1),
            Some(at) => {
                let by = if step == Step::Up { -1 } else { -page(rows) };
                let to = state.lab.consumer_at(&view, &at, by);
                // Above the first consumer stands its group.
                state.camera.consumers.cursor = to.filter(|to| *to != at);
            }
        },
    }
    settle(state, rows);
}

/// The consumer so many rows below; `None` if there is none.
fn next_consumer(state: &State, view: &View, at: Option<&Bytes>, by: isize) -> Option<Bytes> {
    let Some(at) = at else {
        return state.lab.consumer_at(view, &Bytes::from(""), by - 1);
    };
    state.lab.consumer_at(view, at, by).filter(|to| to != at)
}

fn to_group(state: &mut State, view: &View, by: isize) {
    let Some(group) = state.lab.group_at(view, by) else {
        return;
    };
    let scene = state.scene(Rows::all(1));
    let shown = scene.stream.as_ref().and_then(|stream| stream.group());
    if shown.is_some_and(|shown| shown.name == group) {
        // There is no other: the first and the last row of this one then.
        if by < 0 {
            state.camera.consumers.cursor = None;
        }
        return;
    }
    state.camera.look_at_group(group);
}

fn in_pending(state: &mut State, step: Step, rows: usize) {
    let view = view(state, rows);
    let at = state.camera.pending.cursor.unwrap_or(EntryId::MIN);
    let by = match step {
        Step::Up => -1,
        Step::Down => 1,
        Step::PageUp => -page(rows),
        Step::PageDown => page(rows),
        Step::First | Step::Last => 0,
        Step::Left => return to_group_and_settle(state, &view, -1, rows),
        Step::Right => return to_group_and_settle(state, &view, 1, rows),
    };
    let to = match step {
        Step::First => Some(EntryId::MIN),
        Step::Last => Some(EntryId::MAX),
        _ => state.lab.pending_at(&view, at, by),
    };
    state.camera.pending.cursor = to.or(Some(at));
    settle(state, rows);
    state.camera.given = None;
}

fn to_group_and_settle(state: &mut State, view: &View, by: isize, rows: usize) {
    to_group(state, view, by);
    state.camera.focus_on(state.camera.focus);
    settle(state, rows);
}

/// Shows only the pending entries of the consumer under the cursor, or everybody's again.
pub(super) fn filter(state: &mut State) {
    if state.camera.only.take().is_some() {
        return;
    }
    let scene = state.scene(Rows::all(20));
    let Some(stream) = &scene.stream else { return };
    let under = match state.camera.focus {
        Focus::Pending => stream
            .pending
            .cursor
            .and_then(|at| stream.pending.rows.get(at)?.consumer.clone()),
        _ => state.camera.consumers.cursor.clone(),
    };
    match under {
        Some(name) => state.camera.only = Some(name),
        None => state.notice = Some("put the cursor on a consumer first".to_owned()),
    }
}
