//! The present: the engine with its clock and terminals, and how a record changes it. A record applied again to the
//! same present gives the same one.

use super::history::Record;
use super::memory::Memory;
use super::network::{END, FIRST};
use super::script::Shift;
use super::{Action, Clock, Outcome, Terminal, TerminalId};
use crate::command::{Event, Turn};
use crate::engine::{Engine, Input};
use crate::store::Millis;
use crate::wire::{ArgvBuf, ClientId, Out};

/// Everything that undo brings back.
#[derive(Clone, Debug, Default)]
pub(super) struct Present {
    pub(super) engine: Engine,
    pub(super) clock: Clock,
    pub(super) terminals: Vec<Terminal>,
    pub(super) shifts: Vec<Shift>,
    pub(super) memory: Memory,
    /// The number of the newest terminal's client.
    pub(super) clients: u64,
}

impl Present {
    /// Applies a record. Everything that decides the outcome is in it, so that applying it again to the same state
    /// gives the same state.
    pub(super) fn apply(&mut self, record: &Record, out: &mut Out, outcome: Option<&mut Outcome>) {
        let mut local = Outcome::default();
        let mut own = None;
        let now = record.at;
        match &record.action {
            Action::Run(id, argv) => {
                self.command(*id, argv, now, out, &mut local.events);
                own = Some(local.events.len());
                self.clock.after_command();
                if self.clock.is_held() {
                    self.pass(now, self.clock.at(now), out, &mut local);
                }
            }
            Action::Cancel(id) => {
                if let Some(client) = self.live_client(*id) {
                    self.step(Input::Cancel(client), now, out, &mut local.events);
                }
            }
            Action::Open(name) => {
                let client = self.next_client();
                self.terminals.push(Terminal {
                    name: name.clone(),
                    client,
                    alive: true,
                    doomed: false,
                });
                self.step(Input::Connect(client), now, out, &mut local.events);
            }
            Action::Crash(id) => {
                self.crash(*id, now, out, &mut local.events);
            }
            Action::Close(id, _) => {
                if self.terminals.len() > 1 {
                    self.crash(*id, now, out, &mut local.events);
                    self.remove(*id);
                }
            }
            Action::CrashBeforeAck(id) => {
                if let Some(terminal) = self.terminals.get_mut(id.0) {
                    terminal.doomed = terminal.alive;
                }
            }
            Action::Start(id) => {
                if self.terminals.get(id.0).is_some_and(|terminal| !terminal.alive) {
                    let client = self.next_client();
                    self.terminals[id.0].client = client;
                    self.terminals[id.0].alive = true;
                    self.step(Input::Connect(client), now, out, &mut local.events);
                }
            }
            Action::Advance(span) => {
                own = Some(0);
                self.pass(now, now.saturating_add(*span), out, &mut local);
                self.clock.advance(*span);
            }
            Action::Hold => self.clock = self.clock.held_at(now),
            Action::Release => self.clock = Clock::released(),
            Action::Profile(profile) => self.engine.set_profile(*profile),
            Action::Employ(script) => self.shifts.push(Shift::new(script.clone(), now)),
            Action::Dismiss(name) => self.shifts.retain(|shift| shift.script.name != *name),
            Action::Tick => self.pass(now, now, out, &mut local),
            Action::Arrive(client, from, to) => {
                self.step(Input::Arrive(*client, from, to), now, out, &mut local.events);
            }
            Action::Say(client, argv) => {
                self.step(
                    Input::Command(*client, argv.as_argv()),
                    now,
                    out,
                    &mut local.events,
                );
                own = Some(local.events.len());
                self.clock.after_command();
                if self.clock.is_held() {
                    self.pass(now, self.clock.at(now), out, &mut local);
                }
            }
            Action::Part(client) => self.step(Input::Disconnect(*client), now, out, &mut local.events),
        }
        local.own = own.unwrap_or(local.events.len());
        self.memory.note(&local.events);
        if let Some(outcome) = outcome {
            *outcome = local;
        }
    }

    /// When something next happens by itself: a wait or a key ends, or a scripted client types.
    pub(super) fn deadline(&self) -> Option<Millis> {
        let shifts = self.shifts.iter().map(|shift| shift.due);
        shifts.chain(self.engine.deadline()).min()
    }

    /// How long until then when it is `real` outside, in ms; `None` if nothing will happen by itself.
    pub(super) fn time_left(&self, real: Millis) -> Option<Millis> {
        let now = self.clock.at(real);
        self.deadline().map(|deadline| (deadline - now).max(0))
    }

    /// Lets time go from `now` to `target`: everything that is due on the way happens, in order.
    fn pass(&mut self, now: Millis, target: Millis, out: &mut Out, outcome: &mut Outcome) {
        while let Some(due) = self.deadline().filter(|due| *due <= target) {
            let at = due.max(now);
            match self.shifts.iter().position(|shift| shift.due == due) {
                // A wait that ends at the same moment ends first.
                Some(shift) if self.engine.deadline() != Some(due) => self.work(shift, at, out, outcome),
                _ => self.step(Input::Tick, at, out, &mut outcome.events),
            }
        }
    }

    /// Lets a scripted client type its next line. One that has crashed or waits lets its turn go by.
    fn work(&mut self, place: usize, now: Millis, out: &mut Out, outcome: &mut Outcome) {
        let id = self.shifts[place].script.terminal;
        let client = self.live_client(id);
        let free = client.is_some_and(|client| self.engine.waiter(client).is_none());
        let shift = &mut self.shifts[place];
        shift.rest();
        let before = outcome.events.len();
        if let Some(line) = free.then(|| shift.next_line()).flatten() {
            self.command(id, &line, now, out, &mut outcome.events);
            // One that crashed in place of this line has not typed it.
            if self.live_client(id).is_some() {
                outcome.scripted.push((id, line));
            }
        }
        let shift = &mut self.shifts[place];
        shift.learn(&outcome.events[before..]);
        if shift.is_over() {
            self.shifts.remove(place);
        }
    }

    fn command(
        &mut self,
        id: TerminalId,
        argv: &ArgvBuf,
        now: Millis,
        out: &mut Out,
        events: &mut Vec<Event>,
    ) {
        let Some(client) = self.live_client(id) else {
            return;
        };
        let name = argv.as_argv().get(0);
        if self.terminals[id.0].doomed && name.is_some_and(|name| name.eq_ignore_ascii_case(b"XACK")) {
            self.crash(id, now, out, events);
        } else {
            self.step(Input::Command(client, argv.as_argv()), now, out, events);
        }
    }

    fn crash(&mut self, id: TerminalId, now: Millis, out: &mut Out, events: &mut Vec<Event>) {
        if let Some(client) = self.live_client(id) {
            self.step(Input::Disconnect(client), now, out, events);
            let terminal = &mut self.terminals[id.0];
            (terminal.alive, terminal.doomed) = (false, false);
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

    fn live_client(&self, id: TerminalId) -> Option<ClientId> {
        self.terminals
            .get(id.0)
            .filter(|terminal| terminal.alive)
            .map(|terminal| terminal.client)
    }

    /// Takes a terminal away, and the scripted clients that type there.
    fn remove(&mut self, id: TerminalId) {
        if id.0 < self.terminals.len() {
            self.terminals.remove(id.0);
            self.shifts.retain_mut(|shift| shift.outlives(id));
        }
    }

    /// Clients are numbered in the order they appear, so that a replay gives them the same numbers, and no two ever
    /// have the same.
    fn next_client(&mut self) -> ClientId {
        self.clients = match self.clients + 1 {
            FIRST => END,
            next => next,
        };
        ClientId(self.clients)
    }
}
