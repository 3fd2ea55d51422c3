//! A line as it stands, finished or not: its words, the command they name and how far they go along its syntax.
//! What helpers make of it is their matter.

use super::matcher::{Matched, Part, matched};
use crate::command::line::{repeated, tolerant};
use crate::command::{Holds, Line, LineFault, Spec, Version, table};

/// A line taken apart as far as it goes.
#[derive(Debug)]
pub(super) struct Typed {
    line: Line,
    /// What is wrong with its quotes.
    pub(super) fault: Option<LineFault>,
    /// How many words stand before the command: 1 behind `N` of `N command`.
    pub(super) before: usize,
    /// The family whose subcommand is named, or is to be.
    pub(super) family: Option<&'static Spec>,
    /// The command, or the subcommand.
    pub(super) spec: Option<&'static Spec>,
    /// Whether the last word may still grow: nothing stands behind it.
    open: bool,
    profile: Version,
}

impl Typed {
    /// Takes `text` apart; commands newer than `profile` are unknown.
    pub(super) fn new(text: &str, profile: Version) -> Typed {
        let (line, fault) = tolerant(text.as_bytes());
        let open = line.comment.is_none() && line.spans().last().is_some_and(|span| span.end == text.len());
        let before = usize::from(matches!(repeated(&line), Some(Ok(_))));
        let words: Vec<&[u8]> = line.argv().iter().skip(before).take(2).collect();
        let (family, spec) = named(&words, profile);
        Typed {
            line,
            fault,
            before,
            family,
            spec,
            open,
            profile,
        }
    }

    /// The words in the order they stand.
    pub(super) fn words(&self) -> Vec<&[u8]> {
        self.line.argv().iter().collect()
    }

    /// The version whose commands count.
    pub(super) fn profile(&self) -> Version {
        self.profile
    }

    /// The line with the places of its words.
    pub(super) fn line(&self) -> &Line {
        &self.line
    }

    /// How many words have a blank behind them, so that they are surely finished.
    pub(super) fn finished(&self) -> usize {
        self.line.spans().len() - usize::from(self.open)
    }

    /// Where the arguments begin, counted in words.
    pub(super) fn first_argument(&self) -> usize {
        self.before + 1 + usize::from(self.family.is_some())
    }

    /// How far the first `words` words go along the command's syntax.
    pub(super) fn matched(&self, words: usize) -> Option<Matched> {
        let all = self.words();
        let arguments = all.get(self.first_argument()..words)?;
        Some(matched(self.spec?.syntax, arguments, self.profile))
    }

    /// The command's full name in capitals: `XGROUP CREATE`.
    pub(super) fn name(&self) -> String {
        let names = self.family.iter().chain(&self.spec).map(|spec| spec.name);
        names.collect::<Vec<_>>().join(" ")
    }
}

/// The family and the command that words name which begin with the command's name, as far as the profile knows them.
pub(super) fn named(words: &[&[u8]], profile: Version) -> (Option<&'static Spec>, Option<&'static Spec>) {
    let known = |spec: &&'static Spec| spec.since <= profile;
    let first = words.first().and_then(|word| table::find(word)).filter(known);
    let family = first.filter(|spec| !spec.subcommands.is_empty());
    let sub = family
        .and_then(|family| family.subcommand(words.get(1)?))
        .filter(known);
    (family, if family.is_some() { sub } else { first })
}

/// The full name of the command that `line` calls, in capitals; empty for none.
pub fn name_of(line: &str, profile: Version) -> String {
    Typed::new(line, profile).name()
}

/// The values among the matched words that hold such a thing, in order.
pub(super) fn values<'w>(matched: &Matched, words: &[&'w [u8]], wanted: &[Holds]) -> Vec<&'w [u8]> {
    let pairs = matched.taken.iter().zip(words);
    pairs
        .filter(|(part, _)| matches!(part, Part::Value(_, holds) if wanted.contains(holds)))
        .map(|(_, word)| *word)
        .collect()
}

/// Under which consumer's name `line` takes entries, when it is a command that does.
pub fn consumer_of(line: &str, profile: Version) -> Option<Vec<u8>> {
    let typed = Typed::new(line, profile);
    let takes = matches!(typed.name().as_str(), "XREADGROUP" | "XCLAIM" | "XAUTOCLAIM");
    let words = typed.words();
    let matched = typed.matched(words.len()).filter(|_| takes)?;
    let arguments = words.get(typed.first_argument()..)?;
    values(&matched, arguments, &[Holds::Consumer])
        .first()
        .map(|name| name.to_vec())
}
