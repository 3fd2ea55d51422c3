//! HELP: what a command is, from the table.

use super::syntax::syntax_of;
use crate::command::{Spec, Topic, Version, table};

/// What HELP says about `topic`: a command (`XADD`, `xgroup`, `xgroup create`) or a heading (`@stream`). `None` if
/// there is no such thing.
pub fn help(topic: &str, profile: Version) -> Option<Vec<String>> {
    let mut words = topic.split_whitespace();
    let first = words.next()?;
    if let Some(heading) = first.strip_prefix('@') {
        return under(heading, profile);
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
    vec![
        usage(spec, family, profile),
        format!("  summary: {}", spec.summary),
        format!("  since:   {}{newer}", spec.since),
        format!("  group:   {}", spec.topic.name()),
        format!("  source:  {}", spec.source.words()),
        format!("  example: {}", spec.example),
    ]
}

fn usage(spec: &Spec, family: Option<&Spec>, profile: Version) -> String {
    let family = family.map_or_else(String::new, |family| format!("{} ", family.name));
    format!("{family}{} {}", spec.name, syntax_of(spec, profile))
        .trim_end()
        .to_owned()
}

/// Every command under a heading, with what it does.
fn under(heading: &str, profile: Version) -> Option<Vec<String>> {
    let specs = table::COMMANDS
        .iter()
        .filter(|spec| spec.topic.name().eq_ignore_ascii_case(heading));
    let mut lines = Vec::new();
    for spec in specs.filter(|spec| spec.is_offered(profile)) {
        if spec.subcommands.is_empty() {
            lines.extend([usage(spec, None, profile), format!("  {}", spec.summary)]);
        }
        for sub in spec.subcommands.iter().filter(|sub| sub.since <= profile) {
            lines.extend([usage(sub, Some(spec), profile), format!("  {}", sub.summary)]);
        }
    }
    (!lines.is_empty()).then_some(lines)
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
