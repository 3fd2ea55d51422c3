//! Reads what the learner does in a step: reads, watches, reaches a goal, predicts, plays.

use super::Reader;
use super::fields::Fields;
use crate::lesson::model::{Choice, EntryKind, Exercise, Play, Prediction, ShowGoal, Task, Want};
use crate::lesson::yaml::{Node, Shape};

impl Reader {
    pub(super) fn task(&mut self, kind: &str, fields: &Fields<'_>) -> Option<Task> {
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
            "explore" => Some(Task::Explore(self.play(fields))),
            _ => self.prediction(fields).map(Task::Predict),
        }
    }

    fn exercise(&mut self, fields: &Fields<'_>) -> Option<Exercise> {
        let prompt = self.prose(fields, "prompt");
        if !prompt.raw.starts_with("__") {
            fields.get("prompt").and_then(|node| self.line(node));
        }
        let goal = self.required(fields, "goal");
        let goal = self.assertions(goal, "goal");
        let solution = self.required(fields, "solution");
        let before = self.vars.clone();
        // What the step captures is there for its own ways as soon as the state has it.
        self.vars.extend(self.own.iter().cloned());
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
        // What is said at the end is said when they are captured.
        let success = self.prose(fields, "success");
        self.vars = before;
        if mistakes.is_empty() {
            self.fault("W201", fields.mark, "no mistakes listed for a \"do\" step");
        }
        let show_goal = self.show_goal(fields);
        let par = fields
            .get("par")
            .and_then(|node| Some((node.mark, self.number(node, "par")?)));
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
            show_goal,
            par,
        })
    }

    fn prediction(&mut self, fields: &Fields<'_>) -> Option<Prediction> {
        let ask = self
            .required(fields, "ask")
            .and_then(|node| self.text(node, "ask"));
        let entry = self.entry(fields);
        let options = match entry {
            Some(_) => fields.get("options"),
            None => self.required(fields, "options"),
        };
        let options = options.map_or(&[][..], |node| self.list(node, "options"));
        let mut options: Vec<Choice> = options.iter().filter_map(|node| self.option(node)).collect();
        if entry.is_none() && fields.has("options") && options.len() < 2 && self.faults.is_empty() {
            self.fault(
                "E103",
                fields.key("options"),
                "a prediction needs at least two options",
            );
        }
        if let (Some(seed), Some(id)) = (self.seed, fields.get("id")) {
            shuffle(&mut options, seed ^ u64::from(id.mark.0));
        }
        let reveal = self.required(fields, "reveal");
        let reveal = self.acts(reveal, "reveal");
        let measure = self
            .required(fields, "measure")
            .and_then(|node| self.measure(node));
        let expect = fields
            .get("expect")
            .and_then(|node| Some((node.mark, self.want(node)?)));
        let before = self.vars.clone();
        self.vars.extend(self.own.iter().cloned());
        let explain = self.prose(fields, "explain");
        self.vars = before;
        let assert = self.assertions(fields.get("assert"), "assert");
        Some(Prediction {
            ask: ask?,
            options,
            entry,
            reveal,
            measure: measure?,
            expect,
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
        self.misconception(&fields);
        Some(Choice {
            mark: node.mark,
            value,
            text,
            because,
        })
    }

    /// What a typed answer must be; without it one chooses.
    fn entry(&mut self, fields: &Fields<'_>) -> Option<EntryKind> {
        let kinds = [
            ("number", EntryKind::Number),
            ("id", EntryKind::Id),
            ("text", EntryKind::Text),
        ];
        self.one_of(fields, "entry", &kinds)
    }

    fn show_goal(&mut self, fields: &Fields<'_>) -> ShowGoal {
        let ways = [
            ("always", ShowGoal::Always),
            ("after-hint", ShowGoal::AfterHint),
            ("never", ShowGoal::Never),
        ];
        self.one_of(fields, "show-goal", &ways).unwrap_or_default()
    }

    fn play(&mut self, fields: &Fields<'_>) -> Play {
        let items = fields
            .get("suggest")
            .map_or(&[][..], |node| self.list(node, "suggest"));
        Play {
            suggest: items
                .iter()
                .filter_map(|item| self.text(item, "a suggestion"))
                .collect(),
            goal: self.assertions(fields.get("goal"), "goal"),
        }
    }
}

/// The variables that a step sets when its goal is reached.
pub(super) fn captured_names<'n>(fields: &Fields<'n>) -> impl Iterator<Item = &'n str> + use<'n> {
    let pairs = match fields.get("capture").map(|node| &node.shape) {
        Some(Shape::Map(pairs)) => pairs.as_slice(),
        _ => &[],
    };
    pairs.iter().map(|(key, _)| key.name.as_str())
}

/// Puts the options in an order that only `seed` decides.
fn shuffle(options: &mut [Choice], seed: u64) {
    let mut dice = crate::lesson::dice::Dice::new(seed);
    for last in (1..options.len()).rev() {
        options.swap(last, dice.below(last as u64 + 1) as usize);
    }
}
