//! What goes on while the screen shows an earlier moment or a goal: time and the clients of the network stay in the
//! present, and who looks comes back to it as it has become.

use super::aim::Behind;
use super::doing;
use super::layer::Layer;
use super::past::{self, Home};
use super::state::State;
use crate::lab::Elsewhere;
use crate::store::Millis;

/// Shown where so much was done in the present that the moment on the screen is not to be had any more.
const GONE: &str = "that moment is no longer remembered; this is the present";

/// What somebody looks at instead of the present, put away for a while.
struct Away {
    layers: Vec<Layer>,
    active: usize,
    goal: Option<Box<Behind>>,
    moment: Option<(Elsewhere, Option<Box<Home>>)>,
}

impl State {
    /// Does `what` in the present, whatever the screen shows.
    pub fn in_the_present<T>(&mut self, what: impl FnOnce(&mut State) -> T) -> T {
        if !self.is_away() {
            return what(self);
        }
        let away = leave(self);
        let done = what(self);
        return_to(self, away);
        done
    }

    /// In how many ms something happens by itself in the present; `None` if nothing will.
    pub(super) fn time_left_in_the_present(&self) -> Option<Millis> {
        let behind = self.study.as_ref().and_then(|study| study.behind.as_deref());
        let lab = behind.map_or(&self.lab, |behind| &behind.lab);
        lab.time_left_at_home(self.real)
    }
}

fn leave(state: &mut State) -> Away {
    let layers = std::mem::take(&mut state.layers);
    let active = state.active;
    let mut goal = state.study.as_mut().and_then(|study| study.behind.take());
    if let Some(goal) = &mut goal {
        goal.swap(state);
    }
    let moment = state.lab.step_home().map(|elsewhere| {
        let mut home = state.home.take();
        if let Some(home) = &mut home {
            home.swap(state);
        }
        doing::looked(state, true);
        (elsewhere, home)
    });
    Away {
        layers,
        active,
        goal,
        moment,
    }
}

fn return_to(state: &mut State, away: Away) {
    state.layers = away.layers;
    if let Some(mut goal) = away.goal {
        goal.swap(state);
        if let Some(study) = &mut state.study {
            study.behind = Some(goal);
        }
    }
    if let Some((elsewhere, mut home)) = away.moment {
        if !state.lab.step_back(elsewhere) {
            state.layers.retain(|layer| !matches!(layer, Layer::Past { .. }));
            state.notice = Some(GONE.to_owned());
            return;
        }
        if let Some(home) = &mut home {
            home.swap(state);
        }
        state.home = home;
        doing::looked(state, false);
        state.active = away.active;
        past::came_next(state);
    }
}
