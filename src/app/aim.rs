//! The goal of a lesson's step on the screen: the panes show it as it will look, marked where it differs from what is.
//! Nothing is disturbed; the next key brings back what is.

use super::camera::{Camera, Focus, REMEMBERED, Rows};
use super::layer::Layer;
use super::marks::Marks;
use super::message::Message;
use super::state::State;
use super::study::Run;
use crate::command::Event;
use crate::lab::Lab;

/// What is, while the goal is shown.
#[derive(Debug)]
pub(super) struct Behind {
    pub(super) lab: Lab,
    marks: Marks,
    /// Where the panes looked.
    camera: Camera,
    pane: Focus,
}

impl Behind {
    /// Puts what is before the goal, or the goal before what is.
    pub(super) fn swap(&mut self, state: &mut State) {
        std::mem::swap(&mut self.lab, &mut state.lab);
        std::mem::swap(&mut self.marks, &mut state.marks);
        std::mem::swap(&mut self.camera, &mut state.camera);
        std::mem::swap(&mut self.pane, &mut state.pane);
    }
}

/// Shows the goal.
pub(super) fn look(state: &mut State) {
    let State { study, lab, .. } = state;
    let study = study.as_mut().filter(|study| !study.is_playing());
    let Some(Run::Learn(session)) = study.map(|study| &mut study.run) else {
        state.notice = Some("goals belong to the steps of a lesson: F5 opens one".to_owned());
        return;
    };
    let aim = match session.aim(lab) {
        Ok(aim) => aim,
        Err(why) => {
            state.notice = Some(why);
            return;
        }
    };
    let is_seen = |event: &Event| event.moves_data() || matches!(event, Event::ConsumerCreated { .. });
    if !aim.events.iter().any(is_seen) {
        state.notice =
            Some("what is stored stays as it is: this goal is about what you ask or do".to_owned());
        return;
    }
    let before = state.scene(Rows::all(REMEMBERED));
    // Where panes take turns it is the one with the difference that is to be seen.
    let pane = pane(&aim.events);
    let behind = Behind {
        lab: std::mem::replace(&mut state.lab, aim.lab),
        marks: std::mem::take(&mut state.marks),
        camera: state.camera.clone(),
        pane: std::mem::replace(&mut state.pane, pane),
    };
    if let Some(study) = &mut state.study {
        study.behind = Some(Box::new(behind));
    }
    state.mark(&aim.events, &before);
    state.camera.focus = Focus::Prompt;
    state.layers.clear();
    state.layers.push(Layer::Aim { goals: aim.goals });
}

/// The pane in which most is different.
fn pane(events: &[Event]) -> Focus {
    let of = |event: &Event| match event {
        Event::Delivered { .. } | Event::Acked { .. } | Event::Claimed { .. } | Event::Dropped { .. } => {
            Focus::Pending
        }
        Event::GroupCreated { .. } | Event::ConsumerCreated { .. } | Event::LastDelivered { .. } => {
            Focus::Groups
        }
        _ => Focus::Stream,
    };
    let has = |pane| events.iter().any(|event| event.moves_data() && of(event) == pane);
    let panes = [Focus::Pending, Focus::Groups];
    panes.into_iter().find(|pane| has(*pane)).unwrap_or(Focus::Stream)
}

/// Brings back what is, when a goal is shown and this message is from somebody. Whether that is all it does.
pub(super) fn returns(state: &mut State, message: &Message) -> bool {
    if message.is_by_itself() || !state.aims() {
        return false;
    }
    if *message == Message::NextPane {
        // Where panes take turns each of them can be seen.
        state.pane = match state.pane {
            Focus::Stream => Focus::Groups,
            Focus::Groups => Focus::Pending,
            _ => Focus::Stream,
        };
        return true;
    }
    put_back(state);
    matches!(
        message,
        Message::Close | Message::Enter | Message::Aim | Message::Interrupt
    )
}

/// Brings back what is, when a goal is shown.
pub(super) fn put_back(state: &mut State) {
    if let Some(behind) = state.study.as_mut().and_then(|study| study.behind.take()) {
        let behind = *behind;
        (state.lab, state.marks, state.pane) = (behind.lab, behind.marks, behind.pane);
        state.camera.go_back_to(behind.camera);
    }
    state.layers.retain(|layer| !matches!(layer, Layer::Aim { .. }));
}
