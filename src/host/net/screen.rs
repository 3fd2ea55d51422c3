//! The network beside the screen: its clients talk to what the screen shows, and are let in and shut out
//! as somebody wishes.

use std::net::SocketAddr;

use anyhow::Result;
use mio::event::Event;
use mio::{Events, Registry};

use super::{Clients, Core, Listener, NetOptions, Wanted};
use crate::app::{News, State};
use crate::engine::{Engine, Input};
use crate::host::now;
use crate::store::Millis;
use crate::wire::{ClientId, Out};

/// How long clients are attended to before keys and the screen have their turn, in ms.
const SLICE: Millis = 4;

impl Core for State {
    fn step(&mut self, input: Input<'_>, real: Millis) {
        self.hear(input, real);
    }

    fn tick(&mut self, _: Millis) {
        // The loop has told the state what time it is.
    }

    fn out(&mut self) -> &mut Out {
        self.network_out()
    }

    fn engine(&self) -> &Engine {
        self.network_engine()
    }

    fn next_client(&mut self) -> ClientId {
        self.next_remote()
    }
}

/// The network beside the screen.
pub(crate) struct Beside {
    options: NetOptions,
    registry: Registry,
    clients: Option<Clients>,
}

impl Beside {
    /// Nobody is let in yet.
    pub(crate) fn new(options: NetOptions, registry: Registry) -> Beside {
        Beside {
            options,
            registry,
            clients: None,
        }
    }

    /// Lets clients come to a socket that is open already.
    pub(crate) fn open(&mut self, listener: Listener, state: &mut State) -> Result<News> {
        let addresses = listener.addresses();
        let cut = self.cut_off(state);
        self.clients = Some(Clients::new(listener, &self.registry, state)?);
        Ok(News::Listening(written(&addresses), cut))
    }

    /// Lets clients come to this address, as somebody typed it, or to the usual one.
    pub(crate) fn listen(&mut self, address: Option<&str>, state: &mut State) -> News {
        let wanted = address.map_or_else(|| Ok(Wanted::default()), str::parse);
        match wanted {
            Ok(wanted) => match self.already(wanted) {
                Some(addresses) => News::Already(addresses),
                None => Listener::open(wanted, &self.options, ":listen ")
                    .and_then(|listener| self.open(listener, state))
                    .unwrap_or_else(|why| News::Refused(format!("{why:#}"))),
            },
            Err(why) => News::Refused(why),
        }
    }

    /// Where clients can come to, if that is where somebody wants them to.
    fn already(&self, wanted: Wanted) -> Option<Vec<String>> {
        let addresses = self.clients.as_ref()?.listener().addresses();
        let there = wanted.sockets().iter().any(|socket| addresses.contains(socket));
        there.then(|| written(&addresses))
    }

    /// Lets nobody come any more, and closes what is open.
    pub(crate) fn close(&mut self, state: &mut State) -> News {
        News::Off(self.cut_off(state))
    }

    /// Closes what is open; how many clients there were.
    fn cut_off(&mut self, state: &mut State) -> usize {
        let Some(mut clients) = self.clients.take() else {
            return 0;
        };
        let cut = state.network.clients;
        state.in_the_present(|state| clients.part(state, now));
        cut
    }

    /// Notes what the poll found.
    pub(crate) fn note(&mut self, events: &Events) {
        if let Some(clients) = &mut self.clients {
            events.iter().for_each(|event: &Event| clients.note(event));
        }
    }

    /// Attends to clients for a little while; says whether anything was put to the engine.
    pub(crate) fn turn(&mut self, state: &mut State) -> bool {
        let Some(clients) = &mut self.clients else {
            return false;
        };
        let before = (state.network.feed.total, state.network.clients);
        state.in_the_present(|state| {
            clients.turn(state, now, Some(now() + SLICE));
            state.was_heard();
        });
        before != (state.network.feed.total, state.network.clients)
    }

    /// How long nothing is to be done for clients unless something is noted, in ms.
    pub(crate) fn rest(&self) -> Option<Millis> {
        self.clients.as_ref()?.rest(now())
    }
}

/// Addresses as somebody would type them.
fn written(addresses: &[SocketAddr]) -> Vec<String> {
    addresses.iter().map(ToString::to_string).collect()
}
