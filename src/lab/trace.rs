//! What a step left behind, as far as taking it back goes: a read or a refusal leaves nothing that anybody could see
//! go, so that undo does not stop at it.

use std::fmt;

use crate::command::{Event, Version, resolve};
use crate::wire::{Argv, ClientId};

/// What a step left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trace {
    /// Something is different: data, a client, the clock.
    Change,
    /// Something was looked at.
    Read,
    /// A command was refused.
    Refusal,
    /// A command that changes things found nothing to change.
    Vain,
}

/// Steps that left nothing behind and went together with one that did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quiet {
    /// How many looked at something.
    pub reads: usize,
    /// How many were refused.
    pub refusals: usize,
    /// How many found nothing to change.
    pub vain: usize,
}

impl Quiet {
    /// The steps among these that left nothing behind.
    pub(super) fn of(traces: impl Iterator<Item = Trace>) -> Quiet {
        let mut quiet = Quiet::default();
        for trace in traces {
            match trace {
                Trace::Change => {}
                Trace::Read => quiet.reads += 1,
                Trace::Refusal => quiet.refusals += 1,
                Trace::Vain => quiet.vain += 1,
            }
        }
        quiet
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.reads + self.refusals + self.vain
    }
}

/// `2 reads and 1 refused line`; nothing for none.
impl fmt::Display for Quiet {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds = [
            (self.reads, "read", "reads"),
            (self.refusals, "refused line", "refused lines"),
            (self.vain, "line without effect", "lines without effect"),
        ];
        let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
        for (at, (count, one, many)) in kinds.enumerate() {
            let and = if at > 0 { " and " } else { "" };
            write!(to, "{and}{count} {}", if count == 1 { one } else { many })?;
        }
        Ok(())
    }
}

/// Commands without keys that only answer.
const ANSWERS: &[&str] = &[
    "ping",
    "echo",
    "time",
    "info",
    "role",
    "config|get",
    "client|list",
    "client|info",
    "client|id",
    "client|getname",
    "client|getredir",
    "client|trackinginfo",
    "acl|whoami",
];

/// Commands that may change something and not tell: when a consumer was last seen, or what a stream or a group counts.
const SECRETIVE: &[&str] = &[
    "xreadgroup",
    "xclaim",
    "xautoclaim",
    "xsetid",
    "xcfgset",
    "xidmprecord",
    "xgroup|setid",
];

/// What a command left behind that `client` gave outside of a transaction, by what happened then.
pub(super) fn trace(client: ClientId, argv: Argv<'_>, events: &[Event], profile: Version) -> Trace {
    let refused = |event: &Event| matches!(event, Event::Failed { client: who, .. } if *who == client);
    if !events.iter().all(refused) {
        return Trace::Change;
    }
    if !events.is_empty() {
        return Trace::Refusal;
    }
    let Ok(resolved) = resolve(argv, profile) else {
        return Trace::Change;
    };
    let name = resolved.full_name();
    let answers = ANSWERS.contains(&name.as_str())
        || ["command", "pubsub|", "cluster|"]
            .iter()
            .any(|start| name.starts_with(start))
        || name.ends_with("|help");
    if answers || resolved.has_flag("readonly") {
        Trace::Read
    } else if resolved.has_flag("write") && !SECRETIVE.contains(&name.as_str()) {
        Trace::Vain
    } else {
        Trace::Change
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_along_is_counted_in_words() {
        let told = |traces: &[Trace]| Quiet::of(traces.iter().copied()).to_string();
        assert_eq!(told(&[Trace::Change]), "");
        assert_eq!(told(&[Trace::Read, Trace::Read]), "2 reads");
        assert_eq!(
            told(&[Trace::Vain, Trace::Read, Trace::Refusal]),
            "1 read and 1 refused line and 1 line without effect"
        );
    }
}
