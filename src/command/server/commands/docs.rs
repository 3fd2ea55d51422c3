//! COMMAND DOCS (streams.md E.6): what HELP knows, as data. redis-cli builds its HELP and its hints from it.

use super::{Known, find, known};
use crate::command::context::{Context, Flow};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::wire::Out;

pub(super) const SPEC: Spec = Spec {
    name: "DOCS",
    arity: -2,
    since: version(7, 0),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Explains commands: summary, version, arguments; all when none is named",
    example: "COMMAND DOCS xadd",
    syntax: &[Syntax::Optional(&[Syntax::Many(&[Syntax::Value(
        "command-name",
        Holds::Command,
    )])])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| {
        let chosen: Vec<Known> = if args.is_empty() {
            known(context).collect()
        } else {
            args.words()
                .filter_map(|word| find(context, word.bytes))
                .collect()
        };
        context.out().map(chosen.len());
        for one in chosen {
            explain(one, context);
        }
        Ok(Flow::Done)
    },
};

fn explain(one: Known, context: &mut Context<'_, '_>) {
    let subcommands: Vec<Known> = one.subcommands(context).collect();
    let spec = one.spec;
    let profile = context.profile;
    let out = context.out();
    out.bulk(one.name().as_bytes());
    out.map(3 + usize::from(!spec.syntax.is_empty()) + usize::from(!subcommands.is_empty()));
    text(out, "summary", spec.summary);
    text(out, "since", &format!("{}.0", spec.since));
    text(out, "group", spec.topic.name());
    if !spec.syntax.is_empty() {
        out.bulk(b"arguments");
        let known = spec.syntax.iter().filter(|part| part.known_in(profile));
        arguments(out, known.copied());
    }
    if !subcommands.is_empty() {
        out.bulk(b"subcommands");
        out.map(subcommands.len());
        for sub in subcommands {
            explain(sub, context);
        }
    }
}

fn text(out: &mut Out, name: &str, value: &str) {
    out.bulk(name.as_bytes());
    out.bulk(value.as_bytes());
}

fn arguments(out: &mut Out, parts: impl Iterator<Item = Syntax>) {
    let items: Vec<Argument> = items(parts);
    out.array(items.len());
    for item in &items {
        argument(out, item);
    }
}

/// One argument as Redis counts them: a word and the value behind it are one.
#[derive(Clone, Copy, Default)]
struct Argument {
    token: Option<&'static str>,
    body: Option<Syntax>,
    optional: bool,
    multiple: bool,
}

fn items(parts: impl Iterator<Item = Syntax>) -> Vec<Argument> {
    let mut items: Vec<Argument> = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let next = parts.next_if(|next| matches!((part, next), (Syntax::Word(_), Syntax::Value(..))));
        items.push(match (part, next) {
            (Syntax::Word(word), body) => Argument {
                token: Some(word),
                body,
                ..Argument::default()
            },
            (Syntax::Optional(inner) | Syntax::Since(_, inner), _) => Argument {
                optional: true,
                ..single(inner)
            },
            (Syntax::Many(inner), _) => Argument {
                multiple: true,
                ..single(inner)
            },
            (body, _) => Argument {
                body: Some(body),
                ..Argument::default()
            },
        });
    }
    items
}

/// What is optional or repeated: one argument, or a block of several.
fn single(inner: &'static [Syntax]) -> Argument {
    match items(inner.iter().copied()).as_slice() {
        [one] => *one,
        _ => Argument {
            body: Some(Syntax::Many(inner)),
            ..Argument::default()
        },
    }
}

fn argument(out: &mut Out, argument: &Argument) {
    let flags: Vec<&'static str> = [(argument.optional, "optional"), (argument.multiple, "multiple")]
        .into_iter()
        .filter(|(set, _)| *set)
        .map(|(_, flag)| flag)
        .collect();
    let kind = kind(argument.body);
    let name = name(argument);
    let shown = matches!(argument.body, None | Some(Syntax::Value(..)));
    let is_key = kind == "key";
    let has_parts = matches!(kind, "oneof" | "block");
    let has_token = argument.token.is_some();
    let fields = [shown, is_key, has_token, !flags.is_empty(), has_parts];
    out.map(2 + fields.iter().filter(|field| **field).count());
    text(out, "name", &name);
    text(out, "type", kind);
    if shown {
        text(out, "display_text", &name);
    }
    if is_key {
        out.bulk(b"key_spec_index");
        out.int(0);
    }
    if let Some(token) = argument.token {
        text(out, "token", token);
    }
    if !flags.is_empty() {
        out.bulk(b"flags");
        out.set(flags.len());
        for flag in flags {
            out.simple(flag);
        }
    }
    match argument.body {
        Some(Syntax::OneOf(ways)) => {
            out.bulk(b"arguments");
            out.array(ways.len());
            for way in ways {
                one_way(out, way);
            }
        }
        Some(Syntax::Many(parts) | Syntax::Optional(parts) | Syntax::Since(_, parts)) => {
            out.bulk(b"arguments");
            arguments(out, parts.iter().copied());
        }
        _ => {}
    }
}

/// One of several alternatives: one argument, or a block of several.
fn one_way(out: &mut Out, way: &'static [Syntax]) {
    argument(out, &single(way));
}

fn name(argument: &Argument) -> String {
    match (argument.body, argument.token) {
        (Some(Syntax::Value(name, _)), _) => name.to_owned(),
        (_, Some(token)) => token.to_lowercase(),
        (Some(Syntax::OneOf(_)), None) => "choice".to_owned(),
        _ => "data".to_owned(),
    }
}

fn kind(body: Option<Syntax>) -> &'static str {
    match body {
        None | Some(Syntax::Word(_)) => "pure-token",
        Some(Syntax::OneOf(_)) => "oneof",
        Some(Syntax::Many(_) | Syntax::Optional(_) | Syntax::Since(..)) => "block",
        Some(Syntax::Value(_, holds)) => match holds {
            Holds::Key | Holds::Stream | Holds::List => "key",
            Holds::Number | Holds::Ms => "integer",
            Holds::Seconds => "double",
            Holds::Pattern => "pattern",
            _ => "string",
        },
    }
}
