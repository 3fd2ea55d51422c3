//! The present: the engine with its clock and terminals, and how a record changes it. A record applied again to the
//! same present gives the same one.

use super::history::Record;
use super::memory::Memory;
use super::{Action, Clock, Terminal, TerminalId};
use crate::command::{Event, Turn};
use crate::engine::{Engine, Input};
use crate::store::Millis;
use crate::wire::{ClientId, Out};

/// Everything that undo brings back.
#[derive(Clone, Debug, Default)]
pub(super) struct Present {
    pub(super) engine: Engine,
    pub(super) clock: Clock,
    pub(super) terminals: Vec<Terminal>,
    pub(super) memory: Memory,
}

impl Present {
    /// Applies a record. Everything that decides the outcome is in it, so that applying it again to the same state
    /// gives the same state.
    pub(super) fn apply(&mut self, record: &Record, out: &mut Out, events: Option<&mut Vec<Event>>) {
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

    fn live_client(&self, id: TerminalId) -> Option<ClientId> {
        self.terminals
            .get(id.0)
            .filter(|terminal| terminal.alive)
            .map(|terminal| terminal.client)
    }

    /// Clients are numbered in the order they appear, so that a replay gives them the same numbers.
    fn next_client(&self) -> ClientId {
        let newest = self.terminals.iter().map(|terminal| terminal.client.0).max();
        ClientId(newest.unwrap_or(0) + 1)
    }
}
