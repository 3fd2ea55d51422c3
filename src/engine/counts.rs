//! What INFO counts: how often what happened since the server started or since CONFIG RESETSTAT.

use std::collections::BTreeMap;

use crate::command::{Fault, Resolved, Spec, full_name, table};
use crate::store::Millis;
use crate::wire::Argv;

/// The most kinds of errors told apart.
const KINDS: usize = 128;

/// The counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    /// When the first client came, Unix ms.
    pub(super) started: Option<Millis>,
    pub(super) connections: u64,
    pub(super) commands: u64,
    pub(super) expired: u64,
    /// By the first word of the error.
    pub(super) errors: BTreeMap<String, u64>,
    /// By command, in the order in which each was first given.
    pub(super) runs: Vec<Runs>,
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

    /// A command was run.
    pub(super) fn ran(&mut self, resolved: &Resolved<'_>, failed: bool) {
        let runs = self.of(resolved.spec, resolved.family);
        runs.calls += 1;
        runs.failed += u64::from(failed);
    }

    /// A command was refused before it ran; one that does not exist is not counted, nor is a subcommand.
    pub(super) fn rejected(&mut self, argv: Argv<'_>) {
        let spec = argv.get(0).and_then(table::find);
        if let Some(spec) = spec.filter(|spec| spec.subcommands.is_empty()) {
            self.of(spec, None).rejected += 1;
        }
    }

    /// The few commands that a program gives are found faster one by one than in any order.
    fn of(&mut self, spec: &'static Spec, family: Option<&'static Spec>) -> &mut Runs {
        let found = self.runs.iter().position(|runs| std::ptr::eq(runs.spec, spec));
        let place = found.unwrap_or_else(|| {
            self.runs.push(Runs {
                spec,
                family,
                calls: 0,
                failed: 0,
                rejected: 0,
            });
            self.runs.len() - 1
        });
        &mut self.runs[place]
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
            ..Counts::default()
        };
    }
}
