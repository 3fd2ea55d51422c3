//! A line that was entered: cleaned, split, run; its replies, sentences and faults go to the terminals they belong to.

use super::message::Effect;
use super::script::Repeat;
use super::scrollback::{Kind, Pointed};
use super::state::State;
use super::telling;
use super::{doing, heard, learning, mirror, notes, own};
use crate::assist::{self, Diagnosis};
use crate::command::line::{Line, repeated};
use crate::command::{Event, Fault};
use crate::lab::{Action, Outcome};

/// How often `N command` may repeat a command in one go: each time is a step that can be undone.
const MOST_REPEATS: u64 = 1_000_000;

/// Runs `line` in the active terminal.
pub(super) fn run(state: &mut State, line: &str) -> Vec<Effect> {
    let mut effects = remember(state, line);
    telling::typed(state, line);
    let open = state.study.as_ref().filter(|study| !study.is_playing());
    let again = open.and_then(|study| learning::answered_already(&study.view(&state.lab), line));
    if let Some(answered) = again {
        state.desk_mut().back.push(Kind::Advice, answered);
        return effects;
    }
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
    if let Some(why) = mirror::refusal(state) {
        return state.desk_mut().back.push(Kind::Advice, why);
    }
    match repeated(&line) {
        Some(Ok((total, line))) => {
            if total > MOST_REPEATS {
                let note = "a command runs at most 1,000,000 times in one go: each of them is a step to undo";
                state.desk_mut().back.push(Kind::Note, note);
            }
            state.desk_mut().script.repeat(Repeat {
                text: text.to_owned(),
                line,
                done: 0,
                total: total.min(MOST_REPEATS),
            });
        }
        Some(Err(())) => unreadable(state, text),
        None => drop(once(state, text, &line, true)),
    }
}

/// Runs the command that is to run many times once more; `false` if there is none.
pub(super) fn repeat(state: &mut State) -> bool {
    let Some(mut repeat) = state.desk_mut().script.take_repeat() else {
        return false;
    };
    repeat.done += 1;
    let last = repeat.done == repeat.total;
    let done = once(state, &repeat.text, &repeat.line, last);
    if done && !last && state.terminal().is_some_and(|terminal| terminal.alive) {
        state.desk_mut().script.repeat(repeat);
    }
    true
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

/// Runs a command once; `false` if a lesson does not let it. Only what the last of many did is marked, so only there
/// it is looked at what was before.
fn once(state: &mut State, text: &str, line: &Line, last: bool) -> bool {
    if let Some(why) = learning::refusal(state, line) {
        state.desk_mut().back.push(Kind::Advice, why);
        return false;
    }
    let db = state.db();
    state.camera.follow(line.argv(), state.lab.engine().db(db));
    let before = last.then(|| state.scene(super::camera::Rows::all(super::camera::REMEMBERED)));
    let lookup = state.lab.lookup(state.here(), state.real);
    let loses = last && assist::loses(text, &lookup, state.lab.profile()).is_some();
    let action = Action::Run(state.here(), line.argv().to_owned());
    let outcome = doing::act(state, &action);
    state.camera.follow(line.argv(), state.lab.engine().db(db));
    if let Some(before) = before {
        state.mark(&outcome.events, &before);
    }
    let fault = failed_here(state, &outcome);
    let moved = outcome.events.iter().any(Event::moves_data);
    let why = last.then(|| notes::explanation(state, text, &outcome.events, fault.as_ref()));
    telling::deliver(state, outcome);
    if why.is_some() {
        state.desk_mut().why = why;
    }
    match fault {
        Some(fault) => explain(state, text, &fault),
        None if last && !state.lab.is_waiting(state.here()) && !state.lab.queues(state.here()) => {
            remark(state, text, moved);
        }
        None => {}
    }
    if loses && moved {
        state.desk_mut().back.push(Kind::Note, "Alt-U brings it back");
    }
    true
}

fn failed_here(state: &State, outcome: &Outcome) -> Option<Fault> {
    let here = state.terminal()?.client;
    heard::fault_in(&outcome.events, here).cloned()
}

/// What is worth saying about a command that was not refused and hardly did what was meant.
fn remark(state: &mut State, text: &str, moved: bool) {
    let lookup = state.lab.lookup(state.here(), state.real);
    if let Some(remark) = assist::remark(text, moved, &lookup, state.lab.profile()) {
        state.desk_mut().back.push(Kind::Advice, remark);
    }
}

fn explain(state: &mut State, text: &str, fault: &Fault) {
    let lookup = state.lab.lookup(state.here(), state.real);
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
