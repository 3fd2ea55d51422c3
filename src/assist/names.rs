//! The names that completion offers, each with the little that helps to choose: sizes, bookmarks, owners, idle times,
//! the fields of an entry. Where they fit is decided elsewhere.

use super::complete::MOST;
use super::span::span;
use crate::lab::Lookup;
use crate::store::{Bytes, EntryId, Millis};
use crate::wire::shown;

/// Where in a command a name is wanted.
pub(super) struct Place<'a> {
    pub(super) lookup: &'a Lookup<'a>,
    /// The command's full name.
    pub(super) command: &'a str,
    /// The key the name belongs to, if it is known already.
    pub(super) key: Option<&'a [u8]>,
    /// The group it belongs to; empty if none.
    pub(super) group: &'a [u8],
    /// What is typed of the name.
    pub(super) begun: &'a [u8],
}

impl Place<'_> {
    /// Keys with what is under them; behind a group, the streams that have it come first.
    pub(super) fn keys(&self, kind: Option<&str>) -> Vec<(Bytes, String)> {
        let mut keys = self.lookup.keys(self.begun, kind, MOST);
        if !self.group.is_empty() {
            keys.sort_by_key(|key| !self.lookup.has_group(key, self.group));
        }
        keys.into_iter()
            .map(|key| (key.clone(), self.about_key(&key)))
            .collect()
    }

    fn about_key(&self, key: &[u8]) -> String {
        let Some((kind, size)) = self.lookup.size(key) else {
            return String::new();
        };
        let unit = match (kind, size) {
            ("stream", 1) => "entry",
            ("stream", _) => "entries",
            ("list", 1) => "element",
            ("list", _) => "elements",
            (_, 1) => "byte",
            _ => "bytes",
        };
        let lacks = !self.group.is_empty() && !self.lookup.has_group(key, self.group);
        let lacks = if lacks {
            format!(" · has no {}", shown(self.group))
        } else {
            String::new()
        };
        format!("{kind} · {size} {unit}{lacks}")
    }

    /// Groups with their bookmarks.
    pub(super) fn groups(&self) -> Vec<(Bytes, String)> {
        let Some(key) = self.key else {
            let names = self.lookup.all_groups(self.begun, MOST);
            return names
                .into_iter()
                .map(|name| (name.clone(), self.streams_of(&name)))
                .collect();
        };
        let names = self.lookup.groups(key, self.begun, MOST);
        let groups = names.into_iter().filter_map(|name| self.lookup.group(key, &name));
        groups
            .map(|group| {
                let lag = group.lag.map(|lag| format!(" · lag {lag}")).unwrap_or_default();
                let about = format!(
                    "last-delivered {}{lag} · {} pending",
                    group.last_delivered, group.pending
                );
                (group.name, about)
            })
            .collect()
    }

    fn streams_of(&self, group: &[u8]) -> String {
        let streams = self.lookup.streams_of(group, MOST);
        let names: Vec<String> = streams.iter().take(3).map(|key| shown(key)).collect();
        let more = if streams.len() > 3 { ", …" } else { "" };
        format!("group of {}{more}", names.join(", "))
    }

    /// Consumers with what they hold.
    pub(super) fn consumers(&self) -> Vec<(Bytes, String)> {
        let consumers = self.lookup.consumers(self.key, self.group, self.begun, MOST);
        consumers
            .into_iter()
            .map(|consumer| {
                let about = format!("{} pending · idle {}", consumer.pending, span(consumer.idle));
                (consumer.name, about)
            })
            .collect()
    }

    /// The newest entries with their first fields, where entries that exist make sense: XADD needs a new one,
    /// XREADGROUP asks for `>` or its own history.
    pub(super) fn entries(&self) -> Vec<(String, String)> {
        if matches!(self.command, "XADD" | "XREADGROUP" | "XSETID") {
            return Vec::new();
        }
        let entries = self.lookup.ids(self.key.unwrap_or_default(), self.begun, MOST);
        entries
            .into_iter()
            .map(|(id, preview)| (id.to_string(), preview))
            .collect()
    }

    /// Pending entries with their owners. To be claimed: longest idle first, and `least` says how long is enough.
    pub(super) fn pending(&self, least: Option<&[u8]>) -> Vec<(String, String)> {
        let claims = self.command == "XCLAIM";
        let key = self.key.unwrap_or_default();
        let pending = self.lookup.pending(key, self.group, self.begun, claims, MOST);
        let least = least.and_then(|least| std::str::from_utf8(least).ok()?.parse::<Millis>().ok());
        pending
            .into_iter()
            .map(|entry| {
                let Some(owner) = entry.owner.as_ref().map(|owner| shown(owner)) else {
                    return (entry.id.to_string(), format!("released · {}", entry.preview));
                };
                let what = match entry.preview.as_str() {
                    "" => "deleted".to_owned(),
                    preview => preview.to_owned(),
                };
                let idle = span(entry.idle);
                let about = match least.filter(|least| claims && entry.idle < *least) {
                    Some(least) => format!("{owner} · idle {idle}, not yet {} · {what}", span(least)),
                    None if claims => {
                        format!("{owner} · idle {idle} · delivery {} · {what}", entry.deliveries)
                    }
                    None => format!("{owner} · delivery {} · {what}", entry.deliveries),
                };
                (entry.id.to_string(), about)
            })
            .collect()
    }

    /// IDs that a new entry may have.
    pub(super) fn next_ids(&self) -> Vec<(String, String)> {
        let key = self.key.unwrap_or_default();
        let mut ids = Vec::new();
        if let Some(next) = self.lookup.next_in_step(key) {
            ids.push((next.to_string(), "goes on as the last two do".to_owned()));
        }
        if let Some(last) = self.lookup.last_id(key).filter(|last| *last != EntryId::MIN)
            && let Some(next) = last.next()
        {
            ids.push((next.to_string(), format!("the smallest that may follow {last}")));
        }
        ids
    }
}
