//! Scripted clients: each types its lines in turn, at its own pace, on the lab's clock, as one of the terminals. They
//! are part of the present, so that undo, replay and forks carry them along.

use std::sync::Arc;

use super::terminal::TerminalId;
use crate::command::{Event, Line};
use crate::store::Millis;
use crate::wire::ArgvBuf;

/// What a scripted client does. In its lines `${n}` is the number of the turn, from 1, and `${ids}` the IDs it was
/// last given; a line with `${ids}` is left out while there are none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// What it is called, to be ended by this name.
    pub name: String,
    /// As which terminal it types.
    pub terminal: TerminalId,
    /// ms from one line to the next; the first comes after as long.
    pub every: Millis,
    /// How many lines it types in all.
    pub count: u64,
    /// What it types, round and round.
    pub lines: Arc<[String]>,
}

/// A scripted client at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) script: Arc<Script>,
    /// When the next line is due, Unix ms.
    pub(super) due: Millis,
    /// How many lines were typed.
    done: u64,
    /// What it was given and has not dealt with.
    ids: Vec<String>,
}

impl Shift {
    pub(super) fn new(script: Script, now: Millis) -> Shift {
        Shift {
            due: now.saturating_add(script.every.max(1)),
            script: Arc::new(script),
            done: 0,
            ids: Vec::new(),
        }
    }

    /// Whether it goes on when the terminal `id` is closed; those after it move up.
    pub(super) fn outlives(&mut self, id: TerminalId) -> bool {
        let own = self.script.terminal;
        if own > id {
            Arc::make_mut(&mut self.script).terminal = TerminalId(own.0 - 1);
        }
        own != id
    }

    /// The line that is due; `None` when it has nothing to say now. The next one is due later.
    pub(super) fn next_line(&mut self) -> Option<ArgvBuf> {
        let lines = &self.script.lines;
        let raw = lines.get(self.done as usize % lines.len().max(1));
        let line = raw.filter(|line| !line.contains("${ids}") || !self.ids.is_empty());
        self.done += 1;
        let line = line?
            .replace("${n}", &self.done.to_string())
            .replace("${ids}", &self.ids.join(" "));
        Line::parse(line.as_bytes())
            .map(|line| line.argv().to_owned())
            .ok()
    }

    /// Sets the time of the next line.
    pub(super) fn rest(&mut self) {
        self.due = self.due.saturating_add(self.script.every.max(1));
    }

    pub(super) fn is_over(&self) -> bool {
        self.done >= self.script.count
    }

    /// Remembers what its own command was given, and forgets what it acknowledged.
    pub(super) fn learn(&mut self, events: &[Event]) {
        for event in events {
            match event {
                Event::Delivered { id, .. } | Event::Redelivered { id, .. } | Event::Claimed { id, .. } => {
                    self.ids.push(id.to_string());
                }
                Event::Acked { id, .. } => self.ids.retain(|other| *other != id.to_string()),
                _ => {}
            }
        }
    }
}
