//! When the screen has to look again although nobody did anything: when a wait ends, or when a time that is shown
//! becomes another.

use super::camera::Rows;
use super::layer::Layer;
use super::learning;
use super::state::State;
use super::study::Run;
use super::wording::step;
use crate::lab::{Scene, TerminalId, TerminalState};
use crate::store::Millis;

impl State {
    /// Whether a terminal that does not wait has still something to do by itself.
    fn is_busy(&self) -> bool {
        let mut desks = self.desks.iter().enumerate();
        desks.any(|(place, desk)| desk.script.is_busy() && !self.lab.is_waiting(TerminalId(place)))
    }

    /// In how many ms something that is shown changes by itself; `None` if nothing will.
    pub fn rest(&self) -> Option<Millis> {
        if self.is_away() {
            return self.time_left_in_the_present();
        }
        if self.is_busy() {
            return Some(0);
        }
        if let Some(Run::Demo(demo)) = self.study.as_ref().map(|study| &study.run) {
            return demo.deadline().map(|due| (due - self.real).max(0));
        }
        if self.lab.clock().is_held() {
            return learning::next_offer(self);
        }
        let waits = self.lab.time_left(self.real);
        if self.look.still {
            return waits;
        }
        let mut shown: Vec<Millis> = running(&self.scene(Rows::all(40))).collect();
        match self.layers.last() {
            Some(Layer::Card(card)) => shown.extend(running(&card.scene(self))),
            Some(Layer::Feed { upto, .. }) => {
                let now = self.lab.now(self.real);
                shown.extend(self.heard_of_others(*upto).map(|heard| now - heard.at));
            }
            Some(Layer::Keys(list)) => {
                let keys = self.lab.key_list(self.db(), list.chosen.as_ref(), 40, self.real);
                shown.extend(keys.rows.iter().filter_map(|row| row.expires));
            }
            _ => {}
        }
        let shown = shown.into_iter().map(step).min();
        // All that is shown in seconds changes together, on the second: one wake-up instead of one for each.
        let shown = shown.map(|step| step - self.real.rem_euclid(step));
        [shown, waits].into_iter().flatten().min()
    }
}

/// The times in a scene that grow.
fn running(scene: &Scene) -> impl Iterator<Item = Millis> {
    let waits = scene.terminals.iter().filter_map(|row| match row.state {
        TerminalState::Waiting { since, .. } => Some(since),
        _ => None,
    });
    let consumers = scene.stream.iter().flat_map(|stream| &stream.consumers.rows);
    let idle = consumers.flat_map(|consumer| [Some(consumer.idle), consumer.inactive]);
    let pending = scene.stream.iter().flat_map(|stream| &stream.pending.rows);
    let pending = pending.map(|row| row.idle);
    let times = idle.chain(pending).flatten();
    let other = scene.other.iter().filter_map(|other| other.expires);
    waits.chain(times).chain(other)
}
