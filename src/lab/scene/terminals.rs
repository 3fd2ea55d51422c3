//! Typed terminals as rows: what each does, and what it waits for.

use crate::command::WaitOn;
use crate::lab::{Present, Terminal, TerminalId};
use crate::store::{Bytes, Millis};

/// A typed terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalRow {
    /// Which one.
    pub id: TerminalId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub state: TerminalState,
}

/// What a terminal does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalState {
    /// It takes commands.
    Ready,
    /// It listens to this many channels and patterns.
    Subscribed(usize),
    /// It waits.
    Waiting {
        /// For this.
        what: Awaited,
        /// For so long already, in ms.
        since: Millis,
        /// For so long still, in ms; `None` for ever.
        left: Option<Millis>,
    },
    /// Its client has crashed.
    Crashed,
}

/// What a terminal waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// Something in one of these keys.
    Keys(Vec<Bytes>),
    /// Replicas (WAIT).
    Replicas,
    /// Nothing but the end of its time (DEBUG SLEEP).
    Time,
    /// The end of a pause (CLIENT PAUSE).
    Unpaused,
}

impl Present {
    pub(super) fn terminal_rows(&self, now: Millis) -> Vec<TerminalRow> {
        let rows = self
            .terminals
            .iter()
            .enumerate()
            .map(|(index, terminal)| TerminalRow {
                id: TerminalId(index),
                name: terminal.name.clone(),
                state: self.terminal_state(terminal, now),
            });
        rows.collect()
    }

    fn terminal_state(&self, terminal: &Terminal, now: Millis) -> TerminalState {
        if !terminal.alive {
            return TerminalState::Crashed;
        }
        match (
            self.engine.waiter(terminal.client),
            self.engine.subscriptions(terminal.client),
        ) {
            (Some(waiter), _) => TerminalState::Waiting {
                what: match waiter.wait.on {
                    WaitOn::Replicas => Awaited::Replicas,
                    WaitOn::Time => Awaited::Time,
                    WaitOn::Unpaused => Awaited::Unpaused,
                    WaitOn::Stream | WaitOn::Group | WaitOn::List => Awaited::Keys(waiter.wait.keys.clone()),
                },
                since: now - waiter.since,
                left: waiter.wait.deadline.map(|deadline| deadline - now),
            },
            (None, 0) => TerminalState::Ready,
            (None, channels) => TerminalState::Subscribed(channels),
        }
    }
}
