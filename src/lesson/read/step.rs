//! Reads one step.

use super::Reader;
use super::fields::Fields;
use crate::lesson::model::{Choice, Exercise, Prediction, Scaffold, Step, Task, Text, Want};
use crate::lesson::yaml::{Node, Shape};

const COMMON: [&str; 13] = [
    "id",
    "kind",
    "title",
    "text",
    "in",
    "given",
    "hints",
    "notes",
    "scaffold",
    "capture",
    "misconception",
    "focus",
    "minutes",
];
const KINDS: [&str; 4] = ["read", "watch", "do", "predict"];

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
                format!("kinds are: {}", KINDS.join(", ")),
            );
            return None;
        };
        let kind = self.word(kind_node, "kind")?;
        let own: &[&str] = match kind {
            "read" => &[],
            "watch" => &["actions", "assert"],
            "do" => &[
                "goal",
                "solution",
                "alternatives",
                "mistakes",
                "prompt",
                "success",
                "par",
            ],
            "predict" => &["ask", "options", "reveal", "measure", "explain", "assert"],
            other => {
                self.unknown("E102", kind_node.mark, "kind", other, &KINDS);
                return None;
            }
        };
        let known: Vec<&str> = COMMON.iter().chain(own).copied().collect();
        let fields = self.map(node, "a step", &known)?;
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
            task: task?,
        })
    }

    fn task(&mut self, kind: &str, fields: &Fields<'_>) -> Option<Task> {
        match kind {
            "read" => Some(Task::Read),
            "watch" => {
                let list = self.required(fields, "actions");
                let actions = self.acts(list, "actions");
                Some(Task::Watch {
                    actions,
                    assert: self.assertions(fields.get("assert"), "assert"),
                })
            }
            "do" => self.exercise(fields).map(Task::Do),
            _ => self.prediction(fields).map(Task::Predict),
        }
    }

    fn exercise(&mut self, fields: &Fields<'_>) -> Option<Exercise> {
        let prompt = self.prose(fields, "prompt");
        let goal = self.required(fields, "goal");
        let goal = self.assertions(goal, "goal");
        let solution = self.required(fields, "solution");
        let before = self.vars.clone();
        // What the step captures is there for its own ways as soon as the state has it.
        self.vars.extend(captured_names(fields).map(str::to_owned));
        let own = self.vars.clone();
        let solution = self.acts(solution, "solution");
        for name in self.vars.difference(&own).cloned().collect::<Vec<_>>() {
            let message =
                format!("\"{name}\" is kept inside the solution: a learner's own command will not set it");
            self.fault_help("W203", fields.key("solution"), message, "use capture");
        }
        self.vars = own;
        let alternatives = self.ways(fields.get("alternatives"), "alternatives", false);
        let mistakes = self.ways(fields.get("mistakes"), "mistakes", true);
        self.vars = before;
        if mistakes.is_empty() {
            self.fault("W201", fields.mark, "no mistakes listed for a \"do\" step");
        }
        let success = self.prose(fields, "success");
        if goal.is_empty() || solution.is_empty() {
            if fields.has("goal") && goal.is_empty() && self.faults.is_empty() {
                self.fault("E103", fields.key("goal"), "the goal says nothing");
            }
            if fields.has("solution") && solution.is_empty() && self.faults.is_empty() {
                self.fault("E103", fields.key("solution"), "the solution has no actions");
            }
            return None;
        }
        Some(Exercise {
            prompt,
            goal,
            solution,
            alternatives,
            mistakes,
            success,
        })
    }

    fn prediction(&mut self, fields: &Fields<'_>) -> Option<Prediction> {
        let ask = self
            .required(fields, "ask")
            .and_then(|node| self.text(node, "ask"));
        let options = self.required(fields, "options");
        let options = options.map_or(&[][..], |node| self.list(node, "options"));
        let options: Vec<Choice> = options.iter().filter_map(|node| self.option(node)).collect();
        if fields.has("options") && options.len() < 2 && self.faults.is_empty() {
            self.fault(
                "E103",
                fields.key("options"),
                "a prediction needs at least two options",
            );
        }
        let reveal = self.required(fields, "reveal");
        let reveal = self.acts(reveal, "reveal");
        let measure = self
            .required(fields, "measure")
            .and_then(|node| self.measure(node));
        let explain = self.prose(fields, "explain");
        let assert = self.assertions(fields.get("assert"), "assert");
        Some(Prediction {
            ask: ask?,
            options,
            reveal,
            measure: measure?,
            explain,
            assert,
        })
    }

    fn option(&mut self, node: &Node) -> Option<Choice> {
        let fields = self.map(node, "an option", &["value", "text", "because", "misconception"])?;
        let value = self.required(&fields, "value").and_then(|node| self.want(node))?;
        let text = match (fields.get("text"), &value) {
            (Some(node), _) => self.text(node, "text")?,
            (None, Want::Is(text)) => text.clone(),
            (None, _) => {
                self.fault(
                    "E103",
                    node.mark,
                    "an option whose value is no plain text needs a text",
                );
                return None;
            }
        };
        let because = fields
            .get("because")
            .and_then(|node| self.text(node, "because"))
            .unwrap_or_default();
        Some(Choice {
            mark: node.mark,
            value,
            text,
            because,
        })
    }

    fn hints(&mut self, fields: &Fields<'_>) -> Vec<Text> {
        let Some(node) = fields.get("hints") else {
            return Vec::new();
        };
        let items = self.list(node, "hints");
        items
            .iter()
            .filter_map(|item| self.text(item, "a hint"))
            .collect()
    }

    fn scaffold(&mut self, fields: &Fields<'_>) -> Option<Scaffold> {
        let node = fields.get("scaffold")?;
        let word = self.word(node, "scaffold")?;
        match word {
            "worked" => Some(Scaffold::Worked),
            "faded" => Some(Scaffold::Faded),
            "open" => Some(Scaffold::Open),
            other => {
                self.unknown("E102", node.mark, "scaffold", other, &["worked", "faded", "open"]);
                None
            }
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
            let wide = unicode_width::UnicodeWidthStr::width(line);
            if wide > WIDEST {
                let message = format!("line is {wide} cells wide, the text pane has {WIDEST}");
                self.fault_in("W210", text.mark, Some(line), message, None);
            }
        }
        text
    }

    pub(super) fn required<'n>(&mut self, fields: &Fields<'n>, name: &str) -> Option<&'n Node> {
        let node = fields.get(name);
        if node.is_none() {
            self.fault("E103", fields.mark, format!("\"{name}\" is missing here"));
        }
        node
    }
}

fn captured_names<'n>(fields: &Fields<'n>) -> impl Iterator<Item = &'n str> + use<'n> {
    let pairs = match fields.get("capture").map(|node| &node.shape) {
        Some(Shape::Map(pairs)) => pairs.as_slice(),
        _ => &[],
    };
    pairs.iter().map(|(key, _)| key.name.as_str())
}

/// Cells that the text pane has on a screen of 80.
const WIDEST: usize = 76;
