//! For tests only: an engine with a few clients, driven by typed lines and answering as redis-cli prints, so that a
//! test reads like a recorded session. Not a room: any room's tests may use it, and so do the tests beside this
//! folder. No assertion about Redis lives here.
#![allow(dead_code, unreachable_pub, reason = "no single test uses everything")]

use std::collections::BTreeMap;

use xtutor::command::line::{Line, repeated};
use xtutor::command::sentence::told;
use xtutor::command::{Event, Turn};
use xtutor::engine::{Engine, Input};
use xtutor::store::Millis;
use xtutor::wire::print::{Format, printed};
use xtutor::wire::{ClientId, Out, Protocol, Sink};

const BLOCKED: &str = "# (no reply yet: the client is blocked)\n";

/// An engine, its clients by name, and a clock that moves only when told to.
#[derive(Debug, Default)]
pub struct Rig {
    engine: Engine,
    out: Out,
    now: Millis,
    clients: BTreeMap<String, ClientId>,
    /// What happened since [`Rig::events`] was last asked.
    events: Vec<Event>,
}

impl Rig {
    /// An empty server at time 0. A client is connected when it is first named.
    pub fn new() -> Rig {
        Rig::default()
    }

    /// The same at another time, Unix ms.
    pub fn at(mut self, now: Millis) -> Rig {
        self.now = now;
        self
    }

    /// The same, imitating another version.
    pub fn profile(mut self, version: &str) -> Rig {
        self.engine.set_profile(version.parse().expect("a known version"));
        self
    }

    /// The same, with a clock to time commands by, in ns.
    pub fn timed(mut self, clock: fn() -> u64) -> Rig {
        self.engine.time_commands(clock);
        self
    }

    /// The same, told by this how many bytes the program takes.
    pub fn weighed(mut self, resident: fn() -> u64) -> Rig {
        self.engine.weigh_memory(resident);
        self
    }

    /// The same, started with a setting.
    pub fn setting(mut self, name: &str, value: &str) -> Rig {
        self.engine
            .configure(name, value.as_bytes())
            .expect("a value that fits");
        self
    }

    /// The same with a client that speaks RESP3.
    pub fn resp3(mut self, name: &str) -> Rig {
        self.run(name, "HELLO 3");
        self.events.clear();
        self
    }

    /// What is stored and who waits.
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Lets `ms` pass: waits that are over then end.
    pub fn pass(&mut self, ms: Millis) {
        self.now += ms;
        self.step(Input::Tick);
    }

    /// Has `client` type `line`; gives what it is shown: nothing while it waits, and first whatever it had
    /// received unread.
    pub fn run(&mut self, client: &str, line: &str) -> String {
        let id = self.client(client);
        let Ok(line) = Line::parse(line.as_bytes()) else {
            return self.received(client) + "Invalid argument(s)\n";
        };
        if line.argv().is_empty() {
            return self.received(client);
        }
        let (times, line) = match repeated(&line) {
            Some(Ok(repeated)) => repeated,
            _ => (1, line),
        };
        for _ in 0..times {
            self.step(Input::Command(id, line.argv()));
        }
        self.received(client)
    }

    /// What `client` received since it last read, as redis-cli prints it.
    pub fn received(&mut self, client: &str) -> String {
        let id = self.client(client);
        let replies = self.out.take(id);
        let texts = replies.iter().map(|reply| printed(reply, Format::Standard));
        texts
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .collect()
    }

    /// Whether `client` waits for something.
    pub fn waits(&mut self, client: &str) -> bool {
        let id = self.client(client);
        self.engine.waiter(id).is_some()
    }

    /// The client disconnects; the next use of its name is a new client.
    pub fn disconnect(&mut self, client: &str) {
        let id = self.client(client);
        self.step(Input::Disconnect(id));
        self.clients.insert(client.to_owned(), self.unused());
        self.connect(client);
    }

    /// A client comes over a network, from one address to the other.
    pub fn arrive(&mut self, name: &str, from: &str, to: &str) {
        let id = self.unused();
        self.clients.insert(name.to_owned(), id);
        self.out.attach(id, Sink::tree(Protocol::Resp2));
        self.step(Input::Arrive(id, from, to));
    }

    /// What happened since this was last asked.
    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// The same in the sentences that a learner reads under a reply.
    pub fn told(&mut self) -> Vec<String> {
        told(&self.events(), &|client| format!("client {}", client.0))
    }

    /// Replays a session in the format of `tests/transcripts` and compares the whole text. A wait that the text does
    /// not announce is sat out. `<ms>` and `<unix-ms>` stand for any number, `<id-1>` for the first ID that the
    /// server made from its clock, and so on.
    #[track_caller]
    pub fn transcript(&mut self, text: &str) {
        similar(text, &replayed(self, text));
    }

    fn step(&mut self, input: Input<'_>) {
        let mut turn = Turn {
            now: self.now,
            out: &mut self.out,
            events: Some(&mut self.events),
        };
        self.engine.step(input, &mut turn);
    }

    fn client(&mut self, name: &str) -> ClientId {
        if let Some(client) = self.clients.get(name) {
            return *client;
        }
        self.clients.insert(name.to_owned(), self.unused());
        self.connect(name)
    }

    fn unused(&self) -> ClientId {
        ClientId(self.clients.values().map(|client| client.0).max().unwrap_or(0) + 1)
    }

    fn connect(&mut self, name: &str) -> ClientId {
        let client = self.clients[name];
        self.out.attach(client, Sink::tree(Protocol::Resp2));
        self.step(Input::Connect(client));
        client
    }
}

/// Somebody who takes typed lines for several clients and prints as redis-cli does.
pub trait Side {
    /// Has `client` type `line`; gives what it is shown.
    fn run(&mut self, client: &str, line: &str) -> String;
    /// What `client` received since it last read.
    fn received(&mut self, client: &str) -> String;
    /// Whether `client` waits for something.
    fn waits(&mut self, client: &str) -> bool;
    /// Lets the time pass until the wait of `client` is over, if it has an end; what it then gets is received.
    fn sit_out(&mut self, client: &str);
}

impl Side for Rig {
    fn run(&mut self, client: &str, line: &str) -> String {
        // No two commands at once, so that generated IDs differ as they did in the recording.
        self.pass(1);
        Rig::run(self, client, line)
    }

    fn received(&mut self, client: &str) -> String {
        Rig::received(self, client)
    }

    fn waits(&mut self, client: &str) -> bool {
        Rig::waits(self, client)
    }

    fn sit_out(&mut self, client: &str) {
        let id = self.client(client);
        let deadline = self.engine.waiter(id).and_then(|waiter| waiter.wait.deadline);
        self.pass(deadline.map_or(0, |deadline| deadline - self.now));
    }
}

/// A recording with every reply replaced by what `side` says. A wait that the text does not announce is sat out;
/// `<id-1>` stands for the first ID that the server made from its clock, and so on.
pub fn replayed(side: &mut impl Side, text: &str) -> String {
    let mut actual = String::new();
    let mut ids = Ids::default();
    let mut current = "main".to_owned();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(command) = line.strip_prefix("> ") {
            let may_block = lines.peek().is_some_and(|next| *next == BLOCKED.trim_end());
            let reply = answered(side, &current, &ids.filled_in(command), may_block);
            actual.extend([line, "\n", &ids.named(reply, &lines)]);
        } else if let Some(name) = receiver(line) {
            let news = news(side, name);
            actual += &ids.named(news, &lines);
        } else if line.is_empty() || (line.starts_with('#') && line != BLOCKED.trim_end()) {
            current = line.strip_prefix("# client ").map_or(current, ToOwned::to_owned);
            actual.extend([line, "\n"]);
        }
    }
    actual
}

fn answered(side: &mut impl Side, client: &str, command: &str, may_block: bool) -> String {
    let mut reply = side.run(client, command);
    if side.waits(client) && !may_block {
        side.sit_out(client);
        reply += &side.received(client);
    }
    if side.waits(client) {
        reply += BLOCKED;
    }
    reply
}

/// What `client` received, under the headline that a recording gives it.
fn news(side: &mut impl Side, client: &str) -> String {
    match (side.received(client), side.waits(client)) {
        (text, true) if text.is_empty() => {
            format!("# client {client} receives nothing: it is still blocked\n")
        }
        (text, _) if text.is_empty() => format!("# client {client} receives nothing\n"),
        (text, _) => format!("# client {client} receives\n{text}"),
    }
}

/// The IDs that a recording's `<id-1>`, `<id-2>`, … turned out to be here.
#[derive(Debug, Default)]
struct Ids(Vec<String>);

impl Ids {
    /// A recorded command with the IDs of this replay.
    fn filled_in(&self, command: &str) -> String {
        let ids = self.0.iter().enumerate();
        ids.fold(command.to_owned(), |command, (index, id)| {
            command.replace(&format!("<id-{}>", index + 1), id)
        })
    }

    /// A reply with its generated IDs named as in the recording, whose next lines tell where a new one appears.
    fn named<'l>(&mut self, reply: String, recorded: &(impl Iterator<Item = &'l str> + Clone)) -> String {
        for (expected, line) in recorded.clone().zip(reply.lines()) {
            let next = format!("<id-{}>", self.0.len() + 1);
            if let Some((before, _)) = expected.split_once(&next) {
                let known = self.filled_in(before);
                let rest = line.strip_prefix(known.as_str()).unwrap_or_default();
                let end = rest.find(|character: char| !character.is_ascii_digit() && character != '-');
                self.0.push(rest[..end.unwrap_or(rest.len())].to_owned());
            }
        }
        let ids = self.0.iter().enumerate().filter(|(_, id)| !id.is_empty());
        ids.fold(reply, |reply, (index, id)| {
            reply.replace(id, &format!("<id-{}>", index + 1))
        })
    }
}

/// The client of `# client X receives …`.
fn receiver(line: &str) -> Option<&str> {
    let (name, rest) = line.strip_prefix("# client ")?.split_once(' ')?;
    rest.starts_with("receives").then_some(name)
}

/// Compares whole texts; a placeholder stands for any number.
#[track_caller]
pub fn similar(expected: &str, actual: &str) {
    let mut wanted = expected.lines();
    let filled: String = actual
        .lines()
        .map(|line| match wanted.next() {
            Some(pattern) if fits(pattern, line) => format!("{pattern}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    let plain = |text: &str| text.trim_end().to_owned();
    if plain(expected) != plain(&filled) {
        let mut lines = expected.lines().zip(filled.lines()).enumerate();
        let first = lines.find(|(_, (wanted, found))| wanted != found);
        panic!("first difference: {first:?}\n--- expected\n{expected}\n--- actual\n{actual}");
    }
}

fn fits(pattern: &str, line: &str) -> bool {
    let found = ["<ms>", "<unix-ms>"]
        .iter()
        .find_map(|name| pattern.split_once(name));
    let Some((before, after)) = found else {
        return pattern == line;
    };
    let Some(rest) = line.strip_prefix(before) else {
        return false;
    };
    let digits = rest.trim_start_matches(|character: char| character.is_ascii_digit());
    digits.len() < rest.len() && fits(after, digits)
}

#[test]
fn a_session_reads_like_a_recording() {
    Rig::new().at(4).transcript(
        r#"
> XADD s * f v
"5-0"
# client A
> XREAD BLOCK 0 STREAMS s $
# (no reply yet: the client is blocked)
# client main
> 2 PING
PONG
PONG
# client A receives nothing: it is still blocked
> XADD s 7-1 f "a b
Invalid argument(s)
> XADD s <ms>
(error) ERR wrong number of arguments for 'xadd' command
> XADD s 7-1 f v
"7-1"
# client A receives
1) 1) "s"
   2) 1) 1) "7-1"
         2) 1) "f"
            2) "v"
> XREAD BLOCK 20 STREAMS s $
(nil)
"#,
    );
}

#[test]
#[should_panic(expected = "--- actual\n> PING\nPONG")]
fn a_difference_is_shown_whole() {
    Rig::new().transcript("> PING\nPING\n");
}
