//! A terminal that mirrors one client of the network: what that client says and is answered is shown there, and nothing
//! can be said, until the client is gone or somebody ends it.

use super::feed;
use super::reply_view::Answer;
use super::scrollback::Kind;
use super::state::State;
use super::telling;
use crate::assist;
use crate::engine::KnownClient;
use crate::lab::is_remote;
use crate::wire::{Argv, ClientId, read_reply, typed};

/// How many words of a command are shown, and how many bytes of a word.
const WORDS: usize = 64;
const BYTES: usize = 400;

/// What a terminal mirrors.
#[derive(Debug)]
pub(super) struct Mirror {
    client: ClientId,
    /// What the client is called.
    who: String,
    /// The full name of the command it gave last, in capitals.
    asked: String,
}

impl Mirror {
    /// Whether it is this client that is mirrored.
    pub(super) fn is_of(&self, client: ClientId) -> bool {
        self.client == client
    }

    /// What stands in the prompt behind the terminal's name.
    pub(super) fn label(&self) -> String {
        format!("(mirrors {})", self.who)
    }
}

/// Has the active terminal mirror the client with this number or name, or says who there is.
pub(super) fn begin(state: &mut State, wanted: &str) {
    let known = state.network_engine().known_clients();
    let remote = known.into_iter().filter(|known| is_remote(known.client));
    let (fitting, others): (Vec<_>, Vec<_>) = remote.partition(|known| is_called(state, known, wanted));
    let [known] = fitting.as_slice() else {
        let why = if fitting.is_empty() && others.is_empty() {
            "there is no client of the network; `:listen` lets them come".to_owned()
        } else if fitting.is_empty() {
            format!(
                "there is no client `{wanted}`; there are {}",
                listed(state, &others)
            )
        } else {
            format!("several clients are called so: {}", listed(state, &fitting))
        };
        return state.desk_mut().back.push(Kind::Failed, why);
    };
    end(state);
    let mirror = Mirror {
        client: known.client,
        who: telling::called(state, known.client),
        asked: String::new(),
    };
    state.network_out().overhear(mirror.client, true);
    let text = format!(
        "this terminal mirrors {}: what it says and is answered; `:mirror off` ends it",
        mirror.who
    );
    let desk = state.desk_mut();
    desk.back.push(Kind::Note, text);
    desk.mirror = Some(mirror);
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
    if !is_mirrored(state, mirror.client) {
        state.network_out().overhear(mirror.client, false);
    }
    let text = format!("this terminal no longer mirrors {}", mirror.who);
    state.desk_mut().back.push(Kind::Note, text);
}

/// What is said to somebody who types a command into a terminal that only shows what another does.
pub(super) fn refusal(state: &State) -> Option<String> {
    let mirror = state.desk().mirror.as_ref()?;
    Some(format!(
        "this terminal only shows what {} does; F2 and F3 go to others, `:mirror off` gives it back",
        mirror.who
    ))
}

/// Says to somebody who wants to crash the client of this terminal that the one which is seen here is none of ours.
pub(super) fn cannot_crash(state: &mut State) {
    let Some(mirror) = &state.desk().mirror else {
        return;
    };
    let text = format!(
        "this terminal only shows what {} does: it crashes when its program is killed, or by CLIENT KILL ID {} at \
         another terminal (F2, F3)",
        mirror.who, mirror.client.0
    );
    state.desk_mut().back.push(Kind::Advice, text);
}

/// A client of the network is about to say something.
pub(super) fn said(state: &mut State, client: ClientId, argv: Argv<'_>) {
    if !is_mirrored(state, client) {
        return;
    }
    take_in(state);
    let who = telling::called(state, client);
    let line = line(argv);
    let asked = assist::name_of(&line, state.lab.profile());
    each(state, client, |back, mirror, fresh| {
        mirror.who.clone_from(&who);
        mirror.asked.clone_from(&asked);
        let prompt = format!("{who}> ");
        back.push(
            Kind::Typed {
                prompt,
                pointed: None,
            },
            line.as_str(),
        );
        *fresh = true;
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
            each(state, client, |back, mirror, fresh| {
                back.push_answer(Answer {
                    reply: reply.clone(),
                    command: mirror.asked.clone(),
                    protocol,
                });
                *fresh = true;
            });
        }
        if heard.missed > 0 {
            let text = format!("{} bytes of replies are too many to show", heard.missed);
            each(state, client, |back, _, _| back.push(Kind::Note, text.as_str()));
        }
    }
}

/// A client is gone: whoever types has the terminals back that mirrored it.
pub(super) fn gone(state: &mut State, client: ClientId) {
    if !is_mirrored(state, client) {
        return;
    }
    take_in(state);
    give_back(state, client);
}

fn give_back(state: &mut State, client: ClientId) {
    for desk in &mut state.desks {
        if let Some(mirror) = desk.mirror.take_if(|mirror| mirror.client == client) {
            let text = format!("{} is gone; this terminal is yours again", mirror.who);
            desk.back.push(Kind::Note, text);
        }
    }
}

fn each(
    state: &mut State,
    client: ClientId,
    mut show: impl FnMut(&mut super::scrollback::Scrollback, &mut Mirror, &mut bool),
) {
    for desk in &mut state.desks {
        if let Some(mirror) = desk.mirror.as_mut().filter(|mirror| mirror.client == client) {
            show(&mut desk.back, mirror, &mut desk.fresh);
        }
    }
}

fn mirrored(state: &State) -> impl Iterator<Item = ClientId> {
    let mirrors = state.desks.iter().filter_map(|desk| desk.mirror.as_ref());
    mirrors.map(|mirror| mirror.client)
}

fn is_mirrored(state: &State, client: ClientId) -> bool {
    mirrored(state).any(|mirrored| mirrored == client)
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
    let shown = feed::part(argv, WORDS, BYTES);
    let line = typed(shown.as_argv());
    if feed::is_cut(argv, WORDS, BYTES) {
        format!("{line} …")
    } else {
        line
    }
}
