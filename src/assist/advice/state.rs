//! Advice that needs to know what is there: groups, keys and their types.

use super::idle::nothing_moved;
use super::{Case, listed, mend, tick};
use crate::assist::nearest::nearest;
use crate::command::{Holds, Syntax};
use crate::store::Bytes;
use crate::wire::shown;

/// The most names that are looked through.
const MOST: usize = 200;

/// A group's name where a key should stand. Groups live inside their stream.
pub(super) fn group_is_no_key(case: &Case<'_>) -> Option<String> {
    let group = case
        .keys()
        .into_iter()
        .find(|key| case.lookup.kind(key).is_none() && owner(case, key).is_some())?;
    let stream = owner(case, group)?;
    if case.name == "XREADGROUP" {
        return mend::stream_for_group(case, group, &stream);
    }
    if takes_group(case) {
        return mend::forgotten_stream(case, &stream);
    }
    Some(format!(
        "{} is a group of the stream {}, not a key; XGROUP DESTROY {} {} removes it",
        tick(group),
        tick(&stream),
        shown(&stream),
        shown(group)
    ))
}

/// Whether a group stands behind the key in this command.
fn takes_group(case: &Case<'_>) -> bool {
    let syntax = case.typed.spec.map_or(&[][..], |spec| spec.syntax);
    syntax
        .iter()
        .any(|part| matches!(part, Syntax::Value(_, Holds::Group)))
}

fn owner(case: &Case<'_>, group: &[u8]) -> Option<Bytes> {
    let streams = case.lookup.keys(b"", Some("stream"), MOST);
    let has = |stream: &Bytes| case.lookup.has_group(stream, group);
    streams.into_iter().find(has)
}

/// NOGROUP: no such stream, or no such group.
pub(super) fn no_group(case: &Case<'_>) -> Option<String> {
    if !case.says("NOGROUP") || group_is_no_key(case).is_some() {
        return None;
    }
    let group = case.group()?;
    let keys = case.keys();
    // Of several streams it is the first that lacks the group.
    let lacks = |key: &&&[u8]| !case.lookup.has_group(key, group);
    let key = keys.iter().find(lacks).copied()?;
    let (shown_key, shown_group) = (shown(key), shown(group));
    if case.lookup.kind(key).is_none() {
        return Some(format!(
            "there is no stream {}; XGROUP CREATE {shown_key} {shown_group} $ MKSTREAM makes it and the group",
            tick(key)
        ));
    }
    let groups = case.lookup.groups(key, b"", MOST);
    if groups.is_empty() {
        return Some(format!(
            "{} has no groups yet; XGROUP CREATE {shown_key} {shown_group} 0 makes one that begins at the first entry",
            tick(key)
        ));
    }
    let names: Vec<String> = groups.iter().map(|name| shown(name)).collect();
    Some(match nearest(&shown_group, names.iter().map(String::as_str)) {
        Some(meant) => format!("did you mean the group `{meant}`?"),
        None => format!("the groups of {}: {}", tick(key), listed(&groups)),
    })
}

/// The group exists already.
pub(super) fn busy_group(case: &Case<'_>) -> Option<String> {
    let (key, group) = (case.key()?, case.group()?);
    case.says("BUSYGROUP").then(|| {
        format!(
            "{} exists already: use it as it is, or move it with XGROUP SETID {} {} 0",
            tick(group),
            shown(key),
            shown(group)
        )
    })
}

/// The key holds something else.
pub(super) fn wrong_type(case: &Case<'_>) -> Option<String> {
    if !case.says("WRONGTYPE") {
        return None;
    }
    let wanted = if case.typed.spec?.name.starts_with('X') || case.typed.family.is_some() {
        "stream"
    } else {
        "list"
    };
    let held = case
        .keys()
        .into_iter()
        .find_map(|key| Some((key, case.lookup.kind(key)?)).filter(|(_, kind)| *kind != wanted));
    let (key, kind) = held?;
    Some(format!(
        "{} holds a {kind}; {} needs another key",
        tick(key),
        case.name
    ))
}

/// XGROUP on a key that is not there.
pub(super) fn make_stream(case: &Case<'_>) -> Option<String> {
    if !case.says("ERR The XGROUP subcommand requires the key to exist") {
        return None;
    }
    let key = case.key()?;
    if let Some(meant) = similar_key(case, key) {
        return Some(format!("did you mean the key `{meant}`?"));
    }
    Some(match case.name.as_str() {
        "XGROUP CREATE" => format!(
            "add MKSTREAM to make an empty stream: {} MKSTREAM",
            shown(case.line.trim().as_bytes())
        ),
        _ => format!(
            "there is no key {}; XADD or XGROUP CREATE … MKSTREAM makes it",
            tick(key)
        ),
    })
}

/// A key that is not there.
pub(super) fn no_such_key(case: &Case<'_>) -> Option<String> {
    let key = case.key().filter(|_| case.says("ERR no such key"))?;
    Some(match similar_key(case, key) {
        Some(meant) => format!("did you mean the key `{meant}`?"),
        None => format!("there is no key {}; XADD makes a stream", tick(key)),
    })
}

fn similar_key(case: &Case<'_>, key: &[u8]) -> Option<String> {
    let keys: Vec<String> = case
        .lookup
        .keys(b"", None, MOST)
        .iter()
        .map(|key| shown(key))
        .collect();
    nearest(&shown(key), keys.iter().map(String::as_str)).map(str::to_owned)
}

/// What is worth saying about a command that was not refused but did nothing.
pub(in crate::assist) fn remark(case: &Case<'_>, moved: bool) -> Option<String> {
    let quiet = || nothing_moved(case).filter(|_| !moved);
    group_is_no_key(case)
        .or_else(|| dollar_without_block(case))
        .or_else(quiet)
}

/// `XREAD … $` without BLOCK asks for what comes after now, now.
fn dollar_without_block(case: &Case<'_>) -> Option<String> {
    let has = |wanted: &[u8]| case.words.iter().any(|word| word.eq_ignore_ascii_case(wanted));
    (case.name == "XREAD" && has(b"$") && !has(b"BLOCK"))
        .then(|| "$ means what comes from now on: without BLOCK there is never anything".to_owned())
}

/// More is stored than CONFIG SET maxmemory allows.
pub(super) fn out_of_memory(case: &Case<'_>) -> Option<String> {
    let refused = case.says("OOM ") || case.text.contains("because of: OOM ");
    refused.then(|| "DEL and XTRIM make room; CONFIG SET maxmemory 0 takes the limit away".to_owned())
}
