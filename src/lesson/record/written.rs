//! The file of a recorded lesson: everything a machine can say, and TODO where only its author can.

use std::fmt::Write as _;

use super::finding::Finding;
use super::replay::{Act, Deed, Told, Word, can_be_typed};
use super::setup::{Ground, Stage};
use crate::command::Version;
use crate::lesson::act::told_span;
use crate::lesson::quote::{Within, literal, scalar};
use crate::wire::{ArgvBuf, typed};

/// What a file is written from.
pub(super) struct Parts<'p> {
    pub(super) id: &'p str,
    pub(super) profile: Version,
    /// The terminals' names, as a lesson may have them.
    pub(super) desks: &'p [String],
    pub(super) ground: &'p Ground,
    pub(super) stage: &'p Stage,
    /// Terminals that wait or have crashed when it begins, as actions.
    pub(super) standing: &'p [String],
    pub(super) told: &'p Told,
    /// Whether the time that passed by itself belongs to it.
    pub(super) gaps: bool,
    pub(super) goal: &'p [String],
    /// What differs when the solution is played.
    pub(super) odd: Option<&'p str>,
}

/// More than this is only counted.
const MOST_OTHERS: usize = 10;

impl Parts<'_> {
    /// The whole text.
    pub(super) fn text(&self) -> String {
        let names = self.names();
        let mut text = String::new();
        self.head(&mut text);
        let home = self.home();
        let _ = write!(
            text,
            "\nsteps:\n  - id: recorded\n    kind: do\n    scaffold: open\n    in: {}\n    \
             text: \"TODO: say what is to be reached, and leave open how.\"\n",
            self.desks[home]
        );
        text.push_str("    # What the commands changed. TODO: keep what matters.\n    goal:\n");
        for line in self.goal {
            let _ = writeln!(text, "      - {line}");
        }
        text.push_str("    solution:\n");
        if let Some(odd) = self.odd {
            let _ = writeln!(text, "      # TODO: {odd}.");
        }
        for act in &self.told.acts {
            for line in self.act(act, home, &names) {
                let _ = writeln!(text, "      - {line}");
            }
        }
        self.captures(&mut text, &names);
        self.others(&mut text);
        text.push_str(REST);
        text
    }

    fn head(&self, text: &mut String) {
        let _ = write!(
            text,
            "# Recorded by `:lesson record`. What only you can say is marked TODO; `xtutor lesson check {id}.yaml`\n\
             # proves the rest, and `xtutor learn {id}.yaml` plays it.\n\
             schema: stream-lesson/1\n\
             id: {id}\n\
             title: \"TODO: a title for the list\"\n\
             summary: \"TODO: one sentence about what one can do afterwards.\"\n\
             level: intro\n\
             minutes: 5\n\
             profile: \"{profile}\"\n\
             \n\
             terminals:\n",
            id = self.id,
            profile = self.profile
        );
        for (desk, name) in self.desks.iter().zip(&self.ground.terminals) {
            let label = scalar(name, Within::Braces);
            let _ = writeln!(text, "  - {{id: {desk}, label: {label}}}");
        }
        let (at, per_command) = (self.ground.at, told_span(self.ground.per_command));
        let _ = write!(text, "\nclock: {{start: {at}, per-command: {per_command}}}\n");
        if let Some(missing) = &self.stage.missing {
            let _ = write!(
                text,
                "\n# TODO: the state when the recording began is not all here: {missing}.\n"
            );
        }
        if !self.stage.lines.is_empty() || !self.standing.is_empty() {
            if self.stage.missing.is_none() {
                text.push_str("\n# The state when the recording began.\n");
            }
            text.push_str("setup:\n");
            let lines = self.stage.lines.iter();
            let lines = lines.map(|line| scalar(&literal(line), Within::Block));
            for line in lines.chain(self.standing.iter().cloned()) {
                let _ = writeln!(text, "  - {line}");
            }
        }
    }

    /// The terminal most of it is about: the first one that is typed in.
    fn home(&self) -> usize {
        let mut typed = self
            .told
            .acts
            .iter()
            .filter(|act| matches!(act.what, Deed::Run { .. }));
        typed.next().map_or(0, |act| act.desk)
    }

    /// The variable for each entry that the server named and that was used; none for the others.
    fn names(&self) -> Vec<Option<String>> {
        let mut names: Vec<Option<String>> = Vec::new();
        for made in &self.told.made {
            let word = made.findings.first().and_then(Finding::word).map(slug);
            let word = word.filter(|word| !word.is_empty());
            let word = word.unwrap_or_else(|| format!("{}-entry", slug(&String::from_utf8_lossy(&made.key))));
            let taken = |name: &str| names.iter().flatten().any(|known| known == name);
            let mut name = word.trim_start_matches('-').to_owned();
            let mut number = 2;
            while taken(&name) {
                name = format!("{word}-{number}");
                number += 1;
            }
            names.push(made.used.then_some(name));
        }
        names
    }

    fn act(&self, act: &Act, home: usize, names: &[Option<String>]) -> Vec<String> {
        let desk = &self.desks[act.desk];
        let mut lines = Vec::new();
        if self.gaps && act.waited() > 0 {
            lines.push(format!("{{advance: {}}}", told_span(act.waited())));
        }
        lines.push(match &act.what {
            Deed::Advance(span) => format!("{{advance: {}}}", told_span(*span)),
            Deed::Crash => format!("{{crash: {desk}}}"),
            Deed::Start => format!("{{start: {desk}}}"),
            Deed::Profile(version) => format!("{{profile: \"{version}\"}}"),
            Deed::Run { words, waits } => {
                let line = line(words, names);
                // Without a query that finds it the ID is kept when it is made.
                let mut kept = self.told.made.iter().zip(names);
                let kept = kept
                    .find(|(made, name)| made.by == act.number && made.findings.is_empty() && name.is_some());
                let keep = kept.and_then(|(_, name)| name.as_ref());
                if act.desk == home && !waits && keep.is_none() {
                    scalar(&line, Within::Block)
                } else {
                    let mut parts = Vec::new();
                    if act.desk != home {
                        parts.push(format!("in: {desk}"));
                    }
                    parts.push(format!("run: {}", scalar(&line, Within::Braces)));
                    parts.extend(keep.map(|name| format!("as: {name}")));
                    if *waits {
                        parts.push("blocks: true".to_owned());
                    }
                    format!("{{{}}}", parts.join(", "))
                }
            }
        });
        lines
    }

    fn captures(&self, text: &mut String, names: &[Option<String>]) {
        let mut begun = false;
        for (made, name) in self.told.made.iter().zip(names) {
            let (Some(name), Some(finding)) = (name, made.findings.first()) else {
                continue;
            };
            if !std::mem::replace(&mut begun, true) {
                text.push_str(
                    "    # IDs that the server made, found in the learner's own state.\n    capture:\n",
                );
            }
            let query = finding.query(&String::from_utf8_lossy(&made.key));
            let _ = writeln!(text, "      {name}: {query}");
        }
    }

    fn others(&self, text: &mut String) {
        let others = &self.told.others;
        if others.is_empty() {
            return;
        }
        let _ = writeln!(
            text,
            "    # TODO: clients of the network changed things meanwhile, which is not in the solution ({}):",
            others.len()
        );
        for line in others.iter().take(MOST_OTHERS) {
            let _ = writeln!(text, "    #   {line}");
        }
        if others.len() > MOST_OTHERS {
            text.push_str("    #   …\n");
        }
    }
}

const REST: &str = "    # TODO: how people go wrong here, each way with its own answer.
    # mistakes:
    #   - id: name-it
    #     actions: [\"XDEL …\"]
    #     say: What that did instead, and what to do now.
    # TODO: help in rungs; the last one, the line itself, is always there.
    # hints:
    #   - Which command does that?
    # success: What was learnt.

# TODO: one line to keep.
# after: |
#   …
";

/// A command as it is typed, variables in their places.
fn line(words: &[Word], names: &[Option<String>]) -> String {
    let words = words.iter().map(|word| match word {
        Word::Said(said) => literal(&typed(ArgvBuf::from_iter([said]).as_argv())),
        Word::Made { made, before, ms } => {
            let name = names.get(*made).and_then(Option::as_ref);
            let part = if *ms { ".ms" } else { "" };
            format!("{before}${{{}{part}}}", name.map_or("?", String::as_str))
        }
    });
    let line = words.collect::<Vec<_>>().join(" ");
    debug_assert!(can_be_typed(&line), "{line}");
    line
}

/// A word that may stand for a name.
pub(super) fn slug(text: &str) -> String {
    let signs = text.chars().map(|sign| match sign.to_ascii_lowercase() {
        sign @ ('a'..='z' | '0'..='9' | '_') => sign,
        _ => '-',
    });
    let slug: String = signs.take(24).collect();
    slug.trim_matches('-').to_owned()
}
