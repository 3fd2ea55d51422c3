//! Pages of help: the keys, the `:` words, one command; and the lists of commands that lead there.

use super::camera::Focus;
use super::layer::Layer;
use super::message::Step;
use super::scrollback::Kind;
use super::state::State;
use super::words;
use crate::assist::{self, Listed};

/// A page of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// Its heading.
    pub title: String,
    /// What stands on it.
    pub about: About,
    /// How far it is scrolled.
    pub scroll: usize,
}

/// What a page of help is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// The keys, those that hold here first; then the words.
    Keys,
    /// The `:` words; then the keys.
    Words,
    /// What the signs on the screen mean.
    Signs,
    /// One command or word, in lines.
    Lines(Vec<String>),
}

impl Help {
    /// The line that Enter puts at the prompt, if the page has one.
    pub fn example(&self) -> Option<&str> {
        match &self.about {
            About::Lines(lines) => assist::example(lines),
            About::Keys | About::Words | About::Signs => None,
        }
    }
}

/// The commands under a heading or of a family, to choose one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commands {
    /// The heading, as in `@stream` or `XGROUP`.
    pub heading: String,
    /// The commands.
    pub listed: Vec<Listed>,
    /// The chosen one.
    pub chosen: usize,
}

/// Opens the page about the keys.
pub(super) fn keys(state: &mut State) {
    push(state, "help", About::Keys);
}

/// The topic of the page that tells what the signs on the screen mean.
pub const SIGNS: &str = "signs";

/// Opens the page about the words, the signs, or a command or word; of a heading or a family the
/// list of its commands.
pub(super) fn open(state: &mut State, topic: Option<&str>) {
    let Some(topic) = topic.map(str::trim).filter(|topic| !topic.is_empty()) else {
        return push(state, "help", About::Words);
    };
    if topic.eq_ignore_ascii_case(SIGNS) {
        return push(state, SIGNS, About::Signs);
    }
    let profile = state.lab.profile();
    if let Some(listed) = assist::listed(topic, profile) {
        let heading = if topic.starts_with('@') {
            topic.to_lowercase()
        } else {
            topic.to_uppercase()
        };
        return state.layers.push(Layer::Commands(Commands {
            heading,
            listed,
            chosen: 0,
        }));
    }
    if let Some(lines) = assist::help(topic, profile) {
        return push(state, &topic.to_uppercase(), About::Lines(lines));
    }
    let Some(about) = words::about(topic) else {
        let why = assist::no_help(topic);
        return state.desk_mut().back.push(Kind::Note, why);
    };
    let lines = vec![
        about.syntax.to_owned(),
        String::new(),
        format!("It {}.", about.summary),
    ];
    push(state, &format!(":{}", about.name), About::Lines(lines));
}

fn push(state: &mut State, title: &str, about: About) {
    state.layers.push(Layer::Help(Help {
        title: title.to_owned(),
        about,
        scroll: 0,
    }));
}

/// Chooses another command of the list; it shows so many rows.
pub(super) fn step(list: &mut Commands, step: Step, rows: usize) {
    list.chosen = step.within(list.chosen, list.listed.len(), rows);
}

/// Opens the card of the chosen command over the list.
pub(super) fn take(state: &mut State) {
    let Some(Layer::Commands(list)) = state.layers.last() else {
        return;
    };
    if let Some(listed) = list.listed.get(list.chosen) {
        let name = listed.name.clone();
        open(state, Some(&name));
    }
}

/// Enter on a page: its example goes to the prompt, unless something is typed there; a page without one closes.
pub(super) fn entered(state: &mut State) {
    let Some(Layer::Help(help)) = state.layers.pop() else {
        return;
    };
    let Some(example) = help.example() else { return };
    put_away(state);
    if state.desk().prompt.is_empty() {
        state.camera.focus = Focus::Prompt;
        state.desk_mut().prompt.set(example);
    }
}

/// Closes what there is of help.
pub(super) fn put_away(state: &mut State) {
    while let Some(Layer::Help(_) | Layer::Commands(_)) = state.layers.last() {
        state.layers.pop();
    }
}
