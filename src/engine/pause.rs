//! CLIENT PAUSE: what is said meanwhile is held back, and done in the order in which it was said once the pause is over
//! (streams.md E.2).

use super::Engine;
use super::waiting::Waiter;
use crate::command::session::Pause;
use crate::command::{Event, Resolved, Turn, Wait, WaitOn};
use crate::store::Millis;
use crate::wire::{Argv, ClientId};

/// The pause, if there is one, and who is held back by it.
#[derive(Clone, Debug, Default)]
pub(super) struct Paused {
    pause: Option<Pause>,
    /// In the order in which they spoke.
    held: Vec<ClientId>,
}

impl Paused {
    /// When the pause ends by itself, Unix ms.
    pub(super) fn until(&self) -> Option<Millis> {
        self.pause.map(|pause| pause.until)
    }

    /// Begins a pause. Under one already, the longer and the stricter of both holds.
    pub(super) fn begin(&mut self, pause: Pause) {
        let before = self.pause.unwrap_or(pause);
        self.pause = Some(Pause {
            until: pause.until.max(before.until),
            all: pause.all || before.all,
        });
    }
}

/// Whether a command changes what is stored, or reaches others as if it did.
fn writes(resolved: &Resolved<'_>) -> bool {
    resolved.has_flag("write") || matches!(resolved.spec.name, "PUBLISH" | "SPUBLISH")
}

impl Engine {
    /// Whether what the client says is to be held back; it is then noted.
    pub(super) fn holds_back(
        &mut self,
        client: ClientId,
        resolved: &Resolved<'_>,
        argv: Argv<'_>,
        turn: &mut Turn<'_>,
    ) -> bool {
        let Some(pause) = self.paused.pause else {
            return false;
        };
        if !pause.all && !writes(resolved) && !self.queue_has(client, resolved, writes) {
            return false;
        }
        let until = pause.until;
        self.paused.held.retain(|held| *held != client);
        self.paused.held.push(client);
        let wait = Wait {
            keys: Vec::new(),
            on: WaitOn::Unpaused,
            deadline: Some(until),
            claim: None,
            argv: argv.to_owned(),
        };
        let db = self.db_of(client);
        let since = turn.now;
        self.waiting.add(client, Waiter { db, since, wait });
        turn.emit(|| Event::HeldBack { client, until });
        true
    }

    /// Ends the pause: what was held back is done.
    pub(super) fn resume(&mut self, turn: &mut Turn<'_>) {
        let paused = std::mem::take(&mut self.paused);
        for client in paused.held {
            let held = self.waiting.get(client);
            let Some(argv) = held
                .filter(|waiter| waiter.wait.on == WaitOn::Unpaused)
                .map(|waiter| waiter.wait.argv.clone())
            else {
                continue;
            };
            self.waiting.remove(client);
            self.command(client, argv.as_argv(), turn);
        }
    }
}
