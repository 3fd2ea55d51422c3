//! Who the clients of the network are: what each calls itself, as whom it reads, and whether anybody was told of it.
//! Those that have gone are known for a while longer, because what they did is still told.

use std::collections::{BTreeMap, VecDeque};

use crate::engine::Engine;
use crate::store::{Bytes, Millis};
use crate::wire::{Argv, ClientId, shown};

/// How many that have gone are remembered.
const GONE: usize = 200;
/// In how many groups at most it is remembered that one client reads.
const READS: usize = 8;
/// Who was there for a shorter time than this, in ms, and neither waited nor reads from a group, was only passing.
const PASSING: Millis = 2000;

/// The clients of the network, and those that were.
#[derive(Clone, Debug, Default)]
pub(super) struct Guests {
    known: BTreeMap<ClientId, Guest>,
    gone: VecDeque<ClientId>,
}

/// A client of the network.
#[derive(Clone, Debug, Default)]
struct Guest {
    name: Option<Bytes>,
    library: Option<Bytes>,
    /// Where it reads, and under which name; the last first.
    reads: Vec<Reader>,
    /// When it came, Unix ms in the real world.
    since: Millis,
    /// Whether it ever waited for something or listened to a channel.
    waited: bool,
    seen: Seen,
    gone: bool,
}

/// How far a client was noticed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Seen {
    /// It has said nothing yet but what its library says by itself.
    #[default]
    Silent,
    /// It has spoken, and might be anybody.
    Heard,
    /// It is known as somebody.
    Known,
}

/// A consumer, and where it belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Reader {
    /// The database.
    pub(super) db: usize,
    /// The stream.
    pub(super) key: Bytes,
    /// The group.
    pub(super) group: Bytes,
    /// Its name.
    pub(super) consumer: Bytes,
}

/// How a client went.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// Nobody had heard that it was here.
    Unseen,
    /// It had hardly come.
    Passing,
    /// It was somebody, and this is where it read.
    Known(Vec<Reader>),
}

impl Guests {
    /// A client has come.
    pub(super) fn arrives(&mut self, client: ClientId, real: Millis) {
        let guest = Guest {
            since: real,
            ..Guest::default()
        };
        self.known.insert(client, guest);
    }

    /// A client has said this and was not refused: what it says of itself is remembered.
    pub(super) fn says(&mut self, client: ClientId, argv: Argv<'_>, engine: &Engine) {
        let Some(first) = argv.get(0) else { return };
        let is = |name: &[u8]| first.eq_ignore_ascii_case(name);
        if is(b"HELLO") || is(b"CLIENT") || is(b"RESET") || is(b"EXEC") {
            if let Some(guest) = self.known.get_mut(&client) {
                guest.name = engine.name_of(client);
                guest.library = engine.library_of(client);
            }
        } else if let Some(([group, consumer], keys)) = reads_as(argv)
            && let Some(guest) = self.known.get_mut(&client)
        {
            let db = engine.db_of(client);
            keys.into_iter()
                .take(READS)
                .for_each(|key| guest.reads(db, key, group, consumer));
        }
    }

    /// A client waits, or listens.
    pub(super) fn waits(&mut self, client: ClientId) {
        if let Some(guest) = self.known.get_mut(&client) {
            guest.waited = true;
        }
    }

    /// A client is heard. Whether it is to be told that it is here: it is somebody, nobody knew, and it does not show by
    /// what it said before. `Some(true)` if one of that name has gone.
    pub(super) fn introduce(&mut self, client: ClientId) -> Option<bool> {
        let guest = self.known.get_mut(&client)?;
        if guest.seen == Seen::Known {
            return None;
        }
        let somebody = guest.name.is_some() || guest.waited || !guest.reads.is_empty();
        let now = if somebody { Seen::Known } else { Seen::Heard };
        let before = std::mem::replace(&mut guest.seen, now);
        if !somebody {
            return None;
        }
        let name = self.own_name(client);
        let same = |gone: &ClientId| name.is_some() && self.own_name(*gone) == name;
        let again = self.gone.iter().any(same);
        (again || before == Seen::Silent).then_some(again)
    }

    /// A client is gone.
    pub(super) fn leaves(&mut self, client: ClientId, real: Millis) -> Leave {
        let Some(guest) = self.known.get_mut(&client) else {
            return Leave::Unseen;
        };
        guest.gone = true;
        let leave = match guest {
            Guest { seen, .. } if *seen != Seen::Known => Leave::Unseen,
            Guest {
                waited: false,
                reads,
                since,
                ..
            } if reads.is_empty() && real - *since < PASSING => Leave::Passing,
            Guest { reads, .. } => Leave::Known(reads.clone()),
        };
        if guest.library.is_none() && guest.seen != Seen::Known {
            // It is called by its number, which need not be remembered.
            self.known.remove(&client);
            return leave;
        }
        self.gone.push_back(client);
        if self.gone.len() > GONE
            && let Some(oldest) = self.gone.pop_front()
        {
            self.known.remove(&oldest);
        }
        leave
    }

    /// What a client is called: its own name, else that of the consumer it reads as, else its library with its number.
    pub(super) fn name(&self, client: ClientId) -> String {
        let library = || Some(format!("{} {}", shown(self.library(client)?), client.0));
        self.own_name(client)
            .map(|name| shown(name))
            .or_else(library)
            .unwrap_or_else(|| format!("client {}", client.0))
    }

    /// The same with the library it speaks through.
    pub(super) fn name_and_library(&self, client: ClientId) -> String {
        let library = self.library(client).filter(|_| self.has_name(client));
        let library = library.map_or_else(String::new, |library| format!(" ({})", shown(library)));
        format!("{}{library}", self.name(client))
    }

    /// What tells its connection from others: its library and its number.
    pub(super) fn connection(&self, client: ClientId) -> String {
        let library = self.library(client);
        let library = library.map_or_else(String::new, |library| format!("{}, ", shown(library)));
        format!("{library}client {}", client.0)
    }

    /// Whether it is called by more than its library and its number.
    pub(super) fn has_name(&self, client: ClientId) -> bool {
        self.own_name(client).is_some()
    }

    fn library(&self, client: ClientId) -> Option<&Bytes> {
        self.known.get(&client)?.library.as_ref()
    }

    /// Where a client reads, the last first.
    pub(super) fn reads(&self, client: ClientId) -> &[Reader] {
        self.known.get(&client).map_or(&[], |guest| &guest.reads)
    }

    /// The clients that read as this consumer and are there.
    pub(super) fn who_reads_as(&self, reader: &Reader) -> impl Iterator<Item = ClientId> {
        let there = self.known.iter().filter(|(_, guest)| !guest.gone);
        there
            .filter(|(_, guest)| guest.reads.contains(reader))
            .map(|(client, _)| *client)
    }

    fn own_name(&self, client: ClientId) -> Option<&Bytes> {
        let guest = self.known.get(&client)?;
        let reads = || guest.reads.first().map(|reader| &reader.consumer);
        guest.name.as_ref().or_else(reads)
    }
}

impl Guest {
    fn reads(&mut self, db: usize, key: &[u8], group: &[u8], consumer: &[u8]) {
        let same = |reader: &Reader| {
            reader.db == db && *reader.key == *key && *reader.group == *group && *reader.consumer == *consumer
        };
        if let Some(at) = self.reads.iter().position(same) {
            return self.reads[..=at].rotate_right(1);
        }
        self.reads.truncate(READS - 1);
        let reader = Reader {
            db,
            key: key.into(),
            group: group.into(),
            consumer: consumer.into(),
        };
        self.reads.insert(0, reader);
    }
}

/// A group and a consumer in it, and the streams.
type Reads<'a> = ([&'a [u8]; 2], Vec<&'a [u8]>);

/// The group and the consumer as which this command takes entries, and the streams it takes them from.
fn reads_as(argv: Argv<'_>) -> Option<Reads<'_>> {
    let name = argv.get(0)?;
    if name.eq_ignore_ascii_case(b"XREADGROUP") {
        let place = |word: &[u8]| argv.iter().position(|other| other.eq_ignore_ascii_case(word));
        let (group, streams) = (place(b"GROUP")?, place(b"STREAMS")? + 1);
        let keys = argv.len().saturating_sub(streams) / 2;
        let keys = argv.iter().skip(streams).take(keys).collect();
        Some(([argv.get(group + 1)?, argv.get(group + 2)?], keys))
    } else if name.eq_ignore_ascii_case(b"XCLAIM") || name.eq_ignore_ascii_case(b"XAUTOCLAIM") {
        Some(([argv.get(2)?, argv.get(3)?], vec![argv.get(1)?]))
    } else {
        None
    }
}

/// Whether this is what a library says by itself as soon as it is connected, and what need not be told unless it fails.
pub(super) fn is_handshake(argv: Argv<'_>) -> bool {
    let is = |place: usize, words: &[&[u8]]| {
        let word = argv.get(place).unwrap_or_default();
        words.iter().any(|other| word.eq_ignore_ascii_case(other))
    };
    is(0, &[b"HELLO", b"AUTH", b"PING", b"COMMAND"])
        || (is(0, &[b"CLIENT"]) && is(1, &[b"SETNAME", b"SETINFO", b"MAINT_NOTIFICATIONS"]))
}

/// Whether it is something that libraries try and go on without where a server does not know it.
pub(super) fn is_a_try(argv: Argv<'_>) -> bool {
    let is = |word: &[u8]| {
        argv.get(1)
            .is_some_and(|second| second.eq_ignore_ascii_case(word))
    };
    is_handshake(argv) && (is(b"SETINFO") || is(b"MAINT_NOTIFICATIONS"))
}
