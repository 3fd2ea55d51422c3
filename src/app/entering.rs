//! What Enter does, wherever it is typed.

use super::camera::Focus;
use super::layer::Layer;
use super::message::Effect;
use super::picking::{self, Picking};
use super::scrollback::Kind;
use super::state::State;
use super::{busy, card, editing, finding, help, learning, opening, past, running};

/// Does it.
pub(super) fn enter(state: &mut State) -> Vec<Effect> {
    match state.layers.last() {
        Some(Layer::Popup(_)) => editing::accept(state),
        Some(Layer::Notes { .. } | Layer::Feed { .. }) => drop(state.layers.pop()),
        Some(Layer::Pick(pick)) if pick.finding => picking::settled(state),
        Some(Layer::Pick(_)) => return picking::react(state, Picking::Copy),
        Some(Layer::Help(_)) => help::entered(state),
        Some(Layer::Commands(_)) => help::take(state),
        Some(Layer::Aim { .. }) => {}
        Some(Layer::Past { .. }) if in_a_pane(state) => card::open(state),
        Some(Layer::Past { .. }) => {
            state.layers.pop();
            past::stay(state);
            state.desk_mut().back.push(
                Kind::Note,
                "this moment is the present now; Alt-Y goes forward again",
            );
        }
        Some(Layer::Search { .. }) => {
            state.layers.pop();
            return enter_line(state);
        }
        Some(Layer::Lessons { chosen }) => {
            let chosen = *chosen;
            state.layers.pop();
            opening::open_chosen(state, chosen);
        }
        Some(Layer::Card(_)) => card::take(state, 0),
        Some(Layer::Keys(_)) => finding::take_key(state),
        Some(Layer::Find(_)) => finding::go_on(state),
        None if state.camera.focus == Focus::Lesson => state.camera.focus_on(Focus::Prompt),
        None if in_a_pane(state) => card::open(state),
        None => return enter_line(state),
    }
    Vec::new()
}

/// Whether a pane with a cursor has the keys.
fn in_a_pane(state: &State) -> bool {
    !matches!(state.camera.focus, Focus::Prompt | Focus::Lesson)
}

/// At the prompt: the line runs, or answers a lesson.
fn enter_line(state: &mut State) -> Vec<Effect> {
    if let Some(line) = state.desk().prompt.whole_line()
        && !learning::may_want_line(state)
    {
        state.give_way(&line);
    }
    let text = state.desk().prompt.text();
    if text.trim().is_empty() {
        state.desk_mut().prompt.take();
        nothing_typed(state);
        return Vec::new();
    }
    let own_word = text.trim_start().starts_with(':');
    if !own_word && learning::wants_answer(state) {
        let line = state.desk_mut().prompt.take();
        learning::answer_with(state, &line);
        return Vec::new();
    }
    if !own_word && learning::unfilled(state) {
        return Vec::new();
    }
    if !own_word && let Some(why) = busy::busy(state) {
        // The line stays where it is until it can be run.
        state.notice = Some(why);
        return Vec::new();
    }
    if !own_word && let Some(name) = crashed(state) {
        // The line goes out of the way of the word that helps; the history has it.
        let line = state.desk_mut().prompt.take();
        state.lines.add(&line);
        state.notice = Some(format!(
            "{name} has crashed: `:start {name}` starts it again; Up: the line"
        ));
        return Vec::new();
    }
    let line = state.desk_mut().prompt.take();
    running::run(state, &line)
}

/// Enter on an empty line: a lesson goes on, a first start begins with the first lesson.
fn nothing_typed(state: &mut State) {
    if state.study.is_some() {
        learning::go_on(state);
    } else if state.is_untouched() {
        opening::menu(state);
        if let Some(Layer::Lessons { chosen }) = state.layers.pop() {
            opening::open_chosen(state, chosen);
        }
    }
}

/// The name of the active terminal if its client has crashed.
fn crashed(state: &State) -> Option<String> {
    let terminal = state.terminal().filter(|terminal| !terminal.alive)?;
    Some(terminal.name.clone())
}
