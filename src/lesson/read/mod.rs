//! From the tree to the model: every key is known or a fault, every name is declared, every variable is set before it
//! is used. Whether the lesson is true is proved in `check`.

mod act;
mod actor;
mod fields;
mod query;
mod sort;
mod step;
mod subject;
mod task;
mod text;
mod top;
mod want;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::fault::{Fault, Severity, Source};
use super::mend::nearest;
use super::model::{Desk, Lesson};
use super::yaml::{self, Mark, Node, Shape};
use crate::command::Version;
pub(super) use act::DEEDS;
pub(super) use actor::ACTOR;
use fields::Fields;
pub(super) use query::{ABOUT, MEASURE, QUERY};
pub(super) use sort::{Sort, sort};
pub(super) use step::{COMMON, KINDS as STEP_KINDS, too_wide};
pub(super) use subject::SUBJECTS;
pub(super) use top::{KEYS, LEVELS};

/// Reads a lesson. Without one, at least one fault is an error.
pub(super) fn read(file: &str, text: &str) -> (Option<Lesson>, Vec<Fault>) {
    let source = Source::new(file, text);
    let root = match yaml::parse(&source) {
        Ok(root) => root,
        Err(fault) => return (None, vec![fault]),
    };
    let commented = source.text.contains(" #");
    let mut reader = Reader {
        source,
        faults: Vec::new(),
        desks: Vec::new(),
        vars: BTreeSet::new(),
        own: BTreeSet::new(),
        meant: Vec::new(),
        met: BTreeSet::new(),
        actors: Vec::new(),
        profiles: vec![Version::default()],
        newest: Version::default(),
        seed: None,
        commented,
    };
    let lesson = reader.lesson(&root);
    let mut faults = reader.faults;
    faults.sort_by_key(|fault| fault.place);
    let sound = faults.iter().all(|fault| fault.severity() == Severity::Warning);
    if !sound {
        // What a lesson lacks as a whole is not known while parts of it cannot be read.
        faults.retain(|fault| !matches!(fault.code, "W202" | "W204"));
    }
    (lesson.filter(|_| sound), faults)
}

/// More faults than this help nobody.
const MOST_FAULTS: usize = 20;

struct Reader {
    source: Arc<Source>,
    faults: Vec<Fault>,
    desks: Vec<Desk>,
    /// The variables that are set by now.
    vars: BTreeSet<String>,
    /// Those that the step at hand captures when its goal is reached.
    own: BTreeSet<String>,
    /// The keys that misspelt ones were taken for, each with its map.
    meant: Vec<(Mark, String)>,
    /// The misconceptions that steps, options and mistakes have named.
    met: BTreeSet<String>,
    /// The names of the scripted clients.
    actors: Vec<String>,
    /// The server versions that the lesson is for.
    profiles: Vec<Version>,
    /// The newest version that is imitated anywhere in it.
    newest: Version,
    /// What the order of options comes from.
    seed: Option<u64>,
    /// Whether a comment follows anything with one blank between.
    commented: bool,
}

impl Reader {
    fn fault(&mut self, code: &'static str, mark: Mark, message: impl Into<String>) {
        self.fault_in(code, mark, None, message, None);
    }

    fn fault_help(
        &mut self,
        code: &'static str,
        mark: Mark,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.fault_in(code, mark, None, message, Some(help.into()));
    }

    fn fault_in(
        &mut self,
        code: &'static str,
        mark: Mark,
        word: Option<&str>,
        message: impl Into<String>,
        help: Option<String>,
    ) {
        if self.faults.len() < MOST_FAULTS {
            let mut fault = Fault::at(&self.source, mark, word, code, message.into());
            fault.help = help;
            self.faults.push(fault);
        }
    }

    /// A word that is none of those known.
    fn unknown(&mut self, code: &'static str, mark: Mark, what: &str, word: &str, known: &[&str]) {
        let guess = nearest(word, known.iter().copied());
        let message = match guess {
            Some(guess) => format!("unknown {what} \"{word}\", did you mean \"{guess}\"?"),
            None => format!("unknown {what} \"{word}\""),
        };
        self.fault_help(code, mark, message, format!("known here: {}", known.join(", ")));
    }

    /// A map with these keys and no others.
    fn map<'n>(&mut self, node: &'n Node, what: &str, known: &[&str]) -> Option<Fields<'n>> {
        let Shape::Map(pairs) = &node.shape else {
            self.fault(
                "E106",
                node.mark,
                format!("{what} must be a map of keys and values"),
            );
            return None;
        };
        let mut ids = pairs.iter().filter(|(key, _)| key.name == "id");
        if let Some((second, _)) = ids.nth(1).filter(|_| what != "a lesson") {
            let help = "if another one begins here, a `-` is missing before it";
            self.fault_help("E102", second.mark, "\"id\" stands here twice", help);
            return None;
        }
        let mut seen = BTreeSet::new();
        let node_mark = node.mark;
        for (key, node) in pairs {
            if key.name.contains(' ') && node.shape == Shape::Null {
                let message = format!("unknown key \"{}\"", key.name);
                let help = "within { } a comma ends a text: put the whole text in quotes";
                self.fault_help("E101", key.mark, message, help);
            } else if key.name.contains(' ') {
                let message = format!("unknown key \"{}\"", key.name);
                let help = "a colon and a blank after it make a key: put the whole text in quotes";
                self.fault_help("E101", key.mark, message, help);
            } else if !seen.insert(key.name.as_str()) {
                self.fault("E102", key.mark, format!("\"{}\" stands here twice", key.name));
            } else if !known.contains(&key.name.as_str()) {
                if let Some(guess) = nearest(&key.name, known.iter().copied()) {
                    self.meant.push((node_mark, guess.to_owned()));
                }
                self.unknown("E101", key.mark, "key", &key.name, known);
            }
        }
        Some(Fields {
            mark: node.mark,
            pairs,
        })
    }

    fn list<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        match &node.shape {
            Shape::List(items) => items,
            Shape::Null => &[],
            _ => {
                let message = format!("{what} must be a list, not {}", shape_name(node));
                let help = "put a `-` before each thing in it, or [ ] around all of them";
                self.fault_help("E106", node.mark, message, help);
                &[]
            }
        }
    }

    /// A text without variables.
    fn word<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        match &node.shape {
            Shape::Text(text) if text.is_empty() => self.empty(node, what),
            Shape::Text(text) => Some(text),
            _ => {
                self.fault(
                    "E106",
                    node.mark,
                    format!("{what} must be a text, not {}", shape_name(node)),
                );
                None
            }
        }
    }

    /// An empty text is nearly always a `>` or `|` that was not quoted.
    fn empty(&mut self, node: &Node, what: &str) -> Option<&'static str> {
        let place = super::place::place(&self.source, node.mark, None);
        let line = self.source.text.lines().nth(place.line - 1).unwrap_or_default();
        let written = line.chars().nth(place.column - 1);
        match written {
            Some(sign @ ('>' | '|')) => {
                let sign_text = sign.to_string();
                let fault = super::mend::unquoted(&self.source, place, sign, &sign_text);
                self.faults.push(fault);
            }
            _ => self.fault("E106", node.mark, format!("{what} must not be empty")),
        }
        None
    }

    fn number(&mut self, node: &Node, what: &str) -> Option<u32> {
        let word = self.word(node, what)?;
        let number = word.parse().ok();
        if number.is_none() {
            self.fault(
                "E107",
                node.mark,
                format!("{what} must be a whole number, not \"{word}\""),
            );
        }
        number
    }

    /// A span of time in ms.
    fn span(&mut self, node: &Node, what: &str) -> Option<i64> {
        let word = self.word(node, what)?;
        let span = super::want::span(word).filter(|span| (0..=MOST_MS).contains(span));
        if span.is_none() {
            let message = format!("{what} must be a span of time, not \"{word}\"");
            self.fault_help("E107", node.mark, message, "write it like 250ms, 61s, 2m or 1h");
        }
        span
    }

    fn flag(&mut self, node: &Node, what: &str) -> Option<bool> {
        match self.word(node, what)? {
            "true" => Some(true),
            "false" => Some(false),
            word => {
                self.fault(
                    "E107",
                    node.mark,
                    format!("{what} must be true or false, not \"{word}\""),
                );
                None
            }
        }
    }

    /// A lower-case name with dashes.
    fn slug<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        let word = self.word(node, what)?;
        let fine = word
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
        if !fine {
            let message = format!("{what} \"{word}\" may have letters, digits, - and _ only");
            self.fault("E107", node.mark, message);
        }
        fine.then_some(word)
    }

    /// A declared terminal.
    fn desk(&mut self, node: &Node) -> Option<usize> {
        let word = self.word(node, "a terminal")?;
        let found = self.desks.iter().position(|desk| desk.id == word);
        if found.is_none() {
            let known: Vec<&str> = self.desks.iter().map(|desk| desk.id.as_str()).collect();
            let help = nearest(word, known.iter().copied()).map(|guess| format!("did you mean \"{guess}\"?"));
            let message = format!("terminal \"{word}\" is not declared ({})", known.join(", "));
            self.fault_in("E110", node.mark, None, message, help);
        }
        found
    }
}

fn shape_name(node: &Node) -> &'static str {
    match node.shape {
        Shape::Null => "nothing",
        Shape::Text(_) => "a text",
        Shape::List(_) => "a list",
        Shape::Map(_) => "a map",
    }
}

/// Far more than any lesson needs, and small enough that sums of it stay in range.
const MOST_MS: i64 = 1 << 50;
