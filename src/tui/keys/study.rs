//! The keys of lessons and demos.

use crossterm::event::KeyCode;

use super::chord::{DIGIT, DOWN, ENTER, ESC, LEFT, LETTER, PAGE_DOWN, PAGE_UP, RIGHT, UP, alt, char, f};
use super::{Does, Foot, ROW, Row};
use crate::app::{Knob, Message, State, Way};
use crate::lesson::{StepKind, StepView};
use crate::tui::lesson::reading;
use Does::{Ask, Say};

/// The rank of what goes on with a lesson.
pub(super) const NEXT: u8 = 5;

const STOP_OR_GO: Does = Say(Message::Demo(Knob::StopOrGo));
const FORWARD: Does = Say(Message::Demo(Knob::Next));
const BACK: Does = Say(Message::Demo(Knob::Previous));
const FASTER: Does = Say(Message::Demo(Knob::Faster));

/// Presenters' remotes send the page keys.
pub(super) static DEMO: &[Row] = &[
    Row {
        keys: &[(char(' '), STOP_OR_GO)],
        also: &[(ENTER, STOP_OR_GO)],
        foot: Foot::Now(1, |state| Some(if is_halted(state) { "go on" } else { "stop" })),
        help: "stops and goes on",
    },
    Row {
        keys: &[(RIGHT, FORWARD)],
        also: &[(PAGE_DOWN, FORWARD)],
        foot: Foot::Word(2, "next"),
        help: "the next step, or the answer that was asked for",
    },
    Row {
        keys: &[(LEFT, BACK)],
        also: &[(PAGE_UP, BACK)],
        foot: Foot::Word(3, "back"),
        help: "one step back, with everything as it was there",
    },
    Row {
        keys: &[(char('+'), FASTER), (char('-'), Say(Message::Demo(Knob::Slower)))],
        also: &[(char('='), FASTER)],
        foot: Foot::Word(6, "pace"),
        help: "faster, slower",
    },
    Row {
        keys: &[(alt(char('n')), Say(Message::SpeakerNotes))],
        help: "what the author says to whoever shows it; nobody sees it otherwise",
        ..ROW
    },
    Row {
        keys: &[(ESC, Say(Message::CloseLesson))],
        foot: Foot::Word(7, "leave"),
        help: "leaves the demo",
        ..ROW
    },
    Row {
        // Whoever types while it plays stops it.
        keys: &[(LETTER, Ask(stop_for_typing))],
        help: "stop it; once it stands still they go to the prompt",
        ..ROW
    },
];

/// A goal that is looked at. Any other key does what it always does, and the goal is gone.
pub(super) static AIM: &[Row] = &[Row {
    keys: &[(ESC, Say(Message::Close))],
    also: &[(ENTER, Say(Message::Enter)), (char(' '), Say(Message::Close))],
    foot: Foot::Word(1, "back to how it is"),
    help: "back to how it is; so does any other key",
}];

/// What was typed of one's own is cleared before the demo goes on.
pub(super) static OFF_SCRIPT: &[Row] = &[Row {
    keys: &[(ESC, Say(Message::Interrupt))],
    foot: Foot::Word(NEXT, "back to the demo"),
    help: "clears the line and gives the demo its keys back",
    ..ROW
}];

/// A prediction while nothing is typed.
pub(super) static QUESTION: &[Row] = &[Row {
    keys: &[(DIGIT, Ask(answer))],
    also: &[
        (DOWN, Say(Message::Select(Way::Next))),
        (UP, Say(Message::Select(Way::Previous))),
    ],
    foot: Foot::Word(4, "choose"),
    help: "choose an answer; the arrows too",
}];

pub(super) static STUDY: &[Row] = &[
    Row {
        keys: &[(ENTER, Ask(go_on))],
        foot: Foot::Now(NEXT, |state| enter_does(state, &step(state)?)),
        help: "on an empty line: goes on with the lesson",
        ..ROW
    },
    Row {
        keys: &[(f(6), Say(Message::Hint))],
        foot: Foot::Now(NEXT, |state| {
            let step = step(state)?;
            (step.kind == StepKind::Do && !step.done).then_some("hint")
        }),
        help: "a hint; the last one is the line itself",
        ..ROW
    },
    Row {
        keys: &[(alt(char('g')), Say(Message::Aim))],
        foot: Foot::Now(34, |state| {
            let step = step(state)?;
            (step.kind == StepKind::Do && !step.done && !step.goals.is_empty()).then_some("goal")
        }),
        help: "shows the goal as it will look; any key comes back",
        ..ROW
    },
    Row {
        keys: &[(f(5), Say(Message::Lessons))],
        foot: Foot::Word(34, "lessons"),
        help: "the list of lessons, and the way back to the sandbox",
        ..ROW
    },
    Row {
        keys: &[(f(7), Say(Message::StepBack))],
        foot: Foot::Now(35, |state| step(state).map(|_| "back")),
        help: "one step of the lesson back",
        ..ROW
    },
];

/// The step somebody learns.
fn step(state: &State) -> Option<StepView> {
    let study = state.study.as_ref().filter(|study| !study.is_demo())?;
    Some(study.view(&state.lab))
}

/// On an empty line: what is still to be read comes before what is still to be done.
fn go_on(state: &State, _: KeyCode) -> Option<Message> {
    if state.study.is_none() || !state.desk().prompt.is_empty() {
        return None;
    }
    if !reads_on(state) {
        return Some(Message::Enter);
    }
    reading(state)?.on.map(Message::Read)
}

/// Whether Enter shows more of the lesson's text. A question's Enter is the answer, and what has been done was read
/// before.
pub(in crate::tui) fn reads_on(state: &State) -> bool {
    let free = state.layers.is_empty() && state.desk().prompt.is_empty() && !state.asks();
    let Some(step) = step(state).filter(|_| free) else {
        return false;
    };
    let is_behind = step.kind == StepKind::Do && step.done && step.feedback.is_none();
    !is_behind && reading(state).is_some_and(|reading| reading.on.is_some())
}

fn enter_does(state: &State, step: &StepView) -> Option<&'static str> {
    let study = state.study.as_ref()?;
    if !state.desk().prompt.is_empty() {
        return None;
    }
    if reads_on(state) {
        return Some("more");
    }
    if study.session().is_finished() {
        return Some("lessons");
    }
    match step.kind {
        StepKind::Predict if step.entry.is_some() => Some("type your answer"),
        _ if study.session().leads_forward(&state.lab) => Some("forward again"),
        StepKind::Predict if !step.done => study.chosen.map(|_| "answer"),
        StepKind::Explore => Some("enough, next step"),
        StepKind::Watch if step.actions_left > 0 => Some("play a line"),
        StepKind::Do if !step.done => None,
        _ => Some("next step"),
    }
}

fn answer(_: &State, code: KeyCode) -> Option<Message> {
    let KeyCode::Char(digit) = code else { return None };
    Some(Message::Choose(digit.to_digit(10)? as usize - 1))
}

fn is_halted(state: &State) -> bool {
    state.study.as_ref().is_some_and(|study| study.halted().is_some())
}

fn stop_for_typing(state: &State, _: KeyCode) -> Option<Message> {
    let study = state.study.as_ref()?;
    (study.halted().is_none() && !study.session().is_finished()).then_some(Message::Demo(Knob::StopOrGo))
}
