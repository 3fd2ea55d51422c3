//! When: the engine with a clock, typed terminals and a journal, so that any step can be undone, redone and looked
//! at again. Gives the panes their `Scene` and completion its `Lookup`. No real clock is read here: the caller says
//! what time it is.

mod action;
mod clock;
mod history;
mod lookup;
mod memory;
mod present;
mod scene;
mod script;
mod terminal;

use crate::command::Version;
use crate::engine::Engine;
use crate::store::Millis;
use crate::wire::{Out, Protocol, Sink};
pub use action::{Action, Outcome};
pub use clock::Clock;
pub use history::Undone;
use history::{History, Record};
pub use lookup::Lookup;
use present::Present;
pub use scene::{
    Awaited, ConsumerRow, EntryRow, Fate, GroupRow, KeyRow, PendingRow, Scene, StreamScene, TerminalRow,
    TerminalState, Top, View,
};
pub use script::Script;
pub use terminal::{Terminal, TerminalId};

/// The engine in time.
#[derive(Debug)]
pub struct Lab {
    present: Present,
    history: History,
    out: Out,
}

impl Lab {
    /// An empty lab. `clock` says how time goes; `protocol` is what its terminals speak.
    pub fn new(clock: Clock, profile: Version, protocol: Protocol) -> Lab {
        let mut present = Present {
            clock,
            ..Present::default()
        };
        present.engine.set_profile(profile);
        present.engine.set_protocol(protocol);
        Lab {
            history: History::new(present.clone()),
            present,
            out: Out::default(),
        }
    }

    /// Does something at `real` (Unix ms; what the clock makes of it is its own matter) and remembers it.
    pub fn act(&mut self, action: Action, real: Millis) -> Outcome {
        let record = Record {
            at: self.present.clock.at(real),
            action,
        };
        let mut outcome = Outcome::default();
        self.present.apply(&record, &mut self.out, Some(&mut outcome));
        self.collect(&mut outcome);
        self.history.push(record, &self.present);
        outcome
    }

    /// Lets waits end whose time has come at `real`. Remembered only if something ended.
    pub fn tick(&mut self, real: Millis) -> Outcome {
        let now = self.present.clock.at(real);
        if self.present.deadline().is_none_or(|deadline| deadline > now) {
            return Outcome::default();
        }
        self.act(Action::Tick, real)
    }

    /// Takes back the last step. `None` at the beginning.
    pub fn undo(&mut self) -> Option<Undone> {
        let (undone, present) = self.history.undo()?;
        self.present = present;
        self.attach_terminals();
        Some(undone)
    }

    /// Takes the last undone step again. `None` if there is none.
    pub fn redo(&mut self) -> Option<Undone> {
        let (redone, present) = self.history.redo()?;
        self.present = present;
        self.attach_terminals();
        Some(redone)
    }

    /// Goes to the state after the first `steps` steps, which stay remembered.
    pub fn seek(&mut self, steps: usize) {
        self.present = self.history.seek(steps);
        self.attach_terminals();
    }

    /// How many steps lie behind, and how many were taken in all.
    pub fn steps(&self) -> (usize, usize) {
        self.history.steps()
    }

    /// The time in the lab when it is `real` outside, Unix ms.
    pub fn now(&self, real: Millis) -> Millis {
        self.present.clock.at(real)
    }

    /// How the clock goes.
    pub fn clock(&self) -> &Clock {
        &self.present.clock
    }

    /// How long until the next wait ends by itself, in ms; `None` if nothing will move unless somebody acts.
    pub fn time_left(&self, real: Millis) -> Option<Millis> {
        self.present
            .deadline()
            .map(|deadline| (deadline - self.now(real)).max(0))
    }

    /// The terminals, in the order they were opened.
    pub fn terminals(&self) -> &[Terminal] {
        &self.present.terminals
    }

    /// The terminal called `name`.
    pub fn terminal(&self, name: &str) -> Option<&Terminal> {
        self.present
            .terminals
            .iter()
            .find(|terminal| terminal.name == name)
    }

    /// Whether this terminal's client waits for something.
    pub fn is_waiting(&self, id: TerminalId) -> bool {
        self.client_of(id)
            .is_some_and(|client| self.engine().waiter(client).is_some())
    }

    /// Whether this terminal listens to a channel, so that messages may come at any time.
    pub fn is_subscribed(&self, id: TerminalId) -> bool {
        self.client_of(id)
            .is_some_and(|client| self.engine().subscriptions(client) > 0)
    }

    /// The engine, to be read.
    pub fn engine(&self) -> &Engine {
        &self.present.engine
    }

    /// The imitated server version.
    pub fn profile(&self) -> Version {
        self.present.engine.profile()
    }

    /// Makes the present the beginning: what was done so far can no longer be undone.
    pub fn settle(&mut self) {
        self.history = History::new(self.present.clone());
    }

    /// What completion may ask, as `terminal` sees it.
    pub fn lookup(&self, terminal: TerminalId) -> Lookup<'_> {
        let db = self
            .client_of(terminal)
            .map_or(0, |client| self.engine().db_of(client));
        Lookup::new(self.engine().db(db))
    }

    /// A copy that goes its own way from here, with its own history.
    #[must_use]
    pub fn fork(&self) -> Lab {
        let present = self.present.clone();
        let out = Out::default();
        let mut fork = Lab {
            history: History::new(present.clone()),
            present,
            out,
        };
        fork.attach_terminals();
        fork
    }

    fn client_of(&self, id: TerminalId) -> Option<crate::wire::ClientId> {
        self.present
            .terminals
            .get(id.0)
            .filter(|terminal| terminal.alive)
            .map(|terminal| terminal.client)
    }

    /// Every live client gets a place to be answered; the engine itself does not care who listens.
    fn attach_terminals(&mut self) {
        for terminal in &self.present.terminals {
            if terminal.alive {
                let protocol = self.present.engine.protocol_of(terminal.client);
                self.out.attach(terminal.client, Sink::tree(protocol));
            } else {
                self.out.detach(terminal.client);
            }
        }
    }

    /// Takes the replies that have been written. Terminals opened by the action get their place here, which is early
    /// enough: nothing is written to a client before its first command.
    fn collect(&mut self, outcome: &mut Outcome) {
        for (index, terminal) in self.present.terminals.iter().enumerate() {
            let replies = self.out.take(terminal.client);
            outcome
                .replies
                .extend(replies.into_iter().map(|reply| (TerminalId(index), reply)));
        }
        self.attach_terminals();
    }
}

#[cfg(test)]
mod tests;
