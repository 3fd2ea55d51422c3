//! The whole program as one value. Nothing here draws, waits or touches the world.

use super::camera::{Camera, Focus, Rows};
use super::desk::Desk;
use super::kills::Kills;
use super::layer::Layer;
use super::learning;
use super::lines::Lines;
use super::look::Look;
use super::marks::Marks;
use super::mirror::{self, Awaits, Mirror};
use super::network::Network;
use super::opening;
use super::past::Home;
use super::recording::Tape;
use super::scrollback::Kind;
use super::split::Split;
use super::study::{self, Study};
use super::way_in::WayIn;
use crate::assist;
use crate::command::Version;
use crate::lab::{Action, Clock, Lab, Scene, Terminal, TerminalId};
use crate::lesson::{Progress, Severity, Shelf};
use crate::store::Millis;
use crate::wire::Protocol;

/// The terminals a sandbox begins with.
pub const TERMINALS: [&str; 3] = ["shop", "worker-1", "worker-2"];

/// The whole program as one value.
#[derive(Debug)]
pub struct State {
    /// The engine in time.
    pub lab: Lab,
    /// The time outside, Unix ms, as last told.
    pub real: Millis,
    /// When somebody last did something, Unix ms.
    pub touched: Millis,
    /// The terminal's columns and rows, as last told.
    pub size: (u16, u16),
    /// What belongs to each terminal, in the lab's order.
    pub desks: Vec<Desk>,
    /// Which terminal has the prompt.
    pub active: usize,
    /// How many terminals are seen at once.
    pub split: Split,
    /// The row of the active terminal where the mouse was pressed and not yet let go.
    pub(super) pressed: Option<usize>,
    /// Whether a pasted line runs now, and nothing that somebody has typed.
    pub(super) scripted: bool,
    /// What lies over the prompt, topmost last.
    pub layers: Vec<Layer>,
    /// What the panes look at.
    pub camera: Camera,
    /// The pane that has the keys or had them last: where panes take turns it stays while somebody types.
    pub pane: Focus,
    /// What the last command changed.
    pub marks: Marks,
    /// How the panes stood before an earlier moment was looked at.
    pub(super) home: Option<Box<Home>>,
    /// The lines typed before.
    pub lines: Lines,
    /// What was cut.
    pub kills: Kills,
    /// Whether the last message brought a cut back, so that Alt-Y goes on through the ring.
    pub just_yanked: bool,
    /// How the screen is to look.
    pub look: Look,
    /// The lesson that is open.
    pub study: Option<Study>,
    /// The lessons there are; empty until somebody asks.
    pub shelf: Shelf,
    /// The language that lessons are to speak, if not their own.
    pub language: Option<String>,
    /// What the learner has completed.
    pub progress: Progress,
    /// The lesson that Enter opens where nothing was done yet.
    pub way_in: WayIn,
    /// Whether it was just said that the next undo leads out of the lesson's step.
    pub(super) leaves_step: bool,
    /// A word for the foot of the screen, until the next key.
    pub notice: Option<String>,
    /// What is known of clients that come over the network.
    pub network: Network,
    /// The lesson that is being recorded in the sandbox.
    pub tape: Option<Tape>,
}

/// How many faults of lesson files are shown at once.
const SHOWN_FAULTS: usize = 2;

impl State {
    /// A fresh sandbox with its terminals.
    pub fn new(clock: Clock, profile: Version, look: Look, real: Millis) -> State {
        let mut lab = Lab::new(clock, profile, Protocol::Resp2);
        for name in TERMINALS {
            lab.act(Action::Open(name.to_owned()), real);
        }
        lab.settle();
        let mut state = State {
            lab,
            real,
            touched: real,
            size: (80, 24),
            desks: Vec::new(),
            active: 0,
            split: Split::default(),
            pressed: None,
            scripted: false,
            layers: Vec::new(),
            camera: Camera::default(),
            pane: Focus::Stream,
            marks: Marks::default(),
            home: None,
            lines: Lines::default(),
            kills: Kills::default(),
            just_yanked: false,
            look,
            study: None,
            shelf: Shelf::default(),
            language: None,
            progress: Progress::default(),
            way_in: WayIn::default(),
            leaves_step: false,
            notice: None,
            network: Network::default(),
            tape: None,
        };
        state.seat_terminals();
        state
    }

    /// The active terminal's own things.
    pub fn desk(&self) -> &Desk {
        &self.desks[self.active]
    }

    /// The active terminal's own things, to be changed.
    pub fn desk_mut(&mut self) -> &mut Desk {
        &mut self.desks[self.active]
    }

    /// The active terminal.
    pub fn terminal(&self) -> Option<&Terminal> {
        self.lab.terminals().get(self.active)
    }

    /// The active terminal's place.
    pub fn here(&self) -> TerminalId {
        TerminalId(self.active)
    }

    /// What was heard until now is news at no terminal: it was said of another state.
    pub(super) fn nothing_is_news(&mut self) {
        self.network.feed.nothing_is_news();
    }

    /// The database the active terminal uses.
    pub fn db(&self) -> usize {
        self.db_at(self.active)
    }

    /// The database the terminal at this place uses.
    fn db_at(&self, place: usize) -> usize {
        let terminal = self.lab.terminals().get(place);
        terminal.map_or(0, |terminal| self.lab.engine().db_of(terminal.client))
    }

    /// What the panes show now, with so many rows.
    pub fn scene(&self, rows: Rows) -> Scene {
        let view = self.camera.view(self.db(), rows);
        self.lab.scene(&view, self.real)
    }

    /// What stands before the active terminal's line.
    pub fn label(&self) -> String {
        self.label_at(self.active)
    }

    /// What stands before the line of the terminal at this place.
    pub fn label_at(&self, place: usize) -> String {
        let terminal = self.lab.terminals().get(place);
        let name = terminal.map_or("", |terminal| terminal.name.as_str());
        let db = match self.db_at(place) {
            0 => String::new(),
            number => format!("[{number}]"),
        };
        let mode = if self.lab.is_subscribed(TerminalId(place)) {
            "(subscribed mode)"
        } else {
            ""
        };
        let desk = self.desks.get(place);
        let mirror = desk.and_then(|desk| desk.mirror.as_ref());
        let mirror = mirror.map_or_else(String::new, Mirror::label);
        format!("{name}{db}{mode}{mirror}> ")
    }

    /// What the terminal at this place does instead of taking commands: it shows what a client of the network does.
    pub fn mirrors(&self, place: usize) -> Option<String> {
        Some(self.desks.get(place)?.mirror.as_ref()?.says())
    }

    /// What the client waits for that is mirrored at the terminal at this place, if it waits.
    pub fn mirrored_wait(&self, place: usize) -> Option<Awaits> {
        mirror::awaited(self, place)
    }

    /// Opens the lesson with this id to be learnt, the list of lessons without one.
    pub fn learn(&mut self, lesson: Option<&str>) -> Result<(), String> {
        if let Some(id) = lesson {
            return opening::open_named(self, id);
        }
        opening::menu(self);
        Ok(())
    }

    /// Opens the lesson with this id; it plays by itself.
    pub fn demo(&mut self, lesson: &str) -> Result<(), String> {
        self.load_lessons();
        let Some(lesson) = self.shelf.get(lesson).cloned() else {
            return Err(self.shelf.unknown(lesson));
        };
        study::demo(self, &lesson);
        Ok(())
    }

    /// Takes in lesson files that were read again. A lesson that is open goes on at the step where one is; what is
    /// wrong with its file is shown instead.
    pub fn reload(&mut self, lessons: Shelf) {
        let open = self.study.as_ref().map(|study| study.session().lesson().clone());
        let (errors, warnings): (Vec<_>, Vec<_>) = lessons
            .faults()
            .iter()
            .partition(|fault| fault.severity() == Severity::Error);
        let faults: Vec<String> = errors
            .into_iter()
            .chain(warnings)
            .map(ToString::to_string)
            .collect();
        self.load_lessons();
        let lessons = lessons.in_language(self.language.as_deref());
        self.shelf = std::mem::take(&mut self.shelf).overridden_by(lessons);
        self.shelf.forget_faults();
        self.tell_faults(&faults);
        let Some(open) = open else { return };
        let Some(lesson) = self.shelf.get(&open.id).cloned() else {
            return;
        };
        if !lesson.is_same(&open) {
            study::replace(self, &lesson);
            self.desk_mut()
                .back
                .push(Kind::Note, "the lesson's file was read again");
        }
    }

    /// Goes to a step of the lesson that is open, by its number or its id: those before it are done by themselves.
    pub fn begin_at(&mut self, step: &str) -> Result<(), String> {
        opening::open_at(self, step)
    }

    /// Shows what is wrong with lesson files, each line on a row of its own. The first of it is what is mended first.
    fn tell_faults(&mut self, faults: &[String]) {
        let back = &mut self.desk_mut().back;
        for fault in faults.iter().take(SHOWN_FAULTS) {
            for (at, line) in fault.lines().enumerate() {
                match line.strip_prefix("help: ") {
                    Some(help) => back.push(Kind::Advice, help),
                    None if at == 0 => back.push(Kind::Failed, line),
                    None => back.push(Kind::Note, line),
                }
            }
        }
        if let Some(more @ 1..) = faults.len().checked_sub(SHOWN_FAULTS) {
            back.push(
                Kind::Advice,
                format!("and {more} more: `xtutor lesson check` with the file tells all"),
            );
        }
    }

    /// Whether a prediction waits for its answer.
    pub fn asks(&self) -> bool {
        learning::asks(self)
    }

    /// Reads the lessons that come with the program, unless others are there. Not done at the start, which is to be
    /// quick.
    pub(super) fn load_lessons(&mut self) {
        if self.shelf.list().is_empty() {
            self.shelf = Shelf::embedded().in_language(self.language.as_deref());
        }
    }

    /// A next command for somebody who does not know what to type, while the prompt is empty and free. A lesson says
    /// itself what comes next.
    pub fn suggestion(&self) -> Option<String> {
        let terminal = self.terminal()?;
        let here = self.here();
        let busy = self.lab.is_waiting(here)
            || self.lab.is_subscribed(here)
            || self.desk().mirror.is_some()
            || !terminal.alive;
        if busy || self.study.is_some() || !self.layers.is_empty() || !self.desk().prompt.is_empty() {
            return None;
        }
        let lookup = self.lab.lookup(here, self.real);
        let first = || lookup.keys(b"", Some("stream"), 1).into_iter().next();
        // What is looked at may be a channel; then there is nothing to read or acknowledge.
        let chosen = self.camera.name.as_ref().map(|name| name.bytes().clone());
        let key = chosen.or_else(first)?;
        // Who reads under another name than the terminal's acknowledges under it.
        let own = self.desk().reads_as.as_deref();
        let me = own.unwrap_or(terminal.name.as_bytes());
        assist::suggest(&lookup, &key, self.camera.group.as_deref(), me)
    }

    /// Whether nothing was done yet: the screen shows a way in.
    pub fn is_untouched(&self) -> bool {
        self.study.is_none() && self.lab.steps().1 == 0 && self.lab.engine().db(0).is_empty()
    }

    /// Whether a goal is shown as it will look.
    pub fn aims(&self) -> bool {
        self.layers.iter().any(|layer| matches!(layer, Layer::Aim { .. }))
    }

    /// Whether the panes show something else than what is, so that nothing may go on by itself.
    pub fn is_away(&self) -> bool {
        self.looks_back() || self.aims()
    }

    /// Whether an earlier moment is looked at.
    pub fn looks_back(&self) -> bool {
        self.layers
            .iter()
            .any(|layer| matches!(layer, Layer::Past { .. }))
    }

    /// What was said in the terminals that are seen has been seen.
    pub(super) fn look_at_terminals(&mut self) {
        let terminals = self.lab.terminals().len();
        self.split.follow(self.active, terminals);
        for place in self.split.shown(self.active, terminals, Split::MOST) {
            if let Some(desk) = self.desks.get_mut(place) {
                desk.fresh = false;
            }
        }
    }

    /// Every terminal of the lab gets its desk, by name. A desk whose terminal is not there is kept behind the others:
    /// its opening or its closing may have been undone.
    pub(super) fn seat_terminals(&mut self) {
        let names = self.lab.terminals().iter().map(|terminal| terminal.name.as_str());
        let seated = self.desks.iter().map(|desk| desk.name.as_str());
        let terminals = names.len();
        if !seated.take(terminals).eq(names) {
            self.move_desks();
        }
        if self.desks.is_empty() {
            self.desks.push(Desk::default());
        }
        self.active = self.active.min(terminals.saturating_sub(1));
        self.split.follow(self.active, terminals);
    }

    /// Puts the desks into the order of the terminals; who sat at one sits at it still.
    fn move_desks(&mut self) {
        let here = self.desks.get(self.active).map(|desk| desk.name.clone());
        let mut left = std::mem::take(&mut self.desks);
        for terminal in self.lab.terminals() {
            let place = left.iter().position(|desk| desk.name == terminal.name);
            let mut desk = place.map(|place| left.remove(place)).unwrap_or_default();
            desk.name.clone_from(&terminal.name);
            self.desks.push(desk);
        }
        let names = self.lab.terminals().iter().map(|terminal| Some(&terminal.name));
        if let Some(place) = names.clone().position(|name| name == here.as_ref()) {
            self.active = place;
        }
        left.retain(|desk| !desk.name.is_empty());
        self.desks.append(&mut left);
    }
}
