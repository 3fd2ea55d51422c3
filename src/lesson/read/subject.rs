//! Reads statements: their subject, its fields, and the entries and pending records they speak of.

use super::Reader;
use super::fields::Fields;
use super::sort::sort;
use crate::lesson::log::{FACTS, KINDS, OF_ALL};
use crate::lesson::model::{Arg, Assertion, Check, How, Item, Items, Path, Subject, Text};
use crate::lesson::yaml::{Node, Shape};

/// Each subject with the fields that may stand beside it.
pub(in crate::lesson) const SUBJECTS: &[(&str, &[&str])] = &[
    (
        "stream",
        &[
            "exists",
            "length",
            "first-id",
            "last-id",
            "max-deleted-id",
            "entries-added",
            "nodes",
            "groups",
            "entries",
            "contains",
            "lacks",
            "order",
        ],
    ),
    (
        "group",
        &[
            "exists",
            "last-delivered",
            "entries-read",
            "lag",
            "pending",
            "consumers",
        ],
    ),
    ("consumer", &["exists", "pending", "idle", "inactive"]),
    ("pel", &["count", "exactly", "contains", "lacks"]),
    ("key", &["exists", "type", "ttl"]),
    ("list", &["exists", "length", "items"]),
    ("string", &["exists", "value"]),
    ("channel", &["subscribers"]),
    ("terminal", &["state", "waiting-on", "for"]),
    ("reply", &["path", "equals", "type", "length", "nil", "error"]),
    ("event", &FACTS),
    ("ran", &["in", "args"]),
    ("clock", &["elapsed"]),
    ("any-of", &[]),
    ("all-of", &[]),
    ("not", &[]),
];

/// Fields that are not simply a value to compare.
const OTHERS: [&str; 8] = [
    "entries", "exactly", "contains", "lacks", "order", "path", "in", "args",
];

/// The fields of a subject that have a value to compare or to ask for.
pub(super) fn values(subject: &str) -> impl Iterator<Item = &'static str> {
    let fields = SUBJECTS.iter().find(|(name, _)| *name == subject);
    let fields = fields.map_or(&[][..], |(_, fields)| fields);
    fields.iter().copied().filter(|name| !OTHERS.contains(name))
}

impl Reader {
    pub(super) fn assertions(&mut self, node: Option<&Node>, what: &str) -> Vec<Assertion> {
        let Some(node) = node else {
            return Vec::new();
        };
        if let Shape::Map(_) = node.shape {
            // A single one needs no list.
            return self.assertion(node).into_iter().collect();
        }
        let items = self.list(node, what);
        items.iter().filter_map(|item| self.assertion(item)).collect()
    }

    /// One statement, or several that are to hold together.
    pub(super) fn all_of(&mut self, node: &Node, what: &str) -> Option<Assertion> {
        let mut parts = self.assertions(Some(node), what);
        if parts.len() < 2 {
            return parts.pop();
        }
        Some(Assertion {
            mark: node.mark,
            subject: Subject::AllOf(parts),
            checks: Vec::new(),
            items: Vec::new(),
            say: None,
        })
    }

    pub(super) fn assertion(&mut self, node: &Node) -> Option<Assertion> {
        let (name, known) = self.kind_of_subject(node)?;
        let mut keys = vec![name, "say"];
        keys.extend(known);
        let fields = self.map(node, "a statement", &keys)?;
        let about = fields.get(name)?;
        let subject = self.subject(name, about, &fields)?;
        let mut checks = self.checks(name, &fields, known);
        if name == "clock" && checks.is_empty() {
            checks.extend(self.clock_short(about));
        }
        let items = self.all_items(&fields, name == "pel");
        let say = fields.get("say").and_then(|say| self.text(say, "say"));
        let bare = checks.is_empty() && items.is_empty();
        if bare
            && matches!(
                name,
                "stream"
                    | "group"
                    | "consumer"
                    | "pel"
                    | "key"
                    | "list"
                    | "string"
                    | "channel"
                    | "terminal"
                    | "reply"
                    | "clock"
            )
        {
            let help = format!("add one of: {}", known.join(", "));
            self.fault_help(
                "E103",
                fields.mark,
                format!("this says nothing of the {name}"),
                help,
            );
            return None;
        }
        Some(Assertion {
            mark: node.mark,
            subject,
            checks,
            items,
            say,
        })
    }

    fn kind_of_subject(&mut self, node: &Node) -> Option<(&'static str, &'static [&'static str])> {
        let Shape::Map(pairs) = &node.shape else {
            self.fault(
                "E106",
                node.mark,
                "a statement must be a map, like {stream: fruits, length: 3}",
            );
            return None;
        };
        // An event has a consumer too: what stands first is the subject.
        let found = pairs
            .iter()
            .find_map(|(key, _)| SUBJECTS.iter().find(|(name, _)| key.name == *name));
        if found.is_none() {
            let names: Vec<&str> = SUBJECTS.iter().map(|(name, _)| *name).collect();
            match pairs.first() {
                Some((key, _)) => self.unknown("E101", key.mark, "subject", &key.name.clone(), &names),
                None => self.fault(
                    "E103",
                    node.mark,
                    format!("a statement needs one of: {}", names.join(", ")),
                ),
            }
        }
        found.map(|(name, known)| (*name, *known))
    }

    pub(super) fn subject(&mut self, name: &str, about: &Node, fields: &Fields<'_>) -> Option<Subject> {
        Some(match name {
            "stream" => Subject::Stream(self.text(about, "a stream")?),
            "group" => {
                let [key, group] = self.names(about, "group", ["stream", "group"])?;
                Subject::Group(key, group)
            }
            "pel" => {
                let [key, group] = self.names(about, "pel", ["stream", "group"])?;
                Subject::Pel(key, group)
            }
            "consumer" => {
                let [key, group, consumer] =
                    self.names(about, "consumer", ["stream", "group", "consumer"])?;
                Subject::Consumer(key, group, consumer)
            }
            "key" => Subject::Key(self.text(about, "a key")?),
            "list" => Subject::List(self.text(about, "a list")?),
            "string" => Subject::String(self.text(about, "a string")?),
            "channel" => Subject::Channel(self.text(about, "a channel")?),
            "terminal" => Subject::Terminal(self.desk(about)?),
            "reply" => {
                let path = fields
                    .get("path")
                    .map_or(Some(Path::default()), |path| self.path(path))?;
                Subject::Reply(self.desk(about)?, path)
            }
            "event" => {
                let kind = self.word(about, "an event")?;
                let Some((_, facts)) = KINDS.iter().find(|(known, _)| *known == kind) else {
                    self.unknown("E102", about.mark, "event", kind, &KINDS.map(|(kind, _)| kind));
                    return None;
                };
                let known: Vec<&str> = facts.iter().chain(&OF_ALL).copied().collect();
                for (key, _) in fields.pairs {
                    let name = key.name.as_str();
                    if FACTS.contains(&name) && !known.contains(&name) {
                        let message = format!("an event \"{kind}\" has no \"{name}\"");
                        let help = format!("known here: {}", known.join(", "));
                        self.fault_help("E101", key.mark, message, help);
                    }
                }
                Subject::Event(kind.to_owned())
            }
            "ran" => self.ran(about, fields)?,
            "clock" => Subject::Clock,
            "any-of" => Subject::AnyOf(self.assertions(Some(about), "any-of")),
            "all-of" => Subject::AllOf(self.assertions(Some(about), "all-of")),
            _ => Subject::Not(Box::new(self.assertion(about)?)),
        })
    }

    fn ran(&mut self, about: &Node, fields: &Fields<'_>) -> Option<Subject> {
        let command = self.text(about, "a command")?;
        let name = command.raw.split(' ').next().unwrap_or_default();
        if !name.contains("${") {
            self.known_command(name, about.mark);
        }
        let desk = match fields.get("in") {
            Some(node) if node.shape == Shape::Text("any".into()) => None,
            Some(node) => Some(self.desk(node)?),
            None => None,
        };
        let args = match fields.get("args") {
            None => vec![Arg::Rest],
            Some(node) => {
                let items = self.list(node, "args");
                items.iter().filter_map(|item| self.arg(item)).collect()
            }
        };
        Some(Subject::Ran { command, desk, args })
    }

    fn arg(&mut self, node: &Node) -> Option<Arg> {
        Some(match &node.shape {
            Shape::Text(text) if text == "*" => Arg::Any,
            Shape::Text(text) if text == "..." => Arg::Rest,
            Shape::Map(_) => Arg::Fits(self.want(node)?),
            _ => Arg::Is(self.text(node, "an argument")?),
        })
    }

    /// `stream/group`, or a list where a name holds a slash.
    fn names<const N: usize>(&mut self, node: &Node, what: &str, parts: [&str; N]) -> Option<[Text; N]> {
        let texts: Vec<Text> = if let Shape::List(items) = &node.shape {
            items.iter().filter_map(|item| self.text(item, what)).collect()
        } else {
            let whole = self.text(node, what)?;
            let part = |part: &str| Text {
                mark: whole.mark,
                raw: part.to_owned(),
            };
            whole.raw.split('/').map(part).collect()
        };
        let names: Result<[Text; N], _> = texts.try_into();
        if names.is_err() {
            let message = format!("{what} needs {}", parts.join("/"));
            self.fault_help(
                "E107",
                node.mark,
                message,
                "a name that holds a slash is written in a list: [odd/name, group]",
            );
        }
        names.ok()
    }

    /// `subject` is what the fields are of.
    fn checks(&mut self, subject: &str, fields: &Fields<'_>, known: &[&str]) -> Vec<Check> {
        let plain = known.iter().filter(|name| !OTHERS.contains(name));
        let checks = plain.filter_map(|name| {
            let node = fields.get(name)?;
            let want = self.want(node)?;
            self.sorted(name, sort(subject, name), node);
            Some(Check {
                name: (*name).to_owned(),
                want,
            })
        });
        checks.collect()
    }

    /// `clock: {elapsed: …}`: the field within.
    fn clock_short(&mut self, about: &Node) -> Vec<Check> {
        if about.shape == Shape::Null {
            return Vec::new();
        }
        let Some(fields) = self.map(about, "clock", &["elapsed"]) else {
            return Vec::new();
        };
        self.checks("clock", &fields, &["elapsed"])
    }

    fn all_items(&mut self, fields: &Fields<'_>, pending: bool) -> Vec<Items> {
        let mut all = Vec::new();
        let any = self.one_of(fields, "order", &[("any", true)]).unwrap_or(false);
        let ways = [
            ("entries", How::Exactly, any),
            ("exactly", How::Exactly, true),
            ("contains", How::Contains, true),
            ("lacks", How::Lacks, true),
        ];
        for (name, how, any_order) in ways {
            if let Some(node) = fields.get(name) {
                let nodes = self.list(node, name);
                let list = nodes.iter().filter_map(|node| self.item(node, pending)).collect();
                all.push(Items { how, any_order, list });
            }
        }
        all
    }

    fn item(&mut self, node: &Node, pending: bool) -> Option<Item> {
        let (known, inside): (&[&str], &str) = if pending {
            (
                &["id", "consumer", "deliveries", "idle", "gone", "where"],
                "where",
            )
        } else {
            (&["id", "fields"], "fields")
        };
        let fields = self.map(node, "an item", known)?;
        let plain: Vec<&str> = known.iter().copied().filter(|name| *name != inside).collect();
        let checks = self.checks("item", &fields, &plain);
        let named = fields
            .get(inside)
            .map_or_else(Vec::new, |node| self.named(node, inside));
        if checks.is_empty() && named.is_empty() {
            self.fault(
                "E103",
                node.mark,
                format!("an item needs one of: {}", known.join(", ")),
            );
            return None;
        }
        Some(Item {
            checks,
            fields: named,
        })
    }
}
