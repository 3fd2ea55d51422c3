//! Looking at another moment without making it the present, and stepping back from it for a while where something goes
//! on in the present.

use super::{Lab, Present};
use crate::store::Millis;

/// A moment that is looked at, put away while something goes on in the present.
#[derive(Debug)]
pub struct Elsewhere {
    moment: Present,
    place: usize,
    /// Where the present was in the history.
    home: usize,
}

impl Lab {
    /// Looks at the state after the first `steps` steps. Nothing else is to be done until [`come_home`](Lab::come_home)
    /// or [`stay`](Lab::stay).
    pub fn look(&mut self, steps: usize) {
        let at = self.history.place();
        let past = self.history.seek(steps);
        self.then = self.history.time();
        let present = std::mem::replace(&mut self.present, past);
        self.home.get_or_insert_with(|| Box::new((present, at)));
        self.attach_terminals();
    }

    /// Goes back to where the look began: everything is as it was.
    pub fn come_home(&mut self) {
        if let Some(home) = self.home.take() {
            self.present = home.0;
            self.history.go_to(home.1);
            self.attach_terminals();
        }
    }

    /// Leaves the moment that is looked at for a while, so that what is done is done in the present; `None` if none is.
    /// [`step_back`](Lab::step_back) is to follow.
    pub fn step_home(&mut self) -> Option<Elsewhere> {
        let (present, home) = *self.home.take()?;
        let place = self.history.place();
        let moment = std::mem::replace(&mut self.present, present);
        self.history.go_to(home);
        self.attach_terminals();
        Some(Elsewhere { moment, place, home })
    }

    /// Looks again at the moment that was left. Whether it is still there: what is done in the present may be too much
    /// for it to be remembered, or leave what had been undone behind. Otherwise the present stays.
    pub fn step_back(&mut self, elsewhere: Elsewhere) -> bool {
        let Elsewhere { moment, place, home } = elsewhere;
        let now = self.history.place();
        let was_undone = place > home && now != home;
        if was_undone || !self.history.go_to(place) {
            return false;
        }
        let present = std::mem::replace(&mut self.present, moment);
        self.home = Some(Box::new((present, now)));
        self.attach_terminals();
        true
    }

    /// Makes the moment that is looked at the present.
    pub fn stay(&mut self) {
        if let Some(home) = self.home.take() {
            let past = std::mem::replace(&mut self.present, home.0);
            self.restore(past);
        }
    }

    /// The time in the lab in the present, Unix ms, also while another moment is looked at.
    pub fn now_at_home(&self, real: Millis) -> Millis {
        self.at_home().clock.at(real)
    }

    /// How long until the next wait ends by itself in the present, in ms, also while another moment is looked at; `None`
    /// if nothing will, and while the clock is held.
    pub fn time_left_at_home(&self, real: Millis) -> Option<Millis> {
        let present = self.at_home();
        present.time_left(real).filter(|_| !present.clock.is_held())
    }

    fn at_home(&self) -> &Present {
        self.home.as_ref().map_or(&self.present, |home| &home.0)
    }
}
