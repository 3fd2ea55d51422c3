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
    let mut effects = Vec::new();
    let mut home = state.active;
    let mut left = SLICE;
    for place in 0..state.desks.len() {
        if state.desks[place].script.total == 0 && state.desks[place].script.repeat.is_none() {
            continue;
        }
        state.active = place;
        while left > 0 && !state.lab.is_waiting(state.here()) && !state.is_away() {
            left -= 1;
            if running::repeat(state) {
                continue;
            }
            let at = state.active;
            match next(state) {
                Some(line) => effects.extend(running::run(state, &line)),
                None => break,
            }
            if state.active != at {
                let rest = std::mem::take(&mut state.desks[at].script);
                state.desk_mut().script = rest;
                home = if home == at { state.active } else { home };
            }
        }
        hold_back(state);
    }
    state.active = home;
    effects
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
