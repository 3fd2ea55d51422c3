//! What INFO counts: how often what happened since the server started or since CONFIG RESETSTAT.

use std::collections::BTreeMap;

use crate::command::{Fault, Resolved, Spec, full_name, table};
use crate::store::Millis;
use crate::wire::Argv;

/// The most kinds of errors told apart.
const KINDS: usize = 128;
/// So many runs of a command are all timed, and then one of [`EACH`]: to look at a clock takes longer than a tenth of what
/// the quickest commands do.
const FIRST: u64 = 16;
/// A timed run stands for so many.
const EACH: u64 = 64;

/// The counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// When the first client came, Unix ms.
    pub(super) started: Option<Millis>,
    pub(super) connections: u64,
    /// Besides these: who was let go again at once.
    pub(super) sent_away: u64,
    pub(super) commands: u64,
    pub(super) expired: u64,
    /// By the first word of the error.
    pub(super) errors: BTreeMap<String, u64>,
    /// By command, in the order in which each was first given.
    pub(super) runs: Vec<Runs>,
    /// What tells the time, in ns, if anybody has given it.
    pub(super) clock: Option<fn() -> u64>,
    /// What tells how many bytes of memory the program takes, if anybody has given it.
    pub(super) resident: Option<fn() -> u64>,
}

/// How often one command was given.
#[derive(Clone, Debug)]
pub(super) struct Runs {
    spec: &'static Spec,
    family: Option<&'static Spec>,
    pub(super) calls: u64,
    /// Of the calls.
    pub(super) failed: u64,
    /// Besides the calls: refused before it ran.
    pub(super) rejected: u64,
    /// About how long the calls took, all together, in ns.
    pub(super) took: u64,
}

/// A command that runs now.
#[derive(Clone, Copy, Debug)]
pub(super) struct Running {
    place: usize,
    /// Where it is timed: since when, and for how many calls it stands.
    timed: Option<(u64, u64)>,
}

impl Runs {
    /// The command's name as Redis writes it here: `xadd`, `xgroup|create`.
    pub(super) fn name(&self) -> String {
        full_name(self.spec, self.family)
    }
}

impl Counts {
    /// A client came.
    pub(super) fn connected(&mut self, now: Millis) {
        self.started.get_or_insert(now);
        self.connections += 1;
    }

    /// A command is about to run.
    pub(super) fn runs(&mut self, resolved: &Resolved<'_>) -> Running {
        let place = self.place(resolved.spec, resolved.family);
        let calls = self.runs[place].calls;
        let stands_for = if calls < FIRST { 1 } else { EACH };
        let timed = self
            .clock
            .filter(|_| calls < FIRST || calls.is_multiple_of(EACH))
            .map(|clock| (clock(), stands_for));
        Running { place, timed }
    }

    /// It was run.
    pub(super) fn ran(&mut self, running: Running, resolved: &Resolved<'_>, failed: bool) {
        let took = match (running.timed, self.clock) {
            (Some((since, stands_for)), Some(clock)) => clock().saturating_sub(since) * stands_for,
            _ => 0,
        };
        let known = self.runs.get(running.place);
        let place = if known.is_some_and(|runs| std::ptr::eq(runs.spec, resolved.spec)) {
            running.place
        } else {
            // It has reset the counts.
            self.place(resolved.spec, resolved.family)
        };
        let runs = &mut self.runs[place];
        runs.calls += 1;
        runs.failed += u64::from(failed);
        runs.took += took;
    }

    /// A command was refused before it ran; one that does not exist is not counted, nor is such a subcommand.
    pub(super) fn rejected(&mut self, argv: Argv<'_>) {
        let Some(spec) = argv.get(0).and_then(table::find) else {
            return;
        };
        let (spec, family) = match argv.get(1).filter(|_| !spec.subcommands.is_empty()) {
            None => (spec, None),
            Some(sub) => match spec.subcommand(sub) {
                Some(sub) => (sub, Some(spec)),
                None => return,
            },
        };
        let place = self.place(spec, family);
        self.runs[place].rejected += 1;
    }

    /// The few commands that a program gives are found faster one by one than in any order.
    fn place(&mut self, spec: &'static Spec, family: Option<&'static Spec>) -> usize {
        let found = self.runs.iter().position(|runs| std::ptr::eq(runs.spec, spec));
        found.unwrap_or_else(|| {
            self.runs.push(Runs {
                spec,
                family,
                calls: 0,
                failed: 0,
                rejected: 0,
                took: 0,
            });
            self.runs.len() - 1
        })
    }

    /// A command was refused.
    pub(super) fn failed(&mut self, fault: &Fault) {
        let word = fault.text.split(|byte| *byte == b' ').next().unwrap_or_default();
        let word = String::from_utf8_lossy(word).into_owned();
        if self.errors.len() < KINDS || self.errors.contains_key(&word) {
            *self.errors.entry(word).or_default() += 1;
        }
    }

    /// Forgets all but the start.
    pub(super) fn reset(&mut self) {
        *self = Counts {
            started: self.started,
            clock: self.clock,
            resident: self.resident,
            ..Counts::default()
        };
    }
}
