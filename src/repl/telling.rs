//! What a session prints for what the engine did, and what it explains to those who read along: what happened, what
//! was wrong, what was worth a remark.

use super::answer::Answer;
use super::running::Running;
use super::session::Session;
use crate::assist::{self, Diagnosis};
use crate::command::sentence::told;
use crate::command::{Event, Fault};
use crate::lab::Outcome;
use crate::store::Millis;
use crate::wire::print::{Format, printed};
use crate::wire::{ClientId, typed};

/// From here on redis-cli says how long a command took.
const LONG: Millis = 500;

impl Session {
    /// Prints replies: first this terminal's, then what others receive, under their names.
    pub(super) fn absorb(&mut self, mut outcome: Outcome, answer: &mut Answer) {
        let scripted = outcome.take_scripted();
        let (own, others): (Vec<_>, Vec<_>) = outcome
            .replies
            .iter()
            .partition(|(terminal, _)| *terminal == self.terminal);
        for (_, reply) in own {
            answer.failed |= reply.is_error();
            answer.printed.extend(printed(reply, self.format));
        }
        for (terminal, reply) in others {
            if let Some(other) = self.lab.terminals().get(terminal.0) {
                answer.show(vec![format!("{} receives", other.name)]);
            }
            answer.printed.extend(printed(reply, self.format));
        }
        let alone = scripted.is_empty();
        for (terminal, line, reply) in scripted {
            let other = self.lab.terminals().get(terminal.0);
            let name = other.map_or("somebody", |other| other.name.as_str());
            answer.show(vec![format!("{name}> {}", typed(line.as_argv()))]);
            answer
                .printed
                .extend(reply.iter().flat_map(|reply| printed(reply, self.format)));
        }
        if let Some(running) = &mut self.running {
            running.moved |= outcome.events.iter().any(Event::moves_data);
        }
        if self.talks {
            // What scripted clients did is seen where they typed.
            let events = if alone {
                &outcome.events
            } else {
                &outcome.events[..outcome.own]
            };
            answer.notes.extend(told(events, &|client| self.name_of(client)));
            answer.notes.extend(self.diagnosed(&outcome.events));
        }
    }

    /// Why this terminal's command was refused.
    fn diagnosed(&self, events: &[Event]) -> Vec<String> {
        let fault = |event: &Event| match event {
            Event::Failed { client, fault } if Some(*client) == self.client() => Some(fault.clone()),
            _ => None,
        };
        let found = events.iter().find_map(fault).zip(self.running.as_ref());
        found.map_or_else(Vec::new, |(fault, running)| {
            self.explained(running, &fault).draw(&running.text)
        })
    }

    fn explained(&self, running: &Running, fault: &Fault) -> Diagnosis {
        let lookup = self.lab.lookup(self.terminal, running.since);
        assist::explain(&running.text, fault, &lookup, self.lab.profile())
    }

    fn name_of(&self, client: ClientId) -> String {
        let named = self
            .lab
            .terminals()
            .iter()
            .find(|terminal| terminal.client == client);
        named.map_or_else(|| "somebody".to_owned(), |terminal| terminal.name.clone())
    }

    /// What redis-cli says without asking the server.
    pub(super) fn refuse(&self, error: &str, text: &str, answer: &mut Answer) {
        answer.failed = true;
        answer.printed.extend_from_slice(error.as_bytes());
        answer.printed.push(b'\n');
        if let Some(found) = assist::check(text, self.lab.profile()).filter(|_| self.talks) {
            answer.notes.extend(found.draw(text));
        }
    }

    /// Ends a command with how long it took, and a remark if it hardly did what was meant.
    pub(super) fn finish(&self, running: &Running, real: Millis, answer: &mut Answer) {
        let took = real - running.since;
        if took >= LONG && self.format == Format::Standard {
            let seconds = format!("({}.{:02}s)\n", took / 1000, took % 1000 / 10);
            answer.printed.extend_from_slice(seconds.as_bytes());
        }
        // What is queued has yet to do anything.
        if self.talks && !answer.failed && !self.lab.queues(self.terminal) {
            let remark = assist::remark(
                &running.text,
                running.moved,
                &self.lab.lookup(self.terminal, real),
                self.lab.profile(),
            );
            answer.notes.extend(remark.map(|text| format!("hint: {text}")));
            if running.moved && running.loses {
                answer.notes.push("`:undo` brings it back".to_owned());
            }
        }
    }
}
