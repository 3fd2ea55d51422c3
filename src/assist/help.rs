//! HELP: what a command is, from the table.

use super::foreign::left_out;
use super::nearest::nearest;
use super::syntax::syntax_of;
use super::{facts, notes};
use crate::command::{Spec, Syntax, Topic, Version, table};

/// What HELP says about `topic`: a command (`XADD`, `xgroup`, `xgroup create`) or a heading (`@stream`). `None` if
/// there is no such thing.
pub fn help(topic: &str, profile: Version) -> Option<Vec<String>> {
    let mut words = topic.split_whitespace();
    let first = words.next()?;
    if first.starts_with('@') {
        let listed = listed(first, profile)?.into_iter();
        return Some(
            listed
                .flat_map(|listed| [listed.usage, format!("  {}", listed.summary)])
                .collect(),
        );
    }
    let spec = table::find(first.as_bytes())?;
    match words.next() {
        Some(sub) => {
            let sub = spec.subcommand(sub.as_bytes())?;
            Some(card(sub, Some(spec), profile))
        }
        None if spec.subcommands.is_empty() => Some(card(spec, None, profile)),
        None => {
            let cards = spec.subcommands.iter().map(|sub| card(sub, Some(spec), profile));
            Some(cards.collect::<Vec<_>>().join(&String::new()))
        }
    }
}

/// One command, line by line.
fn card(spec: &Spec, family: Option<&Spec>, profile: Version) -> Vec<String> {
    let newer = if spec.since > profile {
        format!(", so not in the profile {profile}")
    } else {
        String::new()
    };
    let mut lines = vec![
        usage(spec, family, profile),
        format!("  summary: {}", spec.summary),
        format!("  since:   {}{newer}", spec.since),
        format!("  group:   {}", spec.topic.name()),
        format!("  source:  {}", spec.source.words()),
    ];
    let name = family.map_or_else(
        || spec.name.to_owned(),
        |family| format!("{} {}", family.name, spec.name),
    );
    lines.extend(facts::cost(&name).map(|cost| format!("  cost:    {cost}")));
    lines.extend(section("options", options(spec, profile)));
    lines.extend(section("errors", facts::errors(&name, spec)));
    lines.push(format!("{EXAMPLE}{}", spec.example));
    lines
}

/// What the line with the example begins with.
const EXAMPLE: &str = "  example: ";

/// The example on a card that [`help`] gave, if it shows one command.
pub fn example(card: &[String]) -> Option<&str> {
    let mut examples = card.iter().filter_map(|line| line.strip_prefix(EXAMPLE));
    examples.next().filter(|_| examples.next().is_none())
}

/// Why there is no help on `topic`, with the nearest there is.
pub fn no_help(topic: &str) -> String {
    let first = topic.split_whitespace().next().unwrap_or_default();
    if let Some(left_out) = left_out(first.as_bytes()) {
        return left_out;
    }
    let named = table::COMMANDS.iter().map(|spec| spec.name.to_owned());
    let known: Vec<String> = named
        .chain(headings().into_iter().map(|heading| format!("@{heading}")))
        .collect();
    match nearest(first, known.iter().map(String::as_str)) {
        Some(meant) if !meant.eq_ignore_ascii_case(first) => {
            format!("no help on `{topic}`; did you mean {meant}?")
        }
        Some(family) => format!("no help on `{topic}`; `help {family}` lists what there is"),
        None => format!("no help on `{topic}`; try help @stream"),
    }
}

fn section(heading: &str, rows: Vec<String>) -> Vec<String> {
    if rows.is_empty() {
        return rows;
    }
    let heading = format!("  {heading}:");
    std::iter::once(heading)
        .chain(rows.into_iter().map(|row| format!("    {row}")))
        .collect()
}

/// The keywords of a command, each with what it means and, where it is newer than the command, since when it is there.
fn options(spec: &Spec, profile: Version) -> Vec<String> {
    let mut rows = Vec::new();
    for part in spec.syntax {
        collect(part, (spec.name, profile), "", &mut rows);
    }
    rows
}

fn collect(part: &Syntax, of: (&str, Version), since: &str, rows: &mut Vec<String>) {
    match part {
        Syntax::Since(version, parts) => {
            let since = format!(" (since {version})");
            collect_all(parts, of, &since, rows);
        }
        Syntax::Optional(parts) | Syntax::Many(parts) => collect_all(parts, of, since, rows),
        Syntax::OneOf(ways) => {
            for way in *ways {
                collect_all(way, of, since, rows);
            }
        }
        Syntax::Word(word) => push(of.0, word, None, since, rows),
        Syntax::Value(..) => {}
    }
}

/// A keyword is shown with the value behind it.
fn collect_all(parts: &[Syntax], of: (&str, Version), since: &str, rows: &mut Vec<String>) {
    for (at, part) in parts.iter().enumerate() {
        match (part, parts.get(at + 1)) {
            (Syntax::Word(word), Some(Syntax::Value(value, _))) => push(of.0, word, Some(value), since, rows),
            _ => collect(part, of, since, rows),
        }
    }
}

fn push(command: &str, word: &str, value: Option<&str>, since: &str, rows: &mut Vec<String>) {
    let about = notes::word(command, word);
    if about.is_empty() {
        return;
    }
    let typed = value.map_or_else(|| word.to_owned(), |value| format!("{word} {value}"));
    rows.push(format!("{typed}: {about}{since}"));
}

fn usage(spec: &Spec, family: Option<&Spec>, profile: Version) -> String {
    let family = family.map_or_else(String::new, |family| format!("{} ", family.name));
    format!("{family}{} {}", spec.name, syntax_of(spec, profile))
        .trim_end()
        .to_owned()
}

/// A command in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its name, as [`help`] takes it.
    pub name: String,
    /// How it is typed.
    pub usage: String,
    /// What it does, in one sentence without a full stop.
    pub summary: &'static str,
}

/// Every command under a heading such as `@stream`, or of a family such as `XGROUP`; `None` if `topic` is neither.
pub fn listed(topic: &str, profile: Version) -> Option<Vec<Listed>> {
    let Some(heading) = topic.strip_prefix('@') else {
        let family = table::find(topic.as_bytes())?;
        return Some(members(family, profile)).filter(|listed| !listed.is_empty());
    };
    let specs = table::COMMANDS
        .iter()
        .filter(|spec| spec.topic.name().eq_ignore_ascii_case(heading));
    let mut listed = Vec::new();
    for spec in specs.filter(|spec| spec.is_offered(profile)) {
        if spec.subcommands.is_empty() {
            listed.push(Listed {
                name: spec.name.to_owned(),
                usage: usage(spec, None, profile),
                summary: spec.summary,
            });
        }
        listed.extend(members(spec, profile));
    }
    (!listed.is_empty()).then_some(listed)
}

/// The subcommands of a family.
fn members(family: &Spec, profile: Version) -> Vec<Listed> {
    let subs = family.subcommands.iter().filter(|sub| sub.since <= profile);
    subs.map(|sub| Listed {
        name: format!("{} {}", family.name, sub.name),
        usage: usage(sub, Some(family), profile),
        summary: sub.summary,
    })
    .collect()
}

/// The headings that have commands, in order.
pub fn headings() -> Vec<&'static str> {
    let offered = table::COMMANDS
        .iter()
        .filter(|spec| spec.topic != Topic::Internal);
    let mut topics: Vec<Topic> = offered.map(|spec| spec.topic).collect();
    topics.sort_unstable();
    topics.dedup();
    topics.into_iter().map(Topic::name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_has_a_card() {
        let card = help("xlen", Version::default()).unwrap();
        assert_eq!(card[0], "XLEN key");
        assert_eq!(
            card[2..5],
            [
                "  since:   5.0",
                "  group:   stream",
                "  source:  compared with redis-server 7.0.15 and 8.0"
            ]
        );
    }

    #[test]
    fn a_word_means_what_it_means_to_its_command() {
        let limit = |topic: &str| {
            let card = help(topic, Version::default()).unwrap();
            card.into_iter()
                .find(|line| line.contains("LIMIT ") && line.contains(": "))
        };
        assert_eq!(
            [limit("XTRIM"), limit("SORT_RO")].map(Option::unwrap),
            [
                "    LIMIT count: remove at most so many at once",
                "    LIMIT offset: leave out so many, then show so many",
            ]
        );
    }

    #[test]
    fn families_and_headings_list_their_commands() {
        let family = help("XGROUP", Version::default()).unwrap();
        assert!(
            family
                .iter()
                .any(|line| line.starts_with("XGROUP CREATE key group id|$"))
        );
        let heading = help("@stream", Version::default()).unwrap();
        assert!(heading.iter().any(|line| line.starts_with("XADD key")));
        assert_eq!(
            (
                help("nope", Version::default()),
                help("@nope", Version::default()),
                help("", Version::default())
            ),
            (None, None, None)
        );
    }
}
