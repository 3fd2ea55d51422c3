//! Notes over the screen: why the last command did what it did, and what others did.

use super::layer::Layer;
use super::state::State;
use super::telling;
use crate::assist::{self, Came, Part, Tone};
use crate::command::{Event, Fault};

/// The most commands of others at once.
const MOST: usize = 100;

/// Headings with sentences under them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// What it is about.
    pub title: String,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// The explanation of a command that the active terminal has just run.
pub(super) fn explanation(state: &State, line: &str, events: &[Event], fault: Option<&Fault>) -> Notes {
    let told = telling::told(state, events);
    let came = Came {
        events,
        fault,
        told: &told,
        now: state.lab.now(state.real),
    };
    let lookup = state.lab.lookup(state.here(), state.real);
    Notes {
        title: format!("why: {}", crate::wire::shown(line.trim().as_bytes())),
        parts: assist::why(line, came, &lookup, state.lab.profile()),
    }
}

/// Shows why the last command of the active terminal did what it did.
pub(super) fn why(state: &mut State) {
    match state.desk().why.clone() {
        Some(notes) => state.layers.push(Layer::Notes { notes, scroll: 0 }),
        None => state.notice = Some("nothing to explain yet: this terminal has run no command".to_owned()),
    }
}

/// Shows what was done in other terminals and by other clients, newest first.
pub(super) fn feed(state: &mut State) {
    let own = state
        .terminal()
        .map(|terminal| terminal.name.clone())
        .unwrap_or_default();
    let heard = state.network.feed.heard().rev();
    let others = heard.filter(|heard| heard.who() != own).take(MOST);
    let parts: Vec<Part> = others
        .map(|heard| {
            let times = if heard.times > 1 {
                format!(" ({} times)", heard.times)
            } else {
                String::new()
            };
            Part {
                heading: format!("{}: {}{times}", heard.who(), heard.text()),
                tone: Tone::Said,
                lines: heard.sentences(&|client| telling::called(state, client)),
            }
        })
        .collect();
    if parts.is_empty() {
        state.notice = Some("nobody else has done anything yet".to_owned());
        return;
    }
    let notes = Notes {
        title: format!("what others than {own} did, newest first"),
        parts,
    };
    state.layers.push(Layer::Notes { notes, scroll: 0 });
}
