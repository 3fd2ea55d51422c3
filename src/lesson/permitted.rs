//! Which commands a step allows: a command that would spoil it, or give it away, is refused before it is run.

use super::model::Step;
use super::session::Session;
use crate::wire::{Argv, shown};

impl Session {
    /// Why the present step does not take this command; `None` when it does.
    pub fn refusal(&self, argv: Argv<'_>) -> Option<String> {
        refused(self.step(), argv)
    }
}

/// Why `step` does not take this command. Names are one word or two: `XGROUP` is the whole family.
pub(super) fn refused(step: &Step, argv: Argv<'_>) -> Option<String> {
    let words: Vec<String> = argv
        .iter()
        .take(2)
        .map(|word| shown(word).to_uppercase())
        .collect();
    let first = words.first()?;
    let is = |name: &String| name == first || *name == words.join(" ");
    if step.deny.iter().any(is) {
        return Some(format!("this step is to be done without {first}"));
    }
    if step.allow.is_empty() || step.allow.iter().any(is) {
        return None;
    }
    Some(format!("in this step there is only {}", step.allow.join(", ")))
}
