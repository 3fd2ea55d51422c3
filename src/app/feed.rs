//! What clients of the network said of late, with what came of it: a few of their commands, however many there are in a
//! second. Words are made of it only when somebody looks.

use std::collections::VecDeque;

use crate::command::{Event, sentence};
use crate::store::{Bytes, Millis};
use crate::wire::{Argv, ArgvBuf, ClientId, shown};

/// How many commands are kept.
const KEPT: usize = 200;
/// How many words of a command, and how many bytes of a word.
const WORDS: usize = 16;
const BYTES: usize = 80;
/// How many events of a command.
const EVENTS: usize = 8;

/// The last commands of clients of the network, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    heard: VecDeque<Heard>,
    /// How many there were in all.
    pub total: u64,
}

/// A command that came over the network.
#[derive(Clone, Debug)]
pub struct Heard {
    /// When, Unix ms in the lab.
    pub at: Millis,
    /// Whose.
    pub client: ClientId,
    /// What the client calls itself.
    pub name: Option<Bytes>,
    argv: ArgvBuf,
    events: Vec<Event>,
}

impl Feed {
    /// The commands, oldest first.
    pub fn heard(&self) -> impl DoubleEndedIterator<Item = &Heard> + ExactSizeIterator {
        self.heard.iter()
    }

    pub(super) fn push(
        &mut self,
        at: Millis,
        client: ClientId,
        name: Option<Bytes>,
        argv: Argv<'_>,
        events: Vec<Event>,
    ) {
        self.total += 1;
        if self.heard.len() == KEPT {
            self.heard.pop_front();
        }
        let words = argv.iter().take(WORDS).map(|word| &word[..word.len().min(BYTES)]);
        let mut events = events;
        events.truncate(EVENTS);
        self.heard.push_back(Heard {
            at,
            client,
            name,
            argv: words.collect(),
            events,
        });
    }
}

impl Heard {
    /// Who said it.
    pub fn who(&self) -> String {
        who(self.client, self.name.as_ref())
    }

    /// The command, escaped, and cut where it is long.
    pub fn text(&self) -> String {
        let words: Vec<String> = self.argv.as_argv().iter().map(shown).collect();
        words.join(" ")
    }

    /// What came of it, a sentence each; `names` tells what other clients are called.
    pub fn sentences(&self, names: &dyn Fn(ClientId) -> String) -> Vec<String> {
        let name = |client: ClientId| {
            if client == self.client {
                self.who()
            } else {
                names(client)
            }
        };
        sentence::told(&self.events, &name)
    }
}

/// What a client of the network is called here: its own name, or its number.
pub(super) fn who(client: ClientId, name: Option<&Bytes>) -> String {
    name.map_or_else(|| format!("client {}", client.0), |name| shown(name))
}
