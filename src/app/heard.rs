//! One thing that was heard: a command with what came of it, or that somebody came or went; whether it is news, and
//! whether it is the same as another.

use super::guests::Reader;
use crate::command::{Event, Fault};
use crate::engine::is_secret;
use crate::lab::is_remote;
use crate::store::{Bytes, Millis};
use crate::wire::{Argv, ArgvBuf, ClientId};

/// Something that was heard of a terminal or of a client of the network.
#[derive(Clone, Debug)]
pub struct Heard {
    /// When, Unix ms in the lab.
    pub at: Millis,
    /// Of whom.
    pub client: ClientId,
    /// What a terminal is called; clients of the network are known elsewhere.
    pub(super) terminal: Option<Bytes>,
    pub(super) what: What,
    /// How many things there were with it.
    pub(super) number: u64,
}

/// What was heard.
#[derive(Clone, Debug)]
pub(super) enum What {
    Said(Said),
    /// A client of the network has come, or come again.
    Came {
        again: bool,
    },
    /// A client of the network is gone; what is pending for whom it read as stays: so many entries each.
    Gone {
        holds: Vec<(Reader, usize)>,
    },
}

/// A command with what came of it.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) argv: ArgvBuf,
    /// Whether there was more of it than is kept.
    pub(super) cut: bool,
    pub(super) came: Came,
    /// How often it was said in a row, with the same coming of it.
    pub(super) times: u64,
    /// How many that added to the same stream, and did nothing else, came right before it.
    pub(super) more: u64,
    /// Whether the same had come to nothing shortly before, and something else since: who polls is no news each time.
    pub(super) polled: bool,
}

/// What came of a command.
#[derive(Clone, Debug, Default)]
pub(super) struct Came {
    pub(super) events: Vec<Event>,
    /// An answer in which there is nothing, as redis-cli prints it.
    pub(super) answer: Option<&'static str>,
    /// What is worth saying to it, if that was asked when it was said: Redis's own error is not repeated.
    pub(super) hint: Option<Vec<String>>,
}

impl Heard {
    /// How many things had been heard with it.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Whether it is worth saying where there is little room: of a terminal, that something moved; of a client of the
    /// network also what went wrong, came to nothing, and who came or went.
    pub(super) fn is_news(&self) -> bool {
        let What::Said(said) = &self.what else {
            return true;
        };
        let moved = said.came.events.iter().any(Event::moves_data);
        let hinted = said.came.hint.as_ref().is_some_and(|hint| !hint.is_empty());
        let in_vain = said.came.is_in_vain();
        moved || is_remote(self.client) && !said.polled && (hinted || in_vain || self.fault().is_some())
    }

    /// Why it was refused, if it was.
    pub(super) fn fault(&self) -> Option<&Fault> {
        let What::Said(said) = &self.what else { return None };
        fault_in(&said.came.events, self.client)
    }

    /// Whether this command was said before, and nothing was to be had.
    pub(super) fn asked_in_vain(&self, again: &Said) -> bool {
        matches!(&self.what, What::Said(said) if said.argv == again.argv && said.came.is_in_vain())
    }

    /// The command, if its client waits for what comes of it.
    pub(super) fn waiting(&mut self) -> Option<&mut Said> {
        match &mut self.what {
            What::Said(said) if said.came.events.iter().any(is_wait) => Some(said),
            _ => None,
        }
    }
}

impl Came {
    /// Whether nothing was to be had.
    pub(super) fn is_in_vain(&self) -> bool {
        let timed_out = |event: &Event| matches!(event, Event::TimedOut { .. });
        self.answer.is_some_and(|answer| answer != ZERO) || self.events.iter().any(timed_out)
    }
}

impl Said {
    /// Whether both added to the same stream and did nothing else.
    pub(super) fn adds_like(&self, other: &Said) -> bool {
        let key = self.only_adds_to();
        key.is_some() && key == other.only_adds_to()
    }

    fn only_adds_to(&self) -> Option<&Bytes> {
        let key = added_to(self.came.events.first()?)?;
        let mut events = self.came.events.iter();
        events.all(|event| added_to(event) == Some(key)).then_some(key)
    }

    pub(super) fn is_like(&self, other: &Said) -> bool {
        let (one, two) = (&self.came, &other.came);
        let hints = one.hint.is_none() || two.hint.is_none() || one.hint == two.hint;
        let alike = |(one, two): (&Event, &Event)| match (one, two) {
            // Until when is another time each time.
            (Event::Blocked { keys, .. }, Event::Blocked { keys: others, .. }) => keys == others,
            (one, two) => one == two,
        };
        self.argv == other.argv
            && one.answer == two.answer
            && hints
            && one.events.len() == two.events.len()
            && one.events.iter().zip(&two.events).all(alike)
    }
}

/// The stream that something was added to, or that was cut for it.
fn added_to(event: &Event) -> Option<&Bytes> {
    match event {
        Event::Appended { key, .. } | Event::Trimmed { key, .. } => Some(key),
        _ => None,
    }
}

/// Why this client was refused, if it was.
pub(super) fn fault_in(events: &[Event], client: ClientId) -> Option<&Fault> {
    events.iter().find_map(|event| match event {
        Event::Failed { client: who, fault } if *who == client => Some(fault),
        _ => None,
    })
}

/// Whether a client begins to wait with this.
pub(super) fn is_wait(event: &Event) -> bool {
    matches!(event, Event::Blocked { .. } | Event::HeldBack { .. })
}

/// An answer that says that nothing was done, or that there is nothing.
const ZERO: &str = "(integer) 0";

/// An answer in which there is nothing, as redis-cli prints it; `sent` are its bytes.
pub(super) fn nothing_in(sent: &[u8]) -> Option<&'static str> {
    Some(match sent {
        b"$-1\r\n" | b"*-1\r\n" | b"_\r\n" => "(nil)",
        b"*0\r\n" => "(empty array)",
        b"%0\r\n" => "(empty hash)",
        b":0\r\n" => ZERO,
        _ => return None,
    })
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

/// Whether that is not all of it.
pub(super) fn is_cut(argv: Argv<'_>, words: usize, bytes: usize) -> bool {
    argv.len() > words || argv.iter().any(|word| word.len() > bytes)
}
