//! Which commands a step allows: a command that would spoil it, or give it away, is refused before it is run.

use super::model::Step;
use super::session::Session;
use crate::command::{Topic, Version, resolve};
use crate::wire::{Argv, shown};

impl Session {
    /// Why the present step does not take this command; `None` when it does.
    pub fn refusal(&self, argv: Argv<'_>) -> Option<String> {
        refused(self.step(), argv)
    }

    /// Why the present step does not take this command from a client of the network. What a library says by itself, about
    /// its connection or to get to know the server, is always taken.
    pub fn refusal_to_others(&self, argv: Argv<'_>, version: Version) -> Option<String> {
        let why = self.refusal(argv)?;
        let found = resolve(argv, version).ok()?;
        let by_itself = matches!(found.spec.topic, Topic::Connection | Topic::Server);
        (!by_itself || found.has_flag("write")).then_some(why)
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
