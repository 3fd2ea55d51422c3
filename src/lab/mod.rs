//! When: the engine with a clock, typed terminals and a journal, so that any step can be undone, redone and looked
//! at again. Gives the panes their `Scene` and completion its `Lookup`. No real clock is read here: the caller says
//! what time it is.

mod action;
mod clock;
mod find;
mod history;
mod looking;
mod lookup;
mod memory;
mod network;
mod present;
mod scene;
mod script;
mod stock;
mod terminal;
mod trace;

use crate::command::{Event, Version};
use crate::engine::Engine;
use crate::store::Millis;
use crate::wire::{ClientId, Out, Protocol, Sink};
pub use action::{Action, Outcome, Scripted};
pub use clock::Clock;
pub use find::Found;
pub use history::Undone;
use history::{History, Record};
pub use looking::Elsewhere;
pub use lookup::{ConsumerBrief, GroupBrief, Lookup, PendingBrief, PendingFate};
pub use network::is_remote;
use present::Present;
pub use scene::{
    Awaited, CHUNK, ConsumerRow, ConsumersScene, EntryCard, EntryRow, Fate, Gap, GroupRow, GroupsScene,
    KeyList, KeyRow, Name, NodeRow, OtherScene, Part, PendingRow, PendingScene, Scene, StreamScene,
    TerminalRow, TerminalState, View, Wait, Window,
};
pub use script::Script;
pub use stock::{Cut, Keep, Stock};
pub use terminal::{Terminal, TerminalId};
pub use trace::{Quiet, Trace};

/// The engine in time.
#[derive(Debug)]
pub struct Lab {
    present: Present,
    history: History,
    out: Out,
    /// How many clients came over the network so far.
    remotes: u64,
    /// The time outside, as last told, Unix ms.
    real: Millis,
    /// The present while another moment is looked at, and where it is in the history.
    home: Option<Box<(Present, usize)>>,
    /// The time in the lab at the moment that was looked at last, Unix ms; `None` at the beginning.
    then: Option<Millis>,
    /// What clients of the network were told because another state took the place of theirs.
    told: Vec<Event>,
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
            remotes: 0,
            real: 0,
            home: None,
            then: None,
            told: Vec::new(),
        }
    }

    /// Does something at `real` (Unix ms; what the clock makes of it is its own matter) and remembers it. What was undone
    /// can still be done again as long as what is done leaves nothing behind: a read, a refusal, a wait whose time is up.
    pub fn act(&mut self, action: Action, real: Millis) -> Outcome {
        self.take(action, real, true)
    }

    /// The same as a step of its own, whatever it leaves behind: what was undone is gone.
    pub fn commit(&mut self, action: Action, real: Millis) -> Outcome {
        self.take(action, real, false)
    }

    fn take(&mut self, action: Action, real: Millis, keeps: bool) -> Outcome {
        self.stay();
        self.real = real;
        let record = Record {
            at: self.present.clock.at(real),
            action,
        };
        let before = self.before();
        let queueing = self.is_queueing(&record.action);
        let leaves = match &record.action {
            Action::Close(id, _) => self.client_of(*id),
            _ => None,
        };
        let mut outcome = Outcome::default();
        self.present.apply(&record, &mut self.out, Some(&mut outcome));
        if let Some(client) = leaves.filter(|client| !self.engine().has_client(|known| known == *client)) {
            self.out.detach(client);
        }
        self.collect(&mut outcome);
        let trace = match &record.action {
            Action::Tick => None,
            Action::Run(id, argv) if !queueing => Some(self.client_of(*id).map_or(Trace::Change, |client| {
                trace::trace(client, argv.as_argv(), &outcome.events, self.profile())
            })),
            _ => Some(Trace::Change),
        };
        if keeps && trace != Some(Trace::Change) && self.history.has_future() {
            self.history.set_aside(record, trace);
        } else {
            self.history.branch(before);
            self.history.push(record, trace, &self.present);
        }
        outcome
    }

    /// Whether the client that acts has begun a transaction.
    fn is_queueing(&self, action: &Action) -> bool {
        matches!(action, Action::Run(id, _) if self.queues(*id))
    }

    /// Lets waits end whose time has come at `real`. Remembered only if something ended.
    pub fn tick(&mut self, real: Millis) -> Outcome {
        let now = self.present.clock.at(real);
        if self.present.deadline().is_none_or(|deadline| deadline > now) {
            return Outcome::default();
        }
        self.act(Action::Tick, real)
    }

    /// Takes back the last step, whatever it was. `None` at the beginning.
    pub fn undo(&mut self) -> Option<Undone> {
        self.undo_worth(1, |_, _| true)
    }

    /// Takes the last undone step again. `None` if there is none.
    pub fn redo(&mut self) -> Option<Undone> {
        self.redo_worth(1, |_, _| true)
    }

    /// Takes back the last `times` steps that changed something, or as many as there are, with the reads and refusals
    /// after them. `matters` says of a step, by its [position](Lab::position), that it counts as a change for other
    /// reasons. `None` if there is none.
    pub fn undo_changes(&mut self, times: usize, matters: impl Fn(usize) -> bool) -> Option<Undone> {
        let forgotten = self.forgotten();
        self.undo_worth(times, |at, trace| {
            trace == Trace::Change || matters(at + forgotten)
        })
    }

    /// The way forward again: takes the next `times` undone steps that changed something, or as many as there are, with
    /// the reads and refusals after them. `None` if nothing was undone.
    pub fn redo_changes(&mut self, times: usize, matters: impl Fn(usize) -> bool) -> Option<Undone> {
        let forgotten = self.forgotten();
        self.redo_worth(times, |at, trace| {
            trace == Trace::Change || matters(at + forgotten)
        })
    }

    fn undo_worth(&mut self, times: usize, worth: impl Fn(usize, Trace) -> bool) -> Option<Undone> {
        self.stay();
        let (undone, present) = self.history.undo(times, worth)?;
        self.restore(present);
        Some(undone)
    }

    fn redo_worth(&mut self, times: usize, worth: impl Fn(usize, Trace) -> bool) -> Option<Undone> {
        self.stay();
        let (redone, present) = self.history.redo(times, worth)?;
        self.restore(present);
        Some(redone)
    }

    /// The step after which what had been undone could not be done again, where nothing can be.
    pub fn lost_by(&self) -> Option<&Action> {
        self.history.lost_by()
    }

    /// What the step at this place left behind.
    pub fn trace(&self, place: usize) -> Option<Trace> {
        self.history.trace(place)
    }

    /// Goes to the state at this [position](Lab::position), or to the oldest that is left; what comes after it stays
    /// remembered.
    pub fn seek(&mut self, position: usize) {
        self.stay();
        let present = self.history.seek(position.saturating_sub(self.forgotten()));
        self.restore(present);
    }

    /// What the step at this place was, counted from 0; `None` if there is none.
    pub fn step(&self, place: usize) -> Option<&Action> {
        self.history.action(place)
    }

    /// The time in the lab when the step at this place was taken, Unix ms.
    pub fn taken_at(&self, place: usize) -> Option<Millis> {
        self.history.taken_at(place)
    }

    /// What was done since an undo and left nothing behind, so that what was undone can still be done again: what it was
    /// and when, Unix ms in the lab.
    pub fn aside(&self) -> impl Iterator<Item = (&Action, Millis)> {
        self.history.aside()
    }

    /// What happened in the step at this place, and in the time after it. Disturbs nothing.
    pub fn retold(&self, place: usize) -> Vec<Event> {
        self.history.retold(place)
    }

    /// How many steps lie behind, and how many were taken in all.
    pub fn steps(&self) -> (usize, usize) {
        self.history.steps()
    }

    /// How many steps lie behind, the forgotten ones included: it names a moment also when the oldest are forgotten.
    pub fn position(&self) -> usize {
        self.steps().0 + self.forgotten()
    }

    /// How many of the oldest steps can no longer be taken back, because so much was done since.
    pub fn forgotten(&self) -> usize {
        self.history.forgotten()
    }

    /// The time in the lab when it is `real` outside, Unix ms. While another moment is looked at it is that of the moment.
    pub fn now(&self, real: Millis) -> Millis {
        // A clock that is held shows it by itself.
        let then = self
            .then
            .filter(|_| self.home.is_some() && !self.clock().is_held());
        then.unwrap_or_else(|| self.present.clock.at(real))
    }

    /// How the clock goes.
    pub fn clock(&self) -> &Clock {
        &self.present.clock
    }

    /// How long until the next wait ends by itself, in ms; `None` if nothing will move unless somebody acts.
    pub fn time_left(&self, real: Millis) -> Option<Millis> {
        self.present.time_left(real)
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

    /// The engine, to be set up before anything is done: what is changed here is not remembered.
    pub fn engine_mut(&mut self) -> &mut Engine {
        &mut self.present.engine
    }

    /// The imitated server version.
    pub fn profile(&self) -> Version {
        self.present.engine.profile()
    }

    /// Makes the present the beginning: what was done so far can no longer be undone.
    pub fn settle(&mut self) {
        self.history = History::new(self.present.clone());
    }

    /// What completion may ask at `real` (Unix ms), as `terminal` sees it.
    pub fn lookup(&self, terminal: TerminalId, real: Millis) -> Lookup<'_> {
        let db = self
            .client_of(terminal)
            .map_or(0, |client| self.engine().db_of(client));
        Lookup::at(self.engine(), db, self.now(real))
    }

    /// The same as a client of the network sees it.
    pub fn lookup_of(&self, client: ClientId, real: Millis) -> Lookup<'_> {
        Lookup::at(self.engine(), self.engine().db_of(client), self.now(real))
    }

    /// Whether what is typed in this terminal is queued by MULTI.
    pub fn queues(&self, terminal: TerminalId) -> bool {
        self.client_of(terminal)
            .is_some_and(|client| self.engine().is_queueing(client))
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
            remotes: self.remotes,
            real: self.real,
            home: None,
            then: None,
            told: Vec::new(),
        };
        fork.attach_terminals();
        fork
    }

    /// Remembers at most so many records and bytes.
    #[cfg(test)]
    pub(crate) fn limit_memory(&mut self, records: usize, bytes: usize) {
        self.history.limit(records, bytes);
    }

    fn client_of(&self, id: TerminalId) -> Option<ClientId> {
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
