//! Reads what a value must be, and paths into replies.

use super::Reader;
use crate::lesson::model::{Check, Path, PathStep, Text, Want};
use crate::lesson::yaml::{Node, Shape};

impl Reader {
    pub(super) fn want(&mut self, node: &Node) -> Option<Want> {
        Some(match &node.shape {
            Shape::Null => Want::Null,
            Shape::Text(text) if text == "any" => Want::Any,
            // An empty text is a value like any other here, unless a sign of YAML's was meant.
            Shape::Text(text) if text.is_empty() && !self.is_quoted(node) => {
                self.empty(node, "a value");
                return None;
            }
            Shape::Text(text) => {
                self.check_variables(text, node.mark);
                Want::Is(Text {
                    mark: node.mark,
                    raw: text.clone(),
                })
            }
            Shape::List(items) => Want::List(self.wants(items)),
            Shape::Map(_) => return self.matcher(node),
        })
    }

    fn is_quoted(&self, node: &Node) -> bool {
        let place = crate::lesson::place::place(&self.source, node.mark, None);
        let line = self.source.text.lines().nth(place.line - 1).unwrap_or_default();
        matches!(line.chars().nth(place.column - 1), Some('"' | '\''))
    }

    fn wants(&mut self, items: &[Node]) -> Vec<Want> {
        items.iter().filter_map(|item| self.want(item)).collect()
    }

    fn matcher(&mut self, node: &Node) -> Option<Want> {
        let known = ["min", "max", "one-of", "not", "contains", "matches"];
        let fields = self.map(node, "a matcher", &known)?;
        let several = |reader: &mut Self, name: &str| {
            fields.get(name).map(|list| {
                let items = reader.list(list, name);
                reader.wants(items)
            })
        };
        if let Some(wants) = several(self, "one-of") {
            return Some(Want::OneOf(wants));
        }
        if let Some(wants) = several(self, "contains") {
            return Some(Want::Contains(wants));
        }
        if let Some(inner) = fields.get("not") {
            return self.want(inner).map(|want| Want::Not(Box::new(want)));
        }
        if let Some(pattern) = fields.get("matches") {
            return self.text(pattern, "a pattern").map(Want::Like);
        }
        let bound = |reader: &mut Self, name: &str| fields.get(name).and_then(|node| reader.text(node, name));
        let (min, max) = (bound(self, "min"), bound(self, "max"));
        if min.is_none() && max.is_none() {
            self.fault(
                "E103",
                node.mark,
                "a matcher needs min, max, one-of, not, contains or matches",
            );
            return None;
        }
        Some(Want::Range { min, max })
    }

    /// A map of names to what their values must be.
    pub(super) fn named(&mut self, node: &Node, what: &str) -> Vec<Check> {
        let Shape::Map(pairs) = &node.shape else {
            self.fault(
                "E106",
                node.mark,
                format!("{what} must be a map of names and values"),
            );
            return Vec::new();
        };
        let checks = pairs.iter().filter_map(|(key, node)| {
            self.want(node).map(|want| Check {
                name: key.name.clone(),
                want,
            })
        });
        checks.collect()
    }

    /// `[0][1][*][0]`, or nothing for the whole reply.
    pub(super) fn path(&mut self, node: &Node) -> Option<Path> {
        let raw = match &node.shape {
            Shape::Null => "",
            Shape::Text(text) => text,
            _ => {
                self.fault("E106", node.mark, "a path must be a text like \"[0][1]\"");
                return None;
            }
        };
        let path = parse_path(raw);
        if path.is_none() {
            self.fault_help(
                "E107",
                node.mark,
                format!("\"{raw}\" is no path"),
                "write it like \"[0][1][*][0]\"",
            );
        }
        path
    }
}

fn parse_path(raw: &str) -> Option<Path> {
    let mut steps = Vec::new();
    let mut rest = raw.trim();
    while !rest.is_empty() {
        let (inside, after) = rest.strip_prefix('[')?.split_once(']')?;
        steps.push(match inside {
            "*" => PathStep::Each,
            number => PathStep::At(number.parse().ok()?),
        });
        rest = after;
    }
    Some(Path(steps))
}
