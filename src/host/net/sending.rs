//! What was written to clients is sent to them, and who leaves too much of it unread is cut off.

use std::thread;
use std::time::Duration;

use super::Core;
use super::clients::Clients;
use super::connection::Sent;
use super::options::{Bounds, Unread};
use crate::engine::Engine;
use crate::store::Millis;
use crate::wire::ClientId;

/// How long clients are given to read their last replies, in ms.
const PARTING: Millis = 1000;

impl Clients {
    /// Sends what is still to be sent, as far as clients read it in a moment, and closes everything.
    pub(crate) fn part(&mut self, core: &mut impl Core, time: impl Fn() -> Millis) {
        let until = time() + PARTING;
        while self.drain(core, time()) && time() < until {
            thread::sleep(Duration::from_millis(5));
        }
        self.close_all(core, time());
    }

    /// Sends everything that can be sent and says whether something is left. Nobody polls here: sockets that were full
    /// are tried again.
    fn drain(&mut self, core: &mut impl Core, now: Millis) -> bool {
        let all: Vec<ClientId> = self.connections.keys().copied().collect();
        for client in all {
            if let Some(connection) = self.connections.get_mut(&client) {
                connection.has_room();
            }
            self.flush(client, core, now);
        }
        let out = core.out();
        self.connections.keys().any(|client| out.waiting(*client) > 0)
    }

    /// Sends to everybody who was written to, and to those who have room again.
    pub(super) fn send(&mut self, core: &mut impl Core, now: Millis) {
        let mut fresh = std::mem::take(&mut self.fresh);
        core.out().take_fresh(&mut fresh);
        fresh.append(&mut self.roomy);
        // Who was written to last first: who waited for what somebody said hears it before that one hears "done".
        for client in fresh.drain(..).rev() {
            self.flush(client, core, now);
        }
        self.fresh = fresh;
    }

    /// Sends what can be sent to one client, and closes what is lost or leaves too much unread.
    pub(super) fn flush(&mut self, client: ClientId, core: &mut impl Core, now: Millis) {
        let Some(connection) = self.connections.get_mut(&client) else {
            return;
        };
        let sent = core.out().send(client, |out| {
            let before = connection.unsent(out);
            let sent = connection.send(out);
            let unsent = connection.unsent(out);
            if unsent < before {
                self.sent += before - unsent;
                connection.heard = now;
            }
            (sent, unsent)
        });
        let Some((sent, unsent)) = sent else {
            return;
        };
        let (lost, slow) = match sent {
            Sent::All => (connection.closing, false),
            Sent::Lost => (true, false),
            // Who has left may read to the end, as long as he does read.
            Sent::Some if connection.closing => (false, true),
            Sent::Some => {
                let most = unread(&self.bounds, core.engine(), client);
                (unsent > most.hard, unsent > most.soft)
            }
        };
        if slow {
            connection.slow_since.get_or_insert(now);
            self.slow.insert(client);
        } else {
            connection.slow_since = None;
        }
        if lost {
            self.lose(client, core, now);
        }
    }

    /// Closes those who have left too much unread for too long.
    pub(super) fn cut_off_slow(&mut self, core: &mut impl Core, now: Millis) {
        let mut cut = Vec::new();
        let (connections, bounds) = (&self.connections, &self.bounds);
        self.slow.retain(|client| {
            let Some(connection) = connections.get(client) else {
                return false;
            };
            let (since, patience) = if connection.closing {
                (Some(connection.heard), bounds.pubsub.patience)
            } else {
                (
                    connection.slow_since,
                    unread(bounds, core.engine(), *client).patience,
                )
            };
            if since.is_some_and(|since| now - since > patience) {
                cut.push(*client);
            }
            since.is_some()
        });
        for client in cut {
            self.lose(client, core, now);
        }
    }
}

/// How much this client may leave unread.
fn unread(bounds: &Bounds, engine: &Engine, client: ClientId) -> Unread {
    if engine.subscriptions(client) > 0 || engine.is_monitor(client) {
        bounds.pubsub
    } else {
        bounds.output
    }
}
