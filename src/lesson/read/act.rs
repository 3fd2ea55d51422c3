//! Reads actions and ways to go.

use super::Reader;
use crate::command::{Line, resolve};
use crate::lesson::model::{Act, Deed, Path, Run, Text, Way};
use crate::lesson::yaml::{Mark, Node, Shape};

impl Reader {
    pub(super) fn acts(&mut self, node: Option<&Node>, what: &str) -> Vec<Act> {
        let Some(node) = node else {
            return Vec::new();
        };
        let items = self.list(node, what);
        items.iter().filter_map(|item| self.act(item)).collect()
    }

    fn act(&mut self, node: &Node) -> Option<Act> {
        let what = match &node.shape {
            Shape::Map(_) => self.deed(node)?,
            _ => Deed::Run(Box::new(Run {
                desk: None,
                line: self.line(node)?,
                save: None,
                expect: None,
                blocks: false,
            })),
        };
        Some(Act {
            mark: node.mark,
            what,
        })
    }

    fn deed(&mut self, node: &Node) -> Option<Deed> {
        let fields = self.map(node, "an action", &DEEDS)?;
        if let Some(span) = fields.get("advance") {
            return self.span(span, "advance").map(Deed::Advance);
        }
        if let Some(desk) = fields.get("crash") {
            let before_ack = self
                .one_of(&fields, "at", &[("before-ack", true)])
                .unwrap_or(false);
            let desk = self.desk(desk)?;
            return Some(Deed::Crash { desk, before_ack });
        }
        if let Some(node) = fields.get("start") {
            let actor = self.actor(node);
            return actor
                .map(Deed::Employ)
                .or_else(|| self.desk(node).map(Deed::Start));
        }
        if let Some(node) = fields.get("stop") {
            return self.known_actor(node).map(Deed::Dismiss);
        }
        if let Some(node) = fields.get("profile") {
            let version = self.version(node)?;
            self.newest = self.newest.max(version);
            return Some(Deed::Profile(version));
        }
        if let Some(node) = fields.get("say") {
            return self.text(node, "say").map(Deed::Say);
        }
        if let Some(node) = fields.get("pause") {
            return self.span(node, "pause").map(Deed::Pause);
        }
        let Some(run) = fields.get("run") else {
            self.fault(
                "E103",
                node.mark,
                "an action needs one of run, advance, crash, start, stop, profile, say, pause",
            );
            return None;
        };
        let desk = fields.get("in").map(|node| self.desk(node));
        let line = self.line(run)?;
        let save = fields.get("as").and_then(|node| self.slug(node, "a variable"));
        let expect = fields
            .get("expect")
            .and_then(|node| self.expect(node, desk.flatten()));
        let blocks = fields
            .get("blocks")
            .and_then(|node| self.flag(node, "blocks"))
            .unwrap_or(false);
        if let Some(name) = save {
            self.vars.insert(name.to_owned());
        }
        // A terminal that is not declared is a fault already.
        Some(Deed::Run(Box::new(Run {
            desk: desk.flatten(),
            line,
            save: save.map(str::to_owned),
            expect,
            blocks,
        })))
    }

    /// `expect: {path: …, equals: …}` is a statement about the reply in the action's own terminal.
    fn expect(&mut self, node: &Node, desk: Option<usize>) -> Option<crate::lesson::model::Assertion> {
        let known = ["path", "equals", "type", "length", "nil", "error"];
        if !matches!(node.shape, Shape::Map(_)) {
            let message = "expect says in a map what the reply is to be";
            let help = format!("write {{equals: …}}; known here: {}", known.join(", "));
            self.fault_help("E106", node.mark, message, help);
            return None;
        }
        let fields = self.map(node, "expect", &known)?;
        let path = fields
            .get("path")
            .map_or(Some(Path::default()), |path| self.path(path))?;
        let subject = crate::lesson::model::Subject::Reply(desk.unwrap_or(usize::MAX), path);
        let checks = known[1..].iter().filter_map(|name| {
            let node = fields.get(name)?;
            let want = self.want(node)?;
            self.sorted(name, super::sort::sort("reply", name), node);
            Some(crate::lesson::model::Check {
                name: (*name).to_owned(),
                want,
            })
        });
        let checks = checks.collect();
        Some(crate::lesson::model::Assertion {
            mark: node.mark,
            subject,
            checks,
            items: Vec::new(),
            say: None,
        })
    }

    /// A command to type: it can be split, its name is known, and its number of arguments can be right.
    pub(super) fn line(&mut self, node: &Node) -> Option<Text> {
        let line = self.text(node, "a command")?;
        match Line::parse(line.raw.as_bytes()) {
            Err(_) => self.fault("E111", node.mark, "the quotes of this command do not match"),
            Ok(words) if words.argv().is_empty() => self.fault("E111", node.mark, "this is no command"),
            Ok(words) => self.command(&words, node.mark),
        }
        Some(line)
    }

    fn command(&mut self, words: &Line, mark: Mark) {
        let argv = words.argv();
        let name = String::from_utf8_lossy(argv.get(0).unwrap_or_default()).into_owned();
        if !name.contains("${") && resolve(argv, self.newest).is_err() {
            self.known_command(&name, mark);
        }
    }

    pub(super) fn ways(&mut self, node: Option<&Node>, what: &str, speaks: bool) -> Vec<Way> {
        let Some(node) = node else {
            return Vec::new();
        };
        let items = self.list(node, what);
        let mut ways: Vec<Way> = Vec::new();
        for item in items {
            if let Some(way) = self.way(item, speaks) {
                if ways.iter().any(|other| other.id == way.id) {
                    self.fault(
                        "E102",
                        item.mark,
                        format!("two of the {what} are called \"{}\"", way.id),
                    );
                }
                ways.push(way);
            }
        }
        ways
    }

    fn way(&mut self, node: &Node, speaks: bool) -> Option<Way> {
        let known: &[&str] = if speaks {
            &["id", "actions", "when", "say", "misconception", "profile"]
        } else {
            &["id", "actions"]
        };
        let fields = self.map(node, "a way to go", known)?;
        let id = self
            .required(&fields, "id")
            .and_then(|node| self.slug(node, "an id"));
        // What a way keeps is its own; it must not be taken for set afterwards.
        let before = self.vars.clone();
        let when = self.assertions(fields.get("when"), "when");
        let list = fields.get("actions");
        if list.is_none() && !fields.has("when") {
            let missing = if speaks {
                "a mistake needs actions that make it"
            } else {
                "\"actions\" is missing here"
            };
            self.fault("E103", fields.mark, missing);
        } else if list.is_none() {
            let message = "nothing proves that this mistake is ever answered: it has `when` and no actions";
            let help = "add actions that make it: then it is proved that `when` holds after them";
            self.fault_help("W205", fields.key("when"), message, help);
        }
        let actions = self.acts(list, "actions");
        if list.is_some() && actions.is_empty() {
            self.fault("E103", fields.key("actions"), "this way has no actions");
        }
        let say = if speaks {
            self.required(&fields, "say")
                .and_then(|node| self.text(node, "say"))
        } else {
            Some(Text::default())
        };
        self.vars = before;
        let versions = self.versions(fields.get("profile"));
        self.narrower(&fields, &versions);
        self.misconception(&fields);
        Some(Way {
            mark: node.mark,
            id: id?.to_owned(),
            actions,
            say: say?,
            when,
            versions,
        })
    }
}

/// Keys of an action.
pub(in crate::lesson) const DEEDS: [&str; 13] = [
    "run", "in", "as", "expect", "blocks", "advance", "crash", "at", "start", "stop", "profile", "say",
    "pause",
];
