//! What each message does. Total and synchronous; what must happen outside comes back as effects.

use super::camera::Focus;
use super::layer::Layer;
use super::message::{Edit, Effect, Message, Step, Turn, Way};
use super::scrollback::Kind;
use super::state::State;
use super::{
    again, aim, card, choosing, doing, dragging, editing, entering, finding, help, learning, mirror, moving,
    notes, opening, own, past, picking, pointing, recording, script, showing, telling,
};
use crate::lab::Action;
use crate::store::Millis;

/// Takes a message in.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    if !message.is_by_itself() && message != Message::Release {
        state.notice = None;
        state.leaves_step &= message == Message::Undo;
        state.just_yanked = matches!(message, Message::Edit(Edit::Yank | Edit::YankPop));
    }
    if !message.is_by_itself() {
        state.touched = state.real;
    }
    if !dragging::goes_on(&message) {
        state.pressed = None;
    }
    let mut effects = react(state, message);
    if state.camera.focus != Focus::Prompt {
        state.pane = state.camera.focus;
    }
    effects.extend(script::go_on(state));
    mirror::take_in(state);
    telling::note_told(state);
    state.look_at_terminals();
    let idle = state.desk().prompt.is_empty();
    if let Some(study) = &mut state.study {
        study.off_script &= !idle;
    }
    effects.extend(learning::note_progress(state));
    effects
}

fn react(state: &mut State, message: Message) -> Vec<Effect> {
    if aim::returns(state, &message) {
        return Vec::new();
    }
    match message {
        Message::Tick(real) => tick(state, real),
        Message::Resized(columns, rows) => state.size = (columns, rows),
        Message::Edit(edit) => edited(state, &edit),
        Message::Enter => return entering::enter(state),
        Message::Complete => editing::complete(state),
        Message::Select(way) => choosing::select(state, way),
        Message::Close => choosing::close(state),
        Message::Recall(way) => editing::recall(state, way),
        Message::Search(way) => editing::search(state, way),
        Message::Paste(_) if state.looks_back() => {
            state.notice = Some("Enter makes this moment the present, Esc returns".to_owned());
        }
        Message::Paste(text) => {
            state.camera.focus_on(Focus::Prompt);
            return editing::paste(state, &text);
        }
        Message::Terminal(turn) => choose_terminal(state, turn),
        Message::Split => {
            let terminals = state.lab.terminals().len();
            state.split.toggle(terminals);
        }
        Message::Pick(picking) => return picking::react(state, picking),
        Message::Why => notes::why(state),
        Message::Feed => notes::feed(state),
        Message::View => {
            let view = state.desk().back.view().next();
            state.desk_mut().back.set_view(view);
            state.notice = Some(format!("{}; Alt-V: the next view", view.words()));
        }
        Message::Scroll(to) => scroll(state, to),
        Message::ScrollBack(by) => state.desk_mut().back.scroll(by),
        Message::Roll(at, by) => {
            if let Some(desk) = state.desks.get_mut(at) {
                desk.back.scroll(by);
            }
        }
        Message::Press(at, row) => {
            if at != state.active {
                choose_terminal(state, Turn::To(at));
            }
            state.camera.focus_on(Focus::Prompt);
            dragging::press(state, row);
        }
        Message::Drag(row, by) => dragging::drag(state, row, by),
        Message::Release => return dragging::release(state),
        Message::ScrollStream { by, rows } => moving::scroll(state, by, rows),
        Message::Step(step, rows) => stepped(state, step, rows),
        Message::Find => finding::find(state),
        Message::Keys => finding::keys(state),
        Message::Stay => drop(state.layers.pop()),
        Message::Offer(place) => card::take(state, place),
        Message::Key(Way::Previous) => moving::step_key(state, -1),
        Message::Key(Way::Next) => moving::step_key(state, 1),
        Message::Filter => moving::filter(state),
        Message::Nodes => state.camera.nodes = !state.camera.nodes,
        Message::NextPane => {
            let next = state.camera.focus.next(state.study.is_some());
            state.camera.focus_on(next);
        }
        Message::Take(at) => return choosing::take(state, at),
        Message::Focus(pane) => state.camera.focus_on(pane),
        Message::Point(target) => pointing::at(state, &target),
        Message::LookAt(name) => finding::look_at(state, name),
        Message::Wheel(pane, by, rows) => moving::wheel(state, pane, by, rows),
        Message::ToPrompt => state.camera.focus_on(Focus::Prompt),
        Message::Choose(place) => learning::choose_at(state, place),
        Message::Hint => learning::hint(state),
        Message::Aim => aim::look(state),
        Message::SpeakerNotes => notes::for_speaker(state),
        Message::Lessons => opening::menu(state),
        Message::Read(from) => learning::read(state, from),
        Message::StepBack => again::back(state),
        Message::Demo(knob) => showing::turn(state, knob),
        Message::CloseLesson => super::study::close(state),
        Message::Undo => undo(state),
        Message::Redo => own::redo(state, 1),
        Message::Look(way) => past::look(state, way),
        Message::Interrupt => interrupt(state),
        Message::EndOfInput => return end_of_input(state),
        Message::Help => help::keys(state),
        Message::Repaint => return vec![Effect::Repaint],
        Message::Suspend => return vec![Effect::Suspend],
        Message::Network(news) => super::network::told(state, news),
        Message::Written(outcome) => recording::written(state, outcome),
    }
    Vec::new()
}

/// Takes the last change back. Out of a lesson's step only when that was said before: its lines are at other terminals,
/// and ask for something else.
fn undo(state: &mut State) {
    let begins = state.study.as_ref().is_some_and(|study| {
        !study.is_demo()
            && !study.is_aside()
            && !study.view(&state.lab).done
            && study.session().begins(&state.lab)
    });
    if begins && !std::mem::replace(&mut state.leaves_step, true) {
        state.notice = Some("here the step began; Alt-U once more goes back into the one before".to_owned());
        return;
    }
    state.leaves_step = false;
    own::undo(state, 1);
}

/// Time goes on; while an earlier moment is looked at, only in the present.
fn tick(state: &mut State, real: Millis) {
    state.real = real;
    learning::nobody_types(state);
    state.in_the_present(|state| {
        let outcome = doing::tick(state, real);
        telling::deliver_from_time(state, outcome);
    });
    if !state.is_away() {
        showing::tick(state, real);
    }
}

/// A cursor moves: that of the topmost layer, else that of the pane that has the keys.
fn stepped(state: &mut State, step: Step, rows: usize) {
    match state.layers.last_mut() {
        Some(Layer::Keys(_)) => finding::step(state, step, rows),
        Some(Layer::Commands(list)) => help::step(list, step, rows),
        Some(Layer::Lessons { chosen }) => *chosen = step.within(*chosen, state.shelf.list().len() + 1, rows),
        _ => moving::step(state, step, rows),
    }
}

/// The topmost page is read from another row on. How far it goes only the screen knows.
fn scroll(state: &mut State, to: usize) {
    match state.layers.last_mut() {
        Some(Layer::Help(help)) => help.scroll = to,
        Some(Layer::Notes { scroll, .. }) => *scroll = to,
        Some(Layer::Feed { scroll, upto }) => {
            *scroll = to;
            let total = state.network.feed.total;
            *upto = (to > 0).then(|| upto.unwrap_or(total));
        }
        Some(Layer::Card(card)) => card.scroll = to,
        _ => {}
    }
}

fn edited(state: &mut State, edit: &Edit) {
    // Who types is done reading.
    help::put_away(state);
    if let Some(Layer::Lessons { .. } | Layer::Notes { .. } | Layer::Feed { .. }) = state.layers.last() {
        state.layers.pop();
    }
    if finding::edited(state, edit) {
        return;
    }
    if state.looks_back() {
        // Who types is done looking.
        choosing::close(state);
    }
    state.camera.focus_on(Focus::Prompt);
    if let Some(Layer::Search { part, .. }) = state.layers.last() {
        let part = match edit {
            Edit::Insert(character) => format!("{part}{character}"),
            Edit::Backspace => part
                .chars()
                .take(part.chars().count().saturating_sub(1))
                .collect(),
            _ => {
                state.layers.pop();
                return;
            }
        };
        return editing::search_for(state, &part);
    }
    if let Some(Layer::Pick(pick)) = state.layers.last() {
        let part = match edit {
            Edit::Insert(character) if pick.finding => format!("{}{character}", pick.part),
            Edit::Backspace if pick.finding => {
                let kept = pick.part.chars().count().saturating_sub(1);
                pick.part.chars().take(kept).collect()
            }
            _ => return,
        };
        return picking::find(state, part);
    }
    leave_script(state);
    if *edit == Edit::Right
        && let Some(suggestion) = state.suggestion()
    {
        state.desk_mut().prompt.set(&suggestion);
        return;
    }
    if *edit == Edit::Insert(' ')
        && let Some(line) = state.desk().prompt.begun_again()
        && !learning::may_want_line(state)
    {
        state.give_way(&line);
        return editing::refresh(state, edit);
    }
    let State {
        desks, active, kills, ..
    } = state;
    desks[*active].prompt.edit(edit, kills);
    desks[*active].back.up = 0;
    state.lines.leave();
    editing::refresh(state, edit);
}

/// What a demo has at the prompt gives way to what somebody types there.
fn leave_script(state: &mut State) {
    let Some(study) = state.study.as_mut().filter(|study| study.is_demo()) else {
        return;
    };
    if !std::mem::replace(&mut study.off_script, true) {
        state.desk_mut().prompt.take();
    }
}

fn choose_terminal(state: &mut State, turn: Turn) {
    state.layers.retain(|layer| matches!(layer, Layer::Past { .. }));
    state.lines.leave();
    let len = state.lab.terminals().len().max(1);
    state.active = match turn {
        Turn::Next => (state.active + 1) % len,
        Turn::Previous => (state.active + len - 1) % len,
        Turn::To(place) if place < len => place,
        Turn::To(_) => state.active,
    };
}

fn interrupt(state: &mut State) {
    let here = state.here();
    if !state.layers.is_empty() {
        return choosing::close(state);
    }
    let dropped = state.desk_mut().script.stop();
    let waits = state.lab.is_waiting(here);
    if waits {
        let outcome = doing::act(state, &Action::Cancel(here));
        telling::deliver(state, outcome);
    }
    if let Some(dropped) = dropped {
        state.desk_mut().back.push(Kind::Note, dropped);
    } else if waits {
        // The end of the wait is all that was asked for.
    } else if state.desk().prompt.is_empty() {
        state.notice = Some("Ctrl-D or :quit leaves".to_owned());
    } else {
        state.desk_mut().prompt.take();
    }
}

fn end_of_input(state: &mut State) -> Vec<Effect> {
    if state.layers.is_empty() && state.desk().prompt.is_empty() {
        return own::quit(state);
    }
    edited(state, &Edit::Delete);
    Vec::new()
}
