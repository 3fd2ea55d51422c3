//! What happens in the prompt besides editing: completion, history, search, pasting.

use super::layer::{Layer, Popup};
use super::message::{Edit, Effect, Way};
use super::offers;
use super::script;
use super::state::State;
use crate::assist::{self, Completions};

/// Tab: what may stand at the cursor? A single answer is put in at once.
pub(super) fn complete(state: &mut State) {
    if state.desk().prompt.text().starts_with(":lesson ") {
        state.load_lessons();
    }
    let found = completions(state);
    let prompt = &mut state.desk_mut().prompt;
    let there = prompt
        .text()
        .get(found.start..prompt.cursor())
        .unwrap_or_default();
    // Where nothing is left to complete, Tab leads on.
    let settled = found.candidates.iter().all(|only| only.text.trim_end() == there);
    if settled && prompt.has_other_blank() && prompt.seek_blank() {
        return;
    }
    match found.candidates.as_slice() {
        [] => state.notice = Some(nothing_to_offer(state)),
        [only] => {
            let text = only.text.clone();
            put(state, found.start, &text);
        }
        _ => open(state, found),
    }
}

/// Numbers and texts are typed; behind a wrong word nothing fits.
fn nothing_to_offer(state: &State) -> String {
    let prompt = &state.desk().prompt;
    let lookup = state.lab.lookup(state.here(), state.real);
    let said = assist::aside(prompt.text(), prompt.cursor(), &lookup, state.lab.profile());
    match said.map(|said| said.kind) {
        Some(assist::Kind::About) => "nothing to choose from here: type it".to_owned(),
        _ => "nothing fits here".to_owned(),
    }
}

/// Asks again after the line was edited under an open popup; it closes when nothing fits, and when the word it was for
/// is done or gone: Enter runs the line then.
pub(super) fn refresh(state: &mut State, edit: &Edit) {
    let Some(Layer::Popup(popup)) = state.layers.last() else {
        return;
    };
    let start = popup.start;
    state.layers.pop();
    let found = completions(state);
    let cut = state.desk().prompt.cursor() <= start && *edit != Edit::Backspace;
    if !cut && found.start == start && !found.candidates.is_empty() {
        open(state, found);
    }
}

fn open(state: &mut State, found: Completions) {
    state.layers.push(Layer::Popup(Popup {
        start: found.start,
        candidates: found.candidates,
        more: found.more,
        chosen: 0,
    }));
}

/// Puts the chosen completion into the line.
pub(super) fn accept(state: &mut State) {
    if let Some(Layer::Popup(popup)) = state.layers.pop()
        && let Some(candidate) = popup.candidates.get(popup.chosen)
    {
        put(state, popup.start, &candidate.text);
    }
}

fn put(state: &mut State, start: usize, text: &str) {
    let prompt = &mut state.desk_mut().prompt;
    let cursor = prompt.cursor();
    // What stands behind the cursor already of the word is not put in twice.
    let behind = &prompt.text()[cursor..];
    let rest = behind.split(' ').next().unwrap_or_default();
    let end = if text.ends_with(rest) {
        cursor + rest.len()
    } else {
        cursor
    };
    let at_end = end == prompt.text().len();
    let blank = if at_end && !text.ends_with(' ') { " " } else { "" };
    prompt.replace(start..end, &format!("{text}{blank}"));
}

fn completions(state: &State) -> Completions {
    let prompt = &state.desk().prompt;
    let (line, cursor) = (prompt.text(), prompt.cursor());
    if line.starts_with(':') {
        return offers::for_own_word(state, &line[..cursor]);
    }
    let lookup = state.lab.lookup(state.here(), state.real);
    assist::complete(line, cursor, &lookup, state.lab.profile())
}

/// Puts the line before or after this one into the prompt.
pub(super) fn recall(state: &mut State, way: Way) {
    let draft = state.desk().prompt.text().to_owned();
    if let Some(line) = state.lines.recall(way, &draft) {
        state.desk_mut().prompt.set(&line);
    }
}

/// Runs every pasted line but the last, which stays to be edited; a line that waits holds the others back.
pub(super) fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let Some((whole, last)) = text.rsplit_once('\n') else {
        state.desk_mut().prompt.insert_text(&text);
        return Vec::new();
    };
    let ready = state.desk().prompt.has_blank();
    let mut draft = state.desk_mut().prompt.take();
    if ready {
        // What a lesson had ready is no part of what somebody brings along.
        draft.clear();
    }
    draft.push_str(whole);
    let lines = draft.split('\n').map(str::to_owned);
    state.desk_mut().script.add(lines);
    let effects = script::go_on(state);
    state.desk_mut().prompt.insert_text(last);
    effects
}

/// Ctrl-R: begins to search the history, or goes on to the match before; Ctrl-S goes back to the one after.
pub(super) fn search(state: &mut State, way: Way) {
    if let Some(Layer::Search { part, at, .. }) = state.layers.last() {
        let (part, at) = (part.clone(), *at);
        find(state, &part, way, at);
        return;
    }
    let draft = state.desk().prompt.text().to_owned();
    state.layers.push(Layer::Search {
        part: String::new(),
        at: None,
        draft,
    });
}

/// The search is for something else now: it begins anew at the newest line.
pub(super) fn search_for(state: &mut State, part: &str) {
    find(state, part, Way::Previous, None);
}

fn find(state: &mut State, wanted: &str, way: Way, from: Option<usize>) {
    let present = state.desk().prompt.text().to_owned();
    // The same line typed twice is one match.
    let shown = from.map(|_| present.as_str());
    let found = state
        .lines
        .search(wanted, way, from, shown)
        .map(|(place, line)| (place, line.to_owned()));
    if let Some(Layer::Search { part, at, .. }) = state.layers.last_mut() {
        wanted.clone_into(part);
        if let Some((place, _)) = &found {
            *at = Some(*place);
        } else if from.is_none() {
            *at = None;
        }
    }
    match found {
        Some((_, line)) if !wanted.is_empty() => state.desk_mut().prompt.set(&line),
        Some(_) => {}
        None => {
            let end = match way {
                Way::Previous => "no older line with that",
                Way::Next => "no newer line with that",
            };
            state.notice = Some(end.to_owned());
        }
    }
}
