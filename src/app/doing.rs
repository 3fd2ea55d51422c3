//! The one way to the lab: whatever is done, undone or looked back at passes here, so that a lesson that is open
//! always hears of it.

use super::script;
use super::scrollback::Kind;
use super::state::State;
use crate::lab::{Action, Lab, Outcome, TerminalId, Undone};
use crate::store::Millis;

/// Puts another lab before whoever types and whoever talks from the network; the one that was there comes back.
pub(super) fn change_lab(state: &mut State, lab: Lab) -> Lab {
    let mut before = std::mem::replace(&mut state.lab, lab);
    state.lab.take_clients(&mut before);
    state.nothing_is_news();
    before
}

/// Does something, now.
pub(super) fn act(state: &mut State, action: &Action) -> Outcome {
    super::recording::keep_up(state);
    let outcome = state.lab.act(action.clone(), state.real);
    if let Some(study) = &mut state.study {
        study.observe(&state.lab, action, &outcome);
    }
    outcome
}

/// Lets waits end whose time has come.
pub(super) fn tick(state: &mut State, real: Millis) -> Outcome {
    let outcome = state.lab.tick(real);
    if let Some(study) = &mut state.study
        && outcome != Outcome::default()
    {
        study.observe(&state.lab, &Action::Tick, &outcome);
    }
    outcome
}

/// The terminals that wait for something, by name.
fn waiting(state: &State) -> Vec<String> {
    let terminals = state.lab.terminals().iter().enumerate();
    let waiting = terminals.filter(|(at, _)| state.lab.is_waiting(TerminalId(*at)));
    waiting.map(|(_, terminal)| terminal.name.clone()).collect()
}

/// Makes another moment the present: `what` does it. What terminals still had to do is dropped, and where a wait is no
/// longer, that is said.
pub(super) fn elsewhen<T>(state: &mut State, what: impl FnOnce(&mut State) -> T) -> T {
    let waited = waiting(state);
    script::give_up(state);
    let done = what(state);
    let waits = waiting(state);
    for desk in &mut state.desks {
        if waited.contains(&desk.name) && !waits.contains(&desk.name) {
            desk.back.push(Kind::Note, "this wait has not happened now");
        }
    }
    done
}

/// Takes back the last `times` steps that changed something, in the lab or in the lesson that is open.
pub(super) fn undo(state: &mut State, times: usize) -> Option<Undone> {
    elsewhen(state, |state| {
        let State { lab, study, .. } = state;
        let matters = |step| study.as_ref().is_some_and(|study| study.goes_on_at(step));
        let undone = lab.undo_changes(times, matters);
        rewound(state);
        undone
    })
}

/// Takes the next `times` undone steps that changed something again.
pub(super) fn redo(state: &mut State, times: usize) -> Option<Undone> {
    elsewhen(state, |state| {
        let State { lab, study, .. } = state;
        let matters = |step| study.as_ref().is_some_and(|study| study.goes_on_at(step));
        let redone = lab.redo_changes(times, matters);
        rewound(state);
        redone
    })
}

/// Looks at the state after so many steps.
pub(super) fn look(state: &mut State, steps: usize) {
    state.lab.look(steps);
    looked(state, false);
}

/// Ends the look: everything is as it was before.
pub(super) fn come_home(state: &mut State) {
    state.lab.come_home();
    looked(state, true);
}

/// Makes the moment that is looked at the present.
pub(super) fn stay(state: &mut State) {
    script::give_up(state);
    state.lab.stay();
    rewound(state);
}

/// The lab is at another moment that is only looked at, or `home` again.
pub(super) fn looked(state: &mut State, home: bool) {
    if let Some(study) = &mut state.study {
        study.looked(&state.lab, home);
    }
    state.seat_terminals();
}

fn rewound(state: &mut State) {
    state.nothing_is_news();
    if let Some(study) = &mut state.study {
        study.rewound(&state.lab);
    }
    state.seat_terminals();
}
