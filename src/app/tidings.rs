//! What was heard of others, in words: as news where there is little room, and one by one on a page.

use super::guests::Reader;
use super::heard::{self, Came, Heard, What};
use super::split::Split;
use super::state::State;
use super::telling;
use super::wording::{SECOND, span};
use crate::assist::{self, Part, Tone};
use crate::command::{Event, sentence};
use crate::lab::{Lookup, is_remote};
use crate::store::Millis;
use crate::wire::{Argv, ClientId, shown, typed};

/// How many hints are looked for between two frames; whoever says a thousand things meanwhile pays for no more.
const HINTS: usize = 8;
/// A command with more words, or longer ones, is too long to be looked at for a hint.
const WORDS: usize = 64;
const BYTES: usize = 400;

/// Something that others did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tiding {
    /// Who.
    pub who: String,
    /// What came of it, each with how it is meant.
    pub told: Vec<(Tone, String)>,
    /// The command and how often it was said; empty where there was none.
    pub line: String,
    /// When, Unix ms in the lab.
    pub at: Millis,
}

impl Tiding {
    /// As parts of a page: the command is a heading, what came of it stands under it.
    pub(super) fn parts(self, now: Millis) -> Vec<Part> {
        let age = match now - self.at {
            ..SECOND => String::new(),
            age => format!(" · {} ago", span(age)),
        };
        let heading = format!("{}: {}{age}", self.who, self.line);
        let part = |heading: String, tone: Tone, lines: Vec<String>| Part { heading, tone, lines };
        let mut told = self.told.into_iter();
        if self.line.is_empty() {
            return told
                .map(|(tone, sentence)| part(format!("{sentence}{age}"), tone, Vec::new()))
                .collect();
        }
        let mut parts: Vec<Part> = Vec::new();
        for (tone, sentence) in told.by_ref() {
            match parts.last_mut() {
                Some(last) if last.tone == tone => last.lines.push(sentence),
                Some(_) => parts.push(part(String::new(), tone, vec![sentence])),
                None => parts.push(part(heading.clone(), tone, vec![sentence])),
            }
        }
        if parts.is_empty() {
            parts.push(part(heading, Tone::Said, Vec::new()));
        }
        parts
    }
}

impl State {
    /// What others did since the active terminal was used last and nobody has seen yet, newest first, but for what those
    /// did that `seen` picks.
    pub fn news(&self, seen: impl Fn(ClientId) -> bool) -> Vec<Tiding> {
        let Some(own) = self.terminal() else {
            return Vec::new();
        };
        let news = self.network.feed.news(own.client, self.desk().seen);
        let news = news.filter(|heard| !seen(heard.client));
        news.take(MOST).map(|heard| of(self, heard)).collect()
    }

    /// Whether all that this client does is seen: in its terminal, or in one that mirrors it.
    pub fn is_seen(&self, client: ClientId) -> bool {
        let terminals = self.lab.terminals();
        let shown = self.split.shown(self.active, terminals.len(), Split::MOST);
        shown.into_iter().any(|place| {
            let own = terminals
                .get(place)
                .is_some_and(|terminal| terminal.client == client);
            own || self.desks.get(place).is_some_and(|desk| desk.mirrors(client))
        })
    }

    /// What is worth saying to what a client of the network has just said, if it is worth asking and not too much was
    /// asked of late.
    pub(super) fn hint_for(
        &mut self,
        client: ClientId,
        argv: Argv<'_>,
        came: &Came,
        now: Millis,
    ) -> Option<Vec<String>> {
        if let Some(jump) = self.held_wait(client) {
            return Some(vec![format!(
                "the clock is held here: this wait ends by itself only with `:clock {jump}`"
            )]);
        }
        let fault = heard::fault_in(&came.events, client);
        let engine = self.lab.engine();
        let about_streams = argv
            .get(0)
            .is_some_and(|name| name.starts_with(b"X") || name.starts_with(b"x"));
        let quiet = !came.events.iter().any(Event::moves_data)
            && (about_streams || came.answer.is_some())
            && engine.waiter(client).is_none()
            && !engine.is_queueing(client);
        let asks = (fault.is_some() || quiet) && !heard::is_cut(argv, WORDS, BYTES);
        if !asks || self.network.hints >= HINTS {
            return None;
        }
        self.network.hints += 1;
        let line = typed(heard::part(argv, WORDS, BYTES).as_argv());
        let lookup = Lookup::at(engine, engine.db_of(client), now);
        Some(match fault {
            Some(fault) => mends(assist::explain(&line, fault, &lookup, self.lab.profile())),
            None => assist::remark(&line, false, &lookup, self.lab.profile())
                .into_iter()
                .collect(),
        })
    }
}

/// The most news at once.
const MOST: usize = 4;

/// Something that was heard, in words.
pub(super) fn of(state: &State, heard: &Heard) -> Tiding {
    let who = who(state, heard);
    let guests = &state.network.guests;
    match &heard.what {
        What::Came { again } => {
            let is = if *again { "back" } else { "here" };
            let connection = if guests.has_name(heard.client) {
                format!(" ({})", guests.connection(heard.client))
            } else {
                String::new()
            };
            plain(heard, format!("{who} is {is}{connection}"), who)
        }
        What::Gone { holds } => {
            let full = guests.name_and_library(heard.client);
            let held: Vec<String> = holds
                .iter()
                .map(|(reader, count)| held(reader, *count, &who))
                .collect();
            let held = match held.as_slice() {
                [] => String::new(),
                held => format!("; what it was given stays pending: {}", held.join(" and ")),
            };
            plain(heard, format!("{full} is gone{held}"), who)
        }
        What::Said(said) => {
            let mut told = Vec::new();
            let fault = heard.fault();
            told.extend(fault.map(|fault| (Tone::Refused, shown(fault.message().as_bytes()))));
            let name = |client: ClientId| {
                if client == heard.client {
                    who.clone()
                } else {
                    telling::called(state, client)
                }
            };
            let sentences = sentence::told(&said.came.events, &name);
            told.extend(sentences.into_iter().map(|sentence| (Tone::Said, sentence)));
            told.extend(
                said.came
                    .answer
                    .map(|answer| (Tone::Said, format!("answered {answer}"))),
            );
            let line = typed(said.argv.as_argv());
            let hints = said.came.hint.clone().unwrap_or_else(|| {
                // Of what was said long ago only the error is still the same.
                let fault = fault.filter(|_| !said.cut);
                fault.map_or_else(Vec::new, |fault| {
                    let db = state.lab.engine().db_of(heard.client);
                    let lookup = Lookup::at(state.lab.engine(), db, heard.at);
                    mends(assist::explain(&line, fault, &lookup, state.lab.profile()))
                })
            });
            told.extend(hints.into_iter().map(|hint| (Tone::Mend, hint)));
            let more = if said.cut { " …" } else { "" };
            let times = match (said.times, said.more) {
                (1, 0) => String::new(),
                (times, 0) => format!(" ({times} times)"),
                (times, more) => format!(" (and {} like it before)", more + times - 1),
            };
            Tiding {
                line: format!("{line}{more}{times}"),
                at: heard.at,
                who,
                told,
            }
        }
    }
}

fn plain(heard: &Heard, sentence: String, who: String) -> Tiding {
    Tiding {
        who,
        at: heard.at,
        told: vec![(Tone::Said, sentence)],
        line: String::new(),
    }
}

/// What is pending for whom somebody called `who` read as.
fn held(reader: &Reader, count: usize, who: &str) -> String {
    let entries = assist::counted(count, "entry");
    let consumer = shown(&reader.consumer);
    let owner = if consumer == who {
        String::new()
    } else {
        format!(" for {consumer}")
    };
    format!("{entries} of {}{owner}", shown(&reader.group))
}

/// Who it was.
fn who(state: &State, heard: &Heard) -> String {
    match &heard.terminal {
        Some(name) => shown(name),
        None => telling::called(state, heard.client),
    }
}

/// What can be done about what was refused.
fn mends(found: assist::Diagnosis) -> Vec<String> {
    let expected = found.expected.map(|text| format!("expected: {text}"));
    found.advice.into_iter().chain(expected).collect()
}

/// Whether this was heard of somebody else than the terminal called `own`.
pub(super) fn is_of_others(heard: &Heard, own: &str) -> bool {
    is_remote(heard.client) || heard.terminal.as_deref() != Some(own.as_bytes())
}
