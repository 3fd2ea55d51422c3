//! What a learner does in a lesson besides typing commands: goes on, answers, asks for a hint.

use super::camera::Focus;
use super::message::{Effect, Way};
use super::state::State;
use super::study::{Run, Study};
use super::{again, camera, joining, opening, showing};
use crate::command::line::Line;
use crate::lab::{Name, Scene};
use crate::lesson::{Pane, Played, Session, StepKind, StepView};
use crate::store::{Bytes, Millis};

/// The step of the lesson that is being learnt.
pub(super) fn step(state: &State) -> Option<StepView> {
    let study = state.study.as_ref().filter(|study| !study.is_demo())?;
    Some(study.view(&state.lab))
}

/// Whether a prediction waits for its answer and the prompt is free for it.
pub(super) fn asks(state: &State) -> bool {
    let free = state.layers.is_empty() && state.desk().prompt.is_empty();
    let chooses = |step: &StepView| step.kind == StepKind::Predict && !step.done && step.entry.is_none();
    let plays = state.study.as_ref().is_some_and(Study::is_playing);
    free && !plays && step(state).as_ref().is_some_and(chooses)
}

/// Whether what is typed next is the answer to a prediction.
pub(super) fn wants_answer(state: &State) -> bool {
    let plays = state.study.as_ref().is_some_and(Study::is_playing);
    !plays && step(state).is_some_and(|step| step.entry.is_some())
}

/// Takes what was typed for the answer to a prediction.
pub(super) fn answer_with(state: &mut State, answer: &str) {
    let step = step(state).map_or(0, |step| step.index);
    let mut refused = None;
    let (beside, steps) = (joining::who(state), state.lab.steps());
    let before = state.scene(camera::Rows::all(camera::REMEMBERED));
    play(state, &before, |session, lab| {
        session.answer_with(answer, lab).unwrap_or_else(|why| {
            refused = Some(why);
            Vec::new()
        })
    });
    state.notice = refused;
    show_evidence(state);
    entered(state, step);
    joining::say(state, beside, steps);
}

/// What to say to an answer that is typed when the question has been answered; `None` if the line is none.
pub fn answered_already(step: &StepView, line: &str) -> Option<&'static str> {
    let line = line.trim();
    let is_answer = !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    (step.kind == StepKind::Predict && step.done && is_answer)
        .then_some("this question is answered; Enter on an empty line goes on")
}

/// Why the step does not take this command.
pub(super) fn refusal(state: &State, line: &Line) -> Option<String> {
    let study = state
        .study
        .as_ref()
        .filter(|study| !study.is_demo() && !study.is_aside())?;
    study.session().refusal(line.argv())
}

/// Whether the step may want the line at the prompt as far as it is filled in, so that a word in it that is a command's
/// name is meant as it stands.
pub(super) fn may_want_line(state: &State) -> bool {
    let study = state.study.as_ref().filter(|study| !study.is_aside());
    study.is_some_and(|study| study.session().may_want(state.desk().prompt.text(), &state.lab))
}

/// Enter on an empty line: the lesson goes on as far as it may.
pub(super) fn go_on(state: &mut State) {
    if state.study.as_ref().is_some_and(Study::is_playing) {
        return again::play_or_return(state);
    }
    let Some(step) = step(state) else { return };
    if finished(state) {
        return opening::menu(state);
    }
    let chosen = state.study.as_ref().and_then(|study| study.chosen);
    let (beside, steps) = (joining::who(state), state.lab.steps());
    let before = state.scene(camera::Rows::all(camera::REMEMBERED));
    match step.kind {
        _ if leads_forward(state) => play(state, &before, Session::next),
        StepKind::Predict if step.entry.is_some() => {
            state.notice = Some("type your answer, then Enter".to_owned());
        }
        StepKind::Predict if !step.done => match chosen {
            None => state.notice = Some("choose an answer first: its number, or the arrows".to_owned()),
            Some(chosen) => {
                play(state, &before, |session, lab| session.answer(chosen, lab));
                show_evidence(state);
            }
        },
        StepKind::Watch if step.actions_left > 0 => {
            play(state, &before, |session, lab| {
                session.watch_next(lab).into_iter().collect()
            });
        }
        StepKind::Do if !step.done && reached(state) => return,
        StepKind::Do if !step.done => {
            state.notice = Some(match step.hints_left {
                0 => "not reached yet".to_owned(),
                left => format!("not reached yet; F6 gives a hint ({left} left)"),
            });
        }
        _ => play(state, &before, Session::next),
    }
    entered(state, step.index);
    joining::say(state, beside, steps);
}

/// Whether somebody went back a step and did nothing since: the way forward is open.
pub(super) fn leads_forward(state: &State) -> bool {
    let study = state.study.as_ref().filter(|study| !study.is_demo());
    study.is_some_and(|study| !study.is_playing() && study.session().leads_forward(&state.lab))
}

/// The terminal in which one sees what came of a prediction is the one to be seen.
fn show_evidence(state: &mut State) {
    let study = state.study.as_ref();
    if let Some(terminal) = study.and_then(|study| study.session().evidence()) {
        state.active = terminal.0.min(state.desks.len().saturating_sub(1));
    }
}

/// Has the panes show the stream and the group that the step is about; `back` is whether somebody comes back to it,
/// so that nothing before was seen.
fn look_at_step(state: &mut State, back: bool) {
    let State {
        study, camera, lab, ..
    } = state;
    let Some(session) = study.as_ref().map(Study::session) else {
        return;
    };
    let about = if back {
        session.about_so_far()
    } else {
        session.about()
    };
    let Some((key, group)) = about else {
        let line = session
            .first_line()
            .and_then(|line| Line::parse(line.as_bytes()).ok());
        if let Some(line) = line {
            camera.follow(line.argv(), lab.engine().db(0));
        }
        return;
    };
    let Ok(Some(stream)) = lab.engine().db(0).stream(key.as_bytes()) else {
        return;
    };
    camera.look_at(Name::Key(Bytes::from(key.as_str())));
    if let Some(group) = group.filter(|group| stream.group(group.as_bytes()).is_some()) {
        camera.look_at_group(Bytes::from(group.as_str()));
    }
}

/// Whether what was done before the step began has reached its goal; the step is done then.
fn reached(state: &mut State) -> bool {
    let State { study, lab, .. } = state;
    let Some(Run::Learn(session)) = study.as_mut().map(|study| &mut study.run) else {
        return false;
    };
    session.look(lab)
}

/// Whether the line at the prompt has a blank that was not filled in. It is not run then.
pub(super) fn unfilled(state: &mut State) -> bool {
    if !state.desk().prompt.has_blank() {
        return false;
    }
    if reached(state) {
        state.desk_mut().prompt.take();
    } else {
        let prompt = &mut state.desk_mut().prompt;
        if prompt.blank_here().is_none() {
            prompt.seek_blank();
        }
        let next = if prompt.has_other_blank() {
            " Tab: the next;"
        } else {
            ""
        };
        state.notice = Some(format!("type what belongs in ____;{next} F6: a hint"));
    }
    true
}

/// Lets the lesson do something and shows it.
fn play(
    state: &mut State,
    before: &Scene,
    what: impl FnOnce(&mut Session, &mut crate::lab::Lab) -> Vec<Played>,
) {
    let State { study, lab, .. } = state;
    let Some(Run::Learn(session)) = study.as_mut().map(|study| &mut study.run) else {
        return;
    };
    for played in what(session, lab) {
        showing::show(state, played, before);
    }
}

/// After a change of step: the terminal the step speaks of gets the prompt, and what the step has ready stands there.
pub(super) fn entered(state: &mut State, before: usize) {
    let Some(step) = step(state) else { return };
    if step.index == before && !finished(state) {
        return;
    }
    if let Some(study) = &mut state.study {
        study.chosen = None;
        study.from = None;
    }
    look_at_step(state, before == usize::MAX);
    if finished(state) {
        return;
    }
    state.pane = pane(state);
    if let Some(terminal) = step.terminal.filter(|id| id.0 < state.desks.len()) {
        state.active = terminal.0;
    }
    // Who has gone ahead has nothing left to type here.
    if step.kind == StepKind::Do && reached(state) {
        return;
    }
    make_ready(state, &step);
}

/// The pane a step is about, for where panes take turns: the first it names, else the stream.
pub(super) fn pane(state: &State) -> Focus {
    let panes = state.study.as_ref().map(|study| study.session().panes());
    let named = panes.unwrap_or_default().iter().find_map(|pane| match pane {
        Pane::Stream => Some(Focus::Stream),
        Pane::Groups => Some(Focus::Groups),
        Pane::Pending => Some(Focus::Pending),
        Pane::Terminals => None,
    });
    named.unwrap_or(Focus::Stream)
}

/// After an undo: where nothing is left of what was done in the step, its line is ready again, as it was at first.
pub(super) fn ready_again(state: &mut State) {
    let Some(step) = step(state) else { return };
    if step.terminal.is_none_or(|id| id.0 == state.active) {
        make_ready(state, &step);
    }
}

/// After an undo or a redo: where it led to another step than the one that was `left`, what stood ready for that one
/// gives way to what this one has ready. The number of the step, if it is another.
pub(super) fn come_to(state: &mut State, left: Option<StepView>) -> Option<usize> {
    let (left, here) = (left?, step(state)?.index);
    if here == left.index {
        return None;
    }
    for desk in &mut state.desks {
        if desk.prompt.came_ready(&left.prompt) {
            desk.prompt.set("");
        }
    }
    entered(state, left.index);
    Some(here + 1)
}

/// Puts the step's line into the prompt, the cursor where something is to be filled in: as long as nothing was typed in
/// the step, where the prompt is free, and not where Enter is the way forward.
fn make_ready(state: &mut State, step: &StepView) {
    let fresh = step.kind == StepKind::Do && !step.done && step.typed == 0 && !leads_forward(state);
    let free = state.desk().prompt.is_empty() && !state.lab.is_waiting(state.here());
    if fresh && free && !step.prompt.is_empty() {
        state.desk_mut().prompt.set_with_blanks(&step.prompt);
    }
}

/// Reads the lesson's text from this row on. How far it goes is for whoever sees it to know.
pub(super) fn read(state: &mut State, from: usize) {
    if let Some(study) = &mut state.study {
        study.from = Some(from);
    }
}

/// Marks another answer.
pub(super) fn choose(state: &mut State, way: Way) {
    let options = step(state).map_or(0, |step| step.options.len()).max(1);
    if let Some(study) = &mut state.study {
        study.chosen = match way {
            Way::Next => Some(study.chosen.map_or(0, |at| (at + 1) % options)),
            Way::Previous => Some((study.chosen.unwrap_or(0) + options - 1) % options),
        };
    }
}

/// Marks the answer at this place.
pub(super) fn choose_at(state: &mut State, place: usize) {
    let options = step(state).map_or(0, |step| step.options.len());
    if let Some(study) = &mut state.study
        && place < options
    {
        study.chosen = Some(place);
    }
}

/// Asks for a hint.
pub(super) fn hint(state: &mut State) {
    again::return_from_play(state);
    let State { study, lab, .. } = state;
    let Some(Run::Learn(session)) = study.as_mut().map(|study| &mut study.run) else {
        state.notice = Some("hints belong to lessons: F5 opens one".to_owned());
        return;
    };
    // The last hint is the line itself, which then may as well stand at the prompt.
    let last = session.view(lab).hints_left == 1;
    if session.hint(lab).is_none() {
        state.notice = Some(session.no_hint().to_owned());
        return;
    }
    if last && let Some((terminal, line)) = session.solution_line(lab) {
        state.active = terminal.0.min(state.desks.len().saturating_sub(1));
        state.desk_mut().prompt.set(&line);
        state.notice = Some("this is the line; Enter runs it".to_owned());
    }
}

/// When a hint offers itself to somebody who does nothing, in ms; `None` if none will.
pub(super) fn next_offer(state: &State) -> Option<Millis> {
    let study = state
        .study
        .as_ref()
        .filter(|study| !study.is_demo() && !study.is_aside() && !state.is_away())?;
    let span = study.session().next_offer(&state.lab)?;
    Some((state.touched + span - state.real).max(0))
}

/// Somebody who has done nothing for a while is offered a hint, if the step has one for that.
pub(super) fn nobody_types(state: &mut State) {
    if next_offer(state) != Some(0) {
        return;
    }
    let idle = state.real - state.touched;
    let State {
        study,
        lab,
        touched,
        real,
        ..
    } = state;
    if let Some(Run::Learn(session)) = study.as_mut().map(|study| &mut study.run)
        && !session.idle(lab, idle)
    {
        // From here no way leads on, and a hint at one would only mislead: it is asked again after as long.
        *touched = *real;
    }
}

fn finished(state: &State) -> bool {
    state
        .study
        .as_ref()
        .is_some_and(|study| study.session().is_finished())
}

/// Notes where the learner is; gives back what is to be saved.
pub(super) fn note_progress(state: &mut State) -> Option<Effect> {
    if state.looks_back() {
        // It is only looked at.
        return None;
    }
    let State {
        study, lab, progress, ..
    } = state;
    let study = study
        .as_ref()
        .filter(|study| !study.is_demo() && !study.is_aside())?;
    progress
        .note(study.session(), lab)
        .then(|| Effect::SaveProgress(progress.print()))
}
