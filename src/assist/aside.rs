//! The one sentence beside a line that is being typed: what is wrong with it as soon as it cannot become right, or
//! what the argument at the cursor is. At most one, the most urgent.

use std::ops::Range;

use super::judge::{self, Instead, Wrong};
use super::matcher::{Part, next};
use super::typed::{Typed, values};
use super::{diagnosis, notes};
use crate::command::{Holds, Version};
use crate::lab::Lookup;

/// A sentence beside a line that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// How urgent it is.
    pub kind: Kind,
    /// The bytes of the line it is about.
    pub span: Option<Range<usize>>,
    /// The sentence, without a full stop.
    pub text: String,
}

/// How urgent a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The line cannot become right any more.
    Wrong,
    /// The line would take something away.
    Loss,
    /// The argument at the cursor.
    About,
}

/// What is worth saying about `line` while the cursor stands at byte `cursor`. Lines that begin with `:` are the
/// caller's.
pub fn aside(line: &str, cursor: usize, lookup: &Lookup<'_>, profile: Version) -> Option<Aside> {
    if line.trim_start().starts_with(':') || !line.is_char_boundary(cursor) {
        return None;
    }
    let typed = Typed::new(line, profile);
    match judge::wrong(&typed, cursor) {
        Some(wrong) => Some(Aside {
            kind: Kind::Wrong,
            span: Some(typed.line().span(wrong.word)),
            text: blame(line, &typed, &wrong, lookup),
        }),
        None => loss(&typed, lookup).or_else(|| about(&line[..cursor], lookup, profile)),
    }
}

fn loss(typed: &Typed, lookup: &Lookup<'_>) -> Option<Aside> {
    let text = super::loss::loss(typed, lookup)?;
    Some(Aside {
        kind: Kind::Loss,
        span: None,
        text: format!("would lose {text}"),
    })
}

/// What `line` takes away when it runs now; `None` if nothing that anybody would miss.
pub fn loses(line: &str, lookup: &Lookup<'_>, profile: Version) -> Option<String> {
    super::loss::loss(&Typed::new(line, profile), lookup)
}

/// What could stand in the place of the wrong word.
fn blame(line: &str, typed: &Typed, wrong: &Wrong, lookup: &Lookup<'_>) -> String {
    let Some(fault) = &wrong.fault else {
        return "expected: a blank behind the closing quote".to_owned();
    };
    if let Some(newer) = newer(line, typed, wrong) {
        return newer;
    }
    let found = diagnosis::explain(line, fault, lookup, typed.profile());
    let advice = found.advice.into_iter().next();
    if let Some(advice) = advice.as_ref().filter(|_| typed.spec.is_none()) {
        return advice.clone();
    }
    let keywords = |it: &&Instead| it.parts.iter().all(|part| matches!(part, Part::Word(_)));
    let instead = wrong
        .instead
        .as_ref()
        .filter(|it| fault.want.is_none() || keywords(it));
    let expected = instead
        .map(listed)
        .or_else(|| fault.want.map(str::to_owned))
        .or(found.expected)
        .map(|expected| format!("expected: {expected}"));
    let parts: Vec<String> = expected.into_iter().chain(advice).collect();
    if parts.is_empty() {
        return found.error;
    }
    parts.join("; ")
}

/// The word would be right in a later version.
fn newer(line: &str, typed: &Typed, wrong: &Wrong) -> Option<String> {
    typed.spec?;
    let later = Version::ALL
        .into_iter()
        .filter(|version| *version > typed.profile());
    let end = typed.line().span(wrong.word).end;
    let line = line.get(..end)?;
    let since = later.into_iter().find(|version| {
        let typed = Typed::new(line, *version);
        // A blank behind the word finishes it.
        judge::wrong(&typed, end + 1).is_none()
    })?;
    let word = crate::wire::shown(typed.words().get(wrong.word)?);
    Some(format!(
        "{word} is there since {since}; `:profile {since}` to try it"
    ))
}

/// `COUNT, BLOCK or a key`
fn listed(instead: &Instead) -> String {
    let name = |part: &Part| match part {
        Part::Word(word) => *word,
        Part::Value(_, holds) => notes::what(*holds),
    };
    let parts = instead.parts.iter().map(name);
    let names: Vec<&str> = parts.chain(instead.end.then_some("nothing more")).collect();
    match names.split_last() {
        None => "nothing more".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
    }
}

/// What the argument at the end of `before` is.
fn about(before: &str, lookup: &Lookup<'_>, profile: Version) -> Option<Aside> {
    let typed = Typed::new(before, profile);
    if typed.line().comment.is_some() {
        return None;
    }
    let finished = typed.finished();
    let words = typed.words();
    let matched = typed.matched(finished).filter(|matched| matched.fits)?;
    let given = words.get(typed.first_argument()..finished)?;
    // Behind the first of several keys an ID may come: what is harder is explained.
    let name = next(&matched.rest)
        .into_iter()
        .rev()
        .find_map(|part| match part {
            Part::Value(name, _) => Some(name),
            Part::Word(_) => None,
        })?;
    let command = typed.name();
    let token = matched.taken.iter().rev().find_map(|part| match part {
        Part::Word(word) if !matches!(*word, "~" | "=") => Some(*word),
        _ => None,
    });
    let first = |holds: Holds| values(&matched, given, &[holds]).first().copied();
    if let ("XACK" | "XCLAIM", "id") = (command.as_str(), name)
        && let (Some(key), Some(group)) = (first(Holds::Stream), first(Holds::Group))
        && lookup.group(key, group).is_some_and(|group| group.pending == 0)
    {
        return Some(remark(format!(
            "nothing is pending for {}",
            crate::wire::shown(group)
        )));
    }
    let text = match (command.as_str(), name) {
        ("XADD", "id") => notes::new_id(lookup.last_id(first(Holds::Stream)?)),
        _ => notes::value(&command, token, name)?.to_owned(),
    };
    Some(remark(text))
}

fn remark(text: String) -> Aside {
    Aside {
        kind: Kind::About,
        span: None,
        text,
    }
}
