//! What happens in the prompt besides editing: completion, history, search, pasting.

use super::layer::{Layer, Popup};
use super::message::{Effect, Way};
use super::reply_view::ReplyView;
use super::script;
use super::state::State;
use super::words;
use crate::assist::{self, Candidate, Completions};
use crate::command::Version;

/// Tab: what may stand at the cursor? A single answer is put in at once.
pub(super) fn complete(state: &mut State) {
    if state.desk().prompt.text().starts_with(":lesson ") {
        state.load_lessons();
    }
    let found = completions(state);
    match found.candidates.as_slice() {
        [] => state.notice = Some("nothing fits here".to_owned()),
        [only] => {
            let text = only.text.clone();
            put(state, found.start, &text);
        }
        _ => open(state, found),
    }
}

/// Asks again after the line was edited under an open popup; it closes when nothing fits.
pub(super) fn refresh(state: &mut State) {
    let Some(Layer::Popup(_)) = state.layers.last() else {
        return;
    };
    state.layers.pop();
    let found = completions(state);
    if !found.candidates.is_empty() {
        open(state, found);
    }
}

fn open(state: &mut State, found: Completions) {
    state.layers.push(Layer::Popup(Popup {
        start: found.start,
        candidates: found.candidates,
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
    let at_end = cursor == prompt.text().len();
    let blank = if at_end && !text.ends_with(' ') { " " } else { "" };
    prompt.replace(start..cursor, &format!("{text}{blank}"));
}

fn completions(state: &State) -> Completions {
    let prompt = &state.desk().prompt;
    let (line, cursor) = (prompt.text(), prompt.cursor());
    if line.starts_with(':') {
        return own_words(state, &line[..cursor]);
    }
    let lookup = state.lab.lookup(state.here());
    assist::complete(line, cursor, &lookup, state.lab.profile())
}

/// The names that fit behind a `:` word: of terminals, lessons, versions.
fn arguments_of(state: &State, word: &str, typed: &str, start: usize) -> Completions {
    let names: Vec<(String, String)> = match word {
        ":terminal" | ":crash" | ":start" => {
            let terminals = state.lab.terminals().iter();
            terminals
                .map(|terminal| (terminal.name.clone(), String::new()))
                .collect()
        }
        ":lesson" => {
            let lessons = state.shelf.list().iter();
            lessons
                .map(|lesson| (lesson.id.clone(), lesson.title.clone()))
                .collect()
        }
        ":view" => ReplyView::ALL
            .iter()
            .map(|(view, name)| (name.to_string(), view.words().to_owned()))
            .collect(),
        ":profile" => Version::ALL
            .iter()
            .map(|version| (version.to_string(), String::new()))
            .collect(),
        _ => Vec::new(),
    };
    let fitting = names.into_iter().filter(|(name, _)| name.starts_with(typed));
    Completions {
        start,
        candidates: fitting.map(|(text, about)| Candidate { text, about }).collect(),
    }
}

fn own_words(state: &State, typed: &str) -> Completions {
    if let Some(start) = typed.find(' ') {
        return arguments_of(state, &typed[..start], &typed[start + 1..], start + 1);
    }
    let candidates = words::beginning(typed).map(|about| Candidate {
        text: format!(":{}", about.name),
        about: about.summary.to_owned(),
    });
    Completions {
        start: 0,
        candidates: candidates.collect(),
    }
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
    let mut draft = state.desk_mut().prompt.take();
    draft.push_str(whole);
    let lines = draft.split('\n').map(str::to_owned);
    state.desk_mut().script.add(lines);
    let effects = script::go_on(state);
    state.desk_mut().prompt.insert_text(last);
    effects
}

/// Ctrl-R: begins to search the history, or goes on to the match before.
pub(super) fn search(state: &mut State) {
    if let Some(Layer::Search { part, at, .. }) = state.layers.last() {
        let (part, before) = (part.clone(), at.unwrap_or(state.lines.len()));
        find(state, &part, before);
        return;
    }
    let draft = state.desk().prompt.text().to_owned();
    state.layers.push(Layer::Search {
        part: String::new(),
        at: None,
        draft,
    });
}

/// A character is typed into the search.
pub(super) fn search_for(state: &mut State, part: &str) {
    let len = state.lines.len();
    find(state, part, len);
}

fn find(state: &mut State, wanted: &str, before: usize) {
    let found = state
        .lines
        .search(wanted, before)
        .map(|(place, line)| (place, line.to_owned()));
    if let Some(Layer::Search { part, at, .. }) = state.layers.last_mut() {
        wanted.clone_into(part);
        if let Some((place, _)) = &found {
            *at = Some(*place);
        }
    }
    match found {
        Some((_, line)) if !wanted.is_empty() => state.desk_mut().prompt.set(&line),
        Some(_) => {}
        None => state.notice = Some("no other line".to_owned()),
    }
}
