//! The instructor's demo: plays a lesson beat by beat at the times it is told. Pure: it owns no clock, and the same
//! calls give the same beats. What a step does is the session's business.

use std::sync::Arc;

use super::act::line_of;
use super::dice::Dice;
use super::model::{Deed, Lesson, Task};
use super::session::Session;
use super::view::{Played, StepView};
use crate::lab::{Action, Lab, Outcome, TerminalId};
use crate::store::Millis;

/// A lesson playing itself.
#[derive(Debug)]
pub struct Demo {
    session: Session,
    phase: Phase,
    /// When the next beat is due.
    due: Millis,
    /// The latest time that was given in.
    now: Millis,
    halted: Option<Halt>,
    /// Into `SPEEDS`.
    speed: usize,
    /// Makes the typing uneven.
    dice: Dice,
    /// Whether lines appear whole instead of being typed.
    whole_lines: bool,
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
    /// Another step is shown; ask for the view.
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

/// What comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Phase {
    /// The session's step is to be shown.
    Show,
    /// The next line is to be begun, or the step is over.
    Line,
    /// `typed` characters of the line stand at the prompt.
    Type {
        terminal: TerminalId,
        line: String,
        typed: usize,
    },
    /// The line at the prompt is to be run.
    Run,
    /// The next step is to be entered. A prediction has been announced if `announced`.
    Leave {
        announced: bool,
    },
    Over,
}

/// Percent of the usual pace.
const SPEEDS: [Millis; 7] = [25, 50, 75, 100, 150, 200, 400];
const USUAL: usize = 3;

// The usual pace in ms: typing that can be read along, and time to look at what moved.
const PER_CHARACTER: Millis = 45;
const BEFORE_LINE: Millis = 400;
const BEFORE_RUN: Millis = 600;
const AFTER_RUN: Millis = 2200;
const READING_PER_CHARACTER: Millis = 45;
const READING: std::ops::RangeInclusive<Millis> = 1000..=9000;

impl Demo {
    /// Begins; the first beat is due at once.
    pub fn start(lesson: Arc<Lesson>) -> (Demo, Lab) {
        let dice = Dice::new(lesson.seed);
        let (session, lab) = Session::start(lesson);
        let demo = Demo {
            session,
            phase: Phase::Show,
            due: 0,
            now: 0,
            halted: None,
            speed: USUAL,
            dice,
            whole_lines: false,
        };
        (demo, lab)
    }

    /// The step as it stands.
    pub fn view(&self, lab: &Lab) -> StepView {
        self.session.view(lab)
    }

    /// The run behind it: the lesson, the step's id, the closing words.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The same, for what is done off script.
    pub fn session_mut(&mut self) -> &mut Session {
        &mut self.session
    }

    /// Lines appear whole from now on, for who does not want to see anything move.
    pub fn show_whole_lines(&mut self) {
        self.whole_lines = true;
    }

    /// Plays every beat that is due at `now_ms`, a time of any origin as long as it is always the same one.
    pub fn tick(&mut self, lab: &mut Lab, now_ms: Millis) -> Vec<DemoEvent> {
        self.now = self.now.max(now_ms);
        let mut events = Vec::new();
        while self.halted.is_none() && self.phase != Phase::Over && self.due <= self.now {
            self.beat(lab, &mut events);
        }
        events
    }

    /// When the next beat is due, in the time given to `tick`; `None` while it waits for `go`, and at the end.
    pub fn deadline(&self) -> Option<Millis> {
        let runs = self.halted.is_none() && self.phase != Phase::Over;
        runs.then_some(self.due)
    }

    /// Whether it waits, and for what reason.
    pub fn halted(&self) -> Option<Halt> {
        self.halted
    }

    /// Goes on after a stop.
    pub fn go(&mut self) {
        if self.halted.take() == Some(Halt::BeforePrediction) {
            self.phase = Phase::Leave { announced: true };
        }
        self.due = self.now;
    }

    /// Stops, or goes on.
    pub fn toggle(&mut self) {
        if self.halted.is_some() {
            self.go();
        } else {
            self.halted = Some(Halt::Asked);
        }
    }

    /// Plays the rest of the step at once and shows the next one.
    pub fn next(&mut self, lab: &mut Lab) -> Vec<DemoEvent> {
        let mut events: Vec<DemoEvent> = std::iter::from_fn(|| self.session.play_next(lab))
            .map(DemoEvent::Ran)
            .collect();
        let halted = self.halted.take();
        self.enter(lab, &mut events);
        if self.phase == Phase::Show {
            self.beat(lab, &mut events);
        }
        // Who had stopped it goes on by hand.
        self.halted = self.halted.or(halted.map(|_| Halt::Asked));
        events
    }

    /// Shows the step before with the state of that moment, and waits.
    pub fn previous(&mut self, lab: &mut Lab) -> Vec<DemoEvent> {
        self.session.back(lab);
        self.phase = Phase::Show;
        self.halted = None;
        let mut events = Vec::new();
        self.beat(lab, &mut events);
        self.halted = self.halted.or(Some(Halt::Asked));
        events
    }

    /// Takes in what somebody did off script; the script goes on from there.
    pub fn observe(&mut self, lab: &Lab, action: &Action, outcome: &Outcome) {
        self.session.observe(lab, action, outcome);
    }

    /// To be called after an undo, redo or seek of the lab that somebody did off script.
    pub fn rewound(&mut self, lab: &Lab) {
        self.session.rewound(lab);
        self.phase = Phase::Line;
    }

    /// Types and holds faster.
    pub fn faster(&mut self) {
        self.speed = (self.speed + 1).min(SPEEDS.len() - 1);
    }

    /// Types and holds slower.
    pub fn slower(&mut self) {
        self.speed = self.speed.saturating_sub(1);
    }

    fn beat(&mut self, lab: &mut Lab, events: &mut Vec<DemoEvent>) {
        match self.phase.clone() {
            Phase::Show => {
                events.push(DemoEvent::StepShown);
                self.phase = Phase::Line;
                if self.session.prediction().is_some() && !self.session.still_to_play().is_empty() {
                    self.stop(Halt::BeforeReveal, events);
                } else {
                    self.hold(reading(&self.session.view(lab).text));
                }
            }
            Phase::Line => match self.next_line(lab) {
                Some((_, line)) if line.is_empty() => self.phase = Phase::Run,
                Some((terminal, line)) => {
                    self.phase = Phase::Type {
                        terminal,
                        line,
                        typed: 0,
                    };
                    self.hold(BEFORE_LINE);
                }
                None => {
                    self.phase = Phase::Leave { announced: false };
                }
            },
            Phase::Type {
                terminal,
                line,
                typed,
            } => {
                let more = if self.whole_lines { line.len() } else { 1 };
                let text: String = line.chars().take(typed + more).collect();
                let complete = text.len() == line.len();
                events.push(DemoEvent::Typed { terminal, text });
                self.phase = if complete {
                    Phase::Run
                } else {
                    Phase::Type {
                        terminal,
                        line,
                        typed: typed + 1,
                    }
                };
                let span = if complete {
                    BEFORE_RUN
                } else {
                    self.per_character()
                };
                self.hold(span);
            }
            Phase::Run => {
                let hold = self.after_run();
                events.extend(self.session.play_next(lab).map(DemoEvent::Ran));
                self.phase = Phase::Line;
                self.hold(hold);
            }
            Phase::Leave { announced: false } if self.prediction_follows() => {
                self.stop(Halt::BeforePrediction, events);
            }
            Phase::Leave { .. } => self.enter(lab, events),
            Phase::Over => {}
        }
    }

    /// ms until the next character, as even or uneven as the lesson wants it.
    fn per_character(&mut self) -> Millis {
        let (step, lesson) = (self.session.step().pace, self.session.lesson().pace);
        let usual = step
            .per_character
            .or(lesson.per_character)
            .unwrap_or(PER_CHARACTER);
        let jitter = u64::from(step.jitter.or(lesson.jitter).unwrap_or(0).min(100));
        let percent = 100 + self.dice.below(2 * jitter + 1) as Millis - jitter as Millis;
        usual * percent / 100
    }

    /// ms to look at what the line that comes next does.
    fn after_run(&self) -> Millis {
        match self.session.still_to_play().first().map(|act| &act.what) {
            Some(Deed::Pause(span)) => *span,
            Some(Deed::Say(text)) => reading(&text.raw),
            _ => {
                let (step, lesson) = (self.session.step().pace, self.session.lesson().pace);
                step.hold.or(lesson.hold).unwrap_or(AFTER_RUN)
            }
        }
    }

    fn enter(&mut self, lab: &mut Lab, events: &mut Vec<DemoEvent>) {
        let given = self.session.advance(lab);
        events.extend(given.into_iter().map(DemoEvent::Ran));
        if self.session.is_finished() {
            self.phase = Phase::Over;
            events.push(DemoEvent::Finished);
        } else {
            self.phase = Phase::Show;
        }
    }

    fn next_line(&self, lab: &Lab) -> Option<(TerminalId, String)> {
        let act = self.session.still_to_play().first()?;
        let vars = self.session.known_vars(lab);
        let home = self.session.step().desk;
        Some(line_of(act, home, self.session.lesson(), &vars))
    }

    fn prediction_follows(&self) -> bool {
        let next = self.session.lesson().steps.get(self.session.now.entry.step + 1);
        next.is_some_and(|step| matches!(step.task, Task::Predict(_)))
    }

    fn stop(&mut self, halt: Halt, events: &mut Vec<DemoEvent>) {
        self.halted = Some(halt);
        events.push(DemoEvent::Stopped(halt));
    }

    fn hold(&mut self, span: Millis) {
        self.due = self.now.saturating_add(span * 100 / SPEEDS[self.speed]);
    }
}

/// How long it takes to read a text, ms.
fn reading(text: &str) -> Millis {
    let length = Millis::try_from(text.chars().count()).unwrap_or(Millis::MAX / 1000);
    (length * READING_PER_CHARACTER).clamp(*READING.start(), *READING.end())
}
