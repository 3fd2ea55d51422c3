//! For tests only: a real redis-server on a loopback port, and the comparison of its replies with the engine's.

#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    reason = "shared by several tests, which may fail anywhere"
)]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use xtutor::command::{Turn, Version};
use xtutor::engine::{Engine, Input};
use xtutor::wire::print::{Format, printed};
use xtutor::wire::{ArgvBuf, ClientId, Out, Protocol, Reply, Sink, quoted, read_reply};

use crate::random::Words;

/// A running server, stopped when dropped.
pub struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts the installed server of this version. `None`, with a line on standard error, if there is none.
    pub fn start(version: &str) -> Option<Server> {
        let program = find(version);
        if program.is_none() {
            assert!(
                std::env::var_os("XTUTOR_REQUIRE_SERVERS").is_none(),
                "redis-server {version} is required and missing"
            );
            // Past the test harness's capture: who runs the tests should see it.
            let _ = writeln!(std::io::stderr(), "skipped: redis-server {version} not found");
        }
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let port_text = port.to_string();
        let arguments = [
            "--port",
            &port_text,
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
        ];
        let mut command = Command::new(program?);
        let child = command
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let server = Server { child, port };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Some(server);
            }
            std::thread::sleep(Duration::from_millis(25));
        }
        panic!("redis-server {version} does not answer");
    }

    /// Where it listens.
    #[allow(dead_code, reason = "not every test that shares this asks")]
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What it answers to this line of plain words.
    #[allow(dead_code, reason = "not every test that shares this asks")]
    pub fn ask(&self, line: &str) -> Reply {
        let words: Words = line.split(' ').map(|word| word.as_bytes().to_vec()).collect();
        self.connect().ask(&words)
    }

    /// The names of all commands it has, without subcommands.
    #[allow(dead_code, reason = "not every test that shares this asks")]
    pub fn commands(&self) -> Vec<String> {
        let reply = self.ask("COMMAND LIST");
        let Reply::Array(names) = reply else {
            panic!("COMMAND LIST gave {reply:?}");
        };
        let names = names.iter().map(|name| match name {
            Reply::Bulk(name) => String::from_utf8_lossy(name).into_owned(),
            other => panic!("{other:?} is no name"),
        });
        names.filter(|name| !name.contains('|')).collect()
    }

    fn connect(&self) -> Connection {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        Connection {
            reader: BufReader::new(stream.try_clone().unwrap()),
            stream,
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn find(version: &str) -> Option<String> {
    let variable = format!("XTUTOR_REDIS_{}", version.split('.').next()?);
    let program = std::env::var(variable).unwrap_or_else(|_| "redis-server".to_owned());
    let output = Command::new(&program).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.contains(&format!("v={version}")).then_some(program)
}

struct Connection {
    stream: TcpStream,
    reader: BufReader<TcpStream>,
}

impl Connection {
    fn ask(&mut self, words: &[Vec<u8>]) -> Reply {
        let mut request = format!("*{}\r\n", words.len()).into_bytes();
        for word in words {
            request.extend_from_slice(format!("${}\r\n", word.len()).as_bytes());
            request.extend_from_slice(word);
            request.extend_from_slice(b"\r\n");
        }
        self.stream.write_all(&request).unwrap();
        // Waiting here too, so that a server that does not answer is told with what it was asked.
        let waiting = self.reader.fill_buf();
        assert!(waiting.is_ok(), "no answer to {}", request.escape_ascii());
        read_reply(&mut self.reader).unwrap()
    }
}

/// What the engine answers to this line of plain words, as a new server.
#[allow(dead_code, reason = "not every test that shares this asks")]
pub fn answer(line: &str, profile: Version) -> Reply {
    let client = ClientId(1);
    let (mut engine, mut out) = (Engine::default(), Out::default());
    engine.set_profile(profile);
    out.attach(client, Sink::tree(Protocol::Resp2));
    let argv: ArgvBuf = line.split(' ').collect();
    for input in [Input::Connect(client), Input::Command(client, argv.as_argv())] {
        let mut turn = Turn {
            now: now(),
            out: &mut out,
            events: None,
        };
        engine.step(input, &mut turn);
    }
    out.take(client).remove(0)
}

/// One list run on both sides.
pub struct Comparison;

impl Comparison {
    /// Runs the list; the first difference, with everything that led to it, is the error.
    pub fn run(
        server: &mut Server,
        list: &[Words],
        protocol: Protocol,
        profile: Version,
    ) -> Result<(), String> {
        let mut connection = server.connect();
        for line in [
            "FLUSHALL",
            "CONFIG SET stream-node-max-entries 100 stream-node-max-bytes 4096 maxmemory 0",
        ] {
            let words: Words = line.split(' ').map(|word| word.as_bytes().to_vec()).collect();
            connection.ask(&words);
        }
        if protocol == Protocol::Resp3 {
            connection.ask(&[b"HELLO".to_vec(), b"3".to_vec()]);
        }
        let client = ClientId(1);
        let (mut engine, mut out) = (Engine::default(), Out::default());
        engine.set_profile(profile);
        engine.set_protocol(protocol);
        out.attach(client, Sink::tree(protocol));
        engine.step(
            Input::Connect(client),
            &mut Turn {
                now: now(),
                out: &mut out,
                events: None,
            },
        );
        let mut told = String::new();
        for words in list {
            let argv: ArgvBuf = words.iter().collect();
            let mut turn = Turn {
                now: now(),
                out: &mut out,
                events: None,
            };
            engine.step(Input::Command(client, argv.as_argv()), &mut turn);
            let expected = connection.ask(words);
            let mut replies = out.take(client);
            if replies.is_empty() {
                // The engine waits: so short a wait is over by now.
                let mut turn = Turn {
                    now: now() + 1000,
                    out: &mut out,
                    events: None,
                };
                engine.step(Input::Tick, &mut turn);
                replies = out.take(client);
            }
            let typed: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            let _ = writeln!(told, "> {}", typed.join(" "));
            match replies.as_slice() {
                [reply] if aligned(&expected, reply, false) == expected => {}
                replies => {
                    let here: String = replies.iter().map(text).collect();
                    return Err(format!("{told}--- redis\n{}--- here\n{here}", text(&expected)));
                }
            }
        }
        Ok(())
    }
}

fn text(reply: &Reply) -> String {
    String::from_utf8_lossy(&printed(reply, Format::Standard)).into_owned()
}

/// How far two clocks and two commands may be apart, ms.
const SLACK: u64 = 30_000;

/// `actual` with its times, and the IDs made from them, replaced by the expected ones where they are close; and with
/// the one null of RESP3 where that is expected. `time` says that this very number is a time.
fn aligned(expected: &Reply, actual: &Reply, time: bool) -> Reply {
    match (expected, actual) {
        (Reply::Int(wanted), Reply::Int(found)) if time || *wanted > 100_000 => {
            let close = wanted.abs_diff(*found) < SLACK && (*wanted < 0) == (*found < 0);
            if close { expected.clone() } else { actual.clone() }
        }
        (Reply::Bulk(wanted), Reply::Bulk(found)) if both_recent(wanted, found) => expected.clone(),
        (Reply::Nil, Reply::NilArray) => Reply::Nil,
        // RESP2 does not tell these apart.
        (Reply::Bulk(wanted), Reply::Verbatim(found)) if wanted == found => expected.clone(),
        (Reply::Array(wanted), Reply::Array(found)) => Reply::Array(aligned_items(wanted, found)),
        (Reply::Map(wanted), Reply::Map(found)) => {
            let pairs = found
                .iter()
                .enumerate()
                .map(|(at, (name, value))| match wanted.get(at) {
                    Some((_, wanted)) => (name.clone(), aligned(wanted, value, names_time(name))),
                    None => (name.clone(), value.clone()),
                });
            Reply::Map(pairs.collect())
        }
        _ => actual.clone(),
    }
}

fn aligned_items(wanted: &[Reply], found: &[Reply]) -> Vec<Reply> {
    // A row of XPENDING: ID, consumer, idle time, deliveries.
    let pending = matches!(
        found,
        [Reply::Bulk(_), Reply::Bulk(_), Reply::Int(_), Reply::Int(_)]
    );
    let items = found.iter().enumerate().map(|(at, item)| {
        let time = (pending && at == 2) || at.checked_sub(1).is_some_and(|before| names_time(&found[before]));
        wanted
            .get(at)
            .map_or_else(|| item.clone(), |wanted| aligned(wanted, item, time))
    });
    items.collect()
}

fn names_time(name: &Reply) -> bool {
    matches!(name, Reply::Bulk(name) if [&b"idle"[..], b"inactive", b"seen-time", b"active-time"].contains(&&name[..]))
}

/// IDs made from the clock.
fn both_recent(wanted: &[u8], found: &[u8]) -> bool {
    let ms = |id: &[u8]| String::from_utf8_lossy(id).split_once('-')?.0.parse::<u64>().ok();
    let recent = 1_600_000_000_000;
    matches!((ms(wanted), ms(found)), (Some(a), Some(b)) if a > recent && b > recent && a.abs_diff(b) < SLACK)
}

fn now() -> i64 {
    // The servers' replies hold real times, so that the engine must be told the real time too.
    #[expect(clippy::disallowed_methods, reason = "compared with a real server's clock")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).unwrap().as_millis() as i64
}

/// Leaves out what is not needed for the list to fail.
pub fn shrink(mut list: Vec<Words>, mut fails: impl FnMut(&[Words]) -> bool) -> Vec<Words> {
    let mut size = list.len() / 2;
    while size > 0 {
        let mut at = 0;
        while at < list.len() {
            let mut shorter = list.clone();
            shorter.drain(at..(at + size).min(list.len()));
            if !shorter.is_empty() && fails(&shorter) {
                list = shorter;
            } else {
                at += size;
            }
        }
        size /= 2;
    }
    list
}
