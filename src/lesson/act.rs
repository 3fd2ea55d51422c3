//! Performs what a lesson does by itself: an act becomes a typed line, an action of the lab, and a record of what
//! came of it.

use super::log::Logged;
use super::model::{Act, Actor, Deed, Lesson, Vars};
use super::value::Value;
use super::vars::fill;
use super::view::Played;
use crate::command::Line;
use crate::lab::{Action, Clock, Lab, Outcome, Script, TerminalId};
use crate::store::Millis;
use crate::wire::{ArgvBuf, Protocol};

/// A lab as a lesson finds it before its setup.
pub(super) fn empty_lab(lesson: &Lesson) -> Lab {
    let clock = Clock::held(lesson.clock.start, lesson.clock.per_command);
    let mut lab = Lab::new(clock, lesson.profile, Protocol::Resp2);
    for desk in &lesson.terminals {
        lab.act(Action::Open(desk.id.clone()), 0);
    }
    lab
}

/// Performs one act in `lab`; `home` is the step's own terminal. A kept reply goes into `vars`. Nothing is to be
/// recorded when the act is only for whoever looks on.
pub(super) fn perform(
    act: &Act,
    home: usize,
    lesson: &Lesson,
    vars: &mut Vars,
    lab: &mut Lab,
) -> (Played, Option<Logged>) {
    let (terminal, line) = line_of(act, home, lesson, vars);
    let Some(action) = action_of(act, home, lesson, vars) else {
        let said = match &act.what {
            Deed::Say(text) => Some(fill(text, vars)),
            _ => None,
        };
        let outcome = Outcome::default();
        return (
            Played {
                terminal,
                line,
                said,
                outcome,
            },
            None,
        );
    };
    let outcome = lab.commit(action.clone(), 0);
    let logged = Logged::new(lab, &action, &outcome);
    if let Deed::Run(run) = &act.what
        && let Some(name) = &run.save
    {
        let reply = outcome.replies.iter().find(|(id, _)| *id == terminal);
        let value = reply.map_or(Value::Null, |(_, reply)| Value::from(reply));
        vars.insert(name.clone(), value);
    }
    let played = Played {
        terminal,
        line,
        said: None,
        outcome,
    };
    (played, Some(logged))
}

/// The terminal an act belongs to and the line that does it when typed; empty for what nobody types.
pub(super) fn line_of(act: &Act, home: usize, lesson: &Lesson, vars: &Vars) -> (TerminalId, String) {
    let name = |desk: usize| lesson.terminals.get(desk).map_or("?", |desk| desk.id.as_str());
    match &act.what {
        Deed::Run(run) => (TerminalId(run.desk.unwrap_or(home)), fill(&run.line, vars)),
        Deed::Advance(span) => (TerminalId(home), format!(":clock +{}", told_span(*span))),
        Deed::Crash {
            desk,
            before_ack: false,
        } => (TerminalId(*desk), format!(":crash {}", name(*desk))),
        Deed::Start(desk) => (TerminalId(*desk), format!(":start {}", name(*desk))),
        Deed::Profile(version) => (TerminalId(home), format!(":profile {version}")),
        Deed::Crash { desk, .. } => (TerminalId(*desk), String::new()),
        Deed::Employ(actor) => {
            let desk = lesson.actors.get(*actor).map_or(home, |actor| actor.desk);
            (TerminalId(desk), String::new())
        }
        Deed::Dismiss(_) | Deed::Say(_) | Deed::Pause(_) => (TerminalId(home), String::new()),
    }
}

fn action_of(act: &Act, home: usize, lesson: &Lesson, vars: &Vars) -> Option<Action> {
    Some(match &act.what {
        Deed::Run(run) => Action::Run(TerminalId(run.desk.unwrap_or(home)), argv(&fill(&run.line, vars))),
        Deed::Advance(span) => Action::Advance(*span),
        Deed::Crash {
            desk,
            before_ack: false,
        } => Action::Crash(TerminalId(*desk)),
        Deed::Crash { desk, .. } => Action::CrashBeforeAck(TerminalId(*desk)),
        Deed::Start(desk) => Action::Start(TerminalId(*desk)),
        Deed::Employ(actor) => Action::Employ(script(lesson.actors.get(*actor)?, vars)),
        Deed::Dismiss(actor) => Action::Dismiss(lesson.actors.get(*actor)?.id.clone()),
        Deed::Profile(version) => Action::Profile(*version),
        Deed::Say(_) | Deed::Pause(_) => return None,
    })
}

/// Starts the scripted clients that begin by themselves.
pub(super) fn employ(lesson: &Lesson, vars: &Vars, lab: &mut Lab) {
    for actor in lesson.actors.iter().filter(|actor| actor.at_once) {
        lab.commit(Action::Employ(script(actor, vars)), 0);
    }
}

fn script(actor: &Actor, vars: &Vars) -> Script {
    Script {
        name: actor.id.clone(),
        terminal: TerminalId(actor.desk),
        every: actor.every,
        count: actor.count.into(),
        lines: actor.lines.iter().map(|line| fill(line, vars)).collect(),
    }
}

/// A typed line as arguments. The reader has refused lines that cannot be split; a variable may still break one, and
/// an empty command does nothing.
pub(super) fn argv(line: &str) -> ArgvBuf {
    Line::parse(line.as_bytes())
        .map(|line| line.argv().to_owned())
        .unwrap_or_default()
}

/// A span as one types it: `61s`, `250ms`, `2m`.
pub(super) fn told_span(span: Millis) -> String {
    match span {
        span if span != 0 && span % 60_000 == 0 => format!("{}m", span / 60_000),
        span if span != 0 && span % 1000 == 0 => format!("{}s", span / 1000),
        span => format!("{span}ms"),
    }
}
