//! All connections, and one turn of the loop for them: who has something to say is attended to in turn and not for
//! long, and then everybody who was written to is sent his bytes in one go.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{self, ErrorKind, Write as _};

use mio::event::Event;
use mio::net::TcpStream;
use mio::{Interest, Registry, Token};

use super::connection::{Connection, Got, is_scarcity};
use super::options::Bounds;
use super::talk::{Attended, Talk};
use super::{Core, Listener};
use crate::engine::Input;
use crate::store::{Millis, Settings};
use crate::wire::{ClientId, Protocol, Sink};

/// Tokens below this are not clients': they are the waker's and the listeners'.
const OTHERS: u64 = 1 << 32;
/// The first listener's token.
const LISTENERS: usize = 16;
/// How much is read from one client before it is the next one's turn.
const READ: usize = 64 * 1024;
/// How often silent connections are looked for, and room for those that found none.
const SWEEP: Millis = 1000;

/// The connections.
pub(crate) struct Clients {
    registry: Registry,
    listener: Listener,
    /// What holds now; kept up with CONFIG SET.
    pub(super) bounds: Bounds,
    settings: Settings,
    pub(super) connections: BTreeMap<ClientId, Connection>,
    /// Those with something to read or to answer, in turn.
    queue: VecDeque<ClientId>,
    /// Those that wait for something and have said more meanwhile.
    stalled: BTreeSet<ClientId>,
    /// Those whose sockets have room for more again.
    pub(super) roomy: Vec<ClientId>,
    /// Those that leave more unread than they may for long.
    pub(super) slow: BTreeSet<ClientId>,
    /// Listeners at which somebody waits to be let in.
    arrivals: BTreeSet<usize>,
    pub(super) fresh: Vec<ClientId>,
    buffer: Vec<u8>,
    swept: Millis,
    /// How many bytes were sent in this turn.
    pub(super) sent: usize,
}

impl Clients {
    /// Lets clients come to `listener`.
    pub(crate) fn new(mut listener: Listener, registry: &Registry, core: &impl Core) -> io::Result<Clients> {
        listener.register(registry, LISTENERS)?;
        Ok(Clients {
            registry: registry.try_clone()?,
            listener,
            bounds: Bounds::of(core.engine()),
            settings: core.engine().settings().clone(),
            connections: BTreeMap::new(),
            queue: VecDeque::new(),
            stalled: BTreeSet::new(),
            roomy: Vec::new(),
            slow: BTreeSet::new(),
            arrivals: BTreeSet::new(),
            fresh: Vec::new(),
            buffer: vec![0; READ],
            swept: 0,
            sent: 0,
        })
    }

    /// Where clients come to.
    pub(crate) fn listener(&self) -> &Listener {
        &self.listener
    }

    /// Notes what the poll found.
    pub(crate) fn note(&mut self, event: &Event) {
        let token = event.token().0;
        let client = ClientId(token as u64);
        if client.0 < OTHERS {
            if let Some(number) = token
                .checked_sub(LISTENERS)
                .filter(|number| *number < self.listener.len())
            {
                self.arrivals.insert(number);
            }
            return;
        }
        let client = ClientId(client.0 - OTHERS);
        let Some(connection) = self.connections.get_mut(&client) else {
            return;
        };
        if event.is_readable() || event.is_read_closed() || event.is_error() {
            connection.can_be_read(event.is_read_closed() || event.is_error());
            enqueue(&mut self.queue, client, connection);
        }
        // Every event says so of a socket that has room; only who had none is waiting to hear it.
        if event.is_writable() && connection.has_room() {
            self.roomy.push(client);
        }
    }

    /// How many clients there are.
    pub(crate) fn count(&self) -> usize {
        self.connections.len()
    }

    /// How many bytes were sent in the last turn.
    pub(crate) fn sent(&self) -> usize {
        self.sent
    }

    /// How long nothing is to be done unless something is noted, in ms; `None` for ever.
    pub(crate) fn rest(&self, now: Millis) -> Option<Millis> {
        if !self.queue.is_empty() || !self.roomy.is_empty() {
            return Some(0);
        }
        let sweeps = self.bounds.idle > 0 || !self.slow.is_empty() || !self.arrivals.is_empty();
        sweeps.then(|| (self.swept + SWEEP - now).max(0))
    }

    /// Attends to everybody once, and sends what was written. `time` tells the time outside; once it is past `until`
    /// the rest is left for the next turn.
    pub(crate) fn turn(&mut self, core: &mut impl Core, time: impl Fn() -> Millis, until: Option<Millis>) {
        let now = time();
        self.sent = 0;
        core.tick(now);
        // Whoever was killed meanwhile is gone before anything more of his is read.
        self.close_told(None, core, now);
        self.let_in(core, now);
        for _ in 0..self.queue.len() {
            let Some(client) = self.queue.pop_front() else {
                break;
            };
            self.attend(client, core, time());
            if until.is_some_and(|until| time() >= until) {
                break;
            }
        }
        self.close_told(None, core, now);
        self.resume(core);
        self.send(core, now);
        self.sweep(core, now);
        if !self.settings.is_unchanged_since(core.engine().settings()) {
            self.settings = core.engine().settings().clone();
            self.bounds = Bounds::of(core.engine());
            for client in self.connections.keys() {
                core.out().bound(*client, self.bounds.most());
            }
        }
    }

    /// Closes everything.
    pub(super) fn close_all(&mut self, core: &mut impl Core, now: Millis) {
        self.listener.deregister(&self.registry);
        let all: Vec<ClientId> = self.connections.keys().copied().collect();
        for client in all {
            self.lose(client, core, now);
        }
    }

    fn let_in(&mut self, core: &mut impl Core, now: Millis) {
        for number in std::mem::take(&mut self.arrivals) {
            loop {
                match self.listener.accept(number) {
                    Ok((socket, from)) => {
                        let from = from.to_string();
                        // One that is gone already, or that cannot be watched, is dropped.
                        let _ = self.welcome(socket, &from, core, now);
                    }
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(error) if is_scarcity(&error) => {
                        // Tried again when somebody has gone.
                        self.arrivals.insert(number);
                        break;
                    }
                    Err(_) => {}
                }
            }
        }
    }

    fn welcome(
        &mut self,
        mut socket: TcpStream,
        from: &str,
        core: &mut impl Core,
        now: Millis,
    ) -> io::Result<()> {
        if self.connections.len() >= self.bounds.clients {
            core.step(Input::SendAway, now);
            socket.write_all(b"-ERR max number of clients reached\r\n")?;
            return Ok(());
        }
        let to = socket.local_addr()?.to_string();
        socket.set_nodelay(true)?;
        let client = core.next_client();
        let token = Token((client.0 + OTHERS) as usize);
        self.registry
            .register(&mut socket, token, Interest::READABLE | Interest::WRITABLE)?;
        core.out().attach(client, Sink::bytes(Protocol::Resp2));
        core.out().bound(client, self.bounds.most());
        core.step(Input::Arrive(client, from, &to), now);
        self.connections.insert(client, Connection::new(socket, now));
        Ok(())
    }

    fn attend(&mut self, client: ClientId, core: &mut impl Core, now: Millis) {
        let Some(connection) = self.connections.get_mut(&client) else {
            return;
        };
        connection.queued = false;
        if connection.closing {
            return;
        }
        let mut talk = Talk {
            client,
            core,
            bounds: self.bounds,
            now,
        };
        let own = connection.unanswered() > 0;
        let mut waits = talk.waits();
        // What was read before comes first, unless only its end is missing or its client waits.
        let mut attended = Attended::Done;
        if own && !waits {
            let (requests, bytes) = connection.said();
            let (len, ended) = talk.answer(requests, bytes);
            connection.consume(len);
            attended = ended;
            waits = talk.waits();
        } else if own {
            attended = Attended::Stalled;
        }
        if matches!(attended, Attended::Done | Attended::Stalled) && connection.readable {
            let got = if connection.unanswered() == 0 && !waits {
                let got = connection.read(&mut self.buffer);
                if let Got::Bytes(read) = got {
                    let (len, ended) = talk.answer(&mut connection.requests, &self.buffer[..read]);
                    connection.keep(&self.buffer[len..read]);
                    attended = ended;
                }
                got
            } else {
                let got = connection.read_on();
                if let Got::Bytes(_) = got {
                    attended = if talk.waits() {
                        Attended::Stalled
                    } else {
                        Attended::More
                    };
                }
                got
            };
            if got == Got::End {
                return self.part_from(client, core, now);
            }
            if got != Got::Nothing {
                connection.heard = now;
            }
        }
        let too_much = connection.unanswered() > self.bounds.query;
        match attended {
            Attended::Cut => return self.lose(client, core, now),
            _ if too_much => return self.lose(client, core, now),
            Attended::Stalled => {
                self.stalled.insert(client);
                // What it says is read all the same: behind it may stand that it is gone.
                if connection.readable {
                    enqueue(&mut self.queue, client, connection);
                }
            }
            Attended::More => enqueue(&mut self.queue, client, connection),
            Attended::Done if connection.readable => enqueue(&mut self.queue, client, connection),
            Attended::Done => {}
        }
        self.close_told(Some(client), core, now);
    }

    /// Closes the connections that are to be closed. `speaker` has ended its own, and is sent first what was written to
    /// it; anybody else was killed, and gets what his socket takes at once.
    fn close_told(&mut self, speaker: Option<ClientId>, core: &mut impl Core, now: Millis) {
        if !core.out().is_anyone_closing() {
            return;
        }
        for client in core.out().take_closing() {
            if speaker == Some(client) {
                self.part_from(client, core, now);
            } else {
                self.flush(client, core, now);
                self.lose(client, core, now);
            }
        }
    }

    /// The client is no more; whoever only says no more still reads what was written to it.
    fn part_from(&mut self, client: ClientId, core: &mut impl Core, now: Millis) {
        if let Some(connection) = self.connections.get_mut(&client)
            && !connection.closing
        {
            connection.closing = true;
            core.step(Input::Disconnect(client), now);
            self.roomy.push(client);
        }
    }

    /// Those that waited and have said more go on when they wait no longer.
    fn resume(&mut self, core: &impl Core) {
        let (connections, queue) = (&mut self.connections, &mut self.queue);
        self.stalled.retain(|client| {
            let waits = core.engine().waiter(*client).is_some();
            if !waits && let Some(connection) = connections.get_mut(client) {
                enqueue(queue, *client, connection);
            }
            waits
        });
    }

    /// The connection is no more.
    pub(super) fn lose(&mut self, client: ClientId, core: &mut impl Core, now: Millis) {
        let Some(mut connection) = self.connections.remove(&client) else {
            return;
        };
        // Dropping the socket closes it, and that ends the watch as well.
        let _ = self.registry.deregister(&mut connection.socket);
        self.stalled.remove(&client);
        self.slow.remove(&client);
        if !connection.closing {
            core.step(Input::Disconnect(client), now);
        }
        core.out().detach(client);
    }

    /// Once a second: closes what was silent for too long, or has left too much unread for too long.
    fn sweep(&mut self, core: &mut impl Core, now: Millis) {
        if now - self.swept < SWEEP {
            return;
        }
        self.swept = now;
        self.cut_off_slow(core, now);
        if self.bounds.idle == 0 {
            return;
        }
        let engine = core.engine();
        let silent = self.connections.iter().filter(|(client, connection)| {
            now - connection.heard > self.bounds.idle
                && engine.waiter(**client).is_none()
                && engine.subscriptions(**client) == 0
                && !engine.is_monitor(**client)
        });
        let silent: Vec<ClientId> = silent.map(|(client, _)| *client).collect();
        for client in silent {
            self.lose(client, core, now);
        }
    }
}

fn enqueue(queue: &mut VecDeque<ClientId>, client: ClientId, connection: &mut Connection) {
    if !std::mem::replace(&mut connection.queued, true) {
        queue.push_back(client);
    }
}
