//! Clients of the network beside the typed terminals: what they do is done to what the screen shows, the sandbox or a
//! lesson, marked in the panes and kept for the feed. Sockets are not known here.

use super::feed::Feed;
use super::guests::{self, Guests, Leave};
use super::heard::{self, Came};
use super::learning;
use super::marks::Marks;
use super::mirror;
use super::scrollback::Kind;
use super::state::State;
use super::{telling, wording};
use crate::command::{Event, Fault};
use crate::engine::{Engine, Input, KnownClient};
use crate::lab::{Lab, Lookup, is_remote};
use crate::lesson::{StepKind, StepView};
use crate::store::Millis;
use crate::wire::{Argv, ClientId, Out, shown};

/// What the screen knows of the network.
#[derive(Clone, Debug, Default)]
pub struct Network {
    /// Where clients can come to, as one would type it; nothing while nobody is let in.
    pub addresses: Vec<String>,
    /// How many clients there are.
    pub clients: usize,
    /// What they said of late.
    pub feed: Feed,
    /// Who they are, and who was there.
    pub(super) guests: Guests,
    /// How many hints to what they said were looked for since a frame was drawn.
    pub(super) hints: usize,
    /// Whether a frame has shown what was marked last: marks begin anew with what comes next.
    pub(super) shown: bool,
}

/// What listening came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// Clients can come to these addresses; so many of those who came to others were cut off.
    Listening(Vec<String>, usize),
    /// They already can, to these.
    Already(Vec<String>),
    /// They cannot, for this reason.
    Refused(String),
    /// Nobody is let in any more, and so many were cut off.
    Off(usize),
}

impl State {
    /// Takes in what a client of the network does at `real`: to the lab that the screen shows, which is that of the
    /// lesson while one is open. Its replies are written to [`network_out`](Self::network_out).
    pub fn hear(&mut self, input: Input<'_>, real: Millis) {
        match input {
            Input::Arrive(..) => self.network.clients += 1,
            Input::Disconnect(_) => self.network.clients = self.network.clients.saturating_sub(1),
            _ => {}
        }
        super::recording::keep_up(self);
        if let Input::Command(client, argv) = input {
            mirror::said(self, client, argv);
        }
        if let Input::Command(client, argv) = input
            && let Some(why) = self
                .study
                .as_ref()
                .and_then(|study| study.refusal_to_others(&self.lab, argv))
        {
            return self.turn_away(client, argv, &why, real);
        }
        let before = match input {
            Input::Command(client, _) => self.lab.out_mut().waiting(client),
            _ => 0,
        };
        let mut outcome = self.lab.hear(input, real);
        if let Input::Disconnect(client) = input {
            mirror::gone(self, client);
        }
        let (Input::Command(client, _) | Input::Arrive(client, ..) | Input::Disconnect(client)) = input
        else {
            return telling::deliver_from_time(self, outcome);
        };
        if let (Some(study), Input::Command(_, argv)) = (&mut self.study, input) {
            study.hear(&self.lab, client, argv, &outcome);
        }
        if std::mem::take(&mut self.network.shown) {
            self.marks = Marks::default();
        }
        self.marks.add(&outcome.events);
        self.camera.leave_change(&self.marks);
        if let Input::Command(client, argv) = input {
            let engine = self.lab.engine();
            self.camera.notice(argv, engine.db(engine.db_of(client)));
        }
        if !outcome.replies.is_empty() {
            let who = telling::called(self, client);
            telling::deliver_from_network(self, &mut outcome, &who);
        }
        match input {
            Input::Command(client, argv) => {
                mirror::answered(self, client, argv, &outcome.events);
                self.note(client, argv, outcome.events, before, real);
                mirror::came(self, client);
            }
            Input::Disconnect(client) => self.note_gone(client, real),
            _ => self.network.guests.arrives(client, real),
        }
    }

    /// Keeps for the feed what a client of the network has said and what came of it. So much had been written to it and
    /// not sent `before`.
    fn note(&mut self, client: ClientId, argv: Argv<'_>, events: Vec<Event>, before: usize, real: Millis) {
        let at = self.lab.now(real);
        let fault = heard::fault_in(&events, client);
        for event in &events {
            telling::note_end(self, Some(client), event, at);
            if let Event::Blocked { client: who, .. } | Event::Subscribed { client: who, .. } = event {
                self.network.guests.waits(*who);
            }
        }
        if fault.is_none() {
            self.network.guests.says(client, argv, self.lab.engine());
        }
        if guests::is_handshake(argv) && fault.is_none_or(|fault| guests::is_a_try(argv, fault)) {
            return self.network.feed.pass_over();
        }
        if let Some(again) = self.network.guests.introduce(client) {
            self.network.feed.came(at, client, again);
        }
        let sent = self.lab.out_mut().bytes_mut(client);
        let sent = sent.and_then(|bytes| bytes.get(before..));
        let mut came = Came {
            answer: sent.and_then(heard::nothing_in),
            events,
            hint: None,
        };
        came.hint = self.hint_for(client, argv, &came, at);
        self.network.feed.said(at, client, None, argv, came);
    }

    /// A client of the network is gone: what was given to it stays.
    fn note_gone(&mut self, client: ClientId, real: Millis) {
        let at = self.lab.now(real);
        match self.network.guests.leaves(client, real) {
            Leave::Unseen => {}
            Leave::Passing => self.network.feed.only_passed(client),
            Leave::Known(reads) => {
                let holds = reads.into_iter().filter_map(|reader| {
                    // Who has another connection is not gone.
                    let alone = self.network.guests.who_reads_as(&reader).next().is_none();
                    let lookup = Lookup::at(self.lab.engine(), reader.db, at);
                    let held = lookup.consumer_stock(&reader.key, &reader.group, &reader.consumer)?;
                    (alone && held > 0).then_some((reader, held))
                });
                let holds = holds.collect();
                self.network.feed.gone(at, client, holds);
            }
        }
    }

    /// Answers a client of the network whose command the step of a lesson does not take.
    fn turn_away(&mut self, client: ClientId, argv: Argv<'_>, why: &str, real: Millis) {
        let refused = self
            .lab
            .turn_away(client, Fault::composed(format!("NOPERM {why}")));
        self.note(client, argv, refused, 0, real);
    }

    /// Clients of the network were attended to: a lesson that is open says what there is to say to it.
    pub fn was_heard(&mut self) {
        mirror::take_in(self);
        if let Some(study) = &mut self.study
            && study.answer_heard(&self.lab)
        {
            reached_by_others(self);
        }
    }

    /// Where replies to clients of the network are written.
    pub fn network_out(&mut self) -> &mut Out {
        self.lab.out_mut()
    }

    /// The engine that clients of the network talk to.
    pub fn network_engine(&self) -> &Engine {
        self.lab.engine()
    }

    /// The number of the next client of the network.
    pub fn next_remote(&mut self) -> ClientId {
        self.lab.next_remote()
    }

    /// A frame was drawn: what was marked so far has been seen, if it was the present.
    pub fn was_drawn(&mut self) {
        self.network.shown |= !self.is_away();
        self.network.hints = 0;
    }

    /// How far the clock has to be moved so that the wait of this client ends, as `:clock` takes it, where it does not
    /// move by itself and the wait has an end.
    pub(super) fn held_wait(&self, client: ClientId) -> Option<String> {
        let deadline = self.lab.engine().waiter(client)?.wait.deadline?;
        let left = deadline - self.lab.now(self.real);
        self.lab.clock().is_held().then(|| wording::jump(left))
    }

    /// The sandbox, also while a lesson is open.
    pub(super) fn sandbox(&self) -> &Lab {
        self.study.as_ref().map_or(&self.lab, |study| study.sandbox())
    }
}

/// After what clients of the network did: who has reached the goal that way has no use for the line that stands ready.
fn reached_by_others(state: &mut State) {
    let reached = |step: &StepView| step.kind == StepKind::Do && step.done && !step.prompt.is_empty();
    if learning::step(state).is_some_and(|step| reached(&step) && state.desk().prompt.text() == step.prompt) {
        state.desk_mut().prompt.take();
    }
}

/// Says in the terminal what listening came to.
pub(super) fn told(state: &mut State, news: News) {
    let (kind, text) = match news {
        News::Listening(addresses, cut) => {
            let text = format!(
                "clients can come to {}{}; `:listen` tells who is there, `:listen off` ends it",
                addresses.join(" and "),
                cut_off(cut, "; of the old address ")
            );
            state.network.addresses = addresses;
            (Kind::Note, text)
        }
        News::Already(addresses) => {
            let text = format!(
                "clients can come to {} already; `:listen` tells who is there, `:listen off` ends it",
                addresses.join(" and ")
            );
            (Kind::Note, text)
        }
        News::Refused(why) => (Kind::Failed, why),
        News::Off(cut) => {
            state.network.addresses.clear();
            let text = format!("nobody is let in any more{}", cut_off(cut, "; "));
            (Kind::Note, text)
        }
    };
    state.desk_mut().back.push(kind, text);
}

/// `; 2 clients were cut off`, with what stands `before` it; nothing where there was none.
fn cut_off(count: usize, before: &str) -> String {
    match count {
        0 => String::new(),
        count => format!("{before}{}", were_cut_off(count)),
    }
}

/// `1 client was cut off`, `2 clients were cut off`.
pub fn were_cut_off(count: usize) -> String {
    let were = if count == 1 { "was" } else { "were" };
    format!("{} {were} cut off", clients(count))
}

/// What `:listen` alone says while clients can come: where to, and who is there.
pub(super) fn listed(state: &State) -> Vec<String> {
    let network = &state.network;
    let mut lines = vec![format!(
        "listening on {} · {}; `:listen off` ends it",
        network.addresses.join(" and "),
        clients(network.clients)
    )];
    let known = state.network_engine().known_clients().into_iter();
    let remote = known.filter(|known| is_remote(known.client));
    lines.extend(remote.map(|known| listed_one(state, &known)));
    lines
}

/// Who a client is, where it comes from, as whom it reads, and what it does.
fn listed_one(state: &State, known: &KnownClient) -> String {
    let (client, guests) = (known.client, &state.network.guests);
    let connection = if guests.has_name(client) {
        format!(" ({})", guests.connection(client))
    } else {
        String::new()
    };
    let name = guests.name(client);
    let reads = guests.reads(client).first().map(|reader| {
        let (consumer, group) = (shown(&reader.consumer), shown(&reader.group));
        if consumer == name {
            format!("reads in {group}")
        } else {
            format!("reads as {consumer} in {group}")
        }
    });
    // So CLIENT LIST has it.
    let does = if known.waits.is_empty() && known.last == "NULL" {
        "has said nothing yet".to_owned()
    } else if known.waits.is_empty() {
        format!("last {}", known.last)
    } else {
        let keys: Vec<String> = known.waits.iter().map(|key| shown(key)).collect();
        let end = state.held_wait(client);
        let end = end.map_or_else(String::new, |jump| {
            format!("; the clock is held, `:clock {jump}` ends it")
        });
        format!("waits for {}{end}", keys.join(" "))
    };
    let does: Vec<String> = reads.into_iter().chain([does]).collect();
    format!("  {name}{connection} from {}: {}", known.from, does.join(", "))
}

/// `no clients`, `1 client`, `2 clients`.
pub fn clients(count: usize) -> String {
    match count {
        0 => "no clients".to_owned(),
        1 => "1 client".to_owned(),
        count => format!("{count} clients"),
    }
}
