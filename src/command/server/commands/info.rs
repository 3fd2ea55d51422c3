//! COMMAND INFO (streams.md E.6): ten facts about each command. Tips and key specifications are left empty: no client
//! of one server needs them.

use super::flags::{categories_of, flags_of};
use super::{Known, find, key_places, known};
use crate::command::context::{Context, Flow};
use crate::command::profile::version;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::wire::Out;

pub(super) const SPEC: Spec = Spec {
    name: "INFO",
    arity: -2,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Describes commands in ten facts each; all when none is named",
    example: "COMMAND INFO xadd",
    syntax: &[Syntax::Optional(&[Syntax::Many(&[Syntax::Value(
        "command-name",
        Holds::Command,
    )])])],
    subcommands: &[],
    check: |_| Ok(()),
    run: |args, context| {
        if args.is_empty() {
            all(context);
            return Ok(Flow::Done);
        }
        let found: Vec<_> = args.words().map(|word| find(context, word.bytes)).collect();
        context.out().array(found.len());
        for one in found {
            match one {
                Some(one) => describe(one, context),
                None => context.out().nil(),
            }
        }
        Ok(Flow::Done)
    },
};

/// Describes every command.
pub(super) fn all(context: &mut Context<'_, '_>) {
    let all: Vec<Known> = known(context).collect();
    context.out().array(all.len());
    for one in all {
        describe(one, context);
    }
}

fn describe(one: Known, context: &mut Context<'_, '_>) {
    let subcommands: Vec<Known> = one.subcommands(context).collect();
    let (first, last, step) = key_places(one);
    let out = context.out();
    out.array(10);
    out.bulk(one.name().as_bytes());
    out.int(i64::from(one.arity()));
    words(out, flags_of(one));
    out.int(first);
    out.int(last);
    out.int(step);
    words(out, &categories_of(one));
    out.set(0);
    out.set(0);
    out.set(subcommands.len());
    for sub in subcommands {
        describe(sub, context);
    }
}

fn words(out: &mut Out, words: &[&'static str]) {
    out.set(words.len());
    for word in words {
        out.simple(word);
    }
}
