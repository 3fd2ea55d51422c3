//! Syntax trees as text, in redis-cli's style: `[COUNT count]`, `id|$`, `key [key ...]`.

use super::matcher::Rest;
use crate::command::{Spec, Syntax};

/// A command's arguments as redis-cli shows them. A family shows its subcommands.
pub fn syntax_of(spec: &Spec) -> String {
    if spec.subcommands.is_empty() {
        sequence(spec.syntax)
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
        Syntax::Optional(parts) => format!("[{}]", sequence(parts)),
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
