//! Reads one step.

use super::Reader;
use super::fields::Fields;
use super::task::captured_names;
use crate::lesson::model::{Hint, Pace, Pane, Scaffold, Step, Text};
use crate::lesson::yaml::{Node, Shape};

/// Keys of every step.
pub(in crate::lesson) const COMMON: [&str; 17] = [
    "id",
    "kind",
    "title",
    "text",
    "in",
    "given",
    "focus",
    "hints",
    "notes",
    "minutes",
    "scaffold",
    "capture",
    "misconception",
    "demo",
    "profile",
    "allow",
    "deny",
];

/// The kinds of step, and the keys that each has of its own.
pub(in crate::lesson) const KINDS: [(&str, &[&str]); 5] = [
    ("read", &[]),
    ("watch", &["actions", "assert"]),
    (
        "do",
        &[
            "goal",
            "solution",
            "alternatives",
            "mistakes",
            "prompt",
            "success",
            "par",
            "show-goal",
        ],
    ),
    (
        "predict",
        &[
            "ask", "options", "entry", "reveal", "measure", "expect", "explain", "assert",
        ],
    ),
    ("explore", &["suggest", "goal"]),
];

impl Reader {
    pub(super) fn step(&mut self, node: &Node) -> Option<Step> {
        let Shape::Map(pairs) = &node.shape else {
            self.fault("E106", node.mark, "a step must be a map of keys and values");
            return None;
        };
        let kind_node = pairs
            .iter()
            .find(|(key, _)| key.name == "kind")
            .map(|(_, node)| node);
        let Some(kind_node) = kind_node else {
            self.fault_help(
                "E103",
                node.mark,
                "this step has no kind",
                format!("kinds are: {}", KINDS.map(|(kind, _)| kind).join(", ")),
            );
            return None;
        };
        let kind = self.word(kind_node, "kind")?;
        let Some((_, own)) = KINDS.iter().find(|(name, _)| *name == kind) else {
            self.unknown("E102", kind_node.mark, "kind", kind, &KINDS.map(|(kind, _)| kind));
            return None;
        };
        let known: Vec<&str> = COMMON.iter().chain(*own).copied().collect();
        let fields = self.map(node, "a step", &known)?;
        self.own = captured_names(&fields).map(str::to_owned).collect();
        let id = self
            .required(&fields, "id")
            .and_then(|node| self.slug(node, "an id"));
        let title = fields
            .get("title")
            .and_then(|node| self.word(node, "title"))
            .unwrap_or_default()
            .to_owned();
        let desk = fields.get("in").map_or(Some(0), |node| self.desk(node));
        let given = self.acts(fields.get("given"), "given");
        let text = self.prose(&fields, "text");
        let task = self.task(kind, &fields);
        let hints = self.hints(&fields);
        let scaffold = self.scaffold(&fields);
        let capture = self.captures(fields.get("capture"));
        let notes = self.prose(&fields, "notes").raw;
        let minutes = fields
            .get("minutes")
            .and_then(|node| self.number(node, "minutes"));
        let focus = self.focus(&fields);
        self.misconception(&fields);
        let versions = self.versions(fields.get("profile"));
        self.narrower(&fields, &versions);
        let pace = self.pace(&fields);
        let (allow, deny) = (self.commands(&fields, "allow"), self.commands(&fields, "deny"));
        self.own.clear();
        Some(Step {
            mark: node.mark,
            id: id?.to_owned(),
            title,
            text,
            desk: desk?,
            given,
            hints,
            capture,
            scaffold,
            notes,
            minutes: minutes.unwrap_or_default(),
            focus,
            versions,
            pace,
            allow,
            deny,
            task: task?,
        })
    }

    fn hints(&mut self, fields: &Fields<'_>) -> Vec<Hint> {
        let items = fields
            .get("hints")
            .map_or(&[][..], |node| self.list(node, "hints"));
        items.iter().filter_map(|item| self.a_hint(item)).collect()
    }

    fn a_hint(&mut self, node: &Node) -> Option<Hint> {
        let plain = |text| Hint {
            text,
            when: None,
            attempts: None,
            idle: None,
        };
        let Shape::Map(_) = node.shape else {
            return self.text(node, "a hint").map(plain);
        };
        let fields = self.map(node, "a hint", &["text", "when", "after"])?;
        let text = self
            .required(&fields, "text")
            .and_then(|node| self.text(node, "text"))?;
        let when = fields.get("when").and_then(|node| self.all_of(node, "when"));
        let after = fields
            .get("after")
            .and_then(|node| self.map(node, "after", &["attempts", "idle"]));
        let attempts = after
            .and_then(|after| after.get("attempts"))
            .and_then(|node| self.number(node, "attempts"));
        let idle = after
            .and_then(|after| after.get("idle"))
            .and_then(|node| self.span(node, "idle"));
        Some(Hint {
            when,
            attempts,
            idle,
            ..plain(text)
        })
    }

    fn scaffold(&mut self, fields: &Fields<'_>) -> Option<Scaffold> {
        let kinds = [
            ("worked", Scaffold::Worked),
            ("faded", Scaffold::Faded),
            ("open", Scaffold::Open),
        ];
        self.one_of(fields, "scaffold", &kinds)
    }

    /// Panes to look at; what follows a dot names a part of the pane for whoever reads the file.
    fn focus(&mut self, fields: &Fields<'_>) -> Vec<Pane> {
        let names = PANES.map(|(name, _)| name);
        let items = fields
            .get("focus")
            .map_or(&[][..], |node| self.list(node, "focus"));
        let panes = items.iter().filter_map(|item| {
            let word = self.word(item, "a pane")?;
            let pane = word.split('.').next().unwrap_or(word);
            let found = PANES.iter().find(|(name, _)| *name == pane);
            if found.is_none() {
                self.unknown("E102", item.mark, "pane", pane, &names);
            }
            found.map(|(_, pane)| *pane)
        });
        panes.collect()
    }

    /// Names of commands.
    fn commands(&mut self, fields: &Fields<'_>, name: &str) -> Vec<String> {
        let items = fields.get(name).map_or(&[][..], |node| self.list(node, name));
        let commands = items.iter().filter_map(|item| {
            let word = self.word(item, "a command")?;
            let first = word.split(' ').next().unwrap_or(word);
            self.known_command(first, item.mark);
            Some(word.to_uppercase())
        });
        commands.collect()
    }

    /// How a demo goes, of the whole lesson or of one step.
    pub(super) fn pace(&mut self, fields: &Fields<'_>) -> Pace {
        let known = ["type", "jitter", "hold"];
        let Some(fields) = fields.get("demo").and_then(|node| self.map(node, "demo", &known)) else {
            return Pace::default();
        };
        let mut span = |name: &str| fields.get(name).and_then(|node| self.span(node, name));
        let (per_character, hold) = (span("type"), span("hold"));
        Pace {
            per_character,
            hold,
            jitter: fields.get("jitter").and_then(|node| self.number(node, "jitter")),
        }
    }

    /// A text of several lines that may be missing; its lines must fit the pane.
    pub(super) fn prose(&mut self, fields: &Fields<'_>, name: &str) -> Text {
        let Some(text) = fields.get(name).and_then(|node| self.text(node, name)) else {
            return Text::default();
        };
        // A text on one line is wrapped; one that was laid out by hand should stay as it was laid out.
        let by_hand = text.raw.trim_end().contains('\n');
        for line in text.raw.lines().filter(|_| by_hand) {
            if let Some(message) = too_wide(line) {
                self.fault_in("W210", text.mark, Some(line), message, None);
            }
        }
        text
    }

    pub(super) fn required<'n>(&mut self, fields: &Fields<'n>, name: &str) -> Option<&'n Node> {
        let node = fields.get(name);
        // Where it is misspelt, that was said.
        let misspelt = self
            .meant
            .iter()
            .any(|(map, key)| (*map, key.as_str()) == (fields.mark, name));
        if node.is_none() && !misspelt {
            self.fault("E103", fields.mark, format!("\"{name}\" is missing here"));
        }
        node
    }
}

/// What is wrong with a line that the text pane has no room for.
pub(in crate::lesson) fn too_wide(line: &str) -> Option<String> {
    let wide = unicode_width::UnicodeWidthStr::width(line);
    (wide > WIDEST).then(|| format!("line is {wide} cells wide, the text pane has {WIDEST}"))
}

/// Cells that the text pane has on a screen of 80.
const WIDEST: usize = 76;

/// Panes by the names that lessons use.
const PANES: [(&str, Pane); 5] = [
    ("stream", Pane::Stream),
    ("group", Pane::Groups),
    ("groups", Pane::Groups),
    ("pel", Pane::Pending),
    ("terminals", Pane::Terminals),
];
