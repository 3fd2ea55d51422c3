//! Why: the last command of a terminal explained with the rule behind it. What moved and why, or why nothing did, or
//! why it was refused; then what the command does at all. Questions over a line, its events and a `Lookup`.

mod commands;
mod events;
mod quiet;
mod refusals;
#[cfg(test)]
mod tests;

use super::advice::{self, Case};
use super::diagnosis::explain;
use super::foreign;
use super::typed::Typed;
#[cfg(test)]
use crate::command::table;
use crate::command::{Event, Fault, Version};
use crate::lab::Lookup;
use crate::store::Millis;

/// A part of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is about.
    pub heading: String,
    /// How it is meant.
    pub tone: Tone,
    /// Its sentences.
    pub lines: Vec<String>,
}

/// How sentences are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// This happened.
    Said,
    /// This was refused.
    Refused,
    /// This can be done about it.
    Mend,
    /// This is always so.
    Rule,
}

/// What came of a line.
#[derive(Clone, Copy, Debug)]
pub struct Came<'a> {
    /// What happened, in order.
    pub events: &'a [Event],
    /// Why it was refused, if it was.
    pub fault: Option<&'a Fault>,
    /// What happened, in words.
    pub told: &'a [String],
    /// When, Unix ms.
    pub now: Millis,
}

/// Why `line` did what it did. `lookup` is how things stand after it.
pub fn why(line: &str, happened: Came<'_>, lookup: &Lookup<'_>, profile: Version) -> Vec<Part> {
    let typed = Typed::new(line, profile);
    // How long anything has been idle is said as it was then.
    let lookup = &lookup.as_of(happened.now);
    let name = typed.name();
    let mut parts = Vec::new();
    if let Some(fault) = happened.fault {
        parts.extend(refused(line, fault, *lookup, profile));
    } else if !happened.events.iter().any(matters) {
        let case = Case::new(line, &typed, None, lookup, profile);
        let mut lines = happened.told.to_vec();
        lines.extend(advice::remark(&case, false));
        let reasons = quiet::reasons(&case);
        lines.extend(
            reasons
                .into_iter()
                .filter(|reason| !lines.contains(reason))
                .collect::<Vec<_>>(),
        );
        if lines.is_empty() && !name.is_empty() {
            lines.push(format!("{name} has changed nothing"));
        }
        push(&mut parts, "nothing moved", Tone::Said, lines);
    } else {
        push(&mut parts, "what happened", Tone::Said, happened.told.to_vec());
        push(&mut parts, "because", Tone::Rule, events::rules(happened.events));
    }
    push(&mut parts, "the rule", Tone::Rule, rule(&typed, &name));
    parts
}

/// Whether an event is more than that a consumer's name was used.
fn matters(event: &Event) -> bool {
    event.moves_data()
        || matches!(
            event,
            Event::Blocked { .. }
                | Event::HeldBack { .. }
                | Event::Cancelled { .. }
                | Event::Subscribed { .. }
                | Event::Unsubscribed { .. }
        )
}

/// How a wait came to its end: said before the explanation of the command that waited.
pub fn ended(events: &[Event], told: Vec<String>) -> Vec<Part> {
    let mut parts = Vec::new();
    push(&mut parts, "the wait has ended", Tone::Said, told);
    push(&mut parts, "because", Tone::Rule, events::rules(events));
    parts
}

/// The error, its rule, and what to do instead.
fn refused(line: &str, fault: &Fault, lookup: Lookup<'_>, profile: Version) -> Vec<Part> {
    let found = explain(line, fault, &lookup, profile);
    let mut mends: Vec<String> = Vec::new();
    mends.extend(found.expected.map(|text| format!("expected there: {text}")));
    mends.extend(found.advice);
    let mut parts = Vec::new();
    let error = vec![crate::wire::shown(found.error.as_bytes())];
    push(&mut parts, "refused, so nothing moved", Tone::Refused, error);
    // That the server has no such command would not be true of one that Redis has.
    let because =
        refusals::rule(&found.error).filter(|_| foreign::called(&Typed::new(line, profile)).is_none());
    let because = because.map(str::to_owned);
    push(&mut parts, "because", Tone::Rule, because.into_iter().collect());
    push(&mut parts, "what to do", Tone::Mend, mends);
    parts
}

/// What the command does at all: its own rules, or its summary.
fn rule(typed: &Typed, name: &str) -> Vec<String> {
    let rules = commands::rules(name);
    if !rules.is_empty() {
        return rules.iter().map(ToString::to_string).collect();
    }
    let spec = typed.spec.or(typed.family);
    spec.map(|spec| format!("{name}: {}", spec.summary))
        .into_iter()
        .collect()
}

/// Whether every command of a topic has rules: for the test.
#[cfg(test)]
fn without_rules() -> Vec<String> {
    let streams = table::COMMANDS
        .iter()
        .filter(|spec| spec.topic == crate::command::Topic::Stream);
    let names = streams.flat_map(|spec| match spec.subcommands {
        [] => vec![spec.name.to_owned()],
        subs => subs
            .iter()
            .map(|sub| format!("{} {}", spec.name, sub.name))
            .collect(),
    });
    names.filter(|name| commands::rules(name).is_empty()).collect()
}

fn push(parts: &mut Vec<Part>, heading: &str, tone: Tone, lines: Vec<String>) {
    if !lines.is_empty() {
        let heading = heading.to_owned();
        parts.push(Part { heading, tone, lines });
    }
}
