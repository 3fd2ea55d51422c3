//! What INFO counts: how often what happened since the server started or since CONFIG RESETSTAT.

use std::collections::BTreeMap;

use crate::command::Fault;
use crate::store::Millis;

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
}

impl Counts {
    /// A client came.
    pub(super) fn connected(&mut self, now: Millis) {
        self.started.get_or_insert(now);
        self.connections += 1;
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
