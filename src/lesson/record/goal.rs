//! A goal from what commands have changed: statements about the streams, groups and keys that are different afterwards,
//! and about what happened on the way. IDs that the server made stand in none of them.

use std::collections::BTreeSet;

use super::finding::{fields, pairs};
use super::replay::{Again, Deed, Told, Word};
use crate::command::Event;
use crate::lab::{Lab, TerminalId};
use crate::lesson::quote::{self, Within, literal, path, scalar, value};
use crate::store::{Bytes, EntryId, Group, Pending, Stream, Value};

/// More than this is counted rather than listed.
const MOST: usize = 6;

/// The statements, one line each.
pub(super) fn goal(before: &Lab, again: &Again, told: &Told, desks: &[String]) -> Vec<String> {
    let mut goal = Goal {
        before,
        after: &again.lab,
        fresh: again.ids.iter().copied().collect(),
        lines: Vec::new(),
    };
    goal.keys();
    goal.terminals(desks);
    goal.happened(&again.events);
    if goal.lines.is_empty() {
        goal.lines.extend(last_command(told));
    }
    goal.lines
}

struct Goal<'l> {
    before: &'l Lab,
    after: &'l Lab,
    /// The IDs that are other ones in every run.
    fresh: BTreeSet<EntryId>,
    lines: Vec<String>,
}

impl Goal<'_> {
    fn keys(&mut self) {
        let (before, after) = (self.before.engine().db(0), self.after.engine().db(0));
        for (key, value) in after.iter() {
            let Some(name) = name_of(key) else { continue };
            match value {
                Value::Stream(stream) => {
                    let old = before.stream(key).ok().flatten();
                    self.stream(name, stream, old);
                    self.groups(name, stream, old);
                }
                Value::List(list) => {
                    let items =
                        |list: &crate::store::List| list.range(0, -1).cloned().collect::<Vec<Bytes>>();
                    let now = items(list);
                    let old = before.list(key).ok().flatten().map(items);
                    if old.as_ref() != Some(&now) {
                        self.list(name, &now);
                    }
                }
                Value::Text(text) | Value::Grown(text) => {
                    let held = before.get(key).is_some_and(
                        |old| matches!(old, Value::Text(old) | Value::Grown(old) if old == text),
                    );
                    if let (false, Ok(text)) = (held, std::str::from_utf8(text)) {
                        self.say(
                            "string",
                            &path(&[name]),
                            &format!("value: {}", quote::value(text)),
                        );
                    }
                }
            }
        }
        for (key, _) in before.iter().filter(|(key, _)| after.get(key).is_none()) {
            if let Some(name) = name_of(key) {
                self.say("key", &path(&[name]), "exists: false");
            }
        }
    }

    fn say(&mut self, subject: &str, about: &str, what: &str) {
        self.lines.push(format!("{{{subject}: {about}, {what}}}"));
    }

    fn list(&mut self, name: &str, items: &[Bytes]) {
        let texts: Option<Vec<String>> = items
            .iter()
            .map(|item| std::str::from_utf8(item).ok().map(value))
            .collect();
        let what = match texts.filter(|texts| texts.len() <= MOST) {
            Some(texts) => format!("items: [{}]", texts.join(", ")),
            None => format!("length: {}", items.len()),
        };
        self.say("list", &path(&[name]), &what);
    }

    fn stream(&mut self, name: &str, stream: &Stream, old: Option<&Stream>) {
        let ids = |stream: &Stream| -> BTreeSet<EntryId> {
            let entries = stream.range(EntryId::MIN, EntryId::MAX);
            entries.map(|entry| entry.id).collect()
        };
        let (now, then) = (ids(stream), old.map(ids).unwrap_or_default());
        let added: Vec<EntryId> = now.difference(&then).copied().collect();
        let removed: Vec<EntryId> = then.difference(&now).copied().collect();
        if old.is_some() && added.is_empty() && removed.is_empty() {
            return;
        }
        let mut parts = vec![format!("length: {}", stream.len())];
        let items: Vec<String> = added
            .iter()
            .map(|id| fields(stream, *id))
            .filter(|fields| !fields.is_empty())
            .map(|fields| format!("{{fields: {{{}}}}}", pairs(&fields)))
            .collect();
        if (1..=MOST).contains(&items.len()) {
            parts.push(format!("contains: [{}]", items.join(", ")));
        }
        if (1..=MOST).contains(&removed.len()) {
            let gone: Vec<String> = removed.iter().map(|id| format!("{{id: {id}}}")).collect();
            parts.push(format!("lacks: [{}]", gone.join(", ")));
        }
        self.say("stream", &path(&[name]), &parts.join(", "));
    }

    fn groups(&mut self, key: &str, stream: &Stream, old: Option<&Stream>) {
        let reckoning = self.after.profile().reckoning();
        for (group_name, group) in stream.groups() {
            let Some(name) = name_of(group_name) else { continue };
            let before = old.and_then(|old| old.group(group_name));
            let about = path(&[key, name]);
            let held = |group: &Group| -> Vec<(EntryId, Option<Bytes>, u64)> {
                let records = group.pending_from(EntryId::MIN);
                records
                    .map(|(id, pending)| (id, owner(group, pending), pending.deliveries))
                    .collect()
            };
            let mut parts = Vec::new();
            if before.map(|before| before.last_delivered) != Some(group.last_delivered) {
                let lag = group.lag(&stream.counters(reckoning));
                match (self.fresh.contains(&group.last_delivered), lag) {
                    (false, _) => parts.push(format!("last-delivered: {}", group.last_delivered)),
                    (true, Some(lag)) => parts.push(format!("lag: {lag}")),
                    (true, None) => {}
                }
            }
            let joined: Vec<String> = group
                .consumers()
                .filter(|consumer| consumer.pending_len() == 0)
                .filter(|consumer| before.is_none_or(|old| old.consumer_named(&consumer.name).is_none()))
                .filter_map(|consumer| name_of(&consumer.name).map(value))
                .collect();
            if !joined.is_empty() {
                parts.push(format!("consumers: {{contains: [{}]}}", joined.join(", ")));
            }
            if !parts.is_empty() {
                self.say("group", &about, &parts.join(", "));
            }
            let now = held(group);
            if before.map(held).as_ref() != Some(&now) {
                self.pending(&about, stream, group, &now);
            }
            let left = before.into_iter().flat_map(Group::consumers);
            let left = left.filter(|consumer| group.consumer_named(&consumer.name).is_none());
            for consumer in left.filter_map(|consumer| name_of(&consumer.name)) {
                self.say("consumer", &path(&[key, name, consumer]), "exists: false");
            }
        }
        let gone = old.into_iter().flat_map(Stream::groups);
        for (gone, _) in gone.filter(|(name, _)| stream.group(name).is_none()) {
            if let Some(name) = name_of(gone) {
                self.say("group", &path(&[key, name]), "exists: false");
            }
        }
    }

    fn pending(
        &mut self,
        about: &str,
        stream: &Stream,
        group: &Group,
        now: &[(EntryId, Option<Bytes>, u64)],
    ) {
        if now.is_empty() || now.len() > MOST {
            return self.say("pel", about, &format!("count: {}", group.pending_len()));
        }
        let items: Vec<String> = now
            .iter()
            .map(|(id, owner, deliveries)| {
                let mut parts = Vec::new();
                let known = fields(stream, *id);
                if !self.fresh.contains(id) {
                    parts.push(format!("id: {id}"));
                } else if !known.is_empty() {
                    parts.push(format!("where: {{{}}}", pairs(&known)));
                }
                let owner = owner.as_ref().and_then(|owner| std::str::from_utf8(owner).ok());
                parts.extend(owner.map(|owner| format!("consumer: {}", value(owner))));
                parts.push(format!("deliveries: {deliveries}"));
                format!("{{{}}}", parts.join(", "))
            })
            .collect();
        self.say("pel", about, &format!("exactly: [{}]", items.join(", ")));
    }

    /// Terminals that wait in the end, or have crashed.
    fn terminals(&mut self, desks: &[String]) {
        for (at, desk) in desks.iter().enumerate() {
            let state = |lab: &Lab| {
                let alive = lab.terminals().get(at).is_some_and(|terminal| terminal.alive);
                (alive, lab.is_waiting(TerminalId(at)))
            };
            let what = match state(self.after) {
                now if now == state(self.before) => continue,
                (false, _) => "crashed",
                (true, true) => "blocked",
                (true, false) => "idle",
            };
            self.say("terminal", desk, &format!("state: {what}"));
        }
    }

    /// What can be reached in the end by another way than was gone: claims, acknowledgements, messages.
    fn happened(&mut self, events: &[Event]) {
        let mut acked = 0;
        let mut seen = BTreeSet::new();
        for event in events {
            match event {
                Event::Acked { .. } => acked += 1,
                Event::Claimed { to, made: false, .. } => {
                    seen.extend(std::str::from_utf8(to).ok().map(|to| ("claimed", "to", to)));
                }
                Event::Redelivered { consumer, .. } => {
                    let to = std::str::from_utf8(consumer).ok();
                    seen.extend(to.map(|to| ("redelivered", "to", to)));
                }
                Event::Published { channel, .. } => {
                    let channel = std::str::from_utf8(channel).ok();
                    seen.extend(channel.map(|channel| ("published", "channel", channel)));
                }
                _ => {}
            }
        }
        for (kind, name, about) in seen {
            self.say("event", kind, &format!("{name}: {}", value(about)));
        }
        if acked > 0 {
            self.say("event", "acked", &format!("times: {{min: {acked}}}"));
        }
    }
}

/// Nothing has changed: what was asked last is what there is to do.
fn last_command(told: &Told) -> Option<String> {
    let words = told.acts.iter().rev().find_map(|act| match &act.what {
        Deed::Run { words, .. } => Some(words),
        _ => None,
    })?;
    // What cannot be written down, or is another one in every run, may be anything.
    let words: Vec<&str> = words
        .iter()
        .map(|word| match word {
            Word::Said(said) => std::str::from_utf8(said).ok().filter(|said| !said.is_empty()),
            Word::Made { .. } => None,
        })
        .map(|word| word.unwrap_or("*"))
        .collect();
    let (command, args) = words.split_first()?;
    let args: Vec<String> = args
        .iter()
        .map(|arg| scalar(&literal(arg), Within::Braces))
        .collect();
    Some(format!(
        "{{ran: {}, args: [{}]}}",
        scalar(&command.to_uppercase(), Within::Braces),
        args.join(", ")
    ))
}

fn owner(group: &Group, pending: &Pending) -> Option<Bytes> {
    let owner = pending.consumer.and_then(|owner| group.consumer(owner));
    owner.map(|owner| owner.name.clone())
}

/// A name that a statement can speak of.
fn name_of(bytes: &Bytes) -> Option<&str> {
    std::str::from_utf8(bytes).ok().filter(|name| !name.is_empty())
}
