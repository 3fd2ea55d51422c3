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

/// As [`hint`], for whoever looks at the line while it is typed: the word at the cursor counts already when it can
/// stand as it is, so that what is there is not asked for again. A keyword that is only begun does not count.
pub fn ghost(line: &str, profile: Version) -> Option<String> {
    let as_typed = hint(line, profile);
    let begun = line.rsplit(' ').next().unwrap_or_default().to_ascii_uppercase();
    // The command's own name may still grow.
    let first = !line.trim_start().contains(' ');
    if first || begun.is_empty() || as_typed.as_deref().is_some_and(|hint| offers(hint, &begun)) {
        return as_typed;
    }
    hint(&format!("{line} "), profile)
}

/// Whether a keyword in `hint` begins with `begun` and goes on.
fn offers(hint: &str, begun: &str) -> bool {
    let mut words = hint.split(|letter: char| !letter.is_ascii_alphanumeric());
    words
        .any(|word| word.len() > begun.len() && word.starts_with(begun) && !word.contains(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_at_the_cursor_is_not_asked_for_again() {
        let behind = |line: &str| ghost(line, Version::default()).unwrap_or_default();
        assert_eq!(behind("XACK fruits"), "group id [id ...]");
        assert_eq!(behind("XACK fruits "), "group id [id ...]");
        assert_eq!(behind("XLEN fruits"), "");
        assert_eq!(behind("XINFO STREAM s FU"), "[FULL [COUNT count]]");
        assert_eq!(behind("XADD fruits * name banana"), "[field value ...]");
    }
}
