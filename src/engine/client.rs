//! What the engine knows of one client, and how CLIENT LIST tells it.

use std::fmt::Write as _;

use super::transaction::Queue;
use crate::command::profile::version;
use crate::command::session::{Library, Mode, Replies};
use crate::command::{Resolved, Spec, Version};
use crate::store::{Bytes, Millis};
use crate::wire::{ClientId, Protocol};

/// A client.
#[derive(Clone, Debug, Default)]
pub(super) struct Client {
    pub(super) db: usize,
    /// What MULTI has queued so far.
    pub(super) queue: Option<Queue>,
    pub(super) name: Option<Bytes>,
    pub(super) protocol: Protocol,
    /// Whether it has proved who it is, or need not.
    pub(super) known: bool,
    pub(super) replies: Replies,
    /// Its connection is about to be closed: nothing it says is heard any more, and nothing is answered.
    pub(super) closed: bool,
    /// Its addresses, where it comes over a network: its own and the server's.
    pub(super) addresses: Option<(Bytes, Bytes)>,
    library: [Option<Bytes>; 2],
    modes: [bool; 2],
    /// When it came, and when it last said something.
    pub(super) since: Millis,
    last_at: Millis,
    last: Option<(&'static Spec, Option<&'static Spec>)>,
}

/// What the line about a client says that the client itself does not know.
pub(super) struct Around {
    pub(super) id: ClientId,
    pub(super) now: Millis,
    pub(super) profile: Version,
    pub(super) waits: bool,
    /// Whether it is shown what others say.
    pub(super) monitors: bool,
    /// How many channels, patterns and shard channels it listens to.
    pub(super) listens: [usize; 3],
    /// How many keys it watches, and whether one of them has changed.
    pub(super) watches: (usize, bool),
}

impl Client {
    /// A client that comes at `now`.
    pub(super) fn new(now: Millis, protocol: Protocol, known: bool) -> Client {
        Client {
            protocol,
            known,
            since: now,
            last_at: now,
            ..Client::default()
        }
    }

    /// Whether it is on this machine, as one that comes over no network is.
    pub(super) fn is_local(&self) -> bool {
        self.addresses
            .as_ref()
            .is_none_or(|(from, _)| from.starts_with(b"127.") || from.starts_with(b"[::1]"))
    }

    /// Whether what is written to it now is to reach it.
    pub(super) fn hears(&self) -> bool {
        !self.closed && matches!(self.replies, Replies::On | Replies::Skip)
    }

    /// It says something new: the command that was to be skipped is this one, or is over.
    pub(super) fn begin(&mut self) {
        self.replies = match self.replies {
            Replies::Skip => Replies::Skipping,
            Replies::Skipping => Replies::On,
            replies => replies,
        };
    }

    /// What it said last is put to the engine once more.
    pub(super) fn begin_again(&mut self) {
        if self.replies == Replies::Skipping {
            self.replies = Replies::Skip;
        }
    }

    /// Notes that it said something.
    pub(super) fn said(&mut self, resolved: &Resolved<'_>, now: Millis) {
        self.last = Some((resolved.spec, resolved.family));
        self.last_at = now;
    }

    pub(super) fn set_library(&mut self, which: Library, text: Bytes) {
        self.library[which as usize] = Some(text).filter(|text| !text.is_empty());
    }

    pub(super) fn set_mode(&mut self, mode: Mode, on: bool) {
        self.modes[mode as usize] = on;
    }

    /// Becomes as it was when it came; what library speaks is still known, and a reply to be skipped is skipped.
    pub(super) fn reset(&mut self, known: bool) {
        let skips = self.replies == Replies::Skipping;
        *self = Client {
            known,
            replies: if skips { Replies::Skipping } else { Replies::On },
            addresses: self.addresses.take(),
            library: std::mem::take(&mut self.library),
            since: self.since,
            last_at: self.last_at,
            last: self.last,
            ..Client::default()
        };
    }

    /// Where it comes from and where it came to. A typed terminal comes from nowhere on a network.
    pub(super) fn addresses(&self, id: ClientId) -> (String, String) {
        let text = |bytes: &Bytes| String::from_utf8_lossy(bytes).into_owned();
        match &self.addresses {
            Some((from, to)) => (text(from), text(to)),
            None => (format!("terminal:{}", id.0), "xtutor:0".to_owned()),
        }
    }

    /// The line that CLIENT LIST has for it. What has no meaning in one process is 0.
    pub(super) fn line(&self, around: &Around) -> String {
        let (addr, laddr) = self.addresses(around.id);
        let seconds = |since: Millis| (around.now - since).max(0) / 1000;
        let text = |bytes: &Option<Bytes>| {
            bytes
                .as_deref()
                .map_or_else(String::new, |bytes| String::from_utf8_lossy(bytes).into_owned())
        };
        let mut line = format!(
            "id={} addr={addr} laddr={laddr} fd=8 name={} age={} idle={} flags={} db={} sub={} psub={} ssub={} multi={}",
            around.id.0,
            text(&self.name),
            seconds(self.since),
            seconds(self.last_at),
            self.flags(around),
            self.db,
            around.listens[0],
            around.listens[1],
            around.listens[2],
            self.queue.as_ref().map_or(-1, |queue| queue.len() as i64),
        );
        if around.profile >= version(7, 4) {
            let _ = write!(line, " watch={}", around.watches.0);
        }
        let _ = write!(
            line,
            " qbuf=0 qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl=0 oll=0 omem=0 tot-mem=0 events=r cmd={} \
             user=default redir=-1 resp={}",
            self.last_name(),
            if self.protocol == Protocol::Resp3 { 3 } else { 2 },
        );
        if around.profile >= version(7, 2) {
            let [name, version] = &self.library;
            let _ = write!(line, " lib-name={} lib-ver={}", text(name), text(version));
        }
        if around.profile >= version(8, 0) {
            line.push_str(" io-thread=0");
        }
        line
    }

    pub(super) fn library_name(&self) -> Option<Bytes> {
        self.library[Library::Name as usize].clone()
    }

    pub(super) fn last_name(&self) -> String {
        match self.last {
            None => "NULL".to_owned(),
            Some((spec, None)) => spec.name.to_lowercase(),
            Some((spec, Some(family))) => format!("{}|{}", family.name, spec.name).to_lowercase(),
        }
    }

    fn flags(&self, around: &Around) -> String {
        let [no_evict, no_touch] = self.modes;
        let flags = [
            (around.monitors, 'O'),
            (around.listens != [0; 3], 'P'),
            (self.queue.is_some(), 'x'),
            (around.waits, 'b'),
            (around.watches.1, 'd'),
            (no_evict, 'e'),
            (no_touch, 'T'),
        ];
        let flags: String = flags
            .iter()
            .filter(|(set, _)| *set)
            .map(|(_, flag)| flag)
            .collect();
        if flags.is_empty() { "N".to_owned() } else { flags }
    }
}
