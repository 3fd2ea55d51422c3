//! Reads scripted clients.

use super::Reader;
use super::fields::Fields;
use crate::command::Line;
use crate::lesson::model::{Actor, Text};
use crate::lesson::yaml::{Node, Shape};

/// Keys of a scripted client.
pub(in crate::lesson) const ACTOR: [&str; 6] = ["id", "in", "every", "count", "run", "idle"];

/// More lines than this of one scripted client are not run: they would be run again for every undo.
const MOST: u32 = 1000;

impl Reader {
    /// Notes the names first: the setup may start them.
    pub(super) fn announce_actors(&mut self, fields: &Fields<'_>) {
        let Some(Shape::List(items)) = fields.get("actors").map(|node| &node.shape) else {
            return;
        };
        for item in items {
            let Shape::Map(pairs) = &item.shape else { continue };
            let id = pairs
                .iter()
                .find(|(key, _)| key.name == "id")
                .map(|(_, node)| node);
            if let Some(Shape::Text(id)) = id.map(|node| &node.shape) {
                if self.actors.contains(id) || self.desks.iter().any(|desk| desk.id == *id) {
                    let message = format!("\"{id}\" is the name of another scripted client or of a terminal");
                    self.fault("E102", item.mark, message);
                }
                self.actors.push(id.clone());
            }
        }
    }

    pub(super) fn actors(&mut self, fields: &Fields<'_>) -> Vec<Actor> {
        let items = fields
            .get("actors")
            .map_or(&[][..], |node| self.list(node, "actors"));
        items.iter().filter_map(|item| self.an_actor(item)).collect()
    }

    fn an_actor(&mut self, node: &Node) -> Option<Actor> {
        let fields = self.map(node, "an actor", &ACTOR)?;
        let id = self
            .required(&fields, "id")
            .and_then(|node| self.slug(node, "an id"));
        let desk = self.required(&fields, "in").and_then(|node| self.desk(node));
        let every = self
            .required(&fields, "every")
            .and_then(|node| self.span(node, "every"));
        let count = self.required(&fields, "count");
        let count = count.and_then(|node| Some((node, self.number(node, "count")?)));
        if let Some((node, count)) = count.filter(|(_, count)| !(1..=MOST).contains(count)) {
            let message = format!("count must be 1 to {MOST}, not {count}");
            self.fault("E107", node.mark, message);
        }
        let run = self.required(&fields, "run");
        let lines = run.map_or(&[][..], |node| self.list(node, "run"));
        let lines: Vec<Text> = lines.iter().filter_map(|line| self.scripted(line)).collect();
        if let Some(run) = run.filter(|_| lines.is_empty()) {
            self.fault("E103", run.mark, "this actor has nothing to type");
        }
        let idle = fields.get("idle").and_then(|node| self.flag(node, "idle"));
        Some(Actor {
            id: id?.to_owned(),
            desk: desk?,
            every: every?.max(1),
            count: count?.1.min(MOST),
            lines,
            at_once: !idle.unwrap_or(false),
        })
    }

    /// A line of a scripted client: `${n}` is the number of its turn, `${ids}` what it was last given.
    fn scripted(&mut self, node: &Node) -> Option<Text> {
        let before = self.vars.clone();
        self.vars.extend(["n".to_owned(), "ids".to_owned()]);
        let line = self.line(node);
        self.vars = before;
        let line = line?;
        let words = Line::parse(line.raw.as_bytes()).ok()?;
        if words
            .argv()
            .iter()
            .any(|word| word.eq_ignore_ascii_case(b"BLOCK"))
        {
            let message = "a scripted client does not wait: let it ask again and again instead";
            self.fault_help("E115", line.mark, message, "leave BLOCK out");
        }
        Some(line)
    }

    /// Which scripted client a word names, if any.
    pub(super) fn actor(&self, node: &Node) -> Option<usize> {
        let Shape::Text(word) = &node.shape else {
            return None;
        };
        self.actors.iter().position(|actor| actor == word)
    }

    pub(super) fn known_actor(&mut self, node: &Node) -> Option<usize> {
        let found = self.actor(node);
        if found.is_none() {
            let word = self.word(node, "an actor")?.to_owned();
            let known = self.actors.clone();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.unknown("E110", node.mark, "actor", &word, &known);
        }
        found
    }
}
