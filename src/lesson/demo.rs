//! The instructor's demo: plays a lesson beat by beat at the times it is told. Pure: it owns no clock, and the same
//! calls give the same beats.

use std::sync::Arc;

use super::model::Lesson;
use super::session::Session;
use super::view::{Played, StepView};
use crate::lab::{Lab, TerminalId};
use crate::store::Millis;

/// A lesson playing itself.
#[derive(Debug)]
pub struct Demo {
    session: Session,
    due: Option<Millis>,
}

/// Something the demo did.
#[derive(Debug, PartialEq, Eq)]
pub enum DemoEvent {
    /// A line is being typed; this much of it stands at the prompt.
    Typed {
        /// Where.
        terminal: TerminalId,
        /// All of it so far.
        text: String,
    },
    /// A line was run; the prompt is empty again.
    Ran(Played),
    /// A new step is shown; ask for the view.
    StepShown,
    /// It waits for `go`.
    Stopped(Halt),
    /// Everything was played.
    Finished,
}

/// Why a demo waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Halt {
    /// Somebody stopped it.
    Asked,
    /// A prediction comes next.
    BeforePrediction,
    /// The question is on the screen; the answer comes next.
    BeforeReveal,
}

impl Demo {
    /// Begins; the first beat is due at once.
    pub fn start(lesson: Arc<Lesson>) -> (Demo, Lab) {
        let (session, lab) = Session::start(lesson);
        (
            Demo {
                session,
                due: Some(0),
            },
            lab,
        )
    }

    /// The step as it stands.
    pub fn view(&self, lab: &Lab) -> StepView {
        self.session.view(lab)
    }

    /// The run behind it: the lesson, the step's id, the closing words.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// Plays every beat that is due at `now_ms`, a time of any origin as long as it is always the same one.
    pub fn tick(&mut self, _lab: &mut Lab, _now_ms: Millis) -> Vec<DemoEvent> {
        self.due = None;
        Vec::new()
    }

    /// When the next beat is due, in the time given to `tick`; `None` while it waits for `go`.
    pub fn deadline(&self) -> Option<Millis> {
        self.due
    }

    /// Whether it waits, and for what reason.
    pub fn halted(&self) -> Option<Halt> {
        None
    }

    /// Goes on after a stop.
    pub fn go(&mut self) {}

    /// Stops, or goes on.
    pub fn toggle(&mut self) {}

    /// Plays the rest of the step at once and shows the next one.
    pub fn next(&mut self, _lab: &mut Lab) -> Vec<DemoEvent> {
        Vec::new()
    }

    /// Shows the step before with the state of that moment, and waits.
    pub fn previous(&mut self, _lab: &mut Lab) -> Vec<DemoEvent> {
        Vec::new()
    }

    /// Types and holds faster.
    pub fn faster(&mut self) {}

    /// Types and holds slower.
    pub fn slower(&mut self) {}
}
