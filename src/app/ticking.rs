//! When the screen has to look again although nobody did anything: when a wait ends, or when a time that is shown
//! becomes another.

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
        if self.looks_back() {
            return None;
        }
        if self.is_busy() {
            return Some(0);
        }
        if let Some(Run::Demo(demo)) = self.study.as_ref().map(|study| &study.run) {
            return demo.deadline().map(|due| (due - self.real).max(0));
        }
        if self.lab.clock().is_held() {
            return None;
        }
        let shown = running(&self.scene(1, 20)).map(step).min();
        // All that is shown in seconds changes together, on the second: one wake-up instead of one for each.
        let shown = shown.map(|step| step - self.real.rem_euclid(step));
        let waits = self.lab.time_left(self.real);
        [shown, waits].into_iter().flatten().min()
    }
}

/// The times in a scene that grow.
fn running(scene: &Scene) -> impl Iterator<Item = Millis> {
    let waits = scene.terminals.iter().filter_map(|row| match row.state {
        TerminalState::Waiting { since, .. } => Some(since),
        _ => None,
    });
    let groups = scene.stream.iter().flat_map(|stream| &stream.groups);
    let idle = groups.flat_map(|group| group.consumers.iter().map(|consumer| consumer.idle));
    let pending = scene.stream.iter().flat_map(|stream| &stream.pending);
    waits.chain(idle).chain(pending.filter_map(|row| row.idle))
}
