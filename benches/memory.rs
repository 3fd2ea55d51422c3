//! Bytes per entry and per pending entry at a million of each, measured as the growth of this process's resident
//! memory, beside that of a redis-server with the same data where one is installed.
//!
//! `cargo bench --bench memory`

use std::fmt::Write as _;
use std::io::{Read, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use xtutor::command::Turn;
use xtutor::engine::{Engine, Input};
use xtutor::wire::{Argv, ArgvBuf, ClientId, Out};

const MILLION: u32 = 1_000_000;
const CLIENT: ClientId = ClientId(1);
/// So many entries are read at once to become pending.
const READ: u32 = 1000;

const CASES: [(&str, &str); 2] = [
    ("one field", "name banana"),
    ("three fields", "name banana color yellow price {}"),
];

/// Names the case that this process is to measure in itself: memory that was used once cannot be measured again.
const CASE: &str = "XTUTOR_MEMORY_CASE";

fn main() {
    let report = match std::env::var(CASE) {
        Ok(fields) => {
            let (entry, pending) = measure(&mut Own::default(), &fields);
            format!("{entry} {pending}\n")
        }
        Err(_) => compare(),
    };
    std::io::stdout()
        .write_all(report.as_bytes())
        .expect("standard output is open");
}

fn compare() -> String {
    let mut report = format!(
        "{:<34}{:>10}{:>10}\n",
        format!("bytes each, at {MILLION}"),
        "xtutor",
        "Redis"
    );
    let mut version = "redis-server not found".to_owned();
    for (name, fields) in CASES {
        let own = in_a_process_of_its_own(fields);
        let redis = Server::start().map(|mut server| {
            version = server.version();
            measure(&mut server, fields)
        });
        let rows = [
            (format!("an entry with {name}"), own.0, redis.map(|redis| redis.0)),
            (
                format!("its pending record ({name})"),
                own.1,
                redis.map(|redis| redis.1),
            ),
        ];
        for (what, own, redis) in rows {
            let redis = redis.map_or("-".to_owned(), |bytes| format!("{bytes:.1}"));
            let _ = writeln!(report, "{what:<34}{own:>10.1}{redis:>10}");
        }
    }
    format!("{report}({version})\n")
}

fn in_a_process_of_its_own(fields: &str) -> (f64, f64) {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .env(CASE, fields)
        .output()
        .expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut numbers = text
        .split_whitespace()
        .map(|number| number.parse().expect("a number"));
    let mut next = || numbers.next().expect("two numbers");
    (next(), next())
}

/// Something that takes commands and holds memory.
trait Holder {
    fn take(&mut self, argv: Argv<'_>);
    /// Waits until everything is done, and says how many bytes are resident.
    fn resident(&mut self) -> usize;
}

/// Bytes per entry and per pending entry.
fn measure(holder: &mut impl Holder, fields: &str) -> (f64, f64) {
    let start = holder.resident();
    for at in 0..MILLION {
        let id = 1_800_000_000_000 + u64::from(at);
        let line = format!("XADD s {id}-0 {}", fields.replace("{}", &(at % 5000).to_string()));
        holder.take(words(&line).as_argv());
    }
    let filled = holder.resident();
    holder.take(words("XGROUP CREATE s g 0").as_argv());
    let read = words(&format!("XREADGROUP GROUP g alice COUNT {READ} STREAMS s >"));
    for _ in 0..MILLION / READ {
        holder.take(read.as_argv());
    }
    let pending = holder.resident();
    let each = |before: usize, after: usize| {
        let grown = u32::try_from(after.saturating_sub(before)).unwrap_or(u32::MAX);
        f64::from(grown) / f64::from(MILLION)
    };
    (each(start, filled), each(filled, pending))
}

fn words(line: &str) -> ArgvBuf {
    line.split(' ').collect()
}

/// The engine in this process.
struct Own {
    engine: Engine,
    out: Out,
}

impl Default for Own {
    fn default() -> Self {
        let mut own = Own {
            engine: Engine::default(),
            out: Out::default(),
        };
        own.step(Input::Connect(CLIENT));
        own
    }
}

impl Own {
    fn step(&mut self, input: Input<'_>) {
        let mut turn = Turn {
            now: 1_900_000_000_000,
            out: &mut self.out,
            events: None,
        };
        self.engine.step(input, &mut turn);
    }
}

impl Holder for Own {
    fn take(&mut self, argv: Argv<'_>) {
        self.step(Input::Command(CLIENT, argv));
    }

    fn resident(&mut self) -> usize {
        resident(std::process::id())
    }
}

/// A redis-server of its own, on a free port of this machine, gone with this value.
struct Server {
    process: Child,
    stream: TcpStream,
    /// Requests not yet sent.
    requests: Vec<u8>,
}

impl Server {
    fn start() -> Option<Server> {
        let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let process = Command::new("redis-server")
            .args(["--port", &port.to_string(), "--bind", "127.0.0.1"])
            .args(["--save", "", "--appendonly", "no"])
            .stdout(Stdio::null())
            .spawn()
            .ok()?;
        for _ in 0..100 {
            std::thread::sleep(Duration::from_millis(50));
            if let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) {
                return Some(Server {
                    process,
                    stream,
                    requests: Vec::new(),
                });
            }
        }
        let mut process = process;
        let _ = process.kill();
        let _ = process.wait();
        None
    }

    fn version(&mut self) -> String {
        let text = self.ask("INFO server");
        let line = text.lines().find_map(|line| line.strip_prefix("redis_version:"));
        format!("redis-server {}", line.unwrap_or("of unknown version"))
    }

    /// The reply to `line`, everything before it being read and forgotten.
    fn ask(&mut self, line: &str) -> String {
        self.settle();
        self.write(words(line).as_argv());
        String::from_utf8_lossy(&self.settle()).into_owned()
    }

    fn write(&mut self, argv: Argv<'_>) {
        let _ = write!(self.requests, "*{}\r\n", argv.len());
        for word in argv.iter() {
            let _ = write!(self.requests, "${}\r\n", word.len());
            self.requests.extend_from_slice(word);
            self.requests.extend_from_slice(b"\r\n");
        }
    }

    /// Sends what was written and waits until all of it is answered; gives the answers.
    fn settle(&mut self) -> Vec<u8> {
        const END: &str = "that-was-all";
        self.write(words(&format!("ECHO {END}")).as_argv());
        self.stream.write_all(&self.requests).expect("the server reads");
        self.requests.clear();
        let (mut seen, mut buffer) = (Vec::new(), vec![0; 1 << 16]);
        while !seen.ends_with(format!("{END}\r\n").as_bytes()) {
            let count = self.stream.read(&mut buffer).expect("the server answers");
            assert!(count > 0, "the server closed the connection");
            seen.extend_from_slice(&buffer[..count]);
        }
        seen
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Holder for Server {
    fn take(&mut self, argv: Argv<'_>) {
        self.write(argv);
        // Not much in flight: the server's buffers would grow for it.
        if self.requests.len() > 1 << 14 || argv.get(0) == Some(b"XREADGROUP") {
            self.settle();
        }
    }

    fn resident(&mut self) -> usize {
        self.settle();
        resident(self.process.id())
    }
}

/// Resident memory of a process, bytes; 0 where /proc is not there.
fn resident(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok());
    kib.unwrap_or(0) * 1024
}
