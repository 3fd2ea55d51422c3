//! Where words go: replies to the terminals that asked, sentences under the command that caused them, and a word in
//! the terminals it woke.

use std::collections::BTreeMap;

use super::heard::Came;
use super::reply_view::Answer;
use super::scrollback::Kind;
use super::state::State;
use crate::assist;
use crate::command::{Event, Line, sentence};
use crate::lab::{Outcome, Scripted, TerminalId};
use crate::store::Millis;
use crate::wire::{ArgvBuf, ClientId, Reply};

/// Shows a line as it was typed in the active terminal; what is said next is about it.
pub(super) fn typed(state: &mut State, line: &str) {
    let prompt = state.label();
    let typed = Kind::Typed {
        prompt,
        pointed: None,
    };
    state.network.feed.turn_away();
    let seen = state.network.feed.total;
    let asked = assist::name_of(line, state.lab.profile());
    let desk = state.desk_mut();
    desk.asked = asked;
    line.clone_into(&mut desk.line);
    desk.seen = seen;
    desk.back.up = 0;
    desk.back.push(typed, line);
}

/// Takes in what came of an action of the active terminal.
pub(super) fn deliver(state: &mut State, mut outcome: Outcome) {
    state.seat_terminals();
    let here = state.here();
    let scripted = outcome.take_scripted();
    let (own, others): (Vec<_>, Vec<_>) = outcome.replies.into_iter().partition(|(id, _)| *id == here);
    for (id, reply) in own {
        answer(state, id, reply);
    }
    let (events, later) = outcome.events.split_at(outcome.own.min(outcome.events.len()));
    let sentences = told(state, events);
    for sentence in &sentences {
        state.desk_mut().back.push(Kind::Told, sentence.as_str());
    }
    let actor = state
        .terminal()
        .map_or_else(String::new, |terminal| terminal.name.clone());
    let line = state.desk().line.clone();
    note(state, &line, events);
    let now = state.lab.now(state.real);
    for event in later {
        note_end(state, None, event, now);
    }
    let refused = events.iter().any(|event| matches!(event, Event::Failed { .. }));
    let reader = assist::consumer_of(&line, state.lab.profile()).filter(|_| !refused);
    if let Some(reader) = reader {
        state.desk_mut().reads_as = Some(reader.into());
    }
    for (id, reply) in others {
        answer(state, id, reply);
        end_of_wait(state, id, &outcome.events, &actor);
    }
    if let Some(event) = ending(state, here, &outcome.events) {
        let told = told(state, std::slice::from_ref(&event));
        state.desk_mut().end_of_wait(&[event], told);
    }
    if scripted.is_empty() {
        for sentence in told(state, later) {
            state.desk_mut().back.push(Kind::Told, sentence);
        }
    }
    show_scripted(state, scripted);
}

/// Shows them where they were typed, and here how many there were.
fn show_scripted(state: &mut State, scripted: Vec<Scripted>) {
    for (id, count) in counted(&scripted) {
        if let Some(terminal) = state.lab.terminals().get(id.0) {
            let lines = if count == 1 { "line" } else { "lines" };
            let text = format!("meanwhile {} typed {count} {lines}", terminal.name);
            state.desk_mut().back.push(Kind::Note, text);
        }
    }
    for (id, line, reply) in scripted {
        let name = state
            .lab
            .terminals()
            .get(id.0)
            .map(|terminal| terminal.name.clone());
        if let (Some(desk), Some(name)) = (state.desks.get_mut(id.0), name) {
            let typed = Kind::Typed {
                prompt: format!("{name}> "),
                pointed: None,
            };
            desk.back.push(typed, crate::wire::typed(line.as_argv()));
        }
        if let Some(reply) = reply {
            answer(state, id, reply);
        }
    }
}

fn counted(scripted: &[Scripted]) -> BTreeMap<TerminalId, usize> {
    let mut counts = BTreeMap::new();
    for (id, ..) in scripted {
        *counts.entry(*id).or_default() += 1;
    }
    counts
}

/// Takes in what a client of the network caused in terminals: `who` is what it is called.
pub(super) fn deliver_from_network(state: &mut State, outcome: &mut Outcome, who: &str) {
    let scripted = outcome.take_scripted();
    for (id, reply) in std::mem::take(&mut outcome.replies) {
        answer(state, id, reply);
        end_of_wait(state, id, &outcome.events, who);
    }
    show_scripted(state, scripted);
}

/// Takes in what time alone has done: each wait that ended is told where it ended.
pub(super) fn deliver_from_time(state: &mut State, mut outcome: Outcome) {
    let scripted = outcome.take_scripted();
    for (id, reply) in outcome.replies {
        answer(state, id, reply);
    }
    let now = state.lab.now(state.real);
    for event in &outcome.events {
        note_end(state, None, event, now);
        let Event::TimedOut { client } = event else {
            continue;
        };
        let sentences = told(state, std::slice::from_ref(event));
        let place = state.lab.terminals().iter().position(|it| it.client == *client);
        if let Some(desk) = place.and_then(|place| state.desks.get_mut(place)) {
            for sentence in &sentences {
                desk.back.push(Kind::Told, sentence.as_str());
            }
            desk.end_of_wait(std::slice::from_ref(event), sentences);
        }
    }
    show_scripted(state, scripted);
}

/// The sentences for these events.
pub(super) fn told(state: &State, events: &[Event]) -> Vec<String> {
    sentence::told(events, &|client| called(state, client))
}

/// What a client is called: its terminal's name, or what a client of the network is called.
pub(super) fn called(state: &State, client: ClientId) -> String {
    let mut terminals = state.lab.terminals().iter().rev();
    let terminal = terminals.find(|terminal| terminal.client == client);
    terminal.map_or_else(
        || state.network.guests.name(client),
        |terminal| terminal.name.clone(),
    )
}

/// Remembers for the other terminals what was said in this one.
fn note(state: &mut State, line: &str, events: &[Event]) {
    let now = state.lab.now(state.real);
    let words = Line::parse(line.as_bytes()).map(|line| line.argv().to_owned());
    let words = words.unwrap_or_else(|_| ArgvBuf::from_iter([line]));
    if let Some(terminal) = state.terminal() {
        let (client, name) = (terminal.client, terminal.name.as_bytes().into());
        for event in events {
            note_end(state, Some(client), event, now);
        }
        let came = Came {
            events: events.to_vec(),
            ..Came::default()
        };
        state
            .network
            .feed
            .said(now, client, Some(name), words.as_argv(), came);
    }
}

/// Notes how the wait of somebody else than `actor` has ended, if this event is the end of one.
pub(super) fn note_end(state: &mut State, actor: Option<ClientId>, event: &Event, now: Millis) {
    if let Event::Woken { client }
    | Event::TimedOut { client }
    | Event::Cancelled { client }
    | Event::Failed { client, .. } = event
        && Some(*client) != actor
    {
        state.network.feed.wait_ended(now, event);
    }
}

/// Notes what clients of the network were told because other data have taken the place of theirs.
pub(super) fn note_told(state: &mut State) {
    let now = state.lab.now(state.real);
    for event in state.lab.take_told() {
        note_end(state, None, &event, now);
    }
}

/// Says in another terminal why something came there: its wait has ended, or it was sent a message.
fn end_of_wait(state: &mut State, id: TerminalId, events: &[Event], actor: &str) {
    let ending = ending(state, id, events);
    let told = match &ending {
        None => format!("sent by {actor}"),
        Some(Event::Woken { .. }) => format!("woken by {actor}"),
        Some(event) => told(state, std::slice::from_ref(event)).join("; "),
    };
    let Some(desk) = state.desks.get_mut(id.0) else {
        return;
    };
    desk.back.push(Kind::Note, told.as_str());
    if let Some(event) = ending {
        desk.end_of_wait(&[event], vec![told]);
    }
}

/// How the wait of a terminal has ended, if it did.
fn ending(state: &State, id: TerminalId, events: &[Event]) -> Option<Event> {
    let own = state.lab.terminals().get(id.0)?.client;
    let mut events = events.iter();
    let found = events.find(|event| {
        matches!(event, Event::Woken { client } | Event::TimedOut { client } | Event::Cancelled { client } if *client == own)
    });
    found.cloned()
}

fn answer(state: &mut State, id: TerminalId, reply: Reply) {
    let here = state.here();
    let terminal = state.lab.terminals().get(id.0);
    let protocol = terminal.map(|terminal| state.lab.engine().protocol_of(terminal.client));
    if let Some(desk) = state.desks.get_mut(id.0) {
        desk.back.push_answer(Answer {
            reply,
            command: desk.asked.clone(),
            protocol: protocol.unwrap_or_default(),
        });
        desk.fresh = id != here;
    }
}
