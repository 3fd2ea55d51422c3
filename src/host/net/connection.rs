//! One client's connection: its socket, what it sent that is not understood yet, and how much of its replies is sent.
//! What the bytes mean is not known here.

use std::io::{self, ErrorKind, Read as _, Write as _};

use mio::net::TcpStream;

use crate::store::Millis;
use crate::wire::Requests;

/// Buffers that stay for the next turn are at most this large.
const KEPT: usize = 16 * 1024;
/// How much is read at once into a buffer of the connection's own.
const CHUNK: usize = 64 * 1024;

/// A connection.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what the socket and the queue say is independent of each other"
)]
pub(super) struct Connection {
    pub(super) socket: TcpStream,
    pub(super) requests: Requests,
    /// What was read, and how much of it is done with. The rest begins where a request does.
    input: Vec<u8>,
    done: usize,
    /// How much of what was written to it is sent.
    sent: usize,
    /// Whether the socket may have something to read, or room to write.
    pub(super) readable: bool,
    writable: bool,
    /// The other side will send no more: what is left is read to its end.
    ended: bool,
    /// Whether it stands in the queue of those that are to be attended to.
    pub(super) queued: bool,
    /// Its client is gone; it is closed when everything is sent.
    pub(super) closing: bool,
    /// Since when it leaves more unread than it may for long.
    pub(super) slow_since: Option<Millis>,
    /// When it last said something, or took something that was sent.
    pub(super) heard: Millis,
}

/// What a read gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Got {
    /// So many bytes.
    Bytes(usize),
    /// Nothing for now.
    Nothing,
    /// The other side is gone.
    End,
}

/// How sending went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// All of it.
    All,
    /// The other side must read first.
    Some,
    /// The other side is gone.
    Lost,
}

impl Connection {
    pub(super) fn new(socket: TcpStream, now: Millis) -> Connection {
        Connection {
            socket,
            requests: Requests::default(),
            input: Vec::new(),
            done: 0,
            sent: 0,
            readable: false,
            writable: true,
            ended: false,
            queued: false,
            closing: false,
            slow_since: None,
            heard: now,
        }
    }

    /// The socket has something to read; `ended`: the last there will be.
    pub(super) fn can_be_read(&mut self, ended: bool) {
        self.readable = true;
        self.ended |= ended;
    }

    /// Reads into `buffer`, which is not the connection's own.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> Got {
        let got = read(&mut self.socket, buffer);
        // Less than there was room for: the socket is empty, and says so when it is not any more.
        self.readable = self.ended || matches!(got, Got::Bytes(len) if len == buffer.len());
        got
    }

    /// Reads behind what is in its own buffer.
    pub(super) fn read_on(&mut self) -> Got {
        let have = self.input.len();
        // What the request needs before it is of any use.
        let missing = self.requests.needs().saturating_sub(self.unanswered());
        let chunk = missing.clamp(KEPT, CHUNK);
        self.input.resize(have + chunk, 0);
        let got = read(&mut self.socket, &mut self.input[have..]);
        let len = if let Got::Bytes(len) = got { len } else { 0 };
        self.input.truncate(have + len);
        self.readable = self.ended || len == chunk;
        got
    }

    /// How many bytes it has said that are not done with.
    pub(super) fn unanswered(&self) -> usize {
        self.input.len() - self.done
    }

    /// What makes requests of bytes, and the bytes not done with.
    pub(super) fn said(&mut self) -> (&mut Requests, &[u8]) {
        (&mut self.requests, &self.input[self.done..])
    }

    /// Keeps bytes of another buffer for later.
    pub(super) fn keep(&mut self, bytes: &[u8]) {
        self.input.extend_from_slice(bytes);
    }

    /// So many more bytes are done with.
    pub(super) fn consume(&mut self, len: usize) {
        self.done += len;
        // They go when it is worth moving the rest.
        if self.done > self.input.len() / 2 {
            self.input.drain(..self.done);
            self.done = 0;
        }
        if self.input.is_empty() && self.input.capacity() > KEPT {
            self.input = Vec::new();
        }
    }

    /// The socket has room; `true` if it had none before.
    pub(super) fn has_room(&mut self) -> bool {
        !std::mem::replace(&mut self.writable, true)
    }

    /// How many bytes of `out` are still to be sent.
    pub(super) fn unsent(&self, out: &[u8]) -> usize {
        out.len() - self.sent
    }

    /// Sends what is in `out` as far as the other side takes it; what is sent leaves `out`.
    pub(super) fn send(&mut self, out: &mut Vec<u8>) -> Sent {
        while self.writable && self.sent < out.len() {
            match self.socket.write(&out[self.sent..]) {
                Ok(0) => return Sent::Lost,
                Ok(len) => self.sent += len,
                Err(error) if error.kind() == ErrorKind::WouldBlock => self.writable = false,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Sent::Lost,
            }
        }
        if self.sent < out.len() {
            // What was sent goes when it is worth moving the rest.
            if self.sent > out.len() / 2 {
                out.drain(..self.sent);
                self.sent = 0;
            }
            return Sent::Some;
        }
        out.clear();
        out.shrink_to(KEPT);
        self.sent = 0;
        Sent::All
    }
}

fn read(socket: &mut TcpStream, buffer: &mut [u8]) -> Got {
    loop {
        return match socket.read(buffer) {
            Ok(0) => Got::End,
            Ok(len) => Got::Bytes(len),
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if error.kind() == ErrorKind::WouldBlock => Got::Nothing,
            Err(_) => Got::End,
        };
    }
}

/// Whether a connection could not be taken because there is no room for it now: not a fault of the listener.
pub(super) fn is_scarcity(error: &io::Error) -> bool {
    // ENFILE, EMFILE, ENOBUFS, ENOMEM on Linux and macOS.
    matches!(error.raw_os_error(), Some(12 | 23 | 24 | 55 | 105))
}
