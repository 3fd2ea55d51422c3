//! What a lesson does by itself, as if somebody had typed it: for worked examples, revealed predictions and demos.

use super::learning;
use super::marks::Marks;
use super::scrollback::Kind;
use super::state::State;
use super::study::{Run, Study};
use super::{notes, telling};
use crate::command::Event;
use crate::command::line::Line;
use crate::lab::Scene;
use crate::lesson::{DemoEvent, Halt, Played};
use crate::store::Millis;

/// What stands in the scrollback where a demo went back: what is above it has not happened now.
const RETURNED: &str = "one step back: what stands above has not happened now";

/// Shows an action that the lesson performed; `before` is what was seen before it.
pub(super) fn show(state: &mut State, played: Played, before: &Scene) {
    state.seat_terminals();
    state.active = played.terminal.0.min(state.desks.len().saturating_sub(1));
    if played.line.is_empty() {
        return telling::deliver(state, played.outcome);
    }
    state.desk_mut().prompt.take();
    telling::typed(state, &played.line);
    if let Ok(line) = Line::parse(played.line.as_bytes()) {
        let db = state.db();
        state.camera.follow(line.argv(), state.lab.engine().db(db));
    }
    state.mark(&played.outcome.events, before);
    let own = played.outcome.own.min(played.outcome.events.len());
    let events = &played.outcome.events[..own];
    let fault = events.iter().find_map(|event| match event {
        Event::Failed { fault, .. } => Some(fault),
        _ => None,
    });
    let why = notes::explanation(state, &played.line, events, fault);
    telling::deliver(state, played.outcome);
    if !played.line.starts_with(':') {
        state.desk_mut().why = Some(why);
    }
}

/// Shows what was done in a run before it was taken up, each line in its terminal.
pub(super) fn retell(state: &mut State, retold: Vec<Played>) {
    let now = state.scene(super::camera::Rows::all(super::camera::REMEMBERED));
    for played in retold {
        show(state, played, &now);
    }
    state.marks = Marks::default();
    state.nothing_is_news();
    for desk in &mut state.desks {
        desk.fresh = false;
    }
}

/// A key of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Knob {
    StopOrGo,
    Next,
    Previous,
    Faster,
    Slower,
}

/// Plays what is due.
pub(super) fn tick(state: &mut State, real: Millis) {
    with_demo(state, |demo, lab| demo.tick(lab, real));
}

/// Turns one of the demo's knobs.
pub(super) fn turn(state: &mut State, knob: Knob) {
    with_demo(state, |demo, lab| match knob {
        Knob::StopOrGo => {
            demo.toggle();
            Vec::new()
        }
        // An audience that was asked is owed the answer before anything else.
        Knob::Next if demo.halted() == Some(Halt::BeforeReveal) => {
            demo.toggle();
            Vec::new()
        }
        Knob::Next => demo.next(lab),
        Knob::Previous => demo.previous(lab),
        Knob::Faster => {
            demo.faster();
            Vec::new()
        }
        Knob::Slower => {
            demo.slower();
            Vec::new()
        }
    });
    let word = match knob {
        Knob::Faster => Some("faster"),
        Knob::Slower => Some("slower"),
        _ => None,
    };
    state.notice = word.map(str::to_owned);
    if knob == Knob::Previous {
        state.marks = Marks::default();
        state.seat_terminals();
        state.desk_mut().prompt.take();
        state.desk_mut().back.push(Kind::Note, RETURNED);
    }
}

fn with_demo(
    state: &mut State,
    what: impl FnOnce(&mut crate::lesson::Demo, &mut crate::lab::Lab) -> Vec<DemoEvent>,
) {
    if !state.study.as_ref().is_some_and(Study::is_demo) {
        return;
    }
    let before = state.scene(super::camera::Rows::all(super::camera::REMEMBERED));
    let State { study, lab, .. } = state;
    let Some(Run::Demo(demo)) = study.as_mut().map(|study| &mut study.run) else {
        return;
    };
    for event in what(demo, lab) {
        take_in(state, event, &before);
    }
}

fn take_in(state: &mut State, event: DemoEvent, before: &Scene) {
    match event {
        DemoEvent::Typed { terminal, text } => {
            state.active = terminal.0.min(state.desks.len().saturating_sub(1));
            state.desk_mut().prompt.set(&text);
        }
        DemoEvent::Ran(played) => show(state, played, before),
        DemoEvent::StepShown => {
            let Some(step) = state.study.as_ref().map(|study| study.view(&state.lab)) else {
                return;
            };
            state.pane = learning::pane(state);
            if let Some(terminal) = step.terminal {
                state.active = terminal.0.min(state.desks.len().saturating_sub(1));
            }
        }
        DemoEvent::Stopped(_) | DemoEvent::Finished => {}
    }
}

/// Why the demo stands still, in words; `None` while it plays.
pub fn stands_still(halt: Halt) -> &'static str {
    match halt {
        Halt::Asked => "stopped",
        Halt::BeforePrediction => "a question comes next",
        Halt::BeforeReveal => "what do you think? Space shows it",
    }
}
