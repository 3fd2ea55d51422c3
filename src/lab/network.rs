//! Clients of the network: they drive the same engine, what they change is remembered and undone like what is typed,
//! and their sessions stand outside of that history.

use super::history::Record;
use super::{Action, Lab, Outcome, Present, Trace};
use crate::command::{Event, Fault, Turn};
use crate::engine::Input;
use crate::store::Millis;
use crate::wire::{ClientId, Out};

/// The numbers of network clients begin here; typed terminals have those below, and those from [`END`] on when there
/// are none left.
pub(super) const FIRST: u64 = 1000;
pub(super) const END: u64 = 1 << 40;

/// Whether this is a client of the network and no typed terminal.
pub fn is_remote(client: ClientId) -> bool {
    (FIRST..END).contains(&client.0)
}

impl Lab {
    /// Takes in what a client of the network does at `real`. Its replies are written to its own place in
    /// [`out_mut`](Lab::out_mut); those in the outcome are the terminals'.
    pub fn hear(&mut self, input: Input<'_>, real: Millis) -> Outcome {
        let action = match input {
            Input::Arrive(client, from, to) => Action::Arrive(client, from.to_owned(), to.to_owned()),
            Input::Command(client, argv) => Action::Say(client, argv.to_owned()),
            Input::Disconnect(client) => Action::Part(client),
            Input::Tick => return self.tick(real),
            Input::SendAway => {
                self.present.engine.send_away();
                return Outcome::default();
            }
            Input::Connect(_) | Input::Cancel(_) => return Outcome::default(),
        };
        self.stay();
        self.real = real;
        let record = Record {
            at: self.present.clock.at(real),
            action,
        };
        let before = self.before();
        let mut outcome = Outcome::default();
        self.present.apply(&record, &mut self.out, Some(&mut outcome));
        for (index, terminal) in self.present.terminals.iter().enumerate() {
            let replies = self.out.take(terminal.client).into_iter();
            outcome
                .replies
                .extend(replies.map(|reply| (super::TerminalId(index), reply)));
        }
        let is_step = outcome.events.iter().any(changes);
        if !is_step && self.history.has_future() {
            // A look must not cost what could be done again.
            self.history.went_astray();
            return outcome;
        }
        self.history.branch(before);
        self.history
            .push(record, is_step.then_some(Trace::Change), &self.present);
        outcome
    }

    /// Keeps a command from a client of the network: it is answered with `fault` and never run. No step of the history.
    pub fn turn_away(&mut self, client: ClientId, fault: Fault) -> Vec<Event> {
        self.stay();
        let mut events = Vec::new();
        let mut turn = Turn {
            now: self.present.clock.at(self.real),
            out: &mut self.out,
            events: Some(&mut events),
        };
        self.present.engine.turn_away(client, fault, &mut turn);
        self.history.went_astray();
        events
    }

    /// What clients of the network were told because another state took the place of theirs, since this was last asked:
    /// refusals of what they waited for.
    pub fn take_told(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.told)
    }

    /// Where replies are written.
    pub fn out_mut(&mut self) -> &mut Out {
        &mut self.out
    }

    /// The number of the next client of the network. Never the same twice, whatever is undone.
    pub fn next_remote(&mut self) -> ClientId {
        self.remotes += 1;
        ClientId(FIRST + self.remotes)
    }

    /// Takes the clients of the network over from `other`, which keeps none of them: from here on they talk to this lab.
    /// Who waited there is told, once, that it is over. What was set about connections holds here, too, from the
    /// beginning.
    pub fn take_clients(&mut self, other: &mut Lab) {
        other.come_home();
        self.stay();
        self.remotes = self.remotes.max(other.remotes);
        self.real = self.real.max(other.real);
        self.out.take_over(&mut other.out, is_remote);
        let mut events = Vec::new();
        let mut turn = Turn {
            now: self.present.clock.at(self.real),
            out: &mut self.out,
            events: Some(&mut events),
        };
        let (engine, others) = (&mut self.present.engine, &mut other.present.engine);
        // Of itself this one has some only where a lesson was taken up that others had a part in.
        let (own, moved) = (engine.has_client(is_remote), others.has_client(is_remote));
        if engine.serve_like(others) {
            self.history.amend(|present| {
                present.engine.serve_like(others);
            });
        }
        engine.take_over(others, is_remote, &mut turn);
        self.told.extend(events);
        if own || moved {
            self.history.went_astray();
        }
        if moved {
            other.history.went_astray();
        }
    }

    /// Makes another moment the present. Clients of the network come along.
    pub(super) fn restore(&mut self, mut present: Present) {
        self.history.drop_aside();
        let then = self.present.clock.at(self.real);
        let mut events = Vec::new();
        let mut turn = Turn {
            now: present.clock.at(self.real),
            out: &mut self.out,
            events: Some(&mut events),
        };
        present
            .engine
            .adopt(&self.present.engine, then, is_remote, &mut turn);
        self.present = present;
        let refused = |event: &Event| matches!(event, Event::Failed { .. });
        self.told.extend(events.into_iter().filter(refused));
        if self.engine().has_client(is_remote) {
            self.history.went_astray();
        }
        self.attach_terminals();
    }

    /// The present, if a replay would not lead to it: then what is done next needs it as its beginning.
    pub(super) fn before(&self) -> Option<Present> {
        self.history.is_astray().then(|| self.present.clone())
    }
}

/// Whether this is worth a step of its own: something is stored differently.
fn changes(event: &Event) -> bool {
    let only_told = matches!(event, Event::Published { .. } | Event::Closed { .. });
    (event.moves_data() && !only_told) || matches!(event, Event::ConsumerCreated { .. })
}

#[cfg(test)]
mod tests;
