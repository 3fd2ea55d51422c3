//! `xtutor serve`: the engine behind sockets and nothing else, so that it is as fast as it can be. Nothing is
//! remembered and nobody looks.

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicI32, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result};
use mio::{Events, Poll, Token, Waker};
use rustix::process::{Resource, getrlimit, setrlimit};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::arguments::Common;
use super::net::{Clients, Core, Listener, NetOptions, Wanted};
use super::sleep::Sleep;
use super::{nanos, now, resident};
use crate::app::were_cut_off;
use crate::command::Turn;
use crate::engine::{Engine, Input};
use crate::lab::Clock;
use crate::store::Millis;
use crate::wire::{ClientId, Out};

/// The engine alone.
struct Alone {
    engine: Engine,
    clock: Clock,
    out: Out,
    clients: u64,
}

impl Core for Alone {
    fn step(&mut self, input: Input<'_>, real: Millis) {
        let mut turn = Turn {
            now: self.clock.at(real),
            out: &mut self.out,
            events: None,
        };
        self.engine.step(input, &mut turn);
        if matches!(input, Input::Command(..)) {
            self.clock.after_command();
        }
    }

    fn tick(&mut self, real: Millis) {
        let now = self.clock.at(real);
        if self.engine.deadline().is_some_and(|deadline| deadline <= now) {
            self.step(Input::Tick, real);
        }
    }

    fn out(&mut self) -> &mut Out {
        &mut self.out
    }

    fn engine(&self) -> &Engine {
        &self.engine
    }

    fn next_client(&mut self) -> ClientId {
        self.clients += 1;
        ClientId(self.clients)
    }
}

/// Serves until a signal comes.
pub(super) fn run(common: &Common, net: &NetOptions, wanted: Wanted) -> Result<ExitCode> {
    let listener = Listener::open(wanted, net, "xtutor serve ")?;
    allow_files(net.most_files());
    let mut poll = Poll::new()?;
    let signal = watch_signals(Waker::new(poll.registry(), Token(0))?)?;
    let mut core = Alone {
        engine: Engine::default(),
        clock: common.clock(),
        out: Out::default(),
        clients: 0,
    };
    core.engine.set_profile(common.profile);
    core.engine.let_end();
    core.engine.time_commands(nanos);
    core.engine.weigh_memory(resident);
    net.configure(&mut core.engine);
    let mut clients = Clients::new(listener, poll.registry(), &core)?;
    announce(common, net, &clients).context("cannot say where clients can come to")?;
    let mut events = Events::with_capacity(1024);
    let mut sleep = Sleep::new();
    loop {
        let wait = rest(&core, &clients).map(|ms| Duration::from_millis(u64::try_from(ms).unwrap_or(0)));
        sleep.until(&mut poll, &mut events, wait, clients.sent())?;
        for event in &events {
            clients.note(event);
        }
        clients.turn(&mut core, now, None);
        let signal = signal.load(Ordering::Relaxed);
        if signal != 0 || core.engine.has_ended() {
            let there = clients.count();
            clients.part(&mut core, now);
            say_goodbye(there);
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Asks the system for as many open files as there may be clients; it gives what it allows.
pub(super) fn allow_files(wanted: u64) {
    let mut limits = getrlimit(Resource::Nofile);
    if limits.current.is_some_and(|current| current < wanted) {
        limits.current = Some(limits.maximum.map_or(wanted, |most| most.min(wanted)));
        // Without it, fewer clients are let in at a time.
        let _ = setrlimit(Resource::Nofile, limits);
    }
}

/// How long nothing happens by itself, in ms.
fn rest(core: &Alone, clients: &Clients) -> Option<Millis> {
    let real = now();
    // A held clock comes to no deadline by itself.
    let deadline = core.engine.deadline().filter(|_| !core.clock.is_held());
    let deadline = deadline.map(|deadline| (deadline - core.clock.at(real)).max(0));
    [deadline, clients.rest(real)].into_iter().flatten().min()
}

/// Says where clients can come to: for whoever started it, and for a program that waits for the first line.
fn announce(common: &Common, net: &NetOptions, clients: &Clients) -> io::Result<()> {
    let addresses = clients.listener().addresses();
    let host = addresses.first().map(SocketAddr::ip);
    let host = host.filter(|host| !host.is_loopback() && !host.is_unspecified());
    let host = host.map_or_else(String::new, |host| format!(" -h {host}"));
    let port = addresses.first().map_or(0, SocketAddr::port);
    let password = if net.asks_password() {
        "it asks for the password"
    } else {
        "it asks for no password"
    };
    let addresses: Vec<String> = addresses.iter().map(ToString::to_string).collect();
    // In one piece: who waits for the first line may have left before the second.
    let text = format!(
        "xtutor {}, Redis {}: listening on {}; Ctrl-C ends it and everything in it\n\
         to try it: redis-cli{host} -p {port}; {password}\n",
        env!("CARGO_PKG_VERSION"),
        common.profile,
        addresses.join(" and "),
    );
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Says that it is over. Who does not hear it has heard it otherwise.
fn say_goodbye(clients: usize) {
    let cut = match clients {
        0 => "nobody was there".to_owned(),
        count => were_cut_off(count),
    };
    let _ = writeln!(
        io::stdout().lock(),
        "xtutor has ended: {cut}, and nothing is kept"
    );
}

/// The `signals` thread: notes the signal and wakes the loop.
fn watch_signals(waker: Waker) -> io::Result<Arc<AtomicI32>> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    let noted = Arc::new(AtomicI32::new(0));
    let note = Arc::clone(&noted);
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            note.store(signal, Ordering::Relaxed);
            if waker.wake().is_err() {
                return;
            }
        }
    })?;
    Ok(noted)
}
