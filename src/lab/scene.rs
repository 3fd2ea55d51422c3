//! The scene: what the panes show of a moment, as plain data in rows. Its cost depends on the rows asked for, never
//! on the length of a stream; no engine types leak into it but IDs and bytes.

use super::{Lab, Present, TerminalId};
use crate::store::{Bytes, Counters, EntryId, Group, Millis, Stream, Value};

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The database to look at.
    pub db: usize,
    /// The stream to show; the first one when `None`.
    pub key: Option<Bytes>,
    /// Where the window on its entries stands.
    pub top: Top,
    /// How many entries to show.
    pub rows: usize,
    /// The group whose view of the entries to show; the first one when `None`.
    pub group: Option<Bytes>,
    /// How many pending entries to show.
    pub pending_rows: usize,
    /// How many keys, groups, and consumers per group to show at most.
    pub list_rows: usize,
}

impl Default for View {
    fn default() -> Self {
        View {
            db: 0,
            key: None,
            top: Top::Newest,
            rows: 20,
            group: None,
            pending_rows: 20,
            list_rows: 50,
        }
    }
}

/// Where a window on a stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    /// It ends with the newest entry.
    Newest,
    /// It begins with the first entry at or after this ID.
    From(EntryId),
}

/// A moment, as the panes see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// The time in the lab, Unix ms.
    pub now: Millis,
    /// The first keys in byte order.
    pub keys: Vec<KeyRow>,
    /// How many keys there are.
    pub keys_total: usize,
    /// The chosen stream, if there is one.
    pub stream: Option<StreamScene>,
    /// Every typed terminal.
    pub terminals: Vec<TerminalRow>,
}

/// A key and what is under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its name.
    pub key: Bytes,
    /// `stream`, `list` or `string`.
    pub kind: &'static str,
    /// Entries, elements or bytes.
    pub size: u64,
}

/// The chosen stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamScene {
    /// Its key.
    pub key: Bytes,
    /// How many entries it has.
    pub length: u64,
    /// The last ID generated.
    pub last_id: EntryId,
    /// The largest ID deleted.
    pub max_deleted: EntryId,
    /// Entries ever added.
    pub entries_added: u64,
    /// How many nodes hold the entries.
    pub nodes: usize,
    /// The visible entries, oldest first.
    pub entries: Vec<EntryRow>,
    /// Whether there are entries before the visible ones.
    pub more_before: bool,
    /// Whether there are entries after the visible ones.
    pub more_after: bool,
    /// Its groups in byte order.
    pub groups: Vec<GroupRow>,
    /// How many groups there are.
    pub groups_total: usize,
    /// Which of `groups` is the chosen one.
    pub group: Option<usize>,
    /// The chosen group's pending entries, oldest ID first.
    pub pending: Vec<PendingRow>,
}

/// A visible entry, or the place of one that is gone and still pending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryRow {
    /// Its ID.
    pub id: EntryId,
    /// Its fields; `None` when the entry was deleted and only its pending record is left.
    pub fields: Option<Vec<(Vec<u8>, Vec<u8>)>>,
    /// What became of it in the chosen group.
    pub fate: Fate,
}

/// What became of an entry in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There is no group.
    NoGroup,
    /// The group's bookmark has not reached it.
    NotDelivered,
    /// Somebody has it and has not acknowledged it.
    Pending {
        /// Who.
        consumer: Bytes,
        /// How often it was delivered.
        deliveries: u64,
        /// For how long, in ms.
        idle: Millis,
    },
    /// Acknowledged, by this consumer's name.
    Acked(Bytes),
    /// The bookmark is past it, and it is not pending: skipped, delivered without record, or its record was lost.
    Passed,
}

/// A consumer group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRow {
    /// Its name.
    pub name: Bytes,
    /// Its bookmark.
    pub last_delivered: EntryId,
    /// How many entries it has read, if that is known.
    pub entries_read: Option<i64>,
    /// How many it has still to get, if that is known.
    pub lag: Option<i64>,
    /// How many are pending.
    pub pending: usize,
    /// Its consumers in byte order.
    pub consumers: Vec<ConsumerRow>,
    /// How many consumers there are.
    pub consumers_total: usize,
}

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsumerRow {
    /// Its name.
    pub name: Bytes,
    /// How many entries are pending for it.
    pub pending: usize,
    /// Since its last attempt, in ms.
    pub idle: Millis,
    /// Since it last got something, in ms.
    pub inactive: Option<Millis>,
}

/// A pending entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingRow {
    /// Its ID.
    pub id: EntryId,
    /// Who has it.
    pub consumer: Bytes,
    /// How often it was delivered.
    pub deliveries: u64,
    /// Since its last delivery, in ms.
    pub idle: Millis,
    /// Whether the entry itself no longer exists.
    pub gone: bool,
}

/// A typed terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TerminalRow {
    /// Which one.
    pub id: TerminalId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub state: TerminalState,
}

/// What a terminal does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalState {
    /// It takes commands.
    Ready,
    /// It listens to this many channels and patterns.
    Subscribed(usize),
    /// It waits.
    Waiting {
        /// For these keys.
        keys: Vec<Bytes>,
        /// For so long already, in ms.
        since: Millis,
        /// For so long still, in ms; `None` for ever.
        left: Option<Millis>,
    },
    /// Its client has crashed.
    Crashed,
}

impl Lab {
    /// What `view` shows at `real` (Unix ms).
    pub fn scene(&self, view: &View, real: Millis) -> Scene {
        let now = self.now(real);
        let db = self.engine().db(view.db);
        let keys = db.iter().take(view.list_rows).map(|(key, value)| KeyRow {
            key: key.clone(),
            kind: value.type_name(),
            size: size(value),
        });
        Scene {
            now,
            keys: keys.collect(),
            keys_total: db.len(),
            stream: self.stream_scene(view, now),
            terminals: self.present.terminal_rows(now),
        }
    }

    fn stream_scene(&self, view: &View, now: Millis) -> Option<StreamScene> {
        let db = self.engine().db(view.db);
        let chosen = view
            .key
            .as_ref()
            .filter(|key| matches!(db.get(key), Some(Value::Stream(_))));
        let key = match chosen {
            Some(key) => key.clone(),
            // Only the first keys are looked at: a sandbox of a million strings must not cost a search per frame.
            None => db
                .iter()
                .take(view.list_rows)
                .find(|(_, value)| matches!(value, Value::Stream(_)))?
                .0
                .clone(),
        };
        let stream = db.stream(&key).ok()??;
        let group = chosen_group(stream, view.group.as_ref());
        let entries = self.entry_rows(view, &key, stream, group, now);
        let counters = stream.counters(self.profile().reckoning());
        let groups: Vec<GroupRow> = shown_groups(stream, view)
            .map(|(name, group)| group_row(&counters, name, group, view, now))
            .collect();
        let chosen_at = group.and_then(|(name, _)| groups.iter().position(|row| row.name == *name));
        let pending = group
            .into_iter()
            .flat_map(|(_, group)| pending_rows(stream, group, EntryId::MIN, now));
        Some(StreamScene {
            length: stream.len(),
            last_id: stream.last_id,
            max_deleted: stream.max_deleted,
            entries_added: stream.entries_added,
            nodes: stream.nodes(),
            more_before: entries
                .first()
                .is_some_and(|row| stream.first_id < row.id && !stream.is_empty()),
            more_after: entries
                .last()
                .is_some_and(|row| stream.after(row.id).next().is_some()),
            entries,
            groups,
            groups_total: stream.groups().len(),
            group: chosen_at,
            pending: pending.take(view.pending_rows).collect(),
            key,
        })
    }

    fn entry_rows(
        &self,
        view: &View,
        key: &Bytes,
        stream: &Stream,
        group: Option<(&Bytes, &Group)>,
        now: Millis,
    ) -> Vec<EntryRow> {
        let mut entries: Vec<_> = match view.top {
            Top::From(id) => stream.range(id, EntryId::MAX).take(view.rows).collect(),
            Top::Newest => Vec::new(),
        };
        if entries.len() < view.rows {
            // At the end of the stream the window shows its last entries, however far down it was asked to begin.
            entries = stream
                .range_down(EntryId::MIN, EntryId::MAX)
                .take(view.rows)
                .collect();
            entries.reverse();
        }
        let mut rows: Vec<EntryRow> = entries
            .iter()
            .map(|entry| EntryRow {
                id: entry.id,
                fields: Some(
                    entry
                        .fields()
                        .map(|(name, value)| (name.to_vec(), value.to_vec()))
                        .collect(),
                ),
                fate: group.map_or(Fate::NoGroup, |(name, group)| {
                    self.fate(key, name, group, entry.id, now)
                }),
            })
            .collect();
        if let Some((_, group)) = group {
            add_ghosts(&mut rows, stream, group, view, now);
        }
        rows
    }

    fn fate(&self, key: &Bytes, name: &Bytes, group: &Group, id: EntryId, now: Millis) -> Fate {
        if let Some(pending) = group.pending(id) {
            return Fate::Pending {
                consumer: consumer_name(group, pending.consumer),
                deliveries: pending.deliveries,
                idle: now - pending.delivered_at,
            };
        }
        if id > group.last_delivered {
            return Fate::NotDelivered;
        }
        self.present
            .memory
            .acked_by(key, name, id)
            .map_or(Fate::Passed, |consumer| Fate::Acked(consumer.clone()))
    }
}

/// Adds the places of deleted entries that are still pending, as far as they fall into the window.
fn add_ghosts(rows: &mut Vec<EntryRow>, stream: &Stream, group: &Group, view: &View, now: Millis) {
    let from = match (view.top, rows.first()) {
        (Top::From(id), Some(first)) => id.min(first.id),
        (Top::Newest, Some(first)) if rows.len() >= view.rows => first.id,
        _ => EntryId::MIN,
    };
    // Looking at as many records as there are rows bounds the cost; ghosts further down show when scrolled to.
    let ghosts: Vec<EntryRow> = pending_rows(stream, group, from, now)
        .take(view.rows)
        .filter(|row| row.gone)
        .map(|row| EntryRow {
            id: row.id,
            fields: None,
            fate: Fate::Pending {
                consumer: row.consumer,
                deliveries: row.deliveries,
                idle: row.idle,
            },
        })
        .collect();
    rows.extend(ghosts);
    rows.sort_by_key(|row| row.id);
    match view.top {
        Top::From(_) => rows.truncate(view.rows),
        Top::Newest => drop(rows.drain(..rows.len().saturating_sub(view.rows))),
    }
}

fn chosen_group<'a>(stream: &'a Stream, wanted: Option<&Bytes>) -> Option<(&'a Bytes, &'a Group)> {
    let mut groups = stream.groups();
    let wanted = wanted.and_then(|wanted| stream.groups().find(|(name, _)| *name == wanted));
    wanted.or_else(|| groups.next())
}

/// The first groups, and the chosen one even if it is further down.
fn shown_groups<'a>(stream: &'a Stream, view: &View) -> impl Iterator<Item = (&'a Bytes, &'a Group)> {
    let wanted = view.group.clone();
    let most = view.list_rows;
    let groups = stream.groups().enumerate();
    groups
        .filter(move |(at, (name, _))| *at < most || Some(*name) == wanted.as_ref())
        .map(|(_, group)| group)
}

fn group_row(counters: &Counters, name: &Bytes, group: &Group, view: &View, now: Millis) -> GroupRow {
    let consumers = group
        .consumers()
        .take(view.list_rows)
        .map(|consumer| ConsumerRow {
            name: consumer.name.clone(),
            pending: consumer.pending_len(),
            idle: now - consumer.seen_at,
            inactive: consumer.active_at.map(|at| now - at),
        });
    GroupRow {
        name: name.clone(),
        last_delivered: group.last_delivered,
        entries_read: group.entries_read,
        lag: group.lag(counters),
        pending: group.pending_len(),
        consumers: consumers.collect(),
        consumers_total: group.consumers().len(),
    }
}

fn pending_rows<'a>(
    stream: &'a Stream,
    group: &'a Group,
    from: EntryId,
    now: Millis,
) -> impl Iterator<Item = PendingRow> + 'a {
    group.pending_from(from).map(move |(id, pending)| PendingRow {
        id,
        consumer: consumer_name(group, pending.consumer),
        deliveries: pending.deliveries,
        idle: now - pending.delivered_at,
        gone: stream.get(id).is_none(),
    })
}

fn consumer_name(group: &Group, consumer: crate::store::ConsumerId) -> Bytes {
    group
        .consumer(consumer)
        .map_or_else(|| Bytes::from(""), |consumer| consumer.name.clone())
}

fn size(value: &Value) -> u64 {
    match value {
        Value::Text(text) | Value::Grown(text) => text.len() as u64,
        Value::List(list) => list.len() as u64,
        Value::Stream(stream) => stream.len(),
    }
}

impl Present {
    fn terminal_rows(&self, now: Millis) -> Vec<TerminalRow> {
        let rows = self
            .terminals
            .iter()
            .enumerate()
            .map(|(index, terminal)| TerminalRow {
                id: TerminalId(index),
                name: terminal.name.clone(),
                state: self.terminal_state(terminal, now),
            });
        rows.collect()
    }

    fn terminal_state(&self, terminal: &super::Terminal, now: Millis) -> TerminalState {
        if !terminal.alive {
            return TerminalState::Crashed;
        }
        match (
            self.engine.waiter(terminal.client),
            self.engine.subscriptions(terminal.client),
        ) {
            (Some(waiter), _) => TerminalState::Waiting {
                keys: waiter.wait.keys.clone(),
                since: now - waiter.since,
                left: waiter.wait.deadline.map(|deadline| deadline - now),
            },
            (None, 0) => TerminalState::Ready,
            (None, channels) => TerminalState::Subscribed(channels),
        }
    }
}
