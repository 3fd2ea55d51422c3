//! Clients that stand outside history: when another state takes the place of this one, they go on in it as they are.
//! Which clients those are is the lab's business.

use super::{Asks, Engine, refuse};
use crate::command::{Fault, Flow, Turn};
use crate::store::{Listen, Millis};
use crate::wire::{ClientId, Out};

/// What a waiting client is told whose wait makes no sense any more.
const LOST: &str = "UNBLOCKED the data was taken back to another moment; ask again";

impl Engine {
    /// Takes over from `other`, whose time was `then`, the clients that `stays` picks: their protocol, subscriptions and
    /// queued commands. What they watched counts as changed. Who waited goes on waiting if his command would wait here
    /// too, and for as long as was left; else he is told so, once.
    pub fn adopt(
        &mut self,
        other: &Engine,
        then: Millis,
        stays: impl Fn(ClientId) -> bool,
        turn: &mut Turn<'_>,
    ) {
        let own: Vec<ClientId> = self.clients.ids().filter(|id| stays(*id)).collect();
        for client in own {
            self.forget(client);
        }
        for (client, state) in other.clients.iter().filter(|(client, _)| stays(*client)) {
            self.clients.insert(client, state.clone());
            self.watching.disturb(client, &other.watching);
            if other.monitors.contains(&client) {
                self.monitors.insert(client);
            }
        }
        for listen in [Listen::Exact, Listen::Pattern, Listen::Shard] {
            for (channel, clients) in other.channels.iter(listen) {
                for client in clients.iter().filter(|client| stays(ClientId(**client))) {
                    self.channels.subscribe(listen, channel, *client);
                }
            }
        }
        let mut waiting: Vec<ClientId> = other.waiting.clients().filter(|client| stays(*client)).collect();
        // Who came first is first in every queue.
        waiting.sort_by_key(|client| other.waiting.get(*client).map(|waiter| waiter.since));
        for client in waiting {
            self.wait_on(client, other, then, turn);
        }
        turn.out.select_nobody();
    }

    /// A client goes away.
    pub(super) fn forget(&mut self, client: ClientId) {
        self.waiting.remove(client);
        self.channels.forget(client.0);
        self.watching.forget(client);
        self.monitors.remove(&client);
        self.clients.remove(client);
    }

    fn wait_on(&mut self, client: ClientId, other: &Engine, then: Millis, turn: &mut Turn<'_>) {
        let Some(waiter) = other.waiting.get(client) else {
            return;
        };
        if self.would_wait(client, waiter.wait.argv.as_argv(), turn.now) {
            let mut waiter = waiter.clone();
            let shift = turn.now - then;
            waiter.since += shift;
            waiter.wait.deadline = waiter
                .wait
                .deadline
                .map(|deadline| deadline.saturating_add(shift));
            self.waiting.add(client, waiter);
        } else {
            self.face(client, turn);
            refuse(client, Fault::new(LOST), turn);
        }
    }

    /// Whether a command of this client would wait now. Tried on a copy.
    fn would_wait(&self, client: ClientId, argv: crate::wire::Argv<'_>, now: Millis) -> bool {
        let mut copy = self.clone();
        let mut nowhere = Out::default();
        let mut turn = Turn {
            now,
            out: &mut nowhere,
            events: None,
        };
        let admitted = copy.admit(client, argv);
        let flow =
            admitted.and_then(|resolved| copy.run(client, resolved, Asks::Now, &mut turn, &mut Vec::new()));
        matches!(flow, Ok(Flow::Wait(_)))
    }
}
