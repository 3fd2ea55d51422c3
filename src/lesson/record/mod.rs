//! A lesson from what was typed: the state it began with as a setup, the commands as the solution of one step, what they
//! changed as its goal. It is written as a file that its author goes on with; what a machine cannot say is marked there.

mod finding;
mod goal;
mod replay;
mod setup;
mod written;

use std::fmt::Write as _;

use super::check::check;
use super::fault::{Fault, Severity};
use super::projection::Projection;
use super::quote;
use super::read::read;
use crate::assist::counted;
use crate::lab::{Action, Clock, Lab, Terminal, TerminalId};
use crate::store::Millis;
use crate::wire::{ArgvBuf, typed};
use replay::{Deed, Told};
use setup::{Ground, Stage};
use written::{Parts, slug};

/// Of what the proof still finds, so much is said in the file.
const MOST_FAULTS: usize = 5;
/// More commands than this are no exercise.
const MOST: usize = 200;

/// What is being recorded, and since when.
#[derive(Debug)]
pub struct Recording {
    name: String,
    start: Lab,
    /// The time in the lab then, Unix ms.
    began: Millis,
    /// How many steps of the lab's history lay behind then, forgotten ones included.
    from: usize,
    /// What the terminals that waited then had typed.
    waits: Vec<(TerminalId, ArgvBuf)>,
}

/// A lesson that was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its name; the file is `NAME.yaml`.
    pub name: String,
    /// The whole text of the file.
    pub text: String,
    /// What is in it, in one sentence without a full stop.
    pub told: String,
}

impl Recording {
    /// Begins to record what is done in `lab` from `real` (Unix ms) on. A name that is none comes back as a sentence.
    pub fn begin(name: &str, lab: &Lab, real: Millis) -> Result<Recording, String> {
        let name = fine(name)?;
        let queues = |terminal: &&Terminal| lab.engine().is_queueing(terminal.client);
        if let Some(terminal) = lab.terminals().iter().find(queues) {
            let why = format!("{} is in the middle of a transaction", terminal.name);
            return Err(format!("{why}: EXEC or DISCARD ends it, then it can begin"));
        }
        Ok(Recording::here(name, lab, real))
    }

    fn here(name: String, lab: &Lab, real: Millis) -> Recording {
        let terminals = (0..lab.terminals().len()).map(TerminalId);
        let waits = terminals.filter(|id| lab.is_waiting(*id));
        let waits = waits.filter_map(|id| {
            let mut steps = (0..lab.steps().0).rev();
            steps.find_map(|place| match lab.step(place) {
                Some(Action::Run(other, argv)) if *other == id => Some((id, argv.clone())),
                _ => None,
            })
        });
        Recording {
            name,
            start: lab.fork(),
            began: lab.now(real),
            from: lab.position(),
            waits: waits.collect(),
        }
    }

    /// What the lesson is to be called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many steps of the lab's history were taken since it began.
    pub fn steps(&self, lab: &Lab) -> usize {
        lab.position().saturating_sub(self.from)
    }

    /// To be called before anything is done at `real`: where undo has led to before the beginning, it begins there.
    pub fn keep_up(&mut self, lab: &Lab, real: Millis) {
        if lab.position() < self.from {
            *self = Recording::here(std::mem::take(&mut self.name), lab, real);
        }
    }

    /// The lesson so far, under its own name or another one. When it would be none, why, with the mend.
    pub fn lesson(&self, lab: &Lab, name: Option<&str>) -> Result<Recorded, String> {
        let name = name.map_or_else(|| Ok(self.name.clone()), fine)?;
        let Some(from) = self.from.checked_sub(lab.forgotten()) else {
            let why = "so much was done since it began that the beginning is forgotten";
            return Err(format!("{why}; `:lesson record {name}` begins anew"));
        };
        let typed = (from..lab.steps().0).filter(|at| matches!(lab.step(*at), Some(Action::Run(..))));
        let typed = typed.count();
        // To look closely at so many takes long, and for nothing.
        if typed > 10 * MOST {
            return Err(too_many(typed, &name));
        }
        let told = replay::told(&self.start, self.began, lab, from);
        let commands = told
            .acts
            .iter()
            .filter(|act| matches!(act.what, Deed::Run { .. }));
        let commands = commands.count();
        if commands == 0 {
            return Err(
                "nothing was typed that was not refused or undone: there is no lesson in it yet".to_owned(),
            );
        }
        if commands > MOST {
            return Err(too_many(commands, &name));
        }
        Ok(self.written(name, &told, commands))
    }

    fn written(&self, name: String, told: &Told, commands: usize) -> Recorded {
        let mut start = self.start.fork();
        let real = match start.clock() {
            Clock::Real { offset } => self.began - offset,
            Clock::Held { .. } => self.began,
        };
        start.act(Action::Hold, real);
        let ground = Ground {
            terminals: told
                .end
                .terminals()
                .iter()
                .map(|terminal| terminal.name.clone())
                .collect(),
            at: self.began,
            per_command: match self.start.clock() {
                Clock::Held { per_command, .. } => *per_command,
                Clock::Real { .. } => 100,
            },
        };
        let desks = names(&ground.terminals);
        let mut stage = setup::stage(&start, &ground);
        let standing = self.standing(&desks, &mut stage);
        stage.lab.settle();
        let since = self.began;
        let end = Projection::of(&told.end, since);
        let leads = |gaps: bool| {
            let again = told.again(stage.lab.fork(), gaps)?;
            let same = Projection::of(&again.lab, since) == end && stands(&again.lab) == stands(&told.end);
            Some((again, same))
        };
        // Time that passed by itself is left out where it makes no difference.
        let (without, with) = (leads(false), leads(true));
        let gaps = !matches!(without, Some((_, true))) && matches!(with, Some((_, true)));
        let odd = match (&without, &with) {
            (Some((_, true)), _) | (_, Some((_, true))) => None,
            _ => Some("played like this it does not lead where the recording did"),
        };
        let again = if gaps { with } else { without.or(with) };
        let goal = match &again {
            Some((again, _)) => goal::goal(&stage.lab, again, told, &desks),
            None => vec!["{clock: {elapsed: {min: 0s}}}".to_owned()],
        };
        let parts = Parts {
            id: &name,
            profile: self.start.profile(),
            desks: &desks,
            ground: &ground,
            stage: &stage,
            standing: &standing,
            told,
            gaps,
            goal: &goal,
            odd,
        };
        let mut text = parts.text();
        for fault in remaining(&name, &text).iter().take(MOST_FAULTS) {
            let message = fault.message.replace(['\n', '\r'], " ");
            let _ = write!(text, "\n# TODO: {} {message}\n", fault.code);
        }
        let statements = goal.len();
        let told = format!(
            "{}, {} of a goal",
            counted(commands, "command"),
            counted(statements, "statement")
        );
        Recorded { name, text, told }
    }

    /// Terminals that were elsewhere, waited or had crashed when it began, as actions of the setup; they are done in its
    /// lab.
    fn standing(&self, desks: &[String], stage: &mut Stage) -> Vec<String> {
        let mut lines = Vec::new();
        for (at, terminal) in self.start.terminals().iter().enumerate() {
            let id = TerminalId(at);
            let db = self.start.engine().db_of(terminal.client).to_string();
            if terminal.alive && db != "0" {
                let argv = ArgvBuf::from_iter(["SELECT", &db]);
                stage.lab.act(Action::Run(id, argv), 0);
                lines.push(format!("{{in: {}, run: SELECT {db}}}", desks[at]));
            }
            if terminal.alive && self.start.is_subscribed(id) {
                stage.missing = Some(format!("{} listened to channels", terminal.name));
            }
            if !terminal.alive {
                stage.lab.act(Action::Crash(id), 0);
                lines.push(format!("{{crash: {}}}", desks[at]));
            } else if self.start.is_waiting(id) {
                let Some((_, argv)) = self.waits.iter().find(|(other, _)| *other == id) else {
                    stage.missing = Some(format!("{} waited for something", terminal.name));
                    continue;
                };
                stage.lab.act(Action::Run(id, argv.clone()), 0);
                let line = quote::literal(&typed(argv.as_argv()));
                let line = quote::scalar(&line, quote::Within::Braces);
                lines.push(format!("{{in: {}, run: {line}, blocks: true}}", desks[at]));
            }
        }
        lines
    }
}

fn too_many(commands: usize, name: &str) -> String {
    let why = format!("{commands} commands are too many for one step of a lesson: {MOST} at most");
    format!("{why}; undo some, or begin anew with `:lesson record {name}`")
}

fn fine(name: &str) -> Result<String, String> {
    let name = name.strip_suffix(".yaml").unwrap_or(name);
    super::template::template(name).map(|_| name.to_owned())
}

/// How the terminals stand.
fn stands(lab: &Lab) -> Vec<(bool, bool)> {
    let terminals = lab.terminals().iter().enumerate();
    terminals
        .map(|(at, terminal)| (terminal.alive, lab.is_waiting(TerminalId(at))))
        .collect()
}

/// The names of terminals as a lesson may have them.
fn names(terminals: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (at, terminal) in terminals.iter().enumerate() {
        let name = slug(terminal);
        let free = !name.is_empty() && !names.contains(&name);
        names.push(if free {
            name
        } else {
            format!("terminal-{}", at + 1)
        });
    }
    names
}

/// What the proof still finds wrong with it.
fn remaining(name: &str, text: &str) -> Vec<Fault> {
    let (lesson, mut faults) = read(&format!("{name}.yaml"), text);
    faults.extend(lesson.iter().flat_map(|lesson| check(lesson).faults));
    faults.retain(|fault| fault.severity() == Severity::Error);
    faults
}
