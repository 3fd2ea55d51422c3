//! What concerns connections: greeting, naming, listing, closing, and ending somebody's wait (streams.md E.1, E.2).

use super::Engine;
use super::client::{Around, Client};
use super::transaction::Queue;
use crate::command::session::{ClientType, Hello, Kill, Listed, Login, Replies};
use crate::command::{Event, Fault, Flow, Session, Turn, WaitOn};
use crate::store::{Bytes, Listen};
use crate::wire::{ClientId, Protocol};

/// A client, as somebody looks at it who is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownClient {
    /// Which one.
    pub client: ClientId,
    /// What it calls itself.
    pub name: Option<Bytes>,
    /// The library it speaks through, if that said so.
    pub library: Option<Bytes>,
    /// Where it comes from.
    pub from: String,
    /// The command it gave last, in lower case.
    pub last: String,
    /// The keys it waits for.
    pub waits: Vec<Bytes>,
}

const WRONG_PASSWORD: &str = "WRONGPASS invalid username-password pair or user is disabled.";

impl Engine {
    /// Does what a command wants of its own connection.
    pub(super) fn session(
        &mut self,
        client: ClientId,
        session: Session,
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) -> Result<(), Fault> {
        let db = self.db_of(client);
        let Some(state) = self.clients.get_mut(client) else {
            return Ok(());
        };
        match session {
            Session::Multi if state.queue.is_some() => {
                return Err(Fault::new("ERR MULTI calls can not be nested"));
            }
            Session::Multi => state.queue = Some(Queue::default()),
            Session::Exec => return self.execute(client, turn, touched),
            Session::Discard => {
                state
                    .queue
                    .take()
                    .ok_or(Fault::new("ERR DISCARD without MULTI"))?;
                self.watching.forget(client);
            }
            Session::Watch(_) if state.queue.is_some() => {
                return Err(Fault::new("ERR WATCH inside MULTI is not allowed"));
            }
            Session::Watch(keys) => {
                for key in keys {
                    self.watching.add(client, (db, key));
                }
            }
            Session::Unwatch => drop(self.watching.forget(client)),
            Session::Select(db) => state.db = db,
            Session::SetName(name) => state.name = Some(name).filter(|name| !name.is_empty()),
            Session::SetLibrary(which, text) => state.set_library(which, text),
            Session::Pause(Some(pause)) => self.paused.begin(pause),
            Session::Pause(None) => {
                turn.out.ok();
                turn.out.settle();
                self.resume(turn);
                self.face(client, turn);
                return Ok(());
            }
            Session::Mode(mode, on) => state.set_mode(mode, on),
            Session::Login(login) => self.log_in(client, &login)?,
            Session::ResetCounts => self.counts.reset(),
            Session::Monitor => drop(self.monitors.insert(client)),
            Session::Shutdown if !self.may_end => {
                return Err(Fault::new("ERR Errors trying to SHUTDOWN. Check logs."));
            }
            // The connection is closed without a word, and then all of them are.
            Session::Shutdown => {
                self.ended = true;
                turn.out.close_connection();
                return Ok(());
            }
            Session::Hello(hello) => return self.hello(client, hello, turn),
            Session::GetName => {
                match &state.name {
                    Some(name) => turn.out.bulk(name),
                    None => turn.out.nil(),
                }
                return Ok(());
            }
            Session::Replies(replies) => {
                // Whoever wants to hear nothing hears no more for asking to hear less.
                if !(state.replies == Replies::Off && replies == Replies::Skip) {
                    state.replies = replies;
                }
                if replies == Replies::On {
                    self.face(client, turn);
                    turn.out.ok();
                }
                return Ok(());
            }
            Session::Reset => {
                self.reset(client, turn);
                turn.out.simple("RESET");
                return Ok(());
            }
            Session::Quit => {
                turn.out.ok();
                self.close(client, turn);
                return Ok(());
            }
            Session::List(listed) => {
                let text = self.listed(client, &listed, turn);
                turn.out.verbatim(text.as_bytes());
                return Ok(());
            }
            Session::Kill(kill) => return self.kill(client, &kill, turn),
            Session::Unblock { client: other, error } => {
                let unblocked = self.unblock(other, error, turn);
                self.face(client, turn);
                turn.out.int(i64::from(unblocked));
                return Ok(());
            }
            Session::Report(sections) => {
                let text = self.report(&sections, turn.now);
                turn.out.verbatim(text.as_bytes());
                return Ok(());
            }
        }
        turn.out.ok();
        Ok(())
    }

    /// What a command that ran led to, for one that may not wait.
    pub(super) fn settle(
        &mut self,
        client: ClientId,
        flow: Flow,
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) -> Result<(), Fault> {
        match flow {
            Flow::Done | Flow::Wait(_) => Ok(()),
            Flow::Session(session) => self.session(client, session, turn, touched),
        }
    }

    /// Directs what follows to `client`, unless it is to hear nothing.
    pub(super) fn face(&self, client: ClientId, turn: &mut Turn<'_>) {
        if self.clients.get(client).is_none_or(Client::hears) {
            turn.out.select(client);
        } else {
            turn.out.select_nobody();
        }
    }

    fn log_in(&mut self, client: ClientId, login: &Login) -> Result<(), Fault> {
        let settings = &self.keyspace.settings;
        let default = login.user.as_deref().is_none_or(|user| user == b"default");
        let right = match settings.password() {
            None if login.user.is_none() => {
                return Err(Fault::new(
                    "ERR AUTH <password> called without any password configured for the default user. Are you sure \
                     your configuration is correct?",
                ));
            }
            None => default,
            Some(_) => settings.admits(&login.password) && default,
        };
        if !right {
            return Err(Fault::new(WRONG_PASSWORD));
        }
        if let Some(state) = self.clients.get_mut(client) {
            state.known = true;
        }
        Ok(())
    }

    fn hello(&mut self, client: ClientId, hello: Hello, turn: &mut Turn<'_>) -> Result<(), Fault> {
        if let Some(login) = &hello.login {
            self.log_in(client, login)?;
        }
        let release = self.profile.release();
        let Some(state) = self.clients.get_mut(client) else {
            return Ok(());
        };
        if !state.known {
            return Err(Fault::new(
                "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH \
                 <user> <pass> option can be used to authenticate the client and select the RESP protocol version at \
                 the same time",
            ));
        }
        if let Some(name) = hello.name {
            state.name = Some(name).filter(|name| !name.is_empty());
        }
        let protocol = hello.protocol.unwrap_or(state.protocol);
        if hello.protocol.is_some() {
            state.protocol = protocol;
            speak(client, protocol, turn);
            self.face(client, turn);
        }
        let out = &mut *turn.out;
        out.map(7);
        out.bulk(b"server");
        out.bulk(b"redis");
        out.bulk(b"version");
        out.bulk(release.as_bytes());
        out.bulk(b"proto");
        out.int(if protocol == Protocol::Resp3 { 3 } else { 2 });
        out.bulk(b"id");
        out.int(client.0 as i64);
        out.bulk(b"mode");
        out.bulk(b"standalone");
        out.bulk(b"role");
        out.bulk(b"master");
        out.bulk(b"modules");
        out.array(0);
        Ok(())
    }

    /// Takes from a client everything that a new connection has not.
    fn reset(&mut self, client: ClientId, turn: &mut Turn<'_>) {
        self.monitors.remove(&client);
        self.channels.forget(client.0);
        self.watching.forget(client);
        let known = self.keyspace.settings.password().is_none();
        if let Some(state) = self.clients.get_mut(client) {
            state.reset(known);
        }
        speak(client, Protocol::Resp2, turn);
        self.face(client, turn);
    }

    /// Has the connection closed. Whoever types goes on with a new one at once, as with redis-cli; anybody else stays as
    /// he is until his connection is gone, and is not heard any more: of a transaction the rest is still run.
    pub(super) fn close(&mut self, client: ClientId, turn: &mut Turn<'_>) {
        self.monitors.remove(&client);
        self.waiting.remove(client);
        self.channels.forget(client.0);
        self.watching.forget(client);
        turn.out.select(client);
        turn.out.close_connection();
        let fresh = self.newcomer(turn.now);
        if let Some(state) = self.clients.get_mut(client) {
            if state.addresses.is_some() {
                state.closed = true;
            } else {
                turn.out.set_protocol(fresh.protocol);
                *state = fresh;
            }
        }
        turn.emit(|| Event::Closed { client });
    }

    fn unblock(&mut self, client: ClientId, error: bool, turn: &mut Turn<'_>) -> bool {
        // Who is held back by a pause, or sleeps, does not wait in this sense.
        let waiter = self.waiting.get(client);
        if waiter.is_none_or(|waiter| matches!(waiter.wait.on, WaitOn::Unpaused | WaitOn::Time)) {
            return false;
        }
        if error {
            self.waiting.remove(client);
            self.face(client, turn);
            let fault = Fault::new("UNBLOCKED client unblocked via CLIENT UNBLOCK");
            self.refuse(client, fault, turn);
        } else {
            self.end_wait(client, turn);
        }
        true
    }

    /// Ends a wait whose time is up.
    pub(super) fn end_wait(&mut self, client: ClientId, turn: &mut Turn<'_>) {
        let Some(waiter) = self.waiting.remove(client) else {
            return;
        };
        self.face(client, turn);
        match waiter.wait.on {
            WaitOn::Replicas => turn.out.int(0),
            WaitOn::Time => turn.out.ok(),
            _ => turn.out.nil_array(),
        }
        turn.emit(|| match waiter.wait.on {
            WaitOn::Time => Event::Woken { client },
            _ => Event::TimedOut { client },
        });
    }

    fn kill(&mut self, asker: ClientId, kill: &Kill, turn: &mut Turn<'_>) -> Result<(), Fault> {
        let fitting = self.clients.iter().filter(|(id, client)| {
            let (from, to) = client.addresses(*id);
            let says = |wanted: &Option<Bytes>, text: &str| {
                wanted.as_deref().is_none_or(|wanted| wanted == text.as_bytes())
            };
            !(kill.spares_asker && *id == asker)
                && kill.client.is_none_or(|wanted| wanted == *id)
                && says(&kill.address, &from)
                && says(&kill.own_address, &to)
                && kill.kind.is_none_or(|kind| self.type_of(*id) == kind)
                && kill.age.is_none_or(|age| (turn.now - client.since) / 1000 >= age)
        });
        let mut fitting: Vec<ClientId> = fitting.map(|(id, _)| id).collect();
        fitting.truncate(if kill.one { 1 } else { usize::MAX });
        if kill.one && fitting.is_empty() {
            return Err(Fault::new("ERR No such client"));
        }
        if kill.one {
            turn.out.ok();
        } else {
            turn.out.count(fitting.len());
        }
        for client in fitting {
            self.close(client, turn);
        }
        self.face(asker, turn);
        Ok(())
    }

    /// What a client calls itself.
    pub fn name_of(&self, client: ClientId) -> Option<Bytes> {
        self.clients.get(client)?.name.clone()
    }

    /// The library a client speaks through, if that said so.
    pub fn library_of(&self, client: ClientId) -> Option<Bytes> {
        self.clients.get(client)?.library_name()
    }

    /// What somebody may call a client that is no terminal: the name it gave itself, or the library it speaks through
    /// with its number.
    pub fn called(&self, client: ClientId) -> Option<Bytes> {
        let known = self.clients.get(client)?;
        let library = || {
            let library = known.library_name()?;
            Some([&library[..], format!(" {}", client.0).as_bytes()].concat())
        };
        known
            .name
            .clone()
            .or_else(|| library().map(|text| text.as_slice().into()))
    }

    /// Every client, as somebody looks at it who is none.
    pub fn known_clients(&self) -> Vec<KnownClient> {
        let clients = self.clients.iter().map(|(id, client)| KnownClient {
            client: id,
            name: client.name.clone(),
            library: client.library_name(),
            from: client.addresses(id).0,
            last: client.last_name(),
            waits: self
                .waiting
                .get(id)
                .map_or_else(Vec::new, |waiter| waiter.wait.keys.clone()),
        });
        clients.collect()
    }

    fn type_of(&self, client: ClientId) -> ClientType {
        if self.channels.count_of(client.0) > 0 {
            ClientType::PubSub
        } else {
            ClientType::Normal
        }
    }

    fn listed(&self, asker: ClientId, listed: &Listed, turn: &Turn<'_>) -> String {
        let ids: Vec<ClientId> = match listed {
            Listed::Own => vec![asker],
            Listed::Some(ids) => ids.clone(),
            Listed::All(kind) => {
                let fits = |id: &ClientId| kind.is_none_or(|kind| self.type_of(*id) == kind);
                self.clients.ids().filter(fits).collect()
            }
        };
        let lines = ids.into_iter().filter_map(|id| {
            let count = |listen| self.channels.of(listen, id.0).len();
            let around = Around {
                id,
                now: turn.now,
                profile: self.profile,
                waits: self.waiting.get(id).is_some(),
                monitors: self.is_monitor(id),
                listens: [Listen::Exact, Listen::Pattern, Listen::Shard].map(count),
                watches: self.watching.of(id),
            };
            Some(self.clients.get(id)?.line(&around) + "\n")
        });
        lines.collect()
    }
}

/// Has `client` written to in this protocol, also if it is to hear nothing for now.
fn speak(client: ClientId, protocol: Protocol, turn: &mut Turn<'_>) {
    turn.out.select(client);
    turn.out.set_protocol(protocol);
}
