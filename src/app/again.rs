//! Going back in a lesson: a step begun again or caught up with, the step before, and a copy to play with.

use super::scrollback::Kind;
use super::state::State;
use super::study::{self, Run, Study};
use super::{doing, learning, script};
use crate::lab::Lab;
use crate::lesson::Session;

/// Begins the step again.
pub(super) fn reset(state: &mut State) {
    return_from_play(state);
    if learning::step(state).is_none() {
        state.notice = Some("only a lesson's step can be begun again; Alt-U undoes".to_owned());
        return;
    }
    doing::elsewhen(state, |state| {
        if let Some((session, lab)) = run(state) {
            session.reset(lab);
        }
    });
    begun_again(
        state,
        "the step begins again: what stands above has not happened now",
    );
}

/// Begins the step from the state that the lesson itself would have, whatever was done in the steps before.
pub(super) fn catch_up(state: &mut State) {
    let Some(study) = state.study.as_ref().filter(|study| !study.is_demo()) else {
        state.notice = Some("there is no lesson to catch up with: F5 opens one".to_owned());
        return;
    };
    let lesson = study.session().lesson().clone();
    study::replace(state, &lesson);
    begun_again(
        state,
        "everything before this step was done as the lesson does it",
    );
}

/// The lesson that is learnt, and its lab.
fn run(state: &mut State) -> Option<(&mut Session, &mut Lab)> {
    match state.study.as_mut().map(|study| &mut study.run) {
        Some(Run::Learn(session)) => Some((session, &mut state.lab)),
        _ => None,
    }
}

fn begun_again(state: &mut State, note: &str) {
    state.marks = super::marks::Marks::default();
    state.seat_terminals();
    state.desk_mut().prompt.take();
    state.desk_mut().back.push(Kind::Note, note);
    learning::entered(state, usize::MAX);
}

/// Goes back to the step before, with the state of that moment.
pub(super) fn back(state: &mut State) {
    return_from_play(state);
    let Some(step) = learning::step(state) else {
        state.notice = Some("only a lesson has a step before; Alt-U undoes".to_owned());
        return;
    };
    let steps = state.lab.steps().0;
    doing::elsewhen(state, |state| {
        if let Some((session, lab)) = run(state) {
            session.back(lab);
        }
    });
    let note = went_back(state, steps);
    state.marks = super::marks::Marks::default();
    state.seat_terminals();
    if let Some(terminal) = learning::step(state).and_then(|step| step.terminal) {
        state.active = terminal.0.min(state.desks.len().saturating_sub(1));
    }
    state.desk_mut().prompt.take();
    state.desk_mut().back.push(Kind::Note, note);
    learning::entered(state, step.index);
}

/// What going back has taken back, when so many steps lay behind before it, and how to come forward again.
fn went_back(state: &State, before: usize) -> String {
    let here = learning::step(state).map_or(0, |step| step.index) + 1;
    let taken = match before.saturating_sub(state.lab.steps().0) {
        0 => String::new(),
        1 => "; what was done since has not happened now (1 command)".to_owned(),
        many => format!("; what was done since has not happened now ({many} commands)"),
    };
    let forward = if learning::leads_forward(state) {
        ". Enter goes forward again, with all of it"
    } else {
        ""
    };
    format!("back at the beginning of step {here}{taken}{forward}")
}

/// Puts the lesson's state aside and goes on with a copy of it; or throws the copy away.
pub(super) fn play_or_return(state: &mut State) {
    if return_from_play(state) {
        state
            .desk_mut()
            .back
            .push(Kind::Note, "back in the lesson: what you played has not happened");
        return;
    }
    if state.study.as_ref().is_none_or(Study::is_demo) {
        state.notice = Some("this is yours to play with; in a lesson `:play` gives you a copy".to_owned());
        return;
    }
    let kept = doing::change_lab(state, state.lab.fork());
    if let Some(study) = &mut state.study {
        study.kept = Some(Box::new(kept));
    }
    let note = "a copy to play with: the lesson does not see it; Enter on an empty line returns";
    state.desk_mut().back.push(Kind::Note, note);
}

pub(super) fn return_from_play(state: &mut State) -> bool {
    let Some(kept) = state.study.as_mut().and_then(|study| study.kept.take()) else {
        return false;
    };
    script::give_up(state);
    drop(doing::change_lab(state, *kept));
    state.marks = super::marks::Marks::default();
    state.seat_terminals();
    true
}
