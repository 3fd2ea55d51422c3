//! The state as statements ask for it: one field of one subject as a value, and the entries and pending records of a
//! stream as rows of named values. Reads the lab; judges nothing.

use super::log::Logged;
use super::model::{Desk, EntryQuery, Query, Subject, Text, Vars};
use super::value::Value;
use super::vars::fill;
use super::want::fits;
use crate::lab::{Lab, TerminalId};
use crate::store::{Consumer, Counters, EntryId, Group, List, Millis, Stream, Value as Held};
use crate::wire::Reply;

/// Everything a statement may look at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts<'a> {
    pub(super) lab: &'a Lab,
    /// Since the step was entered.
    pub(super) log: &'a [Logged],
    pub(super) vars: &'a Vars,
    pub(super) desks: &'a [Desk],
    /// When the step was entered, Unix ms.
    pub(super) entered_at: Millis,
}

/// An entry or a pending record as named values; entries have their fields apart.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) facts: Vec<(&'static str, Value)>,
    pub(super) fields: Vec<(Vec<u8>, Vec<u8>)>,
}

impl Row {
    pub(super) fn fact(&self, name: &str) -> Option<&Value> {
        self.facts
            .iter()
            .find(|(fact, _)| *fact == name)
            .map(|(_, value)| value)
    }

    pub(super) fn field(&self, name: &str) -> Option<Value> {
        let field = self.fields.iter().find(|(field, _)| field == name.as_bytes());
        field.map(|(_, value)| Value::Text(value.clone()))
    }
}

impl<'a> Facts<'a> {
    pub(super) fn fill(&self, text: &Text) -> String {
        fill(text, self.vars)
    }

    pub(super) fn desk(&self, desk: usize) -> &'a str {
        self.desks.get(desk).map_or("?", |desk| desk.id.as_str())
    }

    pub(super) fn stream(&self, key: &Text) -> Option<&'a Stream> {
        self.lab.engine().db(0).stream(self.fill(key).as_bytes()).ok()?
    }

    pub(super) fn group(&self, key: &Text, group: &Text) -> Option<&'a Group> {
        self.stream(key)?.group(self.fill(group).as_bytes())
    }

    fn consumer(&self, key: &Text, group: &Text, consumer: &Text) -> Option<&'a Consumer> {
        self.group(key, group)?
            .consumer_named(self.fill(consumer).as_bytes())
    }

    /// The last reply in a terminal since the step was entered.
    pub(super) fn reply(&self, desk: usize) -> Option<&'a Reply> {
        let replies = self.log.iter().flat_map(|logged| &logged.replies);
        replies
            .filter(|(id, _)| *id == TerminalId(desk))
            .map(|(_, reply)| reply)
            .next_back()
    }

    /// Whether the subject exists at all.
    pub(super) fn exists(&self, subject: &Subject) -> bool {
        match subject {
            Subject::Stream(key) => self.stream(key).is_some(),
            Subject::Group(key, group) | Subject::Pel(key, group) => self.group(key, group).is_some(),
            Subject::Consumer(key, group, consumer) => self.consumer(key, group, consumer).is_some(),
            Subject::Reply(desk, _) => self.reply(*desk).is_some(),
            Subject::Key(key) => self.value(key).is_some(),
            Subject::List(key) => matches!(self.value(key), Some(Held::List(_))),
            Subject::String(key) => matches!(self.value(key), Some(Held::Text(_) | Held::Grown(_))),
            _ => true,
        }
    }

    /// One field of a subject; `None` when there is no such thing.
    pub(super) fn field(&self, subject: &Subject, name: &str) -> Option<Value> {
        if name == "exists" {
            return Some(Value::text(self.exists(subject)));
        }
        match subject {
            Subject::Stream(key) => stream_field(self.stream(key)?, name),
            Subject::Group(key, group) => {
                let counters = self.stream(key)?.counters(self.lab.profile().reckoning());
                group_field(&counters, self.group(key, group)?, name)
            }
            Subject::Consumer(key, group, consumer) => {
                self.consumer_field(self.consumer(key, group, consumer)?, name)
            }
            Subject::Key(key) => self.key_field(key, name),
            Subject::List(key) => match self.value(key)? {
                Held::List(list) => list_field(list, name),
                _ => None,
            },
            Subject::String(key) => match self.value(key)? {
                Held::Text(text) | Held::Grown(text) => Some(Value::Text(text.to_vec())),
                _ => None,
            },
            Subject::Channel(channel) => Some(Value::text(
                self.lab.engine().listeners(self.fill(channel).as_bytes()),
            )),
            Subject::Pel(key, group) => Some(Value::text(self.group(key, group)?.pending_len())),
            Subject::Terminal(desk) => self.terminal_field(*desk, name),
            Subject::Clock => Some(Value::text(self.lab.now(0) - self.entered_at)),
            Subject::Reply(desk, path) => reply_field(self.reply(*desk)?, path, name),
            _ => None,
        }
    }

    fn value(&self, key: &Text) -> Option<&'a Held> {
        self.lab.engine().db(0).get(self.fill(key).as_bytes())
    }

    fn key_field(&self, key: &Text, name: &str) -> Option<Value> {
        let value = self.value(key);
        match name {
            "type" => Some(Value::text(value.map_or("none", Held::type_name))),
            "ttl" => {
                let deadline = self.lab.engine().db(0).deadline_of(self.fill(key).as_bytes());
                Some(deadline.map_or(Value::Null, |at| Value::text(at - self.lab.now(0))))
            }
            _ => None,
        }
    }

    fn consumer_field(&self, consumer: &Consumer, name: &str) -> Option<Value> {
        let now = self.lab.now(0);
        match name {
            "pending" => Some(Value::text(consumer.pending_len())),
            "idle" => Some(Value::text(now - consumer.seen_at)),
            "inactive" => Some(consumer.active_at.map_or(Value::Null, |at| Value::text(now - at))),
            _ => None,
        }
    }

    fn terminal_field(&self, desk: usize, name: &str) -> Option<Value> {
        let terminal = self.lab.terminals().get(desk)?;
        let waiter = self
            .lab
            .engine()
            .waiter(terminal.client)
            .filter(|_| terminal.alive);
        match name {
            "state" if !terminal.alive => Some(Value::text("crashed")),
            "state" if waiter.is_some() => Some(Value::text("blocked")),
            "state" => Some(Value::text("idle")),
            "waiting-on" => {
                let keys = waiter?.wait.keys.iter();
                Some(Value::List(keys.map(|key| Value::Text(key.to_vec())).collect()))
            }
            "for" => Some(Value::text(self.lab.now(0) - waiter?.since)),
            _ => None,
        }
    }

    /// The entries of a stream, or the pending records of a group.
    pub(super) fn rows(&self, subject: &Subject) -> Vec<Row> {
        match subject {
            Subject::Stream(key) => self.stream(key).map_or_else(Vec::new, entry_rows),
            Subject::Pel(key, group) => self.pending_rows(key, group),
            _ => Vec::new(),
        }
    }

    fn pending_rows(&self, key: &Text, group: &Text) -> Vec<Row> {
        let (Some(stream), Some(group)) = (self.stream(key), self.group(key, group)) else {
            return Vec::new();
        };
        let rows = group.pending_from(EntryId::MIN).map(|(id, pending)| {
            let owner = pending.consumer.and_then(|owner| group.consumer(owner));
            let owner = owner.map(|owner| owner.name.to_vec());
            let entry = stream.get(id);
            Row {
                facts: vec![
                    ("id", Value::text(id)),
                    ("consumer", Value::Text(owner.unwrap_or_default())),
                    ("deliveries", Value::text(pending.deliveries)),
                    ("idle", Value::text(pending.idle(self.lab.now(0)).unwrap_or(-1))),
                    ("gone", Value::text(entry.is_none())),
                ],
                fields: entry.map_or_else(Vec::new, |entry| owned(&entry)),
            }
        });
        rows.collect()
    }

    /// Answers a query: every value that fits, so that the caller can insist on exactly one.
    pub(super) fn ask(&self, query: &Query) -> Vec<Value> {
        match query {
            Query::Reply { desk, path } => {
                let value = self.reply(*desk).and_then(|reply| Value::from(reply).part(path));
                value.into_iter().collect()
            }
            Query::Field { subject, field } => self.field(subject, field).into_iter().collect(),
            Query::Record {
                key,
                group,
                id,
                field,
            } => {
                let id = Value::text(self.fill(id));
                let rows = self.pending_rows(key, group);
                let row = rows.into_iter().find(|row| row.fact("id") == Some(&id));
                row.and_then(|row| row.fact(field).cloned()).into_iter().collect()
            }
            Query::Entry { key, fits } => self.entries(key, fits),
        }
    }

    fn entries(&self, key: &Text, query: &EntryQuery) -> Vec<Value> {
        let Some(stream) = self.stream(key) else {
            return Vec::new();
        };
        let one = |id: Option<EntryId>| id.map(Value::text).into_iter().collect();
        match query {
            EntryQuery::First => one(stream.first().map(|entry| entry.id)),
            EntryQuery::Last => one(stream.last().map(|entry| entry.id)),
            EntryQuery::Nth(number) => {
                let entry = stream
                    .range(EntryId::MIN, EntryId::MAX)
                    .nth(number.saturating_sub(1));
                one(entry.map(|entry| entry.id))
            }
            EntryQuery::Where(checks) => {
                let rows = entry_rows(stream).into_iter().filter(|row| {
                    let mut checks = checks.iter();
                    checks.all(|check| {
                        row.field(&check.name)
                            .is_some_and(|have| fits(&check.want, &have, self.vars))
                    })
                });
                rows.filter_map(|row| row.fact("id").cloned()).collect()
            }
        }
    }
}

fn stream_field(stream: &Stream, name: &str) -> Option<Value> {
    Some(match name {
        "length" => Value::text(stream.len()),
        "first-id" => Value::text(stream.first_id),
        "last-id" => Value::text(stream.last_id),
        "max-deleted-id" => Value::text(stream.max_deleted),
        "entries-added" => Value::text(stream.entries_added),
        "nodes" => Value::text(stream.nodes()),
        "groups" => Value::List(
            stream
                .groups()
                .map(|(name, _)| Value::Text(name.to_vec()))
                .collect(),
        ),
        _ => return None,
    })
}

fn list_field(list: &List, name: &str) -> Option<Value> {
    match name {
        "length" => Some(Value::text(list.len())),
        "items" => Some(Value::List(
            list.range(0, -1).map(|item| Value::Text(item.to_vec())).collect(),
        )),
        _ => None,
    }
}

fn group_field(counters: &Counters, group: &Group, name: &str) -> Option<Value> {
    let number = |number: Option<i64>| number.map_or(Value::Null, Value::text);
    Some(match name {
        "last-delivered" => Value::text(group.last_delivered),
        "entries-read" => number(group.entries_read),
        "lag" => number(group.lag(counters)),
        "pending" => Value::text(group.pending_len()),
        "consumers" => Value::List(
            group
                .consumers()
                .map(|consumer| Value::Text(consumer.name.to_vec()))
                .collect(),
        ),
        _ => return None,
    })
}

fn reply_field(reply: &Reply, path: &super::model::Path, name: &str) -> Option<Value> {
    let part = Value::from(reply).part(path);
    Some(match name {
        "equals" => part?,
        "nil" => Value::text(matches!(part, Some(Value::Null))),
        "error" => match reply {
            Reply::Error(text) => Value::Text(text.clone()),
            _ => Value::Null,
        },
        "length" => match part? {
            Value::List(items) => Value::text(items.len()),
            Value::Text(text) => Value::text(text.len()),
            Value::Null => Value::text(0),
        },
        "type" => Value::text(match reply {
            Reply::Simple(_) => "simple",
            Reply::Error(_) => "error",
            Reply::Int(_) => "integer",
            Reply::Bulk(_) | Reply::Verbatim(_) => "text",
            Reply::Nil | Reply::NilArray => "nil",
            Reply::Array(_) | Reply::Set(_) | Reply::Map(_) | Reply::Push(_) => "list",
        }),
        _ => return None,
    })
}

fn entry_rows(stream: &Stream) -> Vec<Row> {
    let rows = stream.range(EntryId::MIN, EntryId::MAX).map(|entry| Row {
        facts: vec![("id", Value::text(entry.id))],
        fields: owned(&entry),
    });
    rows.collect()
}

fn owned(entry: &crate::store::Entry<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    entry
        .fields()
        .map(|(name, value)| (name.to_vec(), value.to_vec()))
        .collect()
}
