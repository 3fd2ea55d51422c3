//! What a terminal still has to do by itself: pasted lines that wait for their turn, and a command that runs many
//! times. Done in slices, so that the screen is never held; Ctrl-C drops what is left.

use std::collections::VecDeque;

use super::message::Effect;
use super::running;
use super::scrollback::Kind;
use super::state::State;
use crate::command::Line;

/// The most commands between two looks at the keyboard.
const SLICE: usize = 1000;
/// How many refused lines are named.
const MOST_NAMED: usize = 8;

/// What a terminal still has to do.
#[derive(Debug, Default)]
pub struct Script {
    lines: VecDeque<(usize, String)>,
    /// How many lines were pasted.
    total: usize,
    /// How many of them were run.
    run: usize,
    /// The line that runs, and how many refusals there were before it.
    current: Option<(usize, usize)>,
    /// The lines that were refused.
    failed: Vec<usize>,
    /// Whether it was said that a wait holds the rest back.
    held: bool,
    repeat: Option<Repeat>,
}

/// A command that runs many times.
#[derive(Debug)]
pub(super) struct Repeat {
    /// The line as it was typed.
    pub(super) text: String,
    /// The command itself.
    pub(super) line: Line,
    /// How often it has run.
    pub(super) done: u64,
    /// How often it is to run.
    pub(super) total: u64,
}

impl Script {
    /// Adds pasted lines; blank ones and comments count as lines and are not run.
    pub(super) fn add(&mut self, lines: impl IntoIterator<Item = String>) {
        for line in lines {
            self.total += 1;
            let start = line.trim_start();
            if !(start.is_empty() || start.starts_with("//") || start.starts_with('#')) {
                self.lines.push_back((self.total, line));
            }
        }
    }

    /// Has a command run many times, as soon as nothing else is to be done.
    pub(super) fn repeat(&mut self, repeat: Repeat) {
        self.repeat = Some(repeat);
    }

    /// The command that runs many times, to be run once more or dropped.
    pub(super) fn take_repeat(&mut self) -> Option<Repeat> {
        self.repeat.take()
    }

    /// How many lines wait for their turn.
    pub fn waiting(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is something to do or to say at the end.
    fn has_begun(&self) -> bool {
        self.total > 0 || self.repeat.is_some()
    }

    /// Whether anything is left to do.
    pub fn is_busy(&self) -> bool {
        self.repeat.is_some() || !self.lines.is_empty()
    }

    /// How far it has come, in words; `None` when there is nothing to tell.
    pub fn progress(&self) -> Option<String> {
        if let Some(repeat) = &self.repeat {
            return Some(format!(
                "{} of {} times",
                grouped(repeat.done),
                grouped(repeat.total)
            ));
        }
        let (line, _) = self.current.filter(|_| !self.lines.is_empty())?;
        Some(format!("line {line} of {}", self.total))
    }

    /// Drops what is left; what was dropped, in words.
    pub(super) fn stop(&mut self) -> Option<String> {
        let dropped = std::mem::take(self);
        let repeat = dropped.repeat.map(|repeat| {
            format!(
                "stopped after {} of {} times",
                grouped(repeat.done),
                grouped(repeat.total)
            )
        });
        let lines = match dropped.lines.len() {
            0 => None,
            1 => Some("1 pasted line was not run".to_owned()),
            many => Some(format!("{many} pasted lines were not run")),
        };
        let all: Vec<String> = [repeat, lines].into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join("; "))
    }

    /// The line that ran has ended, and there were so many refusals by now.
    fn settle(&mut self, refusals: usize) {
        if let Some((line, before)) = self.current.take() {
            self.run += 1;
            self.held = false;
            if refusals > before {
                self.failed.push(line);
            }
        }
    }

    /// What is to be said of a script that has come to its end.
    fn summary(&mut self) -> Option<String> {
        let done = std::mem::take(self);
        if done.run < 2 {
            return None;
        }
        if done.failed.is_empty() {
            return Some(format!("{} pasted lines run, none refused", done.run));
        }
        let named = done.failed.iter().take(MOST_NAMED).map(ToString::to_string);
        let more = if done.failed.len() > MOST_NAMED {
            ", …"
        } else {
            ""
        };
        Some(format!(
            "{} pasted lines run, {} refused: {} {}{more}",
            done.run,
            done.failed.len(),
            if done.failed.len() == 1 { "line" } else { "lines" },
            named.collect::<Vec<_>>().join(", ")
        ))
    }
}

/// A number in groups of three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .filter_map(|group| std::str::from_utf8(group).ok())
        .collect();
    groups.join(",")
}

/// Goes on in every terminal that is free, for one slice. Where `:terminal` leads, the rest follows.
pub(super) fn go_on(state: &mut State) -> Vec<Effect> {
    if !state.desks.iter().any(|desk| desk.script.has_begun()) {
        return Vec::new();
    }
    let mut effects = Vec::new();
    let mut home = state.desk().name.clone();
    let mut left = SLICE;
    let mut place = 0;
    // Lines open and close terminals and lessons: who is where is asked again each time, and goes by name.
    while place < terminals(state) {
        state.active = place;
        place += 1;
        while state.desk().script.has_begun()
            && left > 0
            && !state.lab.is_waiting(state.here())
            && !state.is_away()
        {
            left -= 1;
            if running::repeat(state) {
                continue;
            }
            let name = state.desk().name.clone();
            let Some(line) = next(state) else { break };
            state.scripted = true;
            effects.extend(running::run(state, &line));
            state.scripted = false;
            if state.desk().name != name {
                follow(state, &name);
                if home == name {
                    home.clone_from(&state.desk().name);
                }
            }
        }
        hold_back(state);
    }
    let home = state.desks.iter().position(|desk| desk.name == home);
    let last = terminals(state).saturating_sub(1);
    state.active = home.unwrap_or(state.active).min(last);
    effects
}

/// Another moment is the present: what terminals still had to do belonged to the one before. A script may lead there
/// itself and then goes on.
pub(super) fn give_up(state: &mut State) {
    if state.scripted {
        return;
    }
    for desk in &mut state.desks {
        if let Some(dropped) = desk.script.stop() {
            desk.back.push(Kind::Note, dropped);
        }
    }
}

/// How many terminals can do something: those that are closed may still have a desk.
fn terminals(state: &State) -> usize {
    state.lab.terminals().len().min(state.desks.len())
}

/// What the terminal of this name still had to do is done in the active one, before anything else there.
fn follow(state: &mut State, name: &str) {
    let Some(left) = state.desks.iter_mut().find(|desk| desk.name == name) else {
        return;
    };
    let mut rest = std::mem::take(&mut left.script);
    let own = std::mem::take(&mut state.desk_mut().script);
    let before = rest.total;
    rest.lines.extend(
        own.lines
            .into_iter()
            .map(|(number, line)| (before + number, line)),
    );
    rest.total += own.total;
    rest.repeat = rest.repeat.or(own.repeat);
    state.desk_mut().script = rest;
}

/// The next line; at the end it is said how it went.
fn next(state: &mut State) -> Option<String> {
    let alive = state.terminal().is_none_or(|terminal| terminal.alive);
    let desk = state.desk_mut();
    let refusals = desk.back.refusals();
    desk.script.settle(refusals);
    let own_word = |line: &str| line.trim_start().starts_with(':');
    let said = match desk.script.lines.pop_front() {
        Some((number, line)) if alive || own_word(&line) => {
            desk.script.current = Some((number, refusals));
            return Some(line);
        }
        Some(first) => {
            desk.script.lines.push_front(first);
            desk.script
                .stop()
                .map(|dropped| format!("the client has crashed: {dropped}"))
        }
        None => desk.script.summary(),
    };
    if let Some(said) = said {
        desk.back.push(Kind::Note, said);
    }
    None
}

/// Says once that a wait holds the rest back, and how it goes on.
fn hold_back(state: &mut State) {
    let waits = state.lab.is_waiting(state.here());
    let script = &mut state.desk_mut().script;
    let Some((line, _)) = script
        .current
        .filter(|_| waits && !script.lines.is_empty() && !script.held)
    else {
        return;
    };
    script.held = true;
    let rest = match script.lines.len() {
        1 => "the line after it goes on when it is done; Ctrl-C drops it".to_owned(),
        many => format!("the {many} lines after it go on when it is done; Ctrl-C drops them"),
    };
    let said = format!("line {line} of {} waits: {rest}", script.total);
    state.desk_mut().back.push(Kind::Note, said);
}
