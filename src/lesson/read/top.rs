//! Reads the top level of a lesson file.

use std::sync::Arc;

use super::Reader;
use super::fields::Fields;
use super::task::captured_names;
use crate::lesson::model::{ClockPlan, Desk, Lesson, Scaffold, Step};
use crate::lesson::yaml::{Node, Shape};

const SCHEMA: &str = "stream-lesson/1";
pub(in crate::lesson) const KEYS: [&str; 22] = [
    "schema",
    "id",
    "title",
    "summary",
    "track",
    "order",
    "level",
    "minutes",
    "profile",
    "needs",
    "teaches",
    "misconceptions",
    "terminals",
    "clock",
    "seed",
    "setup",
    "actors",
    "steps",
    "after",
    "links",
    "notes",
    "demo",
];

/// How deep a lesson goes.
pub(in crate::lesson) const LEVELS: [&str; 3] = ["intro", "core", "deep"];

impl Reader {
    pub(super) fn lesson(&mut self, root: &Node) -> Option<Lesson> {
        let fields = self.map(root, "a lesson", &KEYS)?;
        self.schema(&fields)?;
        let id = self.id(&fields);
        self.profiles(&fields);
        self.seed = fields
            .get("seed")
            .and_then(|node| self.number(node, "seed"))
            .map(u64::from);
        let terminals = self.terminals(&fields);
        let clock = self.clock(&fields);
        self.announce_actors(&fields);
        let setup = self.acts(fields.get("setup"), "setup");
        let actors = self.actors(&fields);
        let steps = self.steps(&fields);
        let pace = self.pace(&fields);
        let after = self.prose(&fields, "after");
        let text = |reader: &mut Self, name: &str| {
            let node = fields.get(name)?;
            reader.word(node, name).map(str::to_owned)
        };
        let number = |reader: &mut Self, name: &str| {
            fields
                .get(name)
                .and_then(|node| reader.number(node, name))
                .unwrap_or_default()
        };
        let levels = LEVELS.map(|level| (level, level));
        let level = self.one_of(&fields, "level", &levels);
        let title = self
            .required(&fields, "title")
            .and_then(|node| self.word(node, "title"))
            .map(str::to_owned);
        Some(Lesson {
            id: id?,
            title: title?,
            summary: text(self, "summary").unwrap_or_default(),
            order: number(self, "order"),
            track: text(self, "track").unwrap_or_default(),
            level: level.unwrap_or_default().to_owned(),
            minutes: number(self, "minutes"),
            after_mark: after.mark,
            after: after.raw,
            links: self.links(&fields),
            notes: text(self, "notes").unwrap_or_default(),
            misconceptions: self.misconceptions(&fields),
            needs: self.words(&fields, "needs"),
            needs_mark: fields.get("needs").map(|node| node.mark).unwrap_or_default(),
            teaches: self.words(&fields, "teaches"),
            profile: self.profiles.first().copied()?,
            profiles: self.profiles.clone(),
            terminals: terminals?,
            clock: clock?,
            seed: self.seed.unwrap_or_default(),
            pace,
            actors,
            setup,
            steps: steps?,
            source: Arc::clone(&self.source),
            translation: None,
        })
    }

    fn schema(&mut self, fields: &Fields<'_>) -> Option<()> {
        let node = self.required(fields, "schema")?;
        let word = self.word(node, "schema")?;
        if word == SCHEMA {
            return Some(());
        }
        let message = format!("this is written in \"{word}\", and this program reads {SCHEMA}");
        self.fault("E109", node.mark, message);
        None
    }

    fn id(&mut self, fields: &Fields<'_>) -> Option<String> {
        let node = self.required(fields, "id")?;
        let id = self.slug(node, "an id")?;
        let file = self.source.file.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = file
            .strip_suffix(".yaml")
            .or_else(|| file.strip_suffix(".yml"))
            .unwrap_or(file);
        if stem != id {
            let message = format!("the id is \"{id}\" and the file is \"{file}\"");
            self.fault_help(
                "E108",
                node.mark,
                message,
                "give both the same name: progress is kept under it",
            );
        }
        Some(id.to_owned())
    }

    /// The server versions it is for; the newest of them is known to `known_command`.
    fn profiles(&mut self, fields: &Fields<'_>) {
        let versions = self.versions(fields.get("profile"));
        if !versions.is_empty() {
            self.profiles = versions;
        }
        self.newest = self.profiles.iter().copied().max().unwrap_or_default();
    }

    /// What the lesson says it meets. Something in it must meet it indeed.
    fn misconceptions(&mut self, fields: &Fields<'_>) -> Vec<String> {
        let met = self.met.clone();
        let items = fields
            .get("misconceptions")
            .map_or(&[][..], |node| self.list(node, "misconceptions"));
        for item in items {
            if let Some(word) = self.a_misconception(item).filter(|word| !met.contains(word)) {
                let message = format!("no step, option or mistake of this lesson names {word}");
                let help = "say `misconception:` where it is met: at an option, a mistake or a step";
                self.fault_help("W204", item.mark, message, help);
            }
        }
        met.into_iter().collect()
    }

    fn terminals(&mut self, fields: &Fields<'_>) -> Option<Vec<Desk>> {
        let node = self.required(fields, "terminals")?;
        let items = self.list(node, "terminals");
        for item in items {
            if let Some(desk) = self.terminal(item) {
                if self.desks.iter().any(|other| other.id == desk.id) {
                    self.fault(
                        "E102",
                        item.mark,
                        format!("two terminals are called \"{}\"", desk.id),
                    );
                }
                self.desks.push(desk);
            }
        }
        if items.is_empty() {
            self.fault("E103", node.mark, "a lesson needs at least one terminal");
        }
        (!self.desks.is_empty()).then(|| self.desks.clone())
    }

    fn terminal(&mut self, node: &Node) -> Option<Desk> {
        let known = ["id", "label", "role", "group", "consumer", "key"];
        let fields = self.map(node, "a terminal", &known)?;
        let id = self
            .required(&fields, "id")
            .and_then(|node| self.slug(node, "an id"))?;
        let roles = [("producer", ()), ("consumer", ()), ("admin", ())];
        self.one_of(&fields, "role", &roles);
        let label = fields
            .get("label")
            .and_then(|node| self.word(node, "label"))
            .unwrap_or(id);
        Some(Desk {
            id: id.to_owned(),
            label: label.to_owned(),
        })
    }

    fn clock(&mut self, fields: &Fields<'_>) -> Option<ClockPlan> {
        let usual = ClockPlan {
            start: 1_700_000_000_000,
            per_command: 1,
        };
        let Some(node) = fields.get("clock") else {
            return Some(usual);
        };
        let fields = self.map(node, "clock", &["start", "per-command"])?;
        let mut span =
            |name: &str, usual: i64| fields.get(name).map_or(Some(usual), |node| self.span(node, name));
        Some(ClockPlan {
            start: span("start", usual.start)?,
            per_command: span("per-command", usual.per_command)?,
        })
    }

    fn steps(&mut self, fields: &Fields<'_>) -> Option<Vec<Step>> {
        let node = self.required(fields, "steps")?;
        let items = self.list(node, "steps");
        if items.is_empty() {
            self.fault("E103", node.mark, "a lesson needs at least one step");
            return None;
        }
        let mut steps: Vec<Step> = Vec::new();
        for item in items {
            let step = self.step(item);
            if let (None, Shape::Map(pairs)) = (&step, &item.shape) {
                // Its own faults are told; that others look for what it captures is none of theirs.
                let fields = Fields {
                    mark: item.mark,
                    pairs,
                };
                self.vars.extend(captured_names(&fields).map(str::to_owned));
            }
            if let Some(step) = step {
                if steps.iter().any(|other| other.id == step.id) {
                    self.fault("E102", item.mark, format!("two steps are called \"{}\"", step.id));
                }
                steps.push(step);
            }
        }
        let has = |scaffold| steps.iter().any(|step| step.scaffold == Some(scaffold));
        let complete = steps.len() == items.len();
        if complete && has(Scaffold::Worked) && !has(Scaffold::Open) {
            self.fault(
                "W202",
                fields.key("steps"),
                "lesson has a worked step but no open step",
            );
        }
        complete.then_some(steps)
    }

    fn words(&mut self, fields: &Fields<'_>, name: &str) -> Vec<String> {
        let Some(node) = fields.get(name) else {
            return Vec::new();
        };
        let items = self.list(node, name);
        items
            .iter()
            .filter_map(|item| self.slug(item, name).map(str::to_owned))
            .collect()
    }

    fn links(&mut self, fields: &Fields<'_>) -> Vec<(String, String)> {
        let Some(node) = fields.get("links") else {
            return Vec::new();
        };
        let items = self.list(node, "links");
        let links = items.iter().filter_map(|item| {
            let Shape::Map(_) = &item.shape else {
                return self
                    .word(item, "a link")
                    .map(|url| (url.to_owned(), url.to_owned()));
            };
            let fields = self.map(item, "a link", &["title", "url"])?;
            let url = self
                .required(&fields, "url")
                .and_then(|node| self.word(node, "url"))?;
            let title = fields
                .get("title")
                .and_then(|node| self.word(node, "title"))
                .unwrap_or(url);
            Some((title.to_owned(), url.to_owned()))
        });
        links.collect()
    }
}
