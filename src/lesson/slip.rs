//! Recognises mistakes: each is played once on a copy of the state at step entry; a learner whose state is then the
//! same has made it. One that changes nothing is recognised by its commands. Of several, the one that the last command
//! made is spoken of.

use std::sync::Arc;

use super::act::argv;
use super::judge::all_met;
use super::log::Logged;
use super::model::{Assertion, Deed, Exercise};
use super::projection::Projection;
use super::state::Facts;
use super::trial::Trial;
use crate::command::{Syntax, resolve};
use crate::lab::{Lab, TerminalId};
use crate::wire::ArgvBuf;

/// A mistake that can be recognised.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    /// What the mistake leaves; `None` when that is what was there before.
    leaves: Option<Projection>,
    /// Whether it leaves no more than a consumer that was not there. Most commands of a group leave that, so that the
    /// last one that may change something must be of the same kind, too.
    only_joins: bool,
    /// What was there before.
    before: Arc<Option<Projection>>,
    /// If not empty: what holds when it has been made, whatever was typed.
    when: Vec<Assertion>,
    commands: Vec<(TerminalId, ArgvBuf)>,
}

/// Plays every mistake of a step on copies of its entry.
pub(super) fn slips(exercise: &Exercise, entry: &Trial<'_>) -> Vec<Slip> {
    let since = entry.entered_at;
    let before = Arc::new(Projection::of(&entry.lab, since));
    let slips = exercise.mistakes.iter().map(|mistake| {
        let mut trial = entry.fork();
        let mut commands = Vec::new();
        for act in &mistake.actions {
            let played = trial.run(act);
            if let Deed::Run(_) = act.what {
                commands.push((played.terminal, argv(&played.line)));
            }
        }
        let leaves = Projection::of(&trial.lab, since).filter(|leaves| Some(leaves) != (*before).as_ref());
        let only_joins = leaves
            .as_ref()
            .zip((*before).as_ref())
            .is_some_and(|(leaves, before)| leaves.differs_in_consumers_only(before));
        Slip {
            leaves,
            only_joins,
            before: Arc::clone(&before),
            when: mistake.when.clone(),
            commands,
        }
    });
    slips.collect()
}

/// The mistakes that have been made in a step, by their places in its list, and the one that is spoken of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Made {
    all: Vec<usize>,
    pub(super) told: Option<usize>,
}

impl Made {
    /// After one more thing was done. What was made by it is spoken of; else what was spoken of before, as long as it
    /// is so; else the first that is not harmless. Where none is made any more, what was spoken of before still stands if what it did was not
    /// put right, whatever else was done. One that left nothing is over with the next command that leaves something.
    pub(super) fn after(&self, slips: &[Slip], facts: &Facts<'_>) -> Made {
        let all = made(slips, facts);
        let last = Facts {
            log: &facts.log[facts.log.len().saturating_sub(1)..],
            ..*facts
        };
        let is_new = |slip: &&usize| !self.all.contains(slip) || slips[**slip].is_repeated(&last);
        let new = all.iter().find(is_new).copied();
        let over = last.log.iter().any(Logged::left_something);
        let lasts = |slip: &usize| all.contains(slip) && !(over && slips[*slip].is_harmless());
        let kept = self.told.filter(lasts);
        let first = all.iter().find(|slip| !slips[**slip].is_harmless()).copied();
        let standing = || self.told.filter(|told| slips[*told].stands(facts));
        let told = new.or(kept).or(first).or_else(standing);
        Made { all, told }
    }
}

fn made(slips: &[Slip], facts: &Facts<'_>) -> Vec<usize> {
    let by_state = |slip: &Slip| slip.leaves.is_some() && slip.when.is_empty();
    let state = slips
        .iter()
        .any(by_state)
        .then(|| Projection::of(facts.lab, facts.entered_at))
        .flatten();
    let is_made = |slip: &Slip| match &slip.leaves {
        _ if !slip.when.is_empty() => all_met(&slip.when, facts),
        Some(leaves) => {
            let fits = state.as_ref() == Some(leaves);
            fits && (!slip.only_joins || slip.ends_like(facts.log, facts.lab))
        }
        None => ends_with(&slip.commands, facts.log, facts.lab),
    };
    let places = slips.iter().enumerate();
    places
        .filter(|(_, slip)| is_made(slip))
        .map(|(at, _)| at)
        .collect()
}

impl Slip {
    /// Whether it leaves nothing and is told by what was done.
    fn is_harmless(&self) -> bool {
        self.leaves.is_none() && !self.when.is_empty() && !self.commands.is_empty()
    }

    /// Whether what was done last, `last` being all that is looked at, is this mistake once more.
    fn is_repeated(&self, last: &Facts<'_>) -> bool {
        self.is_harmless() && all_met(&self.when, last)
    }

    /// Whether what the mistake did to the state is still so, whatever else was done.
    fn stands(&self, facts: &Facts<'_>) -> bool {
        let (Some(leaves), Some(before)) = (&self.leaves, (*self.before).as_ref()) else {
            return false;
        };
        self.when.is_empty()
            && !self.only_joins
            && Projection::of(facts.lab, facts.entered_at).is_some_and(|now| now.keeps(before, leaves))
    }

    /// Whether the last command that may change something does the same kind of thing as its own.
    fn ends_like(&self, log: &[Logged], lab: &Lab) -> bool {
        let commands = log.iter().rev().filter_map(Logged::command);
        let mut typed = commands.map(|(_, argv)| argv);
        let mut own = self.commands.iter().rev().map(|(_, argv)| argv);
        let typed = typed.find(|argv| writes(argv, lab));
        let own = own.find(|argv| writes(argv, lab));
        typed.map(|argv| deed(argv, lab)) == own.map(|argv| deed(argv, lab))
    }

    /// Whether this command is told as the mistake although the mistake has none of its kind.
    pub(super) fn swallows(&self, typed: &ArgvBuf, lab: &Lab) -> bool {
        self.when.is_empty()
            && self
                .commands
                .iter()
                .all(|(_, wanted)| deed(wanted, lab) != deed(typed, lab))
    }
}

/// What kind of thing a command does: its name, and whether it asks for what nobody was given.
fn deed(line: &ArgvBuf, lab: &Lab) -> (Option<&'static str>, bool) {
    let argv = line.as_argv();
    let name = resolve(argv, lab.profile()).ok().map(|found| found.spec.name);
    (name, argv.iter().last() == Some(b">"))
}

fn writes(line: &ArgvBuf, lab: &Lab) -> bool {
    resolve(line.as_argv(), lab.profile()).is_ok_and(|found| found.has_flag("write"))
}

/// Whether the last command typed is the mistake's last one, and those before it came before, in order.
fn ends_with(commands: &[(TerminalId, ArgvBuf)], log: &[Logged], lab: &Lab) -> bool {
    let mut typed = log.iter().rev().filter_map(Logged::command);
    // A client of the network may speak for any terminal.
    let same = |(id, line): (Option<TerminalId>, &ArgvBuf), wanted: &(TerminalId, ArgvBuf)| {
        id.is_none_or(|id| id == wanted.0) && same_command(line, &wanted.1, lab)
    };
    let Some((last, earlier)) = commands.split_last() else {
        return false;
    };
    log.last().is_some_and(|logged| logged.command().is_some())
        && typed.next().is_some_and(|typed| same(typed, last))
        && earlier
            .iter()
            .rev()
            .all(|wanted| typed.any(|typed| same(typed, wanted)))
}

/// Whether two commands are the same but for the case of their keywords.
pub(super) fn same_command(one: &ArgvBuf, other: &ArgvBuf, lab: &Lab) -> bool {
    let (one, other) = (one.as_argv(), other.as_argv());
    let syntax = resolve(other, lab.profile())
        .map(|resolved| resolved.spec.syntax)
        .unwrap_or_default();
    let named = resolve(other, lab.profile()).map_or(1, |found| 1 + usize::from(found.family.is_some()));
    one.len() == other.len()
        && one
            .iter()
            .zip(other.iter())
            .enumerate()
            .all(|(at, (one, other))| {
                one == other || (one.eq_ignore_ascii_case(other) && (at < named || is_word(other, syntax)))
            })
}

fn is_word(text: &[u8], syntax: &[Syntax]) -> bool {
    syntax.iter().any(|part| match part {
        Syntax::Word(word) => word.as_bytes().eq_ignore_ascii_case(text),
        Syntax::Value(..) => false,
        Syntax::Optional(parts) | Syntax::Many(parts) | Syntax::Since(_, parts) => is_word(text, parts),
        Syntax::OneOf(ways) => ways.iter().any(|way| is_word(text, way)),
    })
}
