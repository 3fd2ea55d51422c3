//! `xtutor lesson check --against ADDR`: a lesson's ways are gone on a running redis-server, and every reply must be
//! what the engine said. Times are the server's own; idle times are set to the lesson's before each command.

use std::io::{self, BufReader, Write as _};
use std::net::TcpStream;
use std::thread::sleep;
use std::time::Duration;

use crate::command::Version;
use crate::lesson::{Flow, Move};
use crate::wire::print::{Format, printed};
use crate::wire::{ArgvBuf, Reply, read_reply, typed};

/// A running server that may be used up.
pub(super) struct Server {
    address: String,
    control: Connection,
    /// The version line it is of.
    pub(super) version: Version,
}

/// How long the server may take for an answer.
const PATIENCE: Duration = Duration::from_secs(5);

impl Server {
    /// Connects. A server that holds keys is left alone unless `flush` says that they may go.
    pub(super) fn connect(address: &str, flush: bool) -> io::Result<Server> {
        let mut control = Connection::open(address)?;
        let info = control.ask(&["INFO"].iter().collect())?;
        let Reply::Bulk(info) = info else {
            return Err(io::Error::other(format!(
                "{address} does not answer as a redis-server: {}",
                told(&info)
            )));
        };
        let info = String::from_utf8_lossy(&info).into_owned();
        let full = info.lines().find_map(|line| line.strip_prefix("redis_version:"));
        let full = full.ok_or_else(|| io::Error::other(format!("{address} does not say its version")))?;
        let line: Vec<&str> = full.split('.').take(2).collect();
        let version = line
            .join(".")
            .parse()
            .map_err(|why: String| io::Error::other(format!("{address} is redis {full}: {why}")))?;
        let keys: Vec<&str> = info.lines().filter(|line| line.starts_with("db")).collect();
        if !keys.is_empty() && !flush {
            return Err(io::Error::other(format!(
                "{address} holds keys ({}), and checking would remove them all; `--flush` allows it",
                keys.join(", ")
            )));
        }
        Ok(Server {
            address: address.to_owned(),
            control,
            version,
        })
    }

    /// Goes this way; how many replies were as expected, or the first that was not.
    pub(super) fn follow(&mut self, flow: &Flow) -> io::Result<Result<usize, String>> {
        // What an earlier way has left, settings included.
        self.leave()?;
        let mut terminals: Vec<Option<Connection>> = Vec::new();
        let mut sent = String::new();
        let mut compared = 0;
        for step in &flow.moves {
            match step {
                Move::Connect(at) => {
                    let connection = Connection::open(&self.address)?;
                    if terminals.len() <= *at {
                        terminals.resize_with(at + 1, || None);
                    }
                    terminals[*at] = Some(connection);
                }
                Move::Close(at) => {
                    let closed = terminals.get_mut(*at).and_then(Option::take);
                    if let Some(id) = closed.map(|connection| connection.id) {
                        self.wait_until_gone(id)?;
                    }
                }
                Move::Send(at, argv) => {
                    sent = typed(argv.as_argv());
                    open(&mut terminals, *at)?.send(argv)?;
                }
                Move::Waits(at) => {
                    let id = open(&mut terminals, *at)?.id;
                    if !self.waits(id)? {
                        return Ok(Err(format!("`{sent}` does not wait")));
                    }
                }
                Move::Receive(at, expected) => {
                    let found = open(&mut terminals, *at)?
                        .read()
                        .map_err(|error| io::Error::new(error.kind(), format!("`{sent}`: {error}")))?;
                    if !same(expected, &found, times_of(&sent)) {
                        return Ok(Err(format!(
                            "`{sent}` is answered differently\n  the lesson:\n{}  the server:\n{}",
                            told(expected),
                            told(&found)
                        )));
                    }
                    compared += 1;
                }
                Move::TimeUp(at) => {
                    let id = open(&mut terminals, *at)?.id;
                    self.say(&format!("CLIENT UNBLOCK {id} TIMEOUT"))?;
                }
                Move::Expire(key) => {
                    let argv = [&b"DEL"[..], key].into_iter().collect();
                    self.control.ask(&argv)?;
                }
                Move::Idle {
                    key,
                    group,
                    consumer,
                    id,
                    idle,
                } => {
                    let idle = idle.to_string();
                    let words = [
                        &b"XCLAIM"[..],
                        key,
                        group,
                        consumer,
                        b"0",
                        id.as_bytes(),
                        b"IDLE",
                        idle.as_bytes(),
                        b"JUSTID",
                    ];
                    self.control.ask(&words.into_iter().collect())?;
                }
            }
        }
        Ok(Ok(compared))
    }

    /// Leaves it empty and set as a server is at first.
    pub(super) fn leave(&mut self) -> io::Result<()> {
        self.say("FLUSHALL")?;
        self.say("CONFIG SET stream-node-max-entries 100 stream-node-max-bytes 4096")
            .map(drop)
    }

    /// A server takes a moment to see that a client has gone.
    fn wait_until_gone(&mut self, id: i64) -> io::Result<()> {
        for _ in 0..200 {
            if self.say(&format!("CLIENT LIST ID {id}"))? == Reply::Bulk(Vec::new()) {
                break;
            }
            sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    fn say(&mut self, line: &str) -> io::Result<Reply> {
        self.control.ask(&line.split(' ').collect())
    }

    /// Whether a client waits, as soon as the server has taken its request in.
    fn waits(&mut self, id: i64) -> io::Result<bool> {
        for _ in 0..200 {
            let list = self.say(&format!("CLIENT LIST ID {id}"))?;
            let Reply::Bulk(list) = list else {
                return Ok(false);
            };
            let list = String::from_utf8_lossy(&list).into_owned();
            let flags = list.split(' ').find_map(|part| part.strip_prefix("flags="));
            if flags.is_some_and(|flags| flags.contains('b')) {
                return Ok(true);
            }
            sleep(Duration::from_millis(5));
        }
        Ok(false)
    }
}

fn open(terminals: &mut [Option<Connection>], at: usize) -> io::Result<&mut Connection> {
    let terminal = terminals.get_mut(at).and_then(Option::as_mut);
    terminal.ok_or_else(|| io::Error::other("the lesson types in a terminal that is not connected"))
}

fn told(reply: &Reply) -> String {
    String::from_utf8_lossy(&printed(reply, Format::Standard)).into_owned()
}

/// Whether a command's reply is a time itself.
fn times_of(line: &str) -> bool {
    let first = line.split(' ').next().unwrap_or_default().to_ascii_uppercase();
    ["TTL", "PTTL", "TIME", "EXPIRETIME", "PEXPIRETIME"].contains(&first.as_str())
}

/// Whether two replies say the same but for times. `time`: this very number is one.
fn same(expected: &Reply, found: &Reply, time: bool) -> bool {
    match (expected, found) {
        (Reply::Int(_), Reply::Int(_)) if time => true,
        // RESP2 has one null for each kind of reply, and no maps.
        (Reply::Nil | Reply::NilArray, Reply::Nil | Reply::NilArray) => true,
        (Reply::Verbatim(expected), Reply::Bulk(found)) => expected == found,
        (Reply::Array(_) | Reply::Map(_) | Reply::Set(_) | Reply::Push(_), Reply::Array(found)) => {
            let expected = expected.elements();
            // A row of XPENDING: ID, consumer, idle time, deliveries.
            let row = matches!(
                found.as_slice(),
                [Reply::Bulk(_), Reply::Bulk(_), Reply::Int(_), Reply::Int(_)]
            );
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .enumerate()
                    .all(|(at, (expected, item))| {
                        let named = at.checked_sub(1).is_some_and(|before| names_time(&found[before]));
                        same(expected, item, time || named || (row && at == 2))
                    })
        }
        (expected, found) => expected == found,
    }
}

fn names_time(name: &Reply) -> bool {
    let names = [&b"idle"[..], b"inactive", b"seen-time", b"active-time"];
    matches!(name, Reply::Bulk(name) if names.contains(&&name[..]))
}

struct Connection {
    stream: TcpStream,
    reader: BufReader<TcpStream>,
    /// What the server calls it.
    id: i64,
}

impl Connection {
    fn open(address: &str) -> io::Result<Connection> {
        let stream = TcpStream::connect(address).map_err(|error| {
            let why = format!("{address}: {error}; it takes a redis-server that listens there, empty");
            io::Error::new(error.kind(), why)
        })?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut connection = Connection {
            reader: BufReader::new(stream.try_clone()?),
            stream,
            id: 0,
        };
        if let Reply::Int(id) = connection.ask(&["CLIENT", "ID"].iter().collect())? {
            connection.id = id;
        }
        Ok(connection)
    }

    fn ask(&mut self, argv: &ArgvBuf) -> io::Result<Reply> {
        self.send(argv)?;
        self.read()
    }

    fn send(&mut self, argv: &ArgvBuf) -> io::Result<()> {
        let words = argv.as_argv();
        let mut request = format!("*{}\r\n", words.len()).into_bytes();
        for word in words.iter() {
            request.extend_from_slice(format!("${}\r\n", word.len()).as_bytes());
            request.extend_from_slice(word);
            request.extend_from_slice(b"\r\n");
        }
        self.stream.write_all(&request)
    }

    fn read(&mut self) -> io::Result<Reply> {
        read_reply(&mut self.reader)
    }
}
