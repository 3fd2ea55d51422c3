//! What is typed to find something: an ID or a text in the stream, the beginning of a name in the list of keys.

use super::camera::{Focus, Rows};
use super::layer::{Find, KeyList, Layer};
use super::message::{Edit, Step};
use super::moving;
use super::state::State;
use crate::lab::{Found, Name};
use crate::store::{Bytes, EntryId};

/// Opens the list of keys at the one that is shown.
pub(super) fn keys(state: &mut State) {
    let chosen = moving::shown(&state.scene(Rows::all(1)));
    state.layers.push(Layer::Keys(KeyList {
        chosen,
        part: String::new(),
    }));
}

/// Moves through the list of keys, which shows so many rows.
pub(super) fn step(state: &mut State, step: Step, rows: usize) {
    let page = isize::try_from(rows.max(2) - 1).unwrap_or(1);
    let by = match step {
        Step::Up | Step::Left => -1,
        Step::Down | Step::Right => 1,
        Step::PageUp => -page,
        Step::PageDown => page,
        Step::First => return choose(state, Some(Name::Key(Bytes::from("")))),
        Step::Last => isize::MAX - 1,
    };
    let Some(Layer::Keys(list)) = state.layers.last() else {
        return;
    };
    let first = Name::Key(Bytes::from(""));
    let from = list.chosen.as_ref().unwrap_or(&first);
    // To the very end one step is enough: everything has a last.
    let next = if step == Step::Last {
        state.lab.key_last(state.db())
    } else {
        state.lab.key_at(state.db(), from, by)
    };
    choose(state, next);
}

fn choose(state: &mut State, name: Option<Name>) {
    if let (Some(Layer::Keys(list)), Some(name)) = (state.layers.last_mut(), name) {
        list.chosen = Some(name);
        list.part.clear();
    }
}

/// Looks at the chosen key.
pub(super) fn take_key(state: &mut State) {
    let Some(Layer::Keys(list)) = state.layers.pop() else {
        return;
    };
    let rows = state
        .lab
        .key_list(state.db(), list.chosen.as_ref(), 1, state.real);
    let Some(row) = rows.rows.into_iter().next() else {
        return;
    };
    show(state, row.name);
}

/// Closes the list and looks at this key.
pub(super) fn look_at(state: &mut State, name: Name) {
    if let Some(Layer::Keys(_)) = state.layers.last() {
        state.layers.pop();
        show(state, name);
    }
}

fn show(state: &mut State, name: Name) {
    state.camera.look_at(name);
    state.camera.focus_on(Focus::Stream);
}

/// Begins to search the stream.
pub(super) fn find(state: &mut State) {
    let scene = state.scene(Rows::all(1));
    let Some(stream) = scene.stream else {
        state.notice = Some("only streams can be searched".to_owned());
        return;
    };
    // Who has not moved the cursor looks anywhere; and from the newest entry there is nowhere else to go.
    let moved = state.camera.change(&stream.key).is_none();
    let cursor = state.camera.entries.cursor;
    let begin = cursor.filter(|at| moved && *at != EntryId::MAX);
    state.layers.push(Layer::Find(Find {
        key: stream.key,
        part: String::new(),
        begin: begin.unwrap_or(EntryId::MIN),
        origin: (state.camera.entries.top, state.camera.entries.cursor),
        said: String::new(),
        next: None,
    }));
}

/// Takes an edit of what is looked for; `false` if nothing is.
pub(super) fn edited(state: &mut State, edit: &Edit) -> bool {
    let Some(Layer::Find(Find { part, .. }) | Layer::Keys(KeyList { part, .. })) = state.layers.last_mut()
    else {
        return false;
    };
    match edit {
        Edit::Insert(character) => part.push(*character),
        Edit::Backspace => drop(part.pop()),
        _ => return true,
    }
    match state.layers.last() {
        Some(Layer::Find(_)) => look(state, None),
        _ => to_beginning(state),
    }
    true
}

fn to_beginning(state: &mut State) {
    if let Some(Layer::Keys(list)) = state.layers.last_mut() {
        list.chosen = Some(Name::Key(Bytes::from(list.part.as_str())));
    }
}

/// Goes on to the next that fits, or further where nothing was found yet.
pub(super) fn go_on(state: &mut State) {
    let Some(Layer::Find(find)) = state.layers.last() else {
        return;
    };
    let after_cursor = state.camera.entries.cursor.and_then(EntryId::next);
    let from = find.next.or(after_cursor).unwrap_or(EntryId::MIN);
    look(state, Some(from));
}

/// Looks for what is typed, from here on; from the place where the search began when nothing is given.
fn look(state: &mut State, from: Option<EntryId>) {
    let db = state.db();
    let Some(Layer::Find(find)) = state.layers.last() else {
        return;
    };
    let text = find.part.clone();
    let key = find.key.clone();
    let begin = find.begin;
    let (mut said, mut next, mut at) = (String::new(), None, None);
    if !text.is_empty() {
        match (from, id_in_full(&text)) {
            (None, Some(id)) => {
                at = state.lab.nearest(db, &key, id);
                if at != Some(id) {
                    said = format!("no {id}; this is the nearest");
                }
            }
            _ => match state.lab.find(db, &key, from.unwrap_or(begin), text.as_bytes()) {
                Found::At(id) => at = Some(id),
                Found::NotYet { examined, next: on } => {
                    said = format!("not in {examined} entries; Enter looks further");
                    next = Some(on);
                }
                Found::Nowhere => {
                    said.push_str("not from here to the end; Enter looks from the beginning");
                    next = Some(EntryId::MIN);
                }
            },
        }
    }
    if let Some(Layer::Find(find)) = state.layers.last_mut() {
        (find.said, find.next) = (said, next);
    }
    if let Some(id) = at {
        state.camera.entries.top = id;
        state.camera.entries.cursor = Some(id);
    }
}

/// An ID with both its parts.
fn id_in_full(text: &str) -> Option<EntryId> {
    let (ms, seq) = text.split_once('-')?;
    Some(EntryId::new(ms.parse().ok()?, seq.parse().ok()?))
}

/// Stops searching where it began.
pub(super) fn give_up(state: &mut State, find: &Find) {
    (state.camera.entries.top, state.camera.entries.cursor) = find.origin;
}
