//! Who the clients of the network are: what each calls itself, as whom it reads, and whether anybody was told of it.
//! Those that have gone are known for a while longer, because what they did is still told.

use std::collections::{BTreeMap, VecDeque};

use crate::command::Fault;
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

    /// A client is heard. Whether it is to be told that it is here: it is somebody with a name, nobody knew, and it does
    /// not show by what it said before. `Some(true)` if one of that name has gone.
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
        if !self.has_name(client) || self.has_twin(client) {
            return None;
        }
        let name = self.own_name(client);
        let same = |gone: &ClientId| self.own_name(*gone) == name;
        let again = self.gone.iter().any(same);
        (again || before == Seen::Silent).then_some(again)
    }

    /// A client is gone.
    pub(super) fn leaves(&mut self, client: ClientId, real: Millis) -> Leave {
        let Some(guest) = self.known.get_mut(&client) else {
            return Leave::Unseen;
        };
        guest.gone = true;
        let twin = self.has_twin(client);
        let Some(guest) = self.known.get_mut(&client) else {
            return Leave::Unseen;
        };
        let leave = match guest {
            Guest { seen, .. } if twin || *seen != Seen::Known => Leave::Unseen,
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

    /// Whether another connection is there that is called so and reads there: one of several of the same program.
    fn has_twin(&self, client: ClientId) -> bool {
        let (Some(own), Some(name)) = (self.known.get(&client), self.own_name(client)) else {
            return false;
        };
        let mut others = self
            .known
            .iter()
            .filter(|(other, guest)| **other != client && !guest.gone);
        others.any(|(other, guest)| {
            guest.seen == Seen::Known
                && guest.reads.first() == own.reads.first()
                && self.own_name(*other) == Some(name)
        })
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

/// Whether it is something that libraries try, and go on without where a server does not know it.
pub(super) fn is_a_try(argv: Argv<'_>, fault: &Fault) -> bool {
    is_handshake(argv) && fault.text.starts_with(b"ERR unknown subcommand")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Turn;
    use crate::engine::Input;
    use crate::wire::{ArgvBuf, Out};

    struct Door {
        guests: Guests,
        engine: Engine,
        real: Millis,
    }

    impl Door {
        fn comes(&mut self, number: u64) -> ClientId {
            let client = ClientId(number);
            self.step(Input::Arrive(client, "127.0.0.1:9", "127.0.0.1:6379"));
            self.guests.arrives(client, self.real);
            client
        }

        /// What is to be told of it when it says this line, which is no handshake.
        fn says(&mut self, client: ClientId, line: &str) -> Option<bool> {
            self.handshake(client, line);
            self.guests.introduce(client)
        }

        fn handshake(&mut self, client: ClientId, line: &str) {
            let argv: ArgvBuf = line.split(' ').collect();
            self.step(Input::Command(client, argv.as_argv()));
            self.guests.says(client, argv.as_argv(), &self.engine);
        }

        fn step(&mut self, input: Input<'_>) {
            let mut out = Out::default();
            let mut turn = Turn {
                now: 0,
                out: &mut out,
                events: None,
            };
            self.engine.step(input, &mut turn);
        }
    }

    fn door() -> Door {
        Door {
            guests: Guests::default(),
            engine: Engine::default(),
            real: 0,
        }
    }

    const READ: &str = "XREADGROUP GROUP g bob COUNT 1 STREAMS s t > >";

    #[test]
    fn a_client_is_called_by_its_name_else_its_consumer_else_its_library_else_its_number() {
        let mut door = door();
        let client = door.comes(1001);
        assert_eq!(door.guests.name(client), "client 1001");
        door.handshake(client, "CLIENT SETINFO LIB-NAME redis-py");
        assert_eq!(door.guests.name(client), "redis-py 1001");
        door.says(client, "XAUTOCLAIM s g bob 0 0");
        assert_eq!(door.guests.name(client), "bob");
        door.handshake(client, "HELLO 3 SETNAME worker");
        assert_eq!(
            (door.guests.name(client), door.guests.name_and_library(client)),
            ("worker".to_owned(), "worker (redis-py)".to_owned())
        );
        door.says(client, READ);
        let reads: Vec<_> = door
            .guests
            .reads(client)
            .iter()
            .map(|reader| &*reader.key)
            .collect();
        assert_eq!(reads, [b"t", b"s"]);
        door.guests.leaves(client, 0);
        assert_eq!(door.guests.name(client), "worker");
    }

    #[test]
    fn who_has_no_name_and_reads_nowhere_comes_and_goes_unseen() {
        let mut door = door();
        let client = door.comes(1001);
        assert_eq!(door.says(client, "XLEN s"), None);
        assert_eq!(door.guests.leaves(client, 9000), Leave::Unseen);
        let client = door.comes(1002);
        door.handshake(client, "CLIENT SETNAME script");
        assert_eq!(door.says(client, "XLEN s"), Some(false));
        assert_eq!(door.guests.leaves(client, PASSING - 1), Leave::Passing);
    }

    #[test]
    fn who_comes_again_is_back_and_a_second_connection_of_the_same_is_nobody_else() {
        let mut door = door();
        let (first, second) = (door.comes(1001), door.comes(1002));
        assert_eq!(door.says(first, READ), Some(false));
        assert_eq!((door.says(first, READ), door.says(second, READ)), (None, None));
        assert_eq!(door.guests.leaves(second, 9000), Leave::Unseen);
        let reads = door.guests.reads(first).to_vec();
        assert_eq!(door.guests.leaves(first, 9000), Leave::Known(reads));
        let third = door.comes(1003);
        // It shows also where it has said something before.
        assert_eq!(door.says(third, "XLEN s"), None);
        assert_eq!(door.says(third, READ), Some(true));
    }

    #[test]
    fn only_so_many_that_are_gone_are_remembered() {
        let mut door = door();
        for number in 1001..2001 {
            let client = door.comes(number);
            door.says(client, READ);
            door.guests.leaves(client, 9000);
        }
        assert_eq!((door.guests.known.len(), door.guests.gone.len()), (GONE, GONE));
    }

    #[test]
    fn what_libraries_say_by_themselves_is_known() {
        let argv = |line: &str| -> ArgvBuf { line.split(' ').collect() };
        for line in [
            "hello 3",
            "PING",
            "COMMAND DOCS",
            "client setinfo LIB-VER 1",
            "AUTH x",
        ] {
            assert!(is_handshake(argv(line).as_argv()), "{line}");
        }
        for line in ["CLIENT LIST", "ECHO PING", "CLIENT", "XADD s * a 1"] {
            assert!(!is_handshake(argv(line).as_argv()), "{line}");
        }
        let unknown = Fault::new("ERR unknown subcommand 'SETINFO'. Try CLIENT HELP.");
        let setinfo = argv("CLIENT SETINFO LIB-NAME x");
        assert!(is_a_try(setinfo.as_argv(), &unknown));
        assert!(!is_a_try(
            setinfo.as_argv(),
            &Fault::new("ERR lib-name cannot contain spaces")
        ));
    }
}
