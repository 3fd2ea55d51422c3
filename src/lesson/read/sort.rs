//! What sort of value each field of a statement has, so that a slip in a value is told where it stands and not where
//! the statement fails to hold.

use super::Reader;
use crate::lesson::want::span;
use crate::lesson::yaml::{Node, Shape};
use crate::store::EntryId;

/// A sort of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lesson) enum Sort {
    /// Anything that can be written.
    Text,
    Number,
    Span,
    Id,
    Flag,
    List,
    /// A terminal.
    Desk,
    OneOf(&'static [&'static str]),
}

/// The sort of a subject's field.
pub(in crate::lesson) fn sort(subject: &str, field: &str) -> Sort {
    match (subject, field) {
        ("reply", "type") => Sort::OneOf(&["simple", "error", "integer", "text", "nil", "list"]),
        ("key", "type") => Sort::OneOf(&["stream", "list", "string", "none"]),
        ("terminal", "state") => Sort::OneOf(&["idle", "blocked", "crashed"]),
        ("event", "by") => Sort::Desk,
        (_, "items" | "groups" | "consumers" | "waiting-on") => Sort::List,
        (_, "exists" | "nil" | "gone") => Sort::Flag,
        (_, "idle" | "inactive" | "for" | "elapsed" | "ttl" | "after") => Sort::Span,
        (_, "id" | "first-id" | "last-id" | "max-deleted-id" | "last-delivered") => Sort::Id,
        (
            _,
            "length" | "nodes" | "entries-added" | "entries-read" | "lag" | "pending" | "count"
            | "deliveries" | "subscribers" | "receivers" | "times",
        ) => Sort::Number,
        _ => Sort::Text,
    }
}

impl Sort {
    /// What it must be, and how it is written.
    fn told(self) -> (&'static str, &'static str) {
        match self {
            Sort::Number => (
                "a whole number",
                "write it in digits, or {min: 1}, {one-of: [1, 2]}",
            ),
            Sort::Span => (
                "a span of time",
                "write it like 250ms, 61s, 2m or 1h, or {min: 61s}",
            ),
            Sort::Id => ("an ID", "write it in full like 5-0, or \"${name}\""),
            Sort::Flag => ("true or false", "write true or false"),
            Sort::List => ("a list", "write [one, other], or {contains: [one]}"),
            Sort::Text | Sort::Desk | Sort::OneOf(_) => {
                ("one word", "write one word, or {one-of: [one, other]}")
            }
        }
    }

    /// Whether a text can be such a value; within `{min: …}` an ID may be cut short.
    fn takes(self, text: &str, bound: bool) -> bool {
        match self {
            Sort::Text | Sort::Desk | Sort::OneOf(_) => true,
            Sort::Number => text.parse::<i64>().is_ok(),
            Sort::Span => span(text).is_some(),
            Sort::Id => EntryId::parse(text.as_bytes(), 0).is_ok() && (bound || text.contains('-')),
            Sort::Flag => matches!(text, "true" | "false"),
            Sort::List => false,
        }
    }
}

impl Reader {
    /// Whether what a field is to be can be a value of its sort at all.
    pub(super) fn sorted(&mut self, name: &str, sort: Sort, node: &Node) {
        match (&node.shape, sort) {
            (Shape::Null, _) | (_, Sort::Text) | (Shape::List(_), Sort::List) => {}
            (Shape::Text(text), _) if text == "any" || text.contains("${") => {}
            (Shape::Text(_), Sort::Desk) => drop(self.desk(node)),
            (Shape::Text(text), Sort::OneOf(known)) if !known.contains(&text.as_str()) => {
                self.unknown("E102", node.mark, name, text, known);
            }
            (Shape::Text(text), _) => {
                if !sort.takes(text, false) {
                    self.missorted(name, sort, node);
                }
            }
            (Shape::List(_), _) => self.missorted(name, sort, node),
            (Shape::Map(pairs), _) => {
                for (key, node) in pairs {
                    self.sorted_within(name, sort, &key.name, node);
                }
            }
        }
    }

    fn sorted_within(&mut self, name: &str, sort: Sort, key: &str, node: &Node) {
        match (key, &node.shape) {
            ("not", _) => self.sorted(name, sort, node),
            ("one-of", Shape::List(items)) => {
                for item in items {
                    self.sorted(name, sort, item);
                }
            }
            ("min" | "max", Shape::Text(text)) if !text.contains("${") => {
                let ordered = matches!(sort, Sort::Number | Sort::Span | Sort::Id);
                if !ordered || !sort.takes(text, true) {
                    self.missorted(name, sort, node);
                }
            }
            _ => {}
        }
    }

    fn missorted(&mut self, name: &str, sort: Sort, node: &Node) {
        let (what, help) = sort.told();
        let written = match &node.shape {
            Shape::Text(text) => format!("\"{text}\""),
            _ => super::shape_name(node).to_owned(),
        };
        self.fault_help(
            "E107",
            node.mark,
            format!("{name} must be {what}, not {written}"),
            help,
        );
    }
}
