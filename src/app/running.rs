//! A line that was entered: cleaned, split, run; its replies, sentences and faults go to the terminals they belong to.

use super::message::Effect;
use super::scrollback::{Kind, Pointed};
use super::state::State;
use super::telling;
use super::{doing, learning, own};
use crate::assist::{self, Diagnosis};
use crate::command::line::{Line, repeated};
use crate::command::{Event, Fault};
use crate::lab::{Action, Outcome};

/// How often `N command` may repeat a command in one go.
const MOST_REPEATS: u64 = 100_000;

/// Runs `line` in the active terminal.
pub(super) fn run(state: &mut State, line: &str) -> Vec<Effect> {
    let mut effects = remember(state, line);
    telling::typed(state, line);
    let line = match assist::cleaned(line) {
        Some(cleaned) => {
            state.desk_mut().back.push(Kind::Note, cleaned.note);
            cleaned.line
        }
        None => line.to_owned(),
    };
    match line.trim() {
        "" => {}
        "clear" => state.desk_mut().back.clear(),
        word if word.starts_with(':') => effects.extend(own::run(state, word)),
        word if own::as_in_redis_cli(word).is_some() => {
            let word = own::as_in_redis_cli(word).unwrap_or_default();
            effects.extend(own::run(state, &word));
        }
        _ => command(state, &line),
    }
    effects
}

/// Runs the lines that wait for their turn in terminals that are free. Where `:terminal` leads, the rest follows.
pub(super) fn drain(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut home = state.active;
    for place in 0..state.desks.len() {
        state.active = place;
        while !state.lab.is_waiting(state.here()) && !state.looks_back() {
            let Some(line) = state.desk_mut().queue.pop_front() else {
                break;
            };
            let at = state.active;
            effects.extend(run(state, &line));
            if state.active != at {
                let rest = std::mem::take(&mut state.desks[at].queue);
                state.desk_mut().queue.extend(rest);
                home = if home == at { state.active } else { home };
            }
        }
    }
    state.active = home;
    effects
}

fn remember(state: &mut State, line: &str) -> Vec<Effect> {
    if state.lines.add(line) && !is_secret(line) {
        return vec![Effect::SaveHistory(line.to_owned())];
    }
    Vec::new()
}

/// Lines with passwords are kept out of the file, as redis-cli does.
fn is_secret(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first.eq_ignore_ascii_case("AUTH") || line.to_ascii_uppercase().contains("REQUIREPASS")
}

fn command(state: &mut State, text: &str) {
    let Ok(line) = Line::parse(text.as_bytes()) else {
        return unreadable(state, text);
    };
    if line.argv().is_empty() {
        return;
    }
    match repeated(&line) {
        Some(Ok((count, line))) => {
            let count = count.min(MOST_REPEATS);
            for turn in 1..=count {
                once(state, text, &line, turn == count);
                if state.lab.is_waiting(state.here()) {
                    break;
                }
            }
        }
        Some(Err(())) => unreadable(state, text),
        None => once(state, text, &line, true),
    }
}

/// A line whose quotes do not close; redis-cli says the same of all of them.
fn unreadable(state: &mut State, text: &str) {
    match assist::check(text, state.lab.profile()) {
        Some(diagnosis) => {
            state.desk_mut().back.push(Kind::Failed, diagnosis.error.clone());
            show(state, diagnosis);
        }
        None => state.desk_mut().back.push(Kind::Failed, "Invalid argument(s)"),
    }
}

/// Runs a command once. Only what the last of many did is marked, so only there it is looked at what was before.
fn once(state: &mut State, text: &str, line: &Line, last: bool) {
    let db = state.db();
    state.camera.follow(line.argv(), state.lab.engine().db(db));
    if let Some(why) = learning::refusal(state, line) {
        state.desk_mut().back.push(Kind::Advice, why);
        return;
    }
    let remembered = if last { super::camera::REMEMBERED } else { 0 };
    let before = state.scene(remembered, remembered);
    let action = Action::Run(state.here(), line.argv().to_owned());
    let outcome = doing::act(state, &action);
    state.camera.follow(line.argv(), state.lab.engine().db(db));
    state.marks = super::marks::Marks::of(&outcome.events, &before);
    let fault = failed_here(state, &outcome);
    let moved = outcome.events.iter().any(Event::moves_data);
    telling::deliver(state, outcome);
    match fault {
        Some(fault) => explain(state, text, &fault),
        None if last && !state.lab.is_waiting(state.here()) => remark(state, text, moved),
        None => {}
    }
}

fn failed_here(state: &State, outcome: &Outcome) -> Option<Fault> {
    let here = state.terminal()?.client;
    outcome.events.iter().find_map(|event| match event {
        Event::Failed { client, fault } if *client == here => Some(fault.clone()),
        _ => None,
    })
}

/// What is worth saying about a command that was not refused and hardly did what was meant.
fn remark(state: &mut State, text: &str, moved: bool) {
    let lookup = state.lab.lookup(state.here());
    if let Some(remark) = assist::remark(text, moved, &lookup, state.lab.profile()) {
        state.desk_mut().back.push(Kind::Advice, remark);
    }
}

fn explain(state: &mut State, text: &str, fault: &Fault) {
    let lookup = state.lab.lookup(state.here());
    let diagnosis = assist::explain(text, fault, &lookup, state.lab.profile());
    show(state, diagnosis);
}

/// Shows a diagnosis: the place under the typed line, the mend under the error.
fn show(state: &mut State, diagnosis: Diagnosis) {
    let back = &mut state.desk_mut().back;
    match diagnosis.span {
        Some(span) => back.point(Pointed {
            span,
            expected: diagnosis.expected,
        }),
        None => {
            if let Some(expected) = diagnosis.expected {
                back.push(Kind::Advice, format!("expected: {expected}"));
            }
        }
    }
    for advice in diagnosis.advice {
        back.push(Kind::Advice, advice);
    }
}
