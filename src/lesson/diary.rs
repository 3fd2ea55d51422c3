//! What somebody did in a run, line by line, so that a lesson that was left can be taken up in the middle of a step: the
//! same lines done again lead to the same place. The clock of a lesson is held, which makes it exact.

use std::sync::Arc;

use super::act::told_span;
use super::model::Lesson;
use super::retold::Retold;
use super::session::Session;
use super::view::Played;
use crate::command::Line;
use crate::lab::{Action, Lab, Outcome, TerminalId};
use crate::wire::typed;

/// More than anybody does in a lesson; who does is taken back to the beginning of the step.
const MOST: usize = 5000;

/// The lines so far; `None` when doing them again would not lead to the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Diary(Option<Vec<String>>);

impl Default for Diary {
    fn default() -> Diary {
        Diary(Some(Vec::new()))
    }
}

impl Diary {
    pub(super) fn lines(&self) -> Option<&[String]> {
        self.0.as_deref()
    }

    /// Notes a move within the lesson.
    pub(super) fn note(&mut self, line: impl Into<String>) {
        if let Some(lines) = &mut self.0 {
            lines.push(line.into());
            if lines.len() > MOST {
                self.0 = None;
            }
        }
    }

    /// Notes something done in the lab.
    pub(super) fn note_action(&mut self, action: &Action) {
        match written(action) {
            Some(line) => self.note(line),
            None => self.0 = None,
        }
    }
}

/// An action as a line; `None` when it depends on the world outside.
fn written(action: &Action) -> Option<String> {
    Some(match action {
        Action::Run(id, argv) => format!("run {} {}", id.0, typed(argv.as_argv())),
        Action::Cancel(id) => format!("cancel {}", id.0),
        Action::Open(name) => format!("open {name}"),
        Action::Crash(id) => format!("crash {}", id.0),
        Action::Start(id) => format!("start {}", id.0),
        Action::Advance(span) => format!("advance {span}"),
        Action::Hold => "hold".to_owned(),
        Action::Profile(version) => format!("profile {version}"),
        Action::CrashBeforeAck(_)
        | Action::Close(..)
        | Action::Employ(_)
        | Action::Dismiss(_)
        | Action::Release
        | Action::Arrive(..)
        | Action::Say(..)
        | Action::Part(_)
        | Action::Tick => return None,
    })
}

fn read(word: &str, rest: &str) -> Option<Action> {
    let terminal = || rest.parse().ok().map(TerminalId);
    Some(match word {
        "run" => {
            let (id, line) = rest.split_once(' ')?;
            let line = Line::parse(line.as_bytes()).ok()?;
            Action::Run(TerminalId(id.parse().ok()?), line.argv().to_owned())
        }
        "cancel" => Action::Cancel(terminal()?),
        "open" => Action::Open(rest.to_owned()),
        "crash" => Action::Crash(terminal()?),
        "start" => Action::Start(terminal()?),
        "advance" => Action::Advance(rest.parse().ok().filter(|span| *span >= 0)?),
        "hold" => Action::Hold,
        "profile" => Action::Profile(rest.parse().ok()?),
        _ => return None,
    })
}

/// An action as it was typed, with what came of it.
fn as_typed(action: &Action, outcome: Outcome, lab: &Lab) -> Played {
    let name = |id: &TerminalId| {
        let terminal = lab.terminals().get(id.0);
        terminal.map_or("", |terminal| terminal.name.as_str())
    };
    let (terminal, line) = match action {
        Action::Run(id, argv) => (*id, typed(argv.as_argv())),
        Action::Cancel(id) => (*id, String::new()),
        Action::Open(name) => (TerminalId(0), format!(":terminal {name}")),
        Action::Crash(id) => (*id, format!(":crash {}", name(id))),
        Action::Start(id) => (*id, format!(":start {}", name(id))),
        Action::Advance(span) => (TerminalId(0), format!(":clock +{}", told_span(*span))),
        Action::Hold => (TerminalId(0), ":clock hold".to_owned()),
        Action::Profile(version) => (TerminalId(0), format!(":profile {version}")),
        // Nothing else is in a diary.
        _ => (TerminalId(0), String::new()),
    };
    Played {
        terminal,
        line,
        said: None,
        outcome,
    }
}

impl Session {
    /// Takes a lesson up where these lines led. `None` when one of them is not understood: the lesson has changed, or
    /// the file.
    pub fn resume<'l>(
        lesson: Arc<Lesson>,
        lines: impl IntoIterator<Item = &'l str>,
    ) -> Option<(Session, Lab)> {
        let (mut session, mut lab) = Session::start(lesson);
        let mut retold = Retold::default();
        for line in lines.into_iter().take(MOST + 1) {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            let before = lab.position();
            let mut played = Vec::new();
            match word {
                "solve" => {
                    session.diary.note("solve");
                    session.advance_by_playing(&mut lab);
                }
                "next" => played = session.next(&mut lab),
                "watch" => played.extend(session.watch_next(&mut lab)),
                "answer" => played = session.answer(rest.parse().ok()?, &mut lab),
                "say" => played = session.answer_with(rest, &mut lab).ok()?,
                "back" => session.back(&mut lab),
                "reset" => session.reset(&mut lab),
                "look" => drop(session.look(&lab)),
                "hint" => drop(session.hint(&lab)),
                "seek" => {
                    lab.seek(rest.parse().ok()?);
                    session.rewound(&lab);
                }
                _ => {
                    let action = read(word, rest)?;
                    let outcome = lab.act(action.clone(), 0);
                    session.observe(&lab, &action, &outcome);
                    played.push(as_typed(&action, outcome, &lab));
                }
            }
            retold.take_in(played, before, &lab);
        }
        session.retold = retold.until(lab.position());
        Some((session, lab))
    }

    /// What a run that was taken up was found to have done, in order, to be shown where it was done; empty the second
    /// time. What was undone is not among it.
    pub fn take_retold(&mut self) -> Vec<Played> {
        std::mem::take(&mut self.retold)
    }

    /// What was done so far, to be kept for [`Session::resume`]; `None` when it cannot be done again exactly.
    pub fn diary(&self) -> Option<&[String]> {
        self.diary.lines()
    }
}
