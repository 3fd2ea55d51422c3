//! Advice about words that are not known: commands, subcommands, options.

use super::{Case, tick};
use crate::assist::foreign::called;
use crate::assist::matcher::{Part, next};
use crate::assist::nearest::nearest;
use crate::command::{Spec, Syntax, Version, table};

/// The command exists, but not in this version yet.
pub(super) fn newer_than_the_profile(case: &Case<'_>) -> Option<String> {
    if !case.says("ERR unknown") {
        return None;
    }
    let family = table::find(case.words.first()?)?;
    let sub = case.words.get(1).and_then(|sub| family.subcommand(sub));
    let newer = |spec: &&Spec| spec.since > case.profile;
    let spec = Some(family).filter(newer).or(sub.filter(newer))?;
    Some(since(spec.name, spec.since))
}

fn since(name: &str, since: Version) -> String {
    let chosen = if Version::ALL.contains(&since) {
        format!("; `:profile {since}` to try it")
    } else {
        String::new()
    };
    format!("{name} is there since {since}{chosen}")
}

/// The option exists, but not in this version yet.
pub(super) fn option_newer_than_the_profile(case: &Case<'_>) -> Option<String> {
    let typed = case.words.get(case.at?)?;
    let newer = case.typed.spec?.syntax.iter().find_map(|part| match part {
        Syntax::Since(version, parts) if *version > case.profile => Some((word_in(parts, typed)?, *version)),
        _ => None,
    });
    let (name, version) = newer?;
    Some(since(name, version))
}

/// The fixed word that `typed` is, if it is among these parts.
fn word_in(parts: &[Syntax], typed: &[u8]) -> Option<&'static str> {
    parts.iter().find_map(|part| match part {
        Syntax::Word(word) if word.as_bytes().eq_ignore_ascii_case(typed) => Some(*word),
        Syntax::OneOf(ways) => ways.iter().find_map(|way| word_in(way, typed)),
        Syntax::Optional(parts) | Syntax::Many(parts) | Syntax::Since(_, parts) => word_in(parts, typed),
        _ => None,
    })
}

/// A command that does not exist.
pub(super) fn command(case: &Case<'_>) -> Option<String> {
    if !case.says("ERR unknown command") || table::find(case.words.first()?).is_some() {
        return None;
    }
    if let Some(left_out) = called(case.typed) {
        return Some(left_out);
    }
    let known = || {
        table::COMMANDS
            .iter()
            .filter(|spec| spec.is_offered(case.profile))
    };
    let typed = String::from_utf8_lossy(case.words.first()?).into_owned();
    if let Some(meant) = nearest(&typed, known().map(|spec| spec.name)) {
        return Some(format!("did you mean {meant}?"));
    }
    // A subcommand without its family is forgotten more often than mistyped.
    let family = known()
        .find(|spec| spec.subcommand(typed.as_bytes()).is_some() && !typed.eq_ignore_ascii_case("HELP"));
    match family {
        Some(family) => Some(format!(
            "did you mean {} {}?",
            family.name,
            typed.to_ascii_uppercase()
        )),
        None => Some(
            "the first word is a command, such as XADD; `help @stream` lists those about streams".to_owned(),
        ),
    }
}

/// A subcommand that does not exist.
pub(super) fn subcommand(case: &Case<'_>) -> Option<String> {
    let family = case
        .typed
        .family
        .filter(|_| case.says("ERR unknown subcommand '"))?;
    let known = family
        .subcommands
        .iter()
        .filter(|spec| spec.since <= case.profile);
    let names: Vec<&str> = known.map(|spec| spec.name).collect();
    let typed = String::from_utf8_lossy(case.words.get(1)?);
    Some(match nearest(&typed, names.iter().copied()) {
        Some(meant) => format!("did you mean {} {meant}?", family.name),
        None => format!("{} knows {}", family.name, names.join(", ")),
    })
}

/// A word where an option should stand.
pub(super) fn option(case: &Case<'_>) -> Option<String> {
    if case.matched.fits || case.says("ERR unknown") {
        return None;
    }
    let typed = case.arguments().get(case.matched.taken.len())?;
    let words = next(&case.matched.rest)
        .into_iter()
        .filter_map(|part| match part {
            Part::Word(word) => Some(word),
            Part::Value(..) => None,
        });
    let words: Vec<&str> = words.collect();
    if let Some(meant) = nearest(&String::from_utf8_lossy(typed), words.iter().copied()) {
        return Some(format!("did you mean {meant}?"));
    }
    words
        .iter()
        .find(|word| word.as_bytes().eq_ignore_ascii_case(typed))
        .map(|word| format!("{} is {word}, but it cannot stand there", tick(typed)))
}
