//! Hints: what may still be typed, shown in grey behind the cursor (streams.md F.4).

use super::syntax;
use super::typed::Typed;
use crate::command::Version;

/// What may still be typed after `line`, as redis-cli shows it. A word counts once a blank follows it; the command
/// must be one that exists, and every word must fit.
pub fn hint(line: &str, profile: Version) -> Option<String> {
    let typed = Typed::new(line, profile);
    let finished = typed.finished();
    if finished <= typed.before || typed.line().comment.is_some() {
        return None;
    }
    let text = match (typed.family, typed.spec) {
        (Some(family), _) if finished == typed.before + 1 => {
            let words = typed.words();
            let begun = words
                .get(finished)
                .map(|word| word.to_ascii_uppercase())
                .unwrap_or_default();
            let known = family.subcommands.iter().filter(|spec| spec.since <= profile);
            syntax::names(known.filter(|spec| spec.name.as_bytes().starts_with(&begun)))
        }
        (_, Some(_)) => {
            let matched = typed.matched(finished).filter(|matched| matched.fits)?;
            syntax::rest(&matched.rest)
        }
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}
