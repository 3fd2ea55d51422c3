//! When: the engine with a clock, typed terminals and a journal, so that any step can be undone, redone and looked
//! at again. Gives the panes their `Scene` and completion its `Lookup`. No real clock is read here: the caller says
//! what time it is.

mod clock;
mod history;
mod lookup;
mod memory;
mod scene;
mod terminal;

use crate::command::{Event, Turn, Version};
use crate::engine::{Engine, Input};
use crate::store::Millis;
use crate::wire::{ArgvBuf, Out, Protocol, Reply, Sink};
pub use clock::Clock;
pub use history::Undone;
use history::{History, Record};
pub use lookup::Lookup;
use memory::Memory;
pub use scene::{
    ConsumerRow, EntryRow, Fate, GroupRow, KeyRow, PendingRow, Scene, StreamScene, TerminalRow,
    TerminalState, Top, View,
};
pub use terminal::{Terminal, TerminalId};

/// Something a person or a script does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Types a command in a terminal.
    Run(TerminalId, ArgvBuf),
    /// Ends a terminal's wait.
    Cancel(TerminalId),
    /// Opens a terminal with this name.
    Open(String),
    /// Kills the client behind a terminal: its connection is gone, what it holds stays pending.
    Crash(TerminalId),
    /// Starts a crashed terminal's client again.
    Start(TerminalId),
    /// Lets this much time pass, in ms, at once. Waits end on the way.
    Advance(Millis),
    /// Stops the clock here.
    Hold,
    /// Lets the clock run.
    Release,
    /// Changes the server version that is imitated.
    Profile(Version),
    /// Time has come this far by itself.
    Tick,
}

/// What came of an action.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Replies and messages, in the order they were written per terminal.
    pub replies: Vec<(TerminalId, Reply)>,
    /// What happened, in order.
    pub events: Vec<Event>,
}

/// Everything that undo brings back.
#[derive(Clone, Debug, Default)]
struct Present {
    engine: Engine,
    clock: Clock,
    terminals: Vec<Terminal>,
    memory: Memory,
}

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
        self.present
            .apply(&record, &mut self.out, Some(&mut outcome.events));
        self.collect(&mut outcome);
        self.history.push(record, &self.present);
        outcome
    }

    /// Lets waits end whose time has come at `real`. Remembered only if something ended.
    pub fn tick(&mut self, real: Millis) -> Outcome {
        let now = self.present.clock.at(real);
        if self
            .present
            .engine
            .deadline()
            .is_none_or(|deadline| deadline > now)
        {
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
            .engine
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

impl Present {
    /// Applies a record. Everything that decides the outcome is in it, so that applying it again to the same state
    /// gives the same state.
    fn apply(&mut self, record: &Record, out: &mut Out, events: Option<&mut Vec<Event>>) {
        let mut local = Vec::new();
        let mut now = record.at;
        match &record.action {
            Action::Run(id, argv) => {
                if let Some(client) = self.live_client(*id) {
                    self.step(Input::Command(client, argv.as_argv()), now, out, &mut local);
                }
                self.clock.after_command();
            }
            Action::Cancel(id) => {
                if let Some(client) = self.live_client(*id) {
                    self.step(Input::Cancel(client), now, out, &mut local);
                }
            }
            Action::Open(name) => {
                let client = self.next_client();
                self.terminals.push(Terminal {
                    name: name.clone(),
                    client,
                    alive: true,
                });
                self.step(Input::Connect(client), now, out, &mut local);
            }
            Action::Crash(id) => {
                if let Some(client) = self.live_client(*id) {
                    self.step(Input::Disconnect(client), now, out, &mut local);
                    self.terminals[id.0].alive = false;
                }
            }
            Action::Start(id) => {
                if self.terminals.get(id.0).is_some_and(|terminal| !terminal.alive) {
                    let client = self.next_client();
                    self.terminals[id.0].client = client;
                    self.terminals[id.0].alive = true;
                    self.step(Input::Connect(client), now, out, &mut local);
                }
            }
            Action::Advance(span) => {
                let target = now.saturating_add(*span);
                while let Some(deadline) = self.engine.deadline().filter(|deadline| *deadline <= target) {
                    now = deadline.max(now);
                    self.step(Input::Tick, now, out, &mut local);
                }
                self.clock.advance(*span);
            }
            Action::Hold => self.clock = self.clock.held_at(now),
            Action::Release => self.clock = Clock::released(),
            Action::Profile(profile) => self.engine.set_profile(*profile),
            Action::Tick => self.step(Input::Tick, now, out, &mut local),
        }
        self.memory.note(&local);
        if let Some(events) = events {
            events.append(&mut local);
        }
    }

    fn step(&mut self, input: Input<'_>, now: Millis, out: &mut Out, events: &mut Vec<Event>) {
        self.engine.step(
            input,
            &mut Turn {
                now,
                out,
                events: Some(events),
            },
        );
    }

    fn live_client(&self, id: TerminalId) -> Option<crate::wire::ClientId> {
        self.terminals
            .get(id.0)
            .filter(|terminal| terminal.alive)
            .map(|terminal| terminal.client)
    }

    /// Clients are numbered in the order they appear, so that a replay gives them the same numbers.
    fn next_client(&self) -> crate::wire::ClientId {
        let newest = self.terminals.iter().map(|terminal| terminal.client.0).max();
        crate::wire::ClientId(newest.unwrap_or(0) + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_700_000_000_000;

    fn lab() -> Lab {
        let mut lab = Lab::new(Clock::held(NOW, 0), Version::default(), Protocol::Resp2);
        for name in ["shop", "worker-1"] {
            lab.act(Action::Open(name.to_owned()), NOW);
        }
        lab.settle();
        lab
    }

    fn run(lab: &mut Lab, terminal: usize, line: &str) -> Vec<(usize, Reply)> {
        let argv = line.split(' ').collect();
        let outcome = lab.act(Action::Run(TerminalId(terminal), argv), NOW);
        outcome
            .replies
            .into_iter()
            .map(|(terminal, reply)| (terminal.0, reply))
            .collect()
    }

    fn ids(lab: &Lab) -> Vec<String> {
        let scene = lab.scene(&View::default(), NOW);
        scene.stream.map_or_else(Vec::new, |stream| {
            stream.entries.iter().map(|row| row.id.to_string()).collect()
        })
    }

    #[test]
    fn a_read_waits_and_an_entry_from_another_terminal_wakes_it() {
        let mut lab = lab();
        assert_eq!(run(&mut lab, 1, "XREAD BLOCK 0 STREAMS fruits $"), []);
        assert!(lab.is_waiting(TerminalId(1)));
        let replies = run(&mut lab, 0, "XADD fruits 10-0 name banana");
        assert_eq!(
            replies.iter().map(|(terminal, _)| *terminal).collect::<Vec<_>>(),
            [0, 1]
        );
        assert!(!lab.is_waiting(TerminalId(1)));
    }

    #[test]
    fn a_held_clock_ends_waits_when_it_is_moved() {
        let mut lab = lab();
        run(&mut lab, 1, "XREAD BLOCK 3000 STREAMS fruits $");
        assert_eq!(lab.tick(NOW + 60_000), Outcome::default());
        assert_eq!(lab.time_left(NOW), Some(3000));
        let outcome = lab.act(Action::Advance(3000), NOW);
        assert_eq!(outcome.replies, [(TerminalId(1), Reply::NilArray)]);
    }

    #[test]
    fn a_key_that_expires_is_a_step_of_time_and_comes_back_with_undo() {
        let mut lab = Lab::new(Clock::default(), Version::default(), Protocol::Resp2);
        lab.act(Action::Open("shop".to_owned()), NOW);
        lab.settle();
        run(&mut lab, 0, "XADD fruits 1-0 name banana");
        run(&mut lab, 0, "EXPIRE fruits 10");
        assert_eq!(lab.time_left(NOW + 4000), Some(6000));
        assert_eq!(lab.tick(NOW + 9_999), Outcome::default());
        assert_eq!(lab.tick(NOW + 10_000).events.len(), 1);
        assert_eq!(lab.tick(NOW + 10_000), Outcome::default());
        assert_eq!((ids(&lab).len(), lab.steps()), (0, (2, 2)));
        lab.undo();
        assert_eq!((ids(&lab).len(), lab.time_left(NOW)), (1, None));
        lab.redo();
        assert_eq!(ids(&lab).len(), 0);
    }

    #[test]
    fn a_terminal_speaks_what_it_said_hello_to_before_and_after_an_undo() {
        let mut lab = lab();
        run(&mut lab, 0, "XADD s 1-0 a b");
        run(&mut lab, 0, "HELLO 3");
        let is_map = |replies: Vec<(usize, Reply)>| matches!(replies.as_slice(), [(_, Reply::Map(_))]);
        assert!(is_map(run(&mut lab, 0, "XREAD STREAMS s 0")));
        assert!(!is_map(run(&mut lab, 1, "XREAD STREAMS s 0")));
        lab.undo();
        assert!(is_map(run(&mut lab, 0, "XREAD STREAMS s 0")));
        for _ in 0..3 {
            lab.undo();
        }
        assert!(!is_map(run(&mut lab, 0, "XREAD STREAMS s 0")));
    }

    #[test]
    fn undo_and_redo_go_to_and_fro() {
        let mut lab = lab();
        for ms in 1..=200 {
            run(&mut lab, 0, &format!("XADD fruits {ms}-0 name banana"));
        }
        assert_eq!(lab.steps(), (200, 200));
        for _ in 0..150 {
            lab.undo();
        }
        assert_eq!(
            (lab.steps(), ids(&lab).last().cloned()),
            ((50, 200), Some("50-0".into()))
        );
        lab.redo();
        assert_eq!(ids(&lab).last().cloned(), Some("51-0".into()));
        run(&mut lab, 0, "XADD fruits 900-0 name apple");
        assert_eq!((lab.steps(), lab.redo()), ((52, 52), None));
    }

    #[test]
    fn a_crashed_client_no_longer_waits_and_a_started_one_is_new() {
        let mut lab = lab();
        run(&mut lab, 1, "XREAD BLOCK 0 STREAMS fruits $");
        lab.act(Action::Crash(TerminalId(1)), NOW);
        assert_eq!(run(&mut lab, 0, "XADD fruits 1-0 a b").len(), 1);
        assert_eq!(run(&mut lab, 1, "PING"), []);
        lab.act(Action::Start(TerminalId(1)), NOW);
        assert_eq!(run(&mut lab, 1, "PING"), [(1, Reply::Simple("PONG".into()))]);
        while lab.steps().0 > 1 {
            lab.undo();
        }
        assert!(lab.is_waiting(TerminalId(1)));
    }
}
