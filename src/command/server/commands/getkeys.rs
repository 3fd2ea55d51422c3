//! COMMAND GETKEYS (streams.md E.6): which arguments of a command are keys.

use super::{Known, find, key_places};
use crate::command::args::Args;
use crate::command::context::{Context, Flow};
use crate::command::fault::Fault;
use crate::command::profile::{Version, version};
use crate::command::resolve::arity as wrong_arity;
use crate::command::spec::{Holds, Source, Spec, Syntax, Topic};
use crate::store::strict_integer;

pub(super) const SPEC: Spec = Spec {
    name: "GETKEYS",
    arity: -3,
    since: version(2, 8),
    source: Source::Ran70And80,
    topic: Topic::Server,
    summary: "Tells which arguments of a command are keys",
    example: "COMMAND GETKEYS XLEN fruits",
    syntax: &[
        Syntax::Value("command", Holds::Command),
        Syntax::Optional(&[Syntax::Many(&[Syntax::Value("arg", Holds::Text)])]),
    ],
    subcommands: &[],
    check: |_| Ok(()),
    run,
};

/// Up to 7.0 the command whose keys are asked for had to have an argument.
pub(super) fn arity(profile: Version) -> i32 {
    if profile < version(7, 2) { -4 } else { SPEC.arity }
}

fn run(args: Args<'_>, context: &mut Context<'_, '_>) -> Result<Flow, Fault> {
    let least = arity(args.profile()).unsigned_abs() as usize;
    if args.argv().len() < least {
        return Err(wrong_arity("command|getkeys"));
    }
    let words: Vec<&[u8]> = args.words().map(|word| word.bytes).collect();
    let keys = keys(&words, context)?;
    let out = context.out();
    out.array(keys.len());
    for key in keys {
        out.bulk(key);
    }
    Ok(Flow::Done)
}

fn keys<'a>(words: &[&'a [u8]], context: &Context<'_, '_>) -> Result<Vec<&'a [u8]>, Fault> {
    let one = named(words, context).ok_or(Fault::new("ERR Invalid command specified"))?;
    let scattered = one.spec.syntax.contains(&Syntax::Word("STREAMS"));
    let counted = one.spec.syntax.iter().position(Syntax::is_their_number);
    let (first, last, _) = key_places(one);
    let names_channels = one.spec.topic == Topic::PubSub;
    if (first == 0 || names_channels) && !scattered && counted.is_none() {
        return Err(Fault::new("ERR The command has no key arguments"));
    }
    if !one.spec.takes(words.len()) {
        return Err(Fault::new(
            "ERR Invalid number of arguments specified for command",
        ));
    }
    if one.spec.name == "SORT" {
        return Ok(sorted(words));
    }
    if let Some(before) = counted {
        return so_many(words, before + 1).ok_or(Fault::new("ERR Invalid arguments specified for command"));
    }
    if scattered {
        return streams(words).ok_or(Fault::new("ERR Invalid arguments specified for command"));
    }
    let end = if last < 0 { words.len() as i64 + last } else { last };
    let places = first as usize..=usize::try_from(end).unwrap_or_default();
    Ok(words.get(places).unwrap_or_default().to_vec())
}

fn named(words: &[&[u8]], context: &Context<'_, '_>) -> Option<Known> {
    let family = find(context, words.first()?)?;
    if family.spec.subcommands.is_empty() || words.len() < 2 {
        return Some(family);
    }
    let sub = words[1];
    let mut subs = family.subcommands(context);
    subs.find(|one| one.spec.name.as_bytes().eq_ignore_ascii_case(sub))
}

/// As many as the argument at `at` says, from there on.
fn so_many<'a>(words: &[&'a [u8]], at: usize) -> Option<Vec<&'a [u8]>> {
    let number = usize::try_from(strict_integer(words.get(at)?)?).ok()?;
    let keys = words.get(at + 1..)?.get(..number)?;
    Some(keys.to_vec()).filter(|keys| !keys.is_empty())
}

/// What SORT reads, and what it stores to: the key after the last STORE that is no option's value.
fn sorted<'a>(words: &[&'a [u8]]) -> Vec<&'a [u8]> {
    let mut store = None;
    let mut at = 2;
    while at < words.len() {
        let is = |name: &str| words[at].eq_ignore_ascii_case(name.as_bytes());
        if is("STORE") {
            store = words.get(at + 1).or(store);
        }
        at += match () {
            () if is("LIMIT") => 3,
            () if is("GET") || is("BY") => 2,
            () => 1,
        };
    }
    [words[1]].into_iter().chain(store.copied()).collect()
}

/// The first half of what follows STREAMS; of an odd number the smaller half.
fn streams<'a>(words: &[&'a [u8]]) -> Option<Vec<&'a [u8]>> {
    let at = words
        .iter()
        .position(|word| word.eq_ignore_ascii_case(b"streams"))?;
    let rest = &words[at + 1..];
    Some(rest[..rest.len() / 2].to_vec()).filter(|keys| !keys.is_empty())
}
