//! The one loop: it owns the state and the screen, takes in what the threads send, draws when something changed, and
//! sleeps until something can.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use mio::{Events, Poll, Token, Waker};
use signal_hook::consts::{SIGCONT, SIGTSTP, SIGWINCH};
use signal_hook::low_level::emulate_default_handler;

use super::history::History;
use super::lessons;
use super::net::{Beside, Listener, NetOptions};
use super::now;
use super::progress::ProgressFile;
use super::screen::{Screen, take_mouse};
use super::senses::{self, Sense};
use crate::app::{Effect, Message, State, update};
use crate::store::Millis;
use crate::tui;

/// The shortest time between two frames that no key asked for: 60 in a second.
const FRAME: Millis = 16;

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// By the user's wish.
    Left,
    /// By this signal.
    Signal(i32),
}

/// Runs the full screen until somebody leaves. The terminal is given back on every way out. `listener` is where clients
/// come to from the start, `watched` are the lesson files to be read again when they change.
pub(super) fn run(
    mut state: State,
    history: History,
    progress: ProgressFile,
    (net, listener): (NetOptions, Option<Listener>),
    watched: Vec<PathBuf>,
) -> Result<Ended> {
    let poll = Poll::new()?;
    let mut beside = Beside::new(net, poll.registry().try_clone()?);
    if let Some(listener) = listener {
        let news = beside.open(listener, &mut state)?;
        update(&mut state, Message::Network(news));
    }
    let screen = Screen::take().context("cannot take the terminal")?;
    let senses = senses::start(Waker::new(poll.registry(), Token(0))?, watched)?;
    Loop {
        state,
        history,
        progress,
        screen,
        senses,
        beside,
        dirty: true,
        hurry: true,
        drawn: 0,
    }
    .turn(poll)
}

struct Loop {
    state: State,
    history: History,
    progress: ProgressFile,
    screen: Screen,
    senses: Receiver<Sense>,
    beside: Beside,
    /// Whether what stands on the screen is out of date.
    dirty: bool,
    /// Whether a key asked for the next frame, which then does not wait.
    hurry: bool,
    /// When the last frame was drawn.
    drawn: Millis,
}

impl Loop {
    fn turn(mut self, mut poll: Poll) -> Result<Ended> {
        let mut events = Events::with_capacity(1024);
        take_mouse(self.state.look.mouse)?;
        let (columns, rows) = self.screen.size()?;
        self.tell(Message::Resized(columns, rows))?;
        loop {
            self.draw_if_due()?;
            let wait = self.wait();
            match poll.poll(&mut events, wait.map(to_duration)) {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => return Err(error.into()),
                _ => {}
            }
            self.beside.note(&events);
            // A sleep that ended by itself ended because something that is shown changes.
            self.dirty |= events.is_empty() && wait != Some(0);
            if let Some(ended) = self.tell(Message::Tick(now()))? {
                return Ok(ended);
            }
            if let Some(ended) = self.take_in()? {
                self.beside.close(&mut self.state);
                return Ok(ended);
            }
            self.dirty |= self.beside.turn(&mut self.state);
        }
    }

    fn draw_if_due(&mut self) -> Result<()> {
        if self.dirty && (self.hurry || now() - self.drawn >= FRAME || now() < self.drawn) {
            self.screen.draw(&self.state).context("cannot draw")?;
            self.state.was_drawn();
            self.drawn = now();
            self.dirty = false;
            self.hurry = false;
        }
        Ok(())
    }

    /// How long nothing will happen by itself.
    fn wait(&self) -> Option<Millis> {
        let frame = self.dirty.then(|| (self.drawn + FRAME - now()).max(0));
        let rests = [frame, self.state.rest(), self.beside.rest()];
        rests.into_iter().flatten().min()
    }

    /// Takes in everything that has come.
    fn take_in(&mut self) -> Result<Option<Ended>> {
        loop {
            let ended = match self.senses.try_recv() {
                Err(TryRecvError::Empty) => return Ok(None),
                Err(TryRecvError::Disconnected) => return Err(anyhow!("the keyboard is gone")),
                Ok(Sense::Lost(error)) => return Err(error).context("the terminal is gone"),
                Ok(Sense::Terminal(event)) => {
                    // A key without a meaning changes nothing, nor does the end of a click.
                    match tui::message(&self.state, event) {
                        Some(message) => {
                            self.dirty = true;
                            self.hurry = true;
                            self.tell(message)?
                        }
                        None => None,
                    }
                }
                Ok(Sense::Signal(signal)) => self.signal(signal)?,
                Ok(Sense::Lessons(lessons)) => {
                    self.dirty = true;
                    self.state.reload(*lessons);
                    None
                }
            };
            if ended.is_some() {
                return Ok(ended);
            }
        }
    }

    fn signal(&mut self, signal: i32) -> Result<Option<Ended>> {
        match signal {
            SIGTSTP => self.suspend()?,
            // Somebody stopped and continued us from outside: the screen may show anything now.
            SIGCONT => {
                self.screen.lend(|| {})?;
                self.dirty = true;
                self.hurry = true;
            }
            SIGWINCH => {
                let (columns, rows) = self.screen.size()?;
                self.dirty = true;
                return self.tell(Message::Resized(columns, rows));
            }
            other => return Ok(Some(Ended::Signal(other))),
        }
        Ok(None)
    }

    fn tell(&mut self, message: Message) -> Result<Option<Ended>> {
        for effect in update(&mut self.state, message) {
            match effect {
                Effect::SaveHistory(line) => self.history.add(&line),
                Effect::SaveProgress(text) => self.progress.save(&text),
                Effect::WriteLesson(name, text) => {
                    let written = lessons::write_new(&name, &text).map_err(|error| error.to_string());
                    update(&mut self.state, Message::Written(written));
                }
                Effect::Copy(text) => self.screen.copy(&text)?,
                Effect::Repaint => self.screen.forget()?,
                Effect::Mouse(on) => take_mouse(on)?,
                Effect::Suspend => self.suspend()?,
                Effect::Listen(address) => {
                    let news = self.beside.listen(address.as_deref(), &mut self.state);
                    update(&mut self.state, Message::Network(news));
                }
                Effect::StopListening => {
                    let news = self.beside.close(&mut self.state);
                    update(&mut self.state, Message::Network(news));
                }
                Effect::Quit => return Ok(Some(Ended::Left)),
            }
        }
        Ok(None)
    }

    fn suspend(&mut self) -> Result<()> {
        // Stops this whole process; the next line runs when it is continued.
        self.screen.lend(|| drop(emulate_default_handler(SIGTSTP)))?;
        self.dirty = true;
        self.hurry = true;
        Ok(())
    }
}

fn to_duration(ms: Millis) -> Duration {
    Duration::from_millis(u64::try_from(ms).unwrap_or(0))
}
