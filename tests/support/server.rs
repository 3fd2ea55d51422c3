//! For tests only: the real `xtutor serve` on a free loopback port, and raw connections to it.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "no single test uses everything, and a test may fail anywhere"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long anything may take. Generous: a test must not fail on a slow machine.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// A running server, stopped when dropped.
pub struct Served {
    pub child: Child,
    pub port: u16,
    pub output: BufReader<ChildStdout>,
}

impl Served {
    /// Starts one on a port of its own.
    pub fn start(arguments: &[&str]) -> Served {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtutor"));
        command.args(["serve", "127.0.0.1:0"]).args(arguments);
        command.env_remove("XTUTOR_PASSWORD");
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let port = line
            .split("127.0.0.1:")
            .nth(1)
            .and_then(|rest| rest.split(';').next());
        let port = port.and_then(|port| port.parse().ok());
        let port = port.unwrap_or_else(|| panic!("no address in {line:?}"));
        Served { child, port, output }
    }

    /// A connection.
    pub fn raw(&self) -> Raw {
        Raw::to(SocketAddr::from(([127, 0, 0, 1], self.port)))
    }

    /// What the server takes of memory, in bytes, where the system tells.
    pub fn resident(&self) -> Option<u64> {
        self.status("VmRSS:")
    }

    /// The most it ever took.
    pub fn peak(&self) -> Option<u64> {
        self.status("VmHWM:")
    }

    fn status(&self, name: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with(name))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes * 1024)
    }

    /// Sends a signal by name.
    pub fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().unwrap();
        assert!(sent.success());
    }

    /// Waits until it has ended by itself.
    pub fn ended(&mut self) -> ExitStatus {
        for _ in 0..PATIENCE.as_millis() / 10 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("the server goes on");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A socket and what came from it.
pub struct Raw {
    pub stream: TcpStream,
    reader: BufReader<TcpStream>,
}

impl Raw {
    pub fn to(address: SocketAddr) -> Raw {
        let stream = TcpStream::connect(address).unwrap();
        stream.set_nodelay(true).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let reader = BufReader::new(stream.try_clone().unwrap());
        Raw { stream, reader }
    }

    pub fn send(&mut self, bytes: impl AsRef<[u8]>) {
        self.stream.write_all(bytes.as_ref()).unwrap();
    }

    /// Sends a command as an array.
    pub fn command(&mut self, words: &[&str]) {
        let bytes = array(words);
        self.send(bytes);
    }

    /// The next line, without its end; empty when the connection is closed.
    pub fn line(&mut self) -> String {
        let mut line = Vec::new();
        // A connection that is reset is closed as well.
        let _ = self.reader.read_until(b'\n', &mut line);
        String::from_utf8_lossy(&line).trim_end().to_owned()
    }

    /// Sends a command and gives the first line of its reply.
    pub fn ask(&mut self, words: &[&str]) -> String {
        self.command(words);
        self.line()
    }

    /// A reply as text: lists in brackets.
    pub fn reply(&mut self) -> String {
        let line = self.line();
        let number = || line[1..].parse::<i64>().unwrap_or_default();
        match line.as_bytes().first() {
            Some(b'$' | b'=') if number() >= 0 => {
                let mut bytes = vec![0; number() as usize + 2];
                self.reader.read_exact(&mut bytes).unwrap();
                bytes.truncate(bytes.len() - 2);
                String::from_utf8_lossy(&bytes).into_owned()
            }
            Some(b'*' | b'>' | b'~') if number() >= 0 => self.list(number()),
            Some(b'%') => self.list(number() * 2),
            _ => line,
        }
    }

    fn list(&mut self, len: i64) -> String {
        let items: Vec<String> = (0..len).map(|_| self.reply()).collect();
        format!("[{}]", items.join(" "))
    }

    /// So many bytes, or as many as come; says how many those are.
    pub fn some(&mut self, most: usize) -> usize {
        let mut bytes = Vec::new();
        let _ = (&mut self.reader).take(most as u64).read_to_end(&mut bytes);
        bytes.len()
    }

    /// Everything until the other side closes.
    pub fn rest(&mut self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let _ = self.reader.read_to_end(&mut bytes);
        bytes
    }
}

/// Asks again until the answer is as wanted.
pub fn until(mut asked: impl FnMut() -> String, wanted: impl Fn(&str) -> bool) {
    let mut answer = String::new();
    for _ in 0..PATIENCE.as_millis() / 20 {
        answer = asked();
        if wanted(&answer) {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    panic!("still {answer:?}");
}

/// Runs something beside the test.
pub fn beside<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
    thread::Builder::new()
        .name("beside".to_owned())
        .spawn(run)
        .unwrap()
}

/// A command as a client library sends it.
pub fn array(words: &[impl AsRef<[u8]>]) -> Vec<u8> {
    let mut bytes = format!("*{}\r\n", words.len()).into_bytes();
    for word in words {
        bytes.extend(format!("${}\r\n", word.as_ref().len()).bytes());
        bytes.extend(word.as_ref());
        bytes.extend(b"\r\n");
    }
    bytes
}
