//! Why a terminal cannot take a command now, and which terminal can.

use super::learning;
use super::state::State;
use crate::lab::TerminalId;

/// The most letters of a name in these sentences: they have to fit the edge of a narrow terminal.
const NAME: usize = 16;

/// Why the active terminal cannot take a command now, how that ends, and where one can be typed meanwhile.
pub(super) fn busy(state: &State) -> Option<String> {
    let name = short(state, state.active);
    let (why, end) = if state.lab.is_waiting(state.here()) {
        (format!("{name} waits"), "Ctrl-C ends it")
    } else {
        let progress = state.desk().script.progress()?;
        (format!("{name} is busy, {progress}"), "Ctrl-C stops it")
    };
    let elsewhere = state
        .free_terminal()
        .map(|(key, name)| format!(", {key}: {name}"));
    Some(format!("{why}: {end}{}", elsewhere.unwrap_or_default()))
}

impl State {
    /// The terminal to go to when the active one takes no commands: the key that leads there, and its name.
    pub fn free_terminal(&self) -> Option<(String, String)> {
        free(self).map(|place| (key(self, place), short(self, place)))
    }
}

/// The terminal to go to: the one the lesson's step is for, else the first, which is where entries come from in the
/// sandbox and in lessons, else the nearest that takes commands.
fn free(state: &State) -> Option<usize> {
    let terminals = state.lab.terminals();
    let takes = |place: &usize| {
        *place != state.active
            && terminals.get(*place).is_some_and(|terminal| terminal.alive)
            && !state.lab.is_waiting(TerminalId(*place))
            && state
                .desks
                .get(*place)
                .is_some_and(|desk| desk.script.progress().is_none())
    };
    let wanted = learning::step(state)
        .and_then(|step| step.terminal)
        .map(|id| id.0);
    let many = terminals.len();
    let near = (1..many).flat_map(|far| [(state.active + far) % many, (state.active + many - far) % many]);
    wanted.into_iter().chain([0]).chain(near).find(takes)
}

/// The key that leads there.
fn key(state: &State, place: usize) -> String {
    let many = state.lab.terminals().len().max(1);
    if (state.active + 1) % many == place {
        "F3".to_owned()
    } else if (place + 1) % many == state.active {
        "F2".to_owned()
    } else {
        format!("Alt-{}", place + 1)
    }
}

fn short(state: &State, place: usize) -> String {
    let name = state
        .lab
        .terminals()
        .get(place)
        .map_or("", |terminal| &terminal.name);
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}...", &name[..end]),
        None => name.to_owned(),
    }
}
