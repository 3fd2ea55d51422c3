//! Clients that stand outside history: when another state takes the place of this one, they go on in it as they are.
//! Which clients those are is the lab's business, and whether the other state is another moment or another lab.

use super::{Asks, Engine};
use crate::command::{Fault, Flow, Turn, WaitOn};
use crate::store::{Listen, Millis};
use crate::wire::{ClientId, Out};

/// What a waiting client is told whose wait makes no sense any more.
const LOST: &str = "UNBLOCKED the data was taken back to another moment; ask again";
/// What a waiting client is told when the data it waits for is not what it talks to any more.
const ELSEWHERE: &str = "UNBLOCKED other data is open now; ask again";

/// The settings that are about connections, not about data.
const OF_CONNECTIONS: [&str; 7] = [
    "client-output-buffer-limit",
    "client-query-buffer-limit",
    "enable-debug-command",
    "maxclients",
    "proto-max-bulk-len",
    "requirepass",
    "timeout",
];

impl Engine {
    /// Takes over from `other`, whose time was `then`, the clients that `stays` picks: their protocol, subscriptions and
    /// queued commands. What they watched counts as changed. Who waited goes on waiting if his command would wait here
    /// too, and for as long as was left; else he is told so, once. What a pause held back is still to be done, at once
    /// where a pause holds back less.
    pub fn adopt(
        &mut self,
        other: &Engine,
        then: Millis,
        stays: impl Fn(ClientId) -> bool,
        turn: &mut Turn<'_>,
    ) {
        self.receive(other, &stays);
        for client in waiting(other, &stays) {
            self.wait_on(client, other, then, turn);
        }
        turn.out.select_nobody();
    }

    /// Takes the clients that `goes` picks over from `other`, which keeps none of them. Who waited there is told, once,
    /// that it is over: what he waited for may be called the same here and is another thing.
    pub fn take_over(&mut self, other: &mut Engine, goes: impl Fn(ClientId) -> bool, turn: &mut Turn<'_>) {
        self.receive(other, &goes);
        for client in waiting(other, &goes) {
            self.face(client, turn);
            self.refuse(client, Fault::new(ELSEWHERE), turn);
        }
        turn.out.select_nobody();
        other.forget_all(&goes);
    }

    /// Takes the settings that are about connections over from `other`; whether they were others.
    pub fn serve_like(&mut self, other: &Engine) -> bool {
        let mut changed = false;
        for name in OF_CONNECTIONS {
            let value = other.settings().get(name);
            if value != self.settings().get(name) {
                // It is in range: it was accepted there.
                changed |= self.configure(name, &value).is_ok();
            }
        }
        changed
    }

    fn forget_all(&mut self, which: &impl Fn(ClientId) -> bool) {
        let own: Vec<ClientId> = self.clients.ids().filter(|id| which(*id)).collect();
        for client in own {
            self.forget(client);
        }
    }

    /// Everything of the clients but their waits.
    fn receive(&mut self, other: &Engine, stays: &impl Fn(ClientId) -> bool) {
        self.forget_all(stays);
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
        let shift = turn.now - then;
        if waiter.wait.on == WaitOn::Unpaused {
            // It was said and not done yet.
            let argv = waiter.wait.argv.clone();
            if self.lets_through(client, argv.as_argv()) {
                self.take_up(client, argv.as_argv(), turn);
            } else {
                self.hold_on(client, argv, waiter.since + shift, turn.now);
            }
        } else if self.would_wait(client, waiter.wait.argv.as_argv(), turn.now) {
            let mut waiter = waiter.clone();
            waiter.since += shift;
            waiter.wait.deadline = waiter
                .wait
                .deadline
                .map(|deadline| deadline.saturating_add(shift));
            self.waiting.add(client, waiter);
        } else {
            self.face(client, turn);
            self.refuse(client, Fault::new(LOST), turn);
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

/// Who of them waits. Who came first is first in every queue.
fn waiting(engine: &Engine, which: &impl Fn(ClientId) -> bool) -> Vec<ClientId> {
    let mut waiting: Vec<ClientId> = engine.waiting.clients().filter(|client| which(*client)).collect();
    waiting.sort_by_key(|client| engine.waiting.get(*client).map(|waiter| waiter.since));
    waiting
}
