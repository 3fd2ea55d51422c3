//! What happens: clients, who waits and who wakes, and the one function through which everything passes. Pure: no
//! I/O, no clock of its own, no threads, no randomness. What a command does is its own file's business.

mod adopting;
mod asks;
mod claims;
mod client;
mod clients;
mod counts;
mod monitor;
mod outside;
mod pause;
mod report;
mod session;
mod time;
mod transaction;
mod waiting;
mod waking;
mod watching;

use std::collections::BTreeSet;

use crate::command::fault::PROTECTED;
use crate::command::{Context, Event, Fault, Flow, Resolved, Turn, Version, foreign, resolve};
use crate::store::{Bytes, Channels, Keyspace, Millis};
use crate::wire::{Argv, ClientId, Protocol};
use asks::Asks;
use client::Client;
use clients::Clients;
use counts::Counts;
pub use monitor::is_secret;
use pause::Paused;
pub use session::KnownClient;
use transaction::is_immediate;
pub use waiting::Waiter;
use waiting::Waiting;
use watching::Watching;

/// One thing put to the engine.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// A client appears.
    Connect(ClientId),
    /// A client comes over a network, from the first address to the second. It speaks RESP2 until it says otherwise.
    Arrive(ClientId, &'a str, &'a str),
    /// Somebody came over a network and was sent away: there are clients enough.
    SendAway,
    /// A client says something. A client that waits is not listened to: its commands are kept back by the caller.
    Command(ClientId, Argv<'a>),
    /// A waiting client gives up; it gets no reply.
    Cancel(ClientId),
    /// A client goes away.
    Disconnect(ClientId),
    /// Nothing but time: waits that are over end, keys whose time has come go.
    Tick,
}

/// The whole state of the server. Cloning it is cheap: what is stored is shared until it is written.
#[derive(Clone, Debug, Default)]
pub struct Engine {
    keyspace: Keyspace,
    channels: Channels,
    clients: Clients,
    waiting: Waiting,
    watching: Watching,
    profile: Version,
    /// What a new client speaks.
    protocol: Protocol,
    counts: Counts,
    /// Those who are shown every command.
    monitors: BTreeSet<ClientId>,
    /// Whether SHUTDOWN ends it, and whether somebody has said that.
    may_end: bool,
    ended: bool,
    paused: Paused,
}

impl Engine {
    /// Takes one step. Total: it never panics and never blocks, whatever the bytes. Waits and keys whose time is
    /// up at `turn.now` end first.
    pub fn step(&mut self, input: Input<'_>, turn: &mut Turn<'_>) {
        self.catch_up(turn);
        match input {
            Input::Connect(client) => {
                let newcomer = self.newcomer(turn.now);
                self.welcome(client, newcomer, turn);
            }
            Input::Arrive(client, from, to) => {
                let mut newcomer = self.newcomer(turn.now);
                newcomer.protocol = Protocol::default();
                newcomer.addresses = Some((from.into(), to.into()));
                self.welcome(client, newcomer, turn);
            }
            Input::Command(client, argv) => self.command(client, argv, turn),
            Input::Cancel(client) => {
                if self.waiting.remove(client).is_some() {
                    turn.emit(|| Event::Cancelled { client });
                }
            }
            Input::Disconnect(client) => self.forget(client),
            Input::SendAway => self.send_away(),
            Input::Tick => {}
        }
    }

    fn command(&mut self, client: ClientId, argv: Argv<'_>, turn: &mut Turn<'_>) {
        if argv.is_empty() || !self.clients.turn_to(client) || self.waiting.get(client).is_some() {
            return;
        }
        self.listen(client, turn);
        let mut touched = Vec::new();
        if let Err(fault) = self.act(client, argv, turn, &mut touched) {
            self.refuse(client, fault, turn);
        }
        turn.out.settle();
        self.serve(touched, turn);
    }

    /// Answers a command that somebody else than the server's own rules keeps from `client`, as a command that is refused
    /// before it is run: within a transaction EXEC will not run any.
    pub fn turn_away(&mut self, client: ClientId, fault: Fault, turn: &mut Turn<'_>) {
        self.listen(client, turn);
        let state = self.clients.get_mut(client);
        if let Some(queue) = state.and_then(|state| state.queue.as_mut()) {
            queue.doom();
        }
        self.refuse(client, fault, turn);
        turn.out.settle();
    }

    /// Answers with an error. Every one counts, also within a transaction and for who has waited.
    fn refuse(&mut self, client: ClientId, fault: Fault, turn: &mut Turn<'_>) {
        self.counts.failed(&fault);
        turn.out.error(&fault.text);
        turn.emit(|| Event::Failed { client, fault });
    }

    fn welcome(&mut self, client: ClientId, newcomer: Client, turn: &mut Turn<'_>) {
        self.counts.connected(turn.now);
        turn.out.select(client);
        turn.out.set_protocol(newcomer.protocol);
        self.clients.insert(client, newcomer);
    }

    fn newcomer(&self, now: Millis) -> Client {
        Client::new(now, self.protocol, self.keyspace.settings.password().is_none())
    }

    /// Directs the reply to come to whoever speaks, or to nobody if he wants none.
    fn listen(&mut self, client: ClientId, turn: &mut Turn<'_>) {
        self.counts.commands += 1;
        if let Some(state) = self.clients.get_mut(client) {
            state.begin();
        }
        self.face(client, turn);
    }

    /// Queues the command, or runs it and does what follows from it.
    fn act(
        &mut self,
        client: ClientId,
        argv: Argv<'_>,
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) -> Result<(), Fault> {
        let admitted = self.admit(client, argv);
        if admitted.is_err() {
            self.counts.rejected(argv);
        }
        if let Err(fault) = &admitted
            && argv.get(0).is_some_and(|name| name.eq_ignore_ascii_case(b"EXEC"))
        {
            return Err(self.abort(client, fault));
        }
        let state = self.clients.get_mut(client);
        if let (Some(state), Ok(resolved)) = (state, &admitted) {
            state.said(resolved, turn.now);
        }
        if let Ok(resolved) = &admitted
            && self.holds_back(client, resolved, argv, turn)
        {
            return Ok(());
        }
        if let Some(queue) = self
            .clients
            .get_mut(client)
            .and_then(|state| state.queue.as_mut())
        {
            match &admitted {
                Err(_) => queue.doom(),
                Ok(resolved) if is_immediate(resolved.spec.name) => {}
                Ok(_) => {
                    queue.push(argv.to_owned());
                    if queue.weight() > self.keyspace.most_queued {
                        self.cut_off(client, turn);
                    } else {
                        turn.out.simple("QUEUED");
                    }
                    return Ok(());
                }
            }
        }
        let resolved = admitted.map_err(|fault| self.explained(client, fault, argv))?;
        let running = self.counts.runs(&resolved);
        let done = match self.run(client, resolved, Asks::Now, turn, touched) {
            Ok(Flow::Wait(wait)) => {
                self.wait(client, wait, turn);
                Ok(())
            }
            Ok(flow) => self.settle(client, flow, turn, touched),
            Err(fault) => Err(fault),
        };
        self.counts.ran(running, &resolved, done.is_err());
        self.tell_monitors(client, argv, &resolved, turn);
        done
    }

    /// Whoever types is told beside the reply what is no part of xtutor; whoever comes over a network sees the reply only.
    fn explained(&self, client: ClientId, fault: Fault, argv: Argv<'_>) -> Fault {
        let comes = self
            .clients
            .get(client)
            .is_some_and(|client| client.addresses.is_some());
        if comes {
            foreign::explained(fault, argv)
        } else {
            fault
        }
    }

    /// The checks that come before a command's own, in Redis's order (streams.md G).
    fn admit<'a>(&self, client: ClientId, argv: Argv<'a>) -> Result<Resolved<'a>, Fault> {
        let resolved = resolve(argv, self.profile)?;
        if resolved.spec.name == "DEBUG" && !self.may_debug(client) {
            return Err(Fault::new(PROTECTED));
        }
        let known = self.clients.get(client).is_some_and(|client| client.known);
        if !known && !allowed_to_strangers(resolved.spec.name) {
            return Err(Fault::new("NOAUTH Authentication required."));
        }
        if resolved.spec.name == "SHUTDOWN" && self.is_queueing(client) {
            return Err(Fault::new("ERR Command not allowed inside a transaction"));
        }
        if self.keyspace.is_full() && self.needs_memory(client, &resolved) {
            return Err(Fault::new(
                "OOM command not allowed when used memory > 'maxmemory'.",
            ));
        }
        let subscribed = self.channels.count_of(client.0) > 0 && self.protocol_of(client) == Protocol::Resp2;
        if subscribed && !allowed_while_subscribed(resolved.spec.name) {
            return Err(Fault::composed(format!(
                "ERR Can't execute '{}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in \
                 this context",
                resolved.full_name()
            )));
        }
        Ok(resolved)
    }

    /// Whether DEBUG is allowed to this client: to everybody, to those on this machine, or to nobody.
    fn may_debug(&self, client: ClientId) -> bool {
        match &*self.settings().get("enable-debug-command") {
            b"yes" => true,
            b"local" => self.clients.get(client).is_some_and(Client::is_local),
            _ => false,
        }
    }

    fn run(
        &mut self,
        client: ClientId,
        resolved: Resolved<'_>,
        asks: Asks<'_>,
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) -> Result<Flow, Fault> {
        let mut changed = Vec::new();
        let mut context = Context {
            keyspace: &mut self.keyspace,
            channels: &mut self.channels,
            db: self.clients.get(client).map_or(0, |client| client.db),
            client,
            profile: self.profile,
            may_wait: asks != Asks::Queued,
            ready: asks.ready(),
            anyone_waits: !self.waiting.is_empty(),
            touched,
            anyone_watches: !self.watching.is_empty(),
            changed: &mut changed,
            turn,
        };
        let flow = (resolved.spec.run)(resolved.args, &mut context);
        for place in &changed {
            self.watching.note(place);
        }
        self.keyspace.weigh();
        flow
    }
}

/// What may be said before one has proved who one is.
fn allowed_to_strangers(name: &str) -> bool {
    matches!(name, "AUTH" | "HELLO" | "QUIT" | "RESET")
}

/// In RESP2 a subscribed client could not tell a reply from a message (streams.md D.2).
fn allowed_while_subscribed(name: &str) -> bool {
    matches!(
        name,
        "SUBSCRIBE"
            | "UNSUBSCRIBE"
            | "PSUBSCRIBE"
            | "PUNSUBSCRIBE"
            | "SSUBSCRIBE"
            | "SUNSUBSCRIBE"
            | "PING"
            | "QUIT"
            | "RESET"
    )
}
