//! The card of what is under the cursor: which entry, consumer or group it is about, and the lines it offers to type
//! next.

use super::camera::{Focus, Rows};
use super::choosing;
use super::guests::Reader;
use super::layer::Layer;
use super::state::State;
use crate::lab::{Fate, Scene, View, Window};
use crate::store::{Bytes, EntryId};
use crate::wire::ArgvBuf;

/// How many connections of one consumer are told.
const CONNECTIONS: usize = 4;

/// What a card is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The stream.
    pub key: Bytes,
    /// The group that is looked at with it.
    pub group: Option<Bytes>,
    /// What in it.
    pub subject: Subject,
    /// How far it is scrolled, in rows.
    pub scroll: usize,
}

/// What in a stream a card is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An entry, there or deleted.
    Entry(EntryId),
    /// The group itself.
    Group,
    /// A consumer of the group.
    Consumer(Bytes),
}

/// A line that one may want to type next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line.
    pub line: String,
    /// What it would do.
    pub about: String,
}

/// Opens the card of what is under the cursor.
pub(super) fn open(state: &mut State) {
    let scene = state.scene(Rows::all(40));
    match of_cursor(state, &scene) {
        Some(card) => state.layers.push(Layer::Card(card)),
        None => state.notice = Some("nothing is under the cursor".to_owned()),
    }
}

fn of_cursor(state: &State, scene: &Scene) -> Option<Card> {
    let stream = scene.stream.as_ref()?;
    let camera = &state.camera;
    let subject = match camera.focus {
        Focus::Stream => Subject::Entry(stream.entries.get(stream.cursor?)?.id),
        Focus::Pending => Subject::Entry(stream.pending.rows.get(stream.pending.cursor?)?.id),
        Focus::Groups => match stream.consumers.cursor {
            Some(at) => Subject::Consumer(stream.consumers.rows.get(at)?.name.clone()),
            None => Subject::Group,
        },
        Focus::Prompt | Focus::Lesson => return None,
    };
    let group = stream.group().map(|group| group.name.clone());
    if group.is_none() && !matches!(subject, Subject::Entry(_)) {
        return None;
    }
    Some(Card {
        key: stream.key.clone(),
        group,
        subject,
        scroll: 0,
    })
}

impl Card {
    /// The stream with the group (and the consumer and what is pending for it) that the card is about.
    pub fn scene(&self, state: &State) -> Scene {
        let few = View::tall(5);
        let consumer = match &self.subject {
            Subject::Consumer(name) => Some(name.clone()),
            _ => None,
        };
        let view = View {
            db: state.db(),
            name: Some(crate::lab::Name::Key(self.key.clone())),
            group: self.group.clone(),
            consumers: Window {
                cursor: consumer.clone(),
                ..few.consumers.clone()
            },
            only: consumer,
            ..few
        };
        state.lab.scene(&view, state.real)
    }

    /// The connections of the network that read as the consumer the card is about: which they are and where they come
    /// from.
    pub fn connections(&self, state: &State) -> Vec<String> {
        let (Subject::Consumer(consumer), Some(group)) = (&self.subject, &self.group) else {
            return Vec::new();
        };
        let reader = Reader {
            db: state.db(),
            key: self.key.clone(),
            group: group.clone(),
            consumer: consumer.clone(),
        };
        let guests = &state.network.guests;
        let clients = guests.who_reads_as(&reader).take(CONNECTIONS);
        clients.map(|client| guests.connection(client)).collect()
    }

    /// Lines to type next, the most useful first.
    pub fn offers(&self, state: &State) -> Vec<Offer> {
        let Some(group) = &self.group else {
            return match self.subject {
                Subject::Entry(id) => vec![self.reading(id)],
                _ => Vec::new(),
            };
        };
        let me = state
            .terminal()
            .map_or("worker-1", |terminal| terminal.name.as_str());
        match &self.subject {
            Subject::Entry(id) => self.for_entry(state, group, *id, me),
            Subject::Group => self.for_group(group, me),
            Subject::Consumer(name) => self.for_consumer(group, name, me),
        }
    }

    fn reading(&self, id: EntryId) -> Offer {
        let id = id.to_string();
        offer(
            &[b"XRANGE", &self.key, id.as_bytes(), id.as_bytes()],
            "reads this entry; no group is touched",
        )
    }

    fn for_entry(&self, state: &State, group: &Bytes, id: EntryId, me: &str) -> Vec<Offer> {
        let known = state.lab.entry_card(state.db(), &self.key, id, state.real);
        let Some(known) = known else { return Vec::new() };
        let fate = known
            .fates
            .iter()
            .find(|(name, _)| name == group)
            .map(|(_, fate)| fate);
        let text = id.to_string();
        let id_text = text.as_bytes();
        let mut offers = Vec::new();
        match fate {
            Some(Fate::Pending { .. }) => {
                offers.push(offer(
                    &[b"XACK", &self.key, group, id_text],
                    "acknowledges it: it leaves the pending list, not the stream",
                ));
                let claim = if known.fields.is_some() {
                    "takes it over, whoever has it"
                } else {
                    "drops the record: the entry itself no longer exists"
                };
                offers.push(offer(
                    &[b"XCLAIM", &self.key, group, me.as_bytes(), b"0", id_text],
                    claim,
                ));
            }
            Some(Fate::NotDelivered) => offers.push(offer(
                &[
                    b"XREADGROUP",
                    b"GROUP",
                    group,
                    me.as_bytes(),
                    b"COUNT",
                    b"1",
                    b"STREAMS",
                    &self.key,
                    b">",
                ],
                "gives you the next entry that nobody was given",
            )),
            _ => {}
        }
        if known.fields.is_some() {
            offers.push(self.reading(id));
            offers.push(offer(
                &[b"XDEL", &self.key, id_text],
                "deletes it from the stream; pending records of it stay",
            ));
        }
        offers
    }

    fn for_group(&self, group: &Bytes, me: &str) -> Vec<Offer> {
        vec![
            offer(
                &[b"XPENDING", &self.key, group],
                "who holds how many, and from which ID to which",
            ),
            offer(
                &[
                    b"XREADGROUP",
                    b"GROUP",
                    group,
                    me.as_bytes(),
                    b"COUNT",
                    b"1",
                    b"STREAMS",
                    &self.key,
                    b">",
                ],
                "gives you the next entry that nobody was given",
            ),
            offer(
                &[b"XAUTOCLAIM", &self.key, group, me.as_bytes(), b"60000", b"0"],
                "takes over what has been idle for a minute",
            ),
            offer(
                &[b"XGROUP", b"SETID", &self.key, group, b"0"],
                "sets the bookmark back to the beginning",
            ),
        ]
    }

    fn for_consumer(&self, group: &Bytes, name: &Bytes, me: &str) -> Vec<Offer> {
        vec![
            offer(
                &[b"XPENDING", &self.key, group, b"-", b"+", b"10", name],
                "what it holds, since when, how often delivered",
            ),
            offer(
                &[b"XREADGROUP", b"GROUP", group, name, b"STREAMS", &self.key, b"0"],
                "shows it again what it holds, as after a crash",
            ),
            offer(
                &[b"XAUTOCLAIM", &self.key, group, me.as_bytes(), b"60000", b"0"],
                "takes over what has been idle for a minute, from anybody",
            ),
            offer(
                &[b"XGROUP", b"DELCONSUMER", &self.key, group, name],
                "removes it; what it still holds is lost to the group",
            ),
        ]
    }
}

fn offer(words: &[&[u8]], about: &str) -> Offer {
    let argv: ArgvBuf = words.iter().collect();
    Offer {
        line: crate::wire::typed(argv.as_argv()),
        about: about.to_owned(),
    }
}

/// Puts the card's offer at this place at the prompt; the card closes.
pub(super) fn take(state: &mut State, place: usize) {
    let Some(Layer::Card(card)) = state.layers.last() else {
        return;
    };
    let offers = card.offers(state);
    let Some(offer) = offers.into_iter().nth(place) else {
        return;
    };
    state.layers.pop();
    if state.looks_back() {
        // What is to be typed is typed in the present.
        choosing::close(state);
    }
    state.camera.focus_on(Focus::Prompt);
    state.desk_mut().prompt.set(&offer.line);
}
