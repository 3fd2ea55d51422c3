//! Reads questions to the state: what a step captures, and what a prediction measures.

use super::Reader;
use super::fields::Fields;
use super::subject::values;
use crate::lesson::model::{Capture, EntryQuery, Measure, Path, Query, Subject};
use crate::lesson::yaml::{Mark, Node, Shape};

impl Reader {
    pub(super) fn captures(&mut self, node: Option<&Node>) -> Vec<Capture> {
        let Some(node) = node else {
            return Vec::new();
        };
        let Shape::Map(pairs) = &node.shape else {
            self.fault("E106", node.mark, "capture must be a map of variables to queries");
            return Vec::new();
        };
        let mut captures = Vec::new();
        for (key, node) in pairs {
            if let Some(query) = self.query(node) {
                captures.push(Capture {
                    mark: key.mark,
                    name: key.name.clone(),
                    query,
                });
            }
            self.vars.insert(key.name.clone());
        }
        captures
    }

    fn query(&mut self, node: &Node) -> Option<Query> {
        let known: Vec<&str> = QUERY.iter().chain(&ABOUT).copied().collect();
        let fields = self.map(node, "a query", &known)?;
        if fields.has("reply") {
            return self.about_reply(&fields);
        }
        if let Some(key) = fields.get("entry") {
            let key = self.text(key, "a stream")?;
            return Some(Query::Entry {
                key,
                fits: self.which_entry(&fields)?,
            });
        }
        let Some(about) = ABOUT.into_iter().find(|name| fields.has(name)) else {
            let message = format!("a query needs one of: entry, reply, {}", ABOUT.join(", "));
            self.fault("E103", node.mark, message);
            return None;
        };
        self.about_state(about, &fields, &fields)
    }

    /// The last reply of a terminal, a part of it, or what is to be said of that.
    fn about_reply(&mut self, fields: &Fields<'_>) -> Option<Query> {
        let path = fields
            .get("path")
            .map_or(Some(Path::default()), |path| self.path(path));
        let (desk, path) = (self.desk(fields.get("reply")?)?, path?);
        let Some(field) = fields.get("field") else {
            return Some(Query::Reply { desk, path });
        };
        let word = self.word(field, "a field")?;
        let field = self.known_field(word, &REPLY, "a reply", field.mark)?;
        let subject = Subject::Reply(desk, path);
        Some(Query::Field { subject, field })
    }

    /// One value of what `about` names; `asked` is the map that says which.
    fn about_state(&mut self, about: &'static str, fields: &Fields<'_>, asked: &Fields<'_>) -> Option<Query> {
        let subject = self.subject(about, fields.get(about)?, fields)?;
        let field = self.required(asked, "field")?;
        let word = self.word(field, "a field")?;
        if let Subject::Pel(key, group) = &subject
            && let Some(id) = fields.get("id")
        {
            let field = self.known_field(word, &RECORD, "a pending entry", field.mark)?;
            let (key, group, id) = (key.clone(), group.clone(), self.text(id, "an ID")?);
            return Some(Query::Record {
                key,
                group,
                id,
                field,
            });
        }
        let known: Vec<&'static str> = values(about).collect();
        let field = self.known_field(word, &known, &format!("a {about}"), field.mark)?;
        Some(Query::Field { subject, field })
    }

    /// A value that can be asked for. Those of one pending entry are told apart from those of the whole list.
    fn known_field(
        &mut self,
        word: &str,
        known: &[&'static str],
        of: &str,
        mark: Mark,
    ) -> Option<&'static str> {
        let found = known.iter().find(|field| **field == word);
        if found.is_none() {
            let what = format!("field of {of}");
            if of == "a pel" && RECORD.contains(&word) {
                let message = format!("each pending entry has {word} of its own");
                let help = "say which entry is meant: {pel: stream/group, id: \"${entry}\"}";
                self.fault_help("E102", mark, message, help);
            } else {
                self.unknown("E102", mark, &what, word, known);
            }
        }
        found.copied()
    }

    fn which_entry(&mut self, fields: &Fields<'_>) -> Option<EntryQuery> {
        if let Some(node) = fields.get("where") {
            return Some(EntryQuery::Where(self.named(node, "where")));
        }
        let Some(at) = fields.get("at") else {
            let help = "add where: {field: value}, or at: first, last or a number";
            self.fault_help("E103", fields.mark, "this does not say which entry", help);
            return None;
        };
        let word = self.word(at, "at")?;
        let which = match word {
            "first" => Some(EntryQuery::First),
            "last" => Some(EntryQuery::Last),
            number => number
                .parse()
                .ok()
                .filter(|number| *number > 0)
                .map(EntryQuery::Nth),
        };
        if which.is_none() {
            let message = format!("at must be first, last or a number from 1, not \"{word}\"");
            self.fault("E107", at.mark, message);
        }
        which
    }

    pub(super) fn measure(&mut self, node: &Node) -> Option<Measure> {
        let fields = self.map(node, "measure", &MEASURE)?;
        let query = match (fields.has("reply"), fields.get("state")) {
            (true, None) => self.about_reply(&fields)?,
            (false, Some(state)) => self.measured_state(state, &fields)?,
            _ => {
                self.fault(
                    "E103",
                    node.mark,
                    "measure needs either reply, or state and field",
                );
                return None;
            }
        };
        Some(Measure {
            mark: node.mark,
            query,
        })
    }

    fn measured_state(&mut self, state: &Node, asked: &Fields<'_>) -> Option<Query> {
        let known: Vec<&str> = ABOUT.iter().copied().chain(["id"]).collect();
        let fields = self.map(state, "a state", &known)?;
        let Some(about) = ABOUT.into_iter().find(|name| fields.has(name)) else {
            let message = format!("a state needs one of: {}", ABOUT.join(", "));
            self.fault("E103", state.mark, message);
            return None;
        };
        self.about_state(about, &fields, asked)
    }
}

/// What a query may ask for a field of.
pub(in crate::lesson) const ABOUT: [&str; 10] = [
    "stream", "group", "consumer", "pel", "key", "list", "string", "channel", "terminal", "clock",
];

/// The other keys of a query.
pub(in crate::lesson) const QUERY: [&str; 7] = ["entry", "where", "at", "reply", "path", "field", "id"];

/// Keys of what a prediction measures.
pub(in crate::lesson) const MEASURE: [&str; 4] = ["reply", "path", "state", "field"];

/// What can be asked of a reply beside what it is.
const REPLY: [&str; 4] = ["type", "length", "nil", "error"];

/// What can be asked of one pending entry.
const RECORD: [&str; 4] = ["consumer", "deliveries", "idle", "gone"];
