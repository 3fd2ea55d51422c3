//! A terminal that mirrors one client of the network: what that client says and is answered is shown there, and nothing
//! can be said, until somebody ends it. Under a name it goes on with the next client that is called so.

use super::desk::Desk;
use super::heard;
use super::notes;
use super::reply_view::Answer;
use super::scrollback::Kind;
use super::state::State;
use super::telling;
use crate::assist;
use crate::command::Event;
use crate::engine::KnownClient;
use crate::lab::is_remote;
use crate::store::Bytes;
use crate::wire::{Argv, ClientId, read_reply, typed};

/// How many words of a command are shown, and how many bytes of a word.
const WORDS: usize = 64;
const BYTES: usize = 400;
/// Of so many events it is told what they changed.
const EVENTS: usize = 8;

/// What a terminal mirrors.
#[derive(Clone, Debug, Default)]
pub(super) struct Mirror {
    /// Which client; `None` while the next one of its name is waited for.
    client: Option<ClientId>,
    /// The name under which others may follow it, if it has one.
    name: Option<String>,
    /// What the client is called.
    who: String,
    /// The full name of the command it gave last, in capitals.
    asked: String,
}

impl Mirror {
    fn of(state: &State, client: ClientId) -> Mirror {
        let guests = &state.network.guests;
        let who = guests.name(client);
        Mirror {
            client: Some(client),
            name: guests.has_name(client).then(|| who.clone()),
            who,
            asked: String::new(),
        }
    }

    /// Whether it is this client that is mirrored.
    pub(super) fn is_of(&self, client: ClientId) -> bool {
        self.client == Some(client)
    }

    /// What stands in the prompt behind the terminal's name.
    pub(super) fn label(&self) -> String {
        format!("({})", self.says())
    }

    /// What it does, in two or three words.
    pub(super) fn says(&self) -> String {
        match self.client {
            Some(_) => format!("mirrors {}", self.who),
            None => format!("waits for {}", self.who),
        }
    }
}

/// Has the active terminal mirror the client with this number or name, or wait for one of this name, or says who there
/// is.
pub(super) fn begin(state: &mut State, wanted: &str) {
    let known = state.network_engine().known_clients();
    let remote = known.into_iter().filter(|known| is_remote(known.client));
    let (fitting, others): (Vec<_>, Vec<_>) = remote.partition(|known| is_called(state, known, wanted));
    let is_number = wanted.bytes().all(|byte| byte.is_ascii_digit());
    let why = match fitting.as_slice() {
        [known] => return mirror(state, known.client),
        [] if others.is_empty() && state.network.addresses.is_empty() => {
            "there is no client of the network; `:listen` lets them come".to_owned()
        }
        [] if others.is_empty() && is_number => "there is no client of the network yet".to_owned(),
        [] if is_number => format!(
            "there is no client `{wanted}`; there are {}",
            listed(state, &others)
        ),
        [] => return wait_for(state, wanted, &others),
        several => format!("several clients are called so: {}", listed(state, several)),
    };
    state.desk_mut().back.push(Kind::Failed, why);
}

/// Begins to mirror a client. What it was asked for and has not yet been answered is shown, so that its reply does not
/// come out of nowhere.
fn mirror(state: &mut State, client: ClientId) {
    end(state);
    let mut mirror = Mirror::of(state, client);
    state.network_out().overhear(client, true);
    let text = format!(
        "this terminal mirrors {}: what it says and is answered; `:mirror off` ends it",
        mirror.who
    );
    let waits = state.network_engine().waiter(client).is_some();
    let line = state.network.feed.asked(client).filter(|_| waits);
    let asked = assist::name_of(line.as_deref().unwrap_or_default(), state.lab.profile());
    let desk = state.desk_mut();
    desk.back.push(Kind::Note, text);
    if let Some(line) = line {
        mirror.asked = asked;
        desk.back.push(said_by(&mirror.who), line);
    }
    desk.mirror = Some(mirror);
}

/// Has the active terminal wait for a client that calls itself so.
fn wait_for(state: &mut State, name: &str, others: &[KnownClient]) {
    end(state);
    let there = if others.is_empty() {
        String::new()
    } else {
        format!("; there are {}", listed(state, others))
    };
    let text = format!(
        "there is no client `{name}` yet: this terminal waits for the next that is called so{there}; `:mirror off` \
         ends it"
    );
    let desk = state.desk_mut();
    desk.back.push(Kind::Note, text);
    desk.mirror = Some(Mirror {
        name: Some(name.to_owned()),
        who: name.to_owned(),
        ..Mirror::default()
    });
}

/// A client of the network has said something, and may have told its name with it: who waits for that name mirrors it.
pub(super) fn came(state: &mut State, client: ClientId) {
    let waits = |desk: &Desk| desk.mirror.as_ref().is_some_and(|mirror| mirror.client.is_none());
    if !state.desks.iter().any(waits) {
        return;
    }
    let found = Mirror::of(state, client);
    let State { desks, lab, .. } = state;
    for desk in desks.iter_mut().filter(|desk| waits(desk)) {
        let wanted = desk.mirror.as_ref().and_then(|mirror| mirror.name.as_ref());
        if found.name.is_some() && wanted == found.name.as_ref() {
            let text = format!("{} is there, as client {}", found.who, client.0);
            desk.back.push(Kind::Note, text);
            desk.mirror = Some(found.clone());
            lab.out_mut().overhear(client, true);
        }
    }
}

/// Gives the active terminal back to whoever types.
pub(super) fn stop(state: &mut State) {
    if state.desk().mirror.is_none() {
        let text = "this terminal mirrors nobody; `:mirror client` has it show what a client does";
        return state.desk_mut().back.push(Kind::Note, text);
    }
    end(state);
}

fn end(state: &mut State) {
    take_in(state);
    let Some(mirror) = state.desk_mut().mirror.take() else {
        return;
    };
    if let Some(client) = mirror.client
        && !is_mirrored(state, client)
    {
        state.network_out().overhear(client, false);
    }
    let does = if mirror.client.is_some() {
        "mirrors"
    } else {
        "waits for"
    };
    let text = format!("this terminal no longer {does} {}", mirror.who);
    state.desk_mut().back.push(Kind::Note, text);
}

/// What is said to somebody who types a command into a terminal that only shows what another does.
pub(super) fn refusal(state: &State) -> Option<String> {
    let mirror = state.desk().mirror.as_ref()?;
    let does = match mirror.client {
        Some(_) => format!("only shows what {} does", mirror.who),
        None => format!("waits for a client that is called {}", mirror.who),
    };
    Some(format!(
        "this terminal {does}; F2 and F3 go to others, `:mirror off` gives it back"
    ))
}

/// Says to somebody who wants to crash the client of this terminal that the one which is seen here is none of ours.
pub(super) fn cannot_crash(state: &mut State) {
    let Some(mirror) = &state.desk().mirror else {
        return;
    };
    let how = mirror.client.map_or_else(String::new, |client| {
        format!(
            ": it crashes when its program is killed, or by CLIENT KILL ID {} at another terminal (F2, F3)",
            client.0
        )
    });
    let text = format!("this terminal only shows what {} does{how}", mirror.who);
    state.desk_mut().back.push(Kind::Advice, text);
}

/// A client of the network is about to say something.
pub(super) fn said(state: &mut State, client: ClientId, argv: Argv<'_>) {
    if !is_mirrored(state, client) {
        return;
    }
    take_in(state);
    let who = telling::called(state, client);
    show_line(state, client, &who, &line(argv));
}

/// Shows a command where its client is mirrored.
fn show_line(state: &mut State, client: ClientId, who: &str, line: &str) {
    let asked = assist::name_of(line, state.lab.profile());
    each(state, client, |desk, mirror| {
        who.clone_into(&mut mirror.who);
        mirror.asked.clone_from(&asked);
        desk.back.push(said_by(who), line);
        desk.why = None;
        desk.fresh = true;
    });
}

/// A line of this client.
fn said_by(who: &str) -> Kind {
    Kind::Typed {
        prompt: format!("{who}> "),
        pointed: None,
    }
}

/// A mirrored client was answered: what that changed is told under it, as under a typed line, and where it was refused,
/// what to do instead.
pub(super) fn answered(state: &mut State, client: ClientId, argv: Argv<'_>, events: &[Event]) {
    if !is_mirrored(state, client) {
        return;
    }
    take_in(state);
    let some = &events[..events.len().min(EVENTS)];
    let fault = heard::fault_in(events, client);
    let line = line(argv);
    let (told, notes) = notes::of_client(state, client, &line, some, fault);
    let mut advice = Vec::new();
    if let Some(fault) = fault {
        let lookup = state.lab.lookup_of(client, state.real);
        let diagnosis = assist::explain(&line, fault, &lookup, state.lab.profile());
        let expected = diagnosis.expected.map(|expected| format!("expected: {expected}"));
        advice.extend(expected.into_iter().chain(diagnosis.advice));
    } else if state.lab.engine().waiter(client).is_none() && !state.lab.engine().is_queueing(client) {
        let lookup = state.lab.lookup_of(client, state.real);
        let moved = events.iter().any(Event::moves_data);
        advice.extend(assist::remark(&line, moved, &lookup, state.lab.profile()));
    }
    each(state, client, |desk, _| {
        for sentence in &told {
            desk.back.push(Kind::Told, sentence.as_str());
        }
        for advice in &advice {
            desk.back.push(Kind::Advice, advice.as_str());
        }
        desk.why = Some(notes.clone());
    });
}

/// Shows what mirrored clients were sent meanwhile.
pub(super) fn take_in(state: &mut State) {
    // Of another moment or a goal they are no clients.
    if state.is_away() {
        return;
    }
    let clients: Vec<ClientId> = mirrored(state).collect();
    for client in clients {
        let Some(heard) = state.lab.out_mut().take_overheard(client) else {
            // It went while a lesson lay over this terminal.
            give_back(state, client);
            continue;
        };
        let protocol = state.lab.engine().protocol_of(client);
        let mut rest = heard.bytes.as_slice();
        while let Ok(reply) = read_reply(&mut rest) {
            each(state, client, |desk, mirror| {
                desk.back.push_answer(Answer {
                    reply: reply.clone(),
                    command: mirror.asked.clone(),
                    protocol,
                });
                desk.fresh = true;
            });
        }
        if heard.missed > 0 {
            let text = format!("{} bytes of replies are too many to show", heard.missed);
            each(state, client, |desk, _| desk.back.push(Kind::Note, text.as_str()));
        }
    }
}

/// A client is gone: whoever types has the terminals back that mirrored it, or they wait for the next of its name.
pub(super) fn gone(state: &mut State, client: ClientId) {
    if !is_mirrored(state, client) {
        return;
    }
    take_in(state);
    give_back(state, client);
}

fn give_back(state: &mut State, client: ClientId) {
    for desk in &mut state.desks {
        let Some(mut mirror) = desk.mirror.take_if(|mirror| mirror.client == Some(client)) else {
            continue;
        };
        let Some(name) = &mirror.name else {
            let text = format!("{} is gone; this terminal is yours again", mirror.who);
            desk.back.push(Kind::Note, text);
            continue;
        };
        let text = format!(
            "{} is gone; this terminal waits for the next of that name, `:mirror off` ends it",
            mirror.who
        );
        desk.back.push(Kind::Note, text);
        mirror.who.clone_from(name);
        mirror.client = None;
        desk.mirror = Some(mirror);
    }
}

/// Does this at every terminal that mirrors the client.
fn each(state: &mut State, client: ClientId, mut show: impl FnMut(&mut Desk, &mut Mirror)) {
    for desk in &mut state.desks {
        if let Some(mut mirror) = desk.mirror.take_if(|mirror| mirror.client == Some(client)) {
            show(desk, &mut mirror);
            desk.mirror = Some(mirror);
        }
    }
}

fn mirrored(state: &State) -> impl Iterator<Item = ClientId> {
    let mirrors = state.desks.iter().filter_map(|desk| desk.mirror.as_ref());
    mirrors.filter_map(|mirror| mirror.client)
}

fn is_mirrored(state: &State, client: ClientId) -> bool {
    mirrored(state).any(|mirrored| mirrored == client)
}

/// What a client waits for that is mirrored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaits {
    /// What it is called.
    pub who: String,
    /// Its keys.
    pub keys: Vec<Bytes>,
    /// How far a clock that is held has to be moved for the wait to end, as `:clock` takes it.
    pub jump: Option<String>,
}

/// What the client waits for that the terminal at this place mirrors.
pub(super) fn awaited(state: &State, place: usize) -> Option<Awaits> {
    let mirror = state.desks.get(place)?.mirror.as_ref()?;
    let client = mirror.client?;
    let waiter = state.network_engine().waiter(client)?;
    Some(Awaits {
        who: mirror.who.clone(),
        keys: waiter.wait.keys.clone(),
        jump: state.held_wait(client),
    })
}

/// Whether it is meant: by its number, or by what it is called here.
fn is_called(state: &State, known: &KnownClient, wanted: &str) -> bool {
    let name = known.name.as_ref();
    known.client.0.to_string() == wanted
        || name.is_some_and(|name| **name == *wanted.as_bytes())
        || telling::called(state, known.client) == wanted
}

fn listed(state: &State, clients: &[KnownClient]) -> String {
    let guests = &state.network.guests;
    let told = clients.iter().map(|known| {
        let client = known.client;
        if guests.has_name(client) {
            format!("{} ({})", client.0, guests.name(client))
        } else {
            client.0.to_string()
        }
    });
    told.collect::<Vec<_>>().join(", ")
}

/// A command as it might have been typed, cut where it is long.
fn line(argv: Argv<'_>) -> String {
    let shown = heard::part(argv, WORDS, BYTES);
    let line = typed(shown.as_argv());
    if heard::is_cut(argv, WORDS, BYTES) {
        format!("{line} …")
    } else {
        line
    }
}
