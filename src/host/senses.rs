//! What comes in from outside: threads that read the keyboard, wait for signals and look for changed lesson files, each
//! sending to the one loop and waking it.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use crossterm::event::{self, Event};
use mio::Waker;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::watch;
use crate::lesson::Shelf;

/// Something that came in.
pub(super) enum Sense {
    /// A key, a paste, another size.
    Terminal(Event),
    /// A signal.
    Signal(i32),
    /// Lesson files have changed: these are the lessons now in them.
    Lessons(Box<Shelf>),
    /// The terminal is gone.
    Lost(io::Error),
}

/// Starts the threads. Signals are caught from here on: also a change of size that comes before the keyboard thread,
/// which reports the later ones, is ready. They end with the program: neither holds anything that would have to be put away.
pub(super) fn start(waker: Waker, watched: Vec<PathBuf>) -> io::Result<Receiver<Sense>> {
    let (sender, receiver) = channel();
    let waker = Arc::new(waker);
    let (keys, wake) = (sender.clone(), Arc::clone(&waker));
    thread::Builder::new()
        .name("keyboard".to_owned())
        .spawn(move || read_keys(&keys, &wake))?;
    watch::start(watched, sender.clone(), Arc::clone(&waker))?;
    let signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || read_signals(signals, &sender, &waker))?;
    Ok(receiver)
}

fn read_keys(sender: &Sender<Sense>, waker: &Waker) {
    loop {
        let sense = match event::read() {
            Ok(event) => Sense::Terminal(event),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Sense::Lost(error),
        };
        let last = matches!(sense, Sense::Lost(_));
        if sender.send(sense).is_err() || waker.wake().is_err() || last {
            return;
        }
    }
}

fn read_signals(mut signals: Signals, sender: &Sender<Sense>, waker: &Waker) {
    for signal in signals.forever() {
        if sender.send(Sense::Signal(signal)).is_err() || waker.wake().is_err() {
            return;
        }
    }
}
