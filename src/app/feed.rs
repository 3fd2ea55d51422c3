//! What was said of late in terminals and by clients of the network, with what came of it: a few commands, however many
//! there are in a second. Words are made of it only when somebody looks.

use std::collections::VecDeque;

use crate::command::{Event, sentence};
use crate::engine::is_secret;
use crate::store::{Bytes, Millis};
use crate::wire::{Argv, ArgvBuf, ClientId, shown};

/// How many commands are kept.
const KEPT: usize = 200;
/// How many words of a command, and how many bytes of a word.
const WORDS: usize = 16;
const BYTES: usize = 80;
/// How many events of a command.
const EVENTS: usize = 8;

/// The last commands, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    heard: VecDeque<Heard>,
    /// How many there were in all.
    pub total: u64,
}

/// A command of a terminal or of a client of the network.
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
    /// How often it was said in a row.
    pub times: u64,
    /// How many commands there were with it.
    number: u64,
}

impl Feed {
    /// The commands, oldest first.
    pub fn heard(&self) -> impl DoubleEndedIterator<Item = &Heard> + ExactSizeIterator {
        self.heard.iter()
    }

    /// The newest command that moved something, said by anybody but `client` when there had been `since` already.
    pub(super) fn newest(&self, client: ClientId, since: u64) -> Option<&Heard> {
        let new = self.heard.iter().rev().take_while(|heard| heard.number > since);
        let mut moved = new.filter(|heard| heard.events.iter().any(Event::moves_data));
        moved.find(|heard| heard.client != client)
    }

    /// Adds a command. The same again is counted, not listed again.
    pub(super) fn push(
        &mut self,
        at: Millis,
        client: ClientId,
        name: Option<Bytes>,
        argv: Argv<'_>,
        events: Vec<Event>,
    ) {
        self.total += 1;
        let argv = part(argv, WORDS, BYTES);
        let again = self
            .heard
            .pop_back_if(|last| last.client == client && last.argv == argv);
        let times = again.map_or(1, |last| last.times + 1);
        if self.heard.len() == KEPT {
            self.heard.pop_front();
        }
        let mut events = events;
        events.truncate(EVENTS);
        self.heard.push_back(Heard {
            at,
            client,
            name,
            argv,
            events,
            times,
            number: self.total,
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
        let mut told = sentence::told(&self.events, &name);
        // Nobody else sees the error itself.
        told.extend(self.events.iter().filter_map(|event| match event {
            Event::Failed { client, fault } if *client == self.client => {
                Some(format!("refused: {}", shown(&fault.text)))
            }
            _ => None,
        }));
        told
    }
}

/// The first `words` words of a command, of each so many bytes; passwords are left out.
pub(super) fn part(argv: Argv<'_>, words: usize, bytes: usize) -> ArgvBuf {
    let words = argv.iter().take(words).enumerate();
    words
        .map(|(place, word)| {
            if is_secret(argv, place) {
                b"(redacted)"
            } else {
                &word[..word.len().min(bytes)]
            }
        })
        .collect()
}

/// What a client of the network is called here: its own name, or its number.
pub(super) fn who(client: ClientId, name: Option<&Bytes>) -> String {
    name.map_or_else(|| format!("client {}", client.0), |name| shown(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHOP: ClientId = ClientId(1);
    const WORKER: ClientId = ClientId(2);

    fn said(feed: &mut Feed, client: ClientId, line: &str, moved: bool) {
        let argv: ArgvBuf = line.split(' ').collect();
        let key = Bytes::from(&b"s"[..]);
        let events = if moved {
            vec![Event::TextSet { key }]
        } else {
            Vec::new()
        };
        feed.push(0, client, None, argv.as_argv(), events);
    }

    #[test]
    fn the_newest_thing_that_somebody_else_moved() {
        let mut feed = Feed::default();
        said(&mut feed, SHOP, "SET a 1", true);
        let since = feed.total;
        assert!(feed.newest(WORKER, since).is_none());
        said(&mut feed, SHOP, "SET a 2", true);
        said(&mut feed, SHOP, "GET a", false);
        said(&mut feed, WORKER, "SET b 1", true);
        let seen = |client| feed.newest(client, since).map(Heard::text);
        assert_eq!(
            (seen(WORKER), seen(SHOP)),
            (Some("SET a 2".into()), Some("SET b 1".into()))
        );
    }

    #[test]
    fn passwords_are_left_out() {
        let mut feed = Feed::default();
        said(&mut feed, SHOP, "AUTH default secret", false);
        said(&mut feed, SHOP, "HELLO 3 AUTH default secret", false);
        said(&mut feed, SHOP, "CONFIG SET requirepass secret", false);
        let told: Vec<String> = feed.heard().map(Heard::text).collect();
        assert_eq!(
            told,
            [
                "AUTH (redacted) (redacted)",
                "HELLO 3 AUTH (redacted) (redacted)",
                "CONFIG SET requirepass (redacted)"
            ]
        );
    }

    #[test]
    fn it_is_bounded_and_counts_repetitions() {
        let mut feed = Feed::default();
        for at in 0..2000 {
            said(&mut feed, SHOP, &format!("SET k {}", at / 2), true);
        }
        assert_eq!((feed.heard().len(), feed.total), (KEPT, 2000));
        let last = feed.heard().next_back().map(|heard| (heard.times, heard.text()));
        assert_eq!(last, Some((2, "SET k 999".to_owned())));
    }
}
