//! Syntax trees as text, in redis-cli's style: `[COUNT count]`, `id|$`, `key [key ...]`.

use super::matcher::Rest;
use crate::command::{Spec, Syntax, Version};

/// A command's arguments as redis-cli shows them, as far as this version knows them or, for a newer command, the
/// version it came with. A family shows its subcommands.
pub fn syntax_of(spec: &Spec, profile: Version) -> String {
    let profile = profile.max(spec.since);
    if spec.subcommands.is_empty() {
        let known = spec.syntax.iter().filter(|part| part.known_in(profile));
        joined(known.map(one), " ")
    } else {
        names(spec.subcommands)
    }
}

/// The names of `specs` as alternatives.
pub(super) fn names<'a>(specs: impl IntoIterator<Item = &'a Spec>) -> String {
    joined(specs.into_iter().map(|spec| spec.name.to_owned()), "|")
}

/// What may still be typed.
pub(super) fn rest(rest: &[Rest]) -> String {
    let parts = rest.iter().map(|part| match part {
        Rest::Part(syntax) => one(syntax),
        Rest::Again(parts) => format!("[{} ...]", sequence(parts)),
    });
    joined(parts, " ")
}

fn sequence(parts: &[Syntax]) -> String {
    joined(parts.iter().map(one), " ")
}

fn one(part: &Syntax) -> String {
    match part {
        Syntax::Word(word) => (*word).to_owned(),
        Syntax::Value(name, _) => (*name).to_owned(),
        Syntax::Optional(parts) | Syntax::Since(_, parts) => format!("[{}]", sequence(parts)),
        Syntax::OneOf(ways) => joined(ways.iter().map(|way| sequence(way)), "|"),
        Syntax::Many(parts) => {
            let once = sequence(parts);
            format!("{once} [{once} ...]")
        }
    }
}

fn joined(parts: impl Iterator<Item = String>, between: &str) -> String {
    parts.collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assist::{Kind, aside, check, hint};
    use crate::command::table;
    use crate::lab::Lookup;

    /// The whole table: a command added later is tested here by being in it.
    #[test]
    fn every_command_has_hints_and_an_example_that_fits() {
        let families = table::COMMANDS
            .iter()
            .copied()
            .filter(|spec| !spec.subcommands.is_empty());
        let subs = families.flat_map(|family| {
            family
                .subcommands
                .iter()
                .map(move |sub| (format!("{} ", family.name), sub))
        });
        let plain = table::COMMANDS
            .iter()
            .copied()
            .filter(|spec| spec.subcommands.is_empty());
        let all = plain.map(|spec| (String::new(), spec)).chain(subs);
        let newest = Version::ALL.into_iter().max().unwrap_or_default();
        let tried = all.flat_map(|(family, spec)| {
            let least = spec.since.max(Version::default());
            [(family.clone(), spec, least), (family, spec, newest)]
        });
        for (family, spec, profile) in tried {
            let line = format!("{family}{} ", spec.name);
            assert_eq!(
                hint(&line, profile).unwrap_or_default(),
                syntax_of(spec, profile),
                "{line}"
            );
            assert_eq!(check(spec.example, profile), None, "{}", spec.example);
            for (end, _) in spec.example.char_indices() {
                let begun = &spec.example[..end];
                let said = aside(begun, end, &Lookup::nothing(), profile);
                assert!(said.is_none_or(|said| said.kind != Kind::Wrong), "{begun}");
            }
            let finished = format!("{} ", spec.example);
            let typed = super::super::typed::Typed::new(&finished, profile);
            let matched = typed.matched(typed.words().len());
            assert!(matched.is_some_and(|matched| matched.fits), "{}", spec.example);
        }
    }
}
