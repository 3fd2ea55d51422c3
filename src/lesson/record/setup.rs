//! A state as the commands that lead to it: what a lesson that was recorded begins with. IDs, owners and delivery counts
//! are given exactly, idle times as they were.

use crate::command::Line;
use crate::lab::{Action, Clock, Lab, TerminalId};
use crate::lesson::projection::Projection;
use crate::store::{Bytes, EntryId, Group, Millis, Stream, Value};
use crate::wire::{ArgvBuf, Protocol, typed};

/// More than this is no beginning of a lesson.
const MOST_LINES: usize = 400;

/// What a lesson begins with.
#[derive(Debug)]
pub(super) struct Stage {
    /// The commands, to be typed in the first terminal.
    pub(super) lines: Vec<String>,
    /// The state that they lead to.
    pub(super) lab: Lab,
    /// What could not be said.
    pub(super) missing: Option<String>,
}

/// Where a lesson's terminals and clock stand before its setup.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub(super) terminals: Vec<String>,
    /// Unix ms.
    pub(super) at: Millis,
    /// ms
    pub(super) per_command: Millis,
}

impl Ground {
    fn lab(&self, like: &Lab) -> Lab {
        let clock = Clock::held(self.at, self.per_command);
        let mut lab = Lab::new(clock, like.profile(), Protocol::Resp2);
        for name in &self.terminals {
            lab.act(Action::Open(name.clone()), 0);
        }
        lab
    }
}

/// Says the state of `start`, whose clock is held.
pub(super) fn stage(start: &Lab, ground: &Ground) -> Stage {
    let mut builder = Builder {
        start,
        lab: ground.lab(start),
        lines: Vec::new(),
    };
    for (key, value) in start.engine().db(0).iter() {
        builder.key(key, value);
        if builder.lines.len() > MOST_LINES {
            let missing = format!("it would take more than {MOST_LINES} commands");
            return Stage {
                lines: Vec::new(),
                lab: ground.lab(start),
                missing: Some(missing),
            };
        }
    }
    let Builder { lab, lines, .. } = builder;
    let same = Projection::of(start, Millis::MAX) == Projection::of(&lab, Millis::MAX);
    let others = (1..16).any(|db| !start.engine().db(db).is_empty());
    let missing = match (same, others) {
        (false, _) => Some("these commands come near it, and not quite there".to_owned()),
        (true, true) => Some("databases other than 0 held keys, too".to_owned()),
        (true, false) => None,
    };
    Stage { lines, lab, missing }
}

struct Builder<'l> {
    start: &'l Lab,
    lab: Lab,
    lines: Vec<String>,
}

impl Builder<'_> {
    fn key(&mut self, key: &Bytes, value: &Value) {
        match value {
            Value::Stream(stream) => self.stream(key, stream),
            Value::List(list) => {
                let items: Vec<Bytes> = list.range(0, -1).cloned().collect();
                for some in items.chunks(20) {
                    self.say(
                        ["RPUSH".as_bytes(), key]
                            .into_iter()
                            .chain(some.iter().map(|item| &**item)),
                    );
                }
            }
            Value::Text(text) | Value::Grown(text) => self.say(["SET".as_bytes(), key, text]),
        }
        if let Some(at) = self.start.engine().db(0).deadline_of(key) {
            let left = (at - self.start.now(0)).to_string();
            self.say(["PEXPIRE".as_bytes(), key, left.as_bytes()]);
        }
    }

    fn stream(&mut self, key: &Bytes, stream: &Stream) {
        if self.lines.len() as u64 + stream.len() > MOST_LINES as u64 {
            self.lines
                .extend(std::iter::repeat_n(String::new(), MOST_LINES + 1));
            return;
        }
        let gone = self.entries(key, stream);
        for (name, group) in stream.groups() {
            self.group(key, name, group);
        }
        if !gone.is_empty() {
            self.say(with(["XDEL".as_bytes(), key], &gone));
        }
        let now = self.lab.engine().db(0).stream(key).ok().flatten();
        let told = |stream: &Stream| (stream.last_id, stream.entries_added, stream.max_deleted);
        if now.map(told) != Some(told(stream)) {
            let last = stream.last_id.to_string();
            let (added, deleted) = (stream.entries_added.to_string(), stream.max_deleted.to_string());
            self.say([
                "XSETID".as_bytes(),
                key,
                last.as_bytes(),
                b"ENTRIESADDED",
                added.as_bytes(),
                b"MAXDELETEDID",
                deleted.as_bytes(),
            ]);
        }
    }

    /// Adds the entries, and in their places those that are still pending and gone: these come back.
    fn entries(&mut self, key: &Bytes, stream: &Stream) -> Vec<String> {
        let pending = stream
            .groups()
            .flat_map(|(_, group)| group.pending_from(EntryId::MIN).map(|(id, _)| id));
        let mut gone: Vec<EntryId> = pending.filter(|id| stream.get(*id).is_none()).collect();
        gone.sort_unstable();
        gone.dedup();
        let mut all: Vec<EntryId> = stream
            .range(EntryId::MIN, EntryId::MAX)
            .map(|entry| entry.id)
            .chain(gone.iter().copied())
            .collect();
        all.sort_unstable();
        for id in all {
            let mut words = vec![b"XADD".to_vec(), key.to_vec(), id.to_string().into_bytes()];
            match stream.get(id) {
                Some(entry) => {
                    let fields = entry.fields();
                    words.extend(fields.flat_map(|(name, value)| [name.to_vec(), value.to_vec()]));
                }
                None => words.extend([b"gone".to_vec(), b"1".to_vec()]),
            }
            self.say(words);
        }
        if stream.is_empty() && gone.is_empty() && stream.groups().len() == 0 {
            // Nothing else makes an empty stream.
            self.say(
                ["XGROUP", "CREATE"]
                    .map(str::as_bytes)
                    .into_iter()
                    .chain([&**key])
                    .chain(["nobody", "0", "MKSTREAM"].map(str::as_bytes)),
            );
            self.say(["XGROUP".as_bytes(), b"DESTROY", key, b"nobody"]);
        }
        gone.iter().map(ToString::to_string).collect()
    }

    fn group(&mut self, key: &Bytes, name: &Bytes, group: &Group) {
        let last = group.last_delivered.to_string();
        let read = group.entries_read.map(|read| read.to_string());
        let mut words = vec!["XGROUP".as_bytes(), b"CREATE", key, name, last.as_bytes()];
        if self.lab.engine().db(0).get(key).is_none() {
            words.push(b"MKSTREAM");
        }
        if let Some(read) = &read {
            words.extend([b"ENTRIESREAD", read.as_bytes()]);
        }
        self.say(words);
        // A claim makes its consumer.
        for consumer in group.consumers().filter(|consumer| consumer.pending_len() == 0) {
            self.say(["XGROUP".as_bytes(), b"CREATECONSUMER", key, name, &consumer.name]);
        }
        let now = self.start.now(0);
        // Those that one command can hand over together: same owner, same count, same time.
        let mut sets: Vec<((Bytes, Millis, u64), Vec<String>)> = Vec::new();
        for (id, pending) in group.pending_from(EntryId::MIN) {
            let Some(owner) = pending.consumer.and_then(|owner| group.consumer(owner)) else {
                continue;
            };
            let what = (
                owner.name.clone(),
                now - pending.delivered_at(),
                pending.deliveries,
            );
            match sets.last_mut().filter(|(last, _)| *last == what) {
                Some((_, ids)) => ids.push(id.to_string()),
                None => sets.push((what, vec![id.to_string()])),
            }
        }
        for ((owner, idle, deliveries), ids) in sets {
            let (idle, deliveries) = (idle.max(0).to_string(), deliveries.to_string());
            let words = with(["XCLAIM".as_bytes(), key, name, &owner, b"0"], &ids);
            let options = [
                b"IDLE",
                idle.as_bytes(),
                b"RETRYCOUNT",
                deliveries.as_bytes(),
                b"FORCE",
                b"JUSTID",
            ];
            self.say(words.into_iter().chain(options.map(<[u8]>::to_vec)));
        }
    }

    fn say<W: AsRef<[u8]>>(&mut self, words: impl IntoIterator<Item = W>) {
        let argv: ArgvBuf = words.into_iter().collect();
        let line = typed(argv.as_argv());
        // What is written is what counts.
        if let Ok(line) = Line::parse(line.as_bytes()) {
            self.lab
                .act(Action::Run(TerminalId(0), line.argv().to_owned()), 0);
        }
        self.lines.push(line);
    }
}

fn with<const N: usize>(words: [&[u8]; N], ids: &[String]) -> Vec<Vec<u8>> {
    let words = words.iter().map(|word| word.to_vec());
    words
        .chain(ids.iter().map(|id| id.clone().into_bytes()))
        .collect()
}
