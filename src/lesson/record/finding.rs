//! How a lesson can find an entry whose ID the server made: by a field of it, by all of them, or by its place. The ID
//! itself would be another one in every run.

use crate::lab::Lab;
use crate::lesson::quote::{Within, path, scalar, value};
use crate::store::{Bytes, EntryId, Stream};

/// One way to find an entry of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    Where(Vec<(String, String)>),
    First,
    Last,
    /// Counted from 1.
    Nth(usize),
}

impl Finding {
    /// Every way that finds this entry and no other now, the plainest first.
    pub(super) fn all(lab: &Lab, key: &Bytes, id: EntryId) -> Vec<Finding> {
        let Some(stream) = stream(lab, key) else {
            return Vec::new();
        };
        let fields = fields(stream, id);
        let mut all: Vec<Finding> = fields
            .iter()
            .map(|field| Finding::Where(vec![field.clone()]))
            .collect();
        if fields.len() > 1 {
            all.push(Finding::Where(fields));
        }
        let place = stream
            .range(EntryId::MIN, EntryId::MAX)
            .position(|entry| entry.id == id);
        all.extend([Finding::First, Finding::Last]);
        all.extend(place.map(|place| Finding::Nth(place + 1)));
        all.retain(|finding| finding.finds(stream, id));
        all
    }

    /// Whether this is still the one entry that is found.
    pub(super) fn holds(&self, lab: &Lab, key: &Bytes, id: EntryId) -> bool {
        stream(lab, key).is_some_and(|stream| self.finds(stream, id))
    }

    fn finds(&self, stream: &Stream, id: EntryId) -> bool {
        let mut ids = stream.range(EntryId::MIN, EntryId::MAX);
        match self {
            Finding::First => stream.first().is_some_and(|entry| entry.id == id),
            Finding::Last => stream.last().is_some_and(|entry| entry.id == id),
            Finding::Nth(place) => ids.nth(place - 1).is_some_and(|entry| entry.id == id),
            Finding::Where(wanted) => {
                let fits = |entry: &crate::store::Entry<'_>| {
                    wanted.iter().all(|(name, value)| {
                        let mut fields = entry.fields();
                        let first = fields.find(|(field, _)| field.to_vec() == name.as_bytes());
                        first.is_some_and(|(_, held)| held.to_vec() == value.as_bytes())
                    })
                };
                let mut fitting = ids.filter(fits).map(|entry| entry.id);
                fitting.next() == Some(id) && fitting.next().is_none()
            }
        }
    }

    /// The query of a `capture`.
    pub(super) fn query(&self, key: &str) -> String {
        let key = path(&[key]);
        match self {
            Finding::First => format!("{{entry: {key}, at: first}}"),
            Finding::Last => format!("{{entry: {key}, at: last}}"),
            Finding::Nth(place) => format!("{{entry: {key}, at: {place}}}"),
            Finding::Where(wanted) => format!("{{entry: {key}, where: {{{}}}}}", pairs(wanted)),
        }
    }

    /// A word that speaks of the entry, if there is one: what one of its fields holds.
    pub(super) fn word(&self) -> Option<&str> {
        match self {
            Finding::Where(wanted) => wanted.first().map(|(_, value)| value.as_str()),
            _ => None,
        }
    }
}

/// Fields as they stand between braces.
pub(super) fn pairs(fields: &[(String, String)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, held)| format!("{}: {}", scalar(name, Within::Braces), value(held)))
        .collect();
    pairs.join(", ")
}

/// The fields of an entry that can be written down; the first of each name, which is the one that statements see.
pub(super) fn fields(stream: &Stream, id: EntryId) -> Vec<(String, String)> {
    let Some(entry) = stream.get(id) else {
        return Vec::new();
    };
    let mut fields: Vec<(String, String)> = Vec::new();
    for (name, held) in entry.fields() {
        let (Ok(name), Ok(held)) = (String::from_utf8(name.to_vec()), String::from_utf8(held.to_vec()))
        else {
            continue;
        };
        if fields.iter().all(|(known, _)| *known != name) {
            fields.push((name, held));
        }
    }
    fields
}

fn stream<'l>(lab: &'l Lab, key: &Bytes) -> Option<&'l Stream> {
    lab.engine().db(0).stream(key).ok()?
}
