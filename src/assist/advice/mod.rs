//! Advice: what to do instead of what was refused. Each file holds small functions over one `Case`; each looks for
//! one mistake and says one sentence, or nothing. The list here is the order in which they are asked.

mod idle;
mod ids;
mod mend;
mod names;
mod shape;
mod state;
#[cfg(test)]
mod tests;

use super::matcher::Matched;
use super::typed::{Typed, values};
use crate::command::{Fault, Holds, Version};
use crate::lab::Lookup;
use crate::wire::shown;

pub(super) use idle::too_young;
pub(super) use state::remark;

/// A line that was refused.
pub(super) struct Case<'a> {
    pub(super) line: &'a str,
    pub(super) typed: &'a Typed,
    /// The words from the command's name on.
    words: Vec<&'a [u8]>,
    /// The words behind the name, along the syntax.
    matched: Matched,
    /// Redis's text.
    text: String,
    /// The word it is about, if it is about one.
    at: Option<usize>,
    /// The command's full name in capitals.
    pub(super) name: String,
    pub(super) lookup: &'a Lookup<'a>,
    profile: Version,
}

const ADVICE: &[fn(&Case<'_>) -> Option<String>] = &[
    names::newer_than_the_profile,
    names::option_newer_than_the_profile,
    names::command,
    names::subcommand,
    names::option,
    ids::placeholder,
    ids::forgotten_in_xadd,
    ids::greater_than_all_in_xread,
    ids::meaningless_in_xreadgroup,
    ids::not_greater,
    ids::zero,
    ids::form,
    shape::odd_fields,
    mend::without_streams,
    mend::options_behind_streams,
    mend::keys_and_ids_in_turn,
    mend::forgotten_group,
    mend::forgotten_idle_time,
    mend::consumer_not_wanted,
    shape::keys_and_ids,
    shape::reader_of_the_other_kind,
    shape::group_of_xreadgroup,
    shape::limit_without_tilde,
    shape::timeout,
    state::group_is_no_key,
    state::no_group,
    state::busy_group,
    state::wrong_type,
    state::make_stream,
    state::no_such_key,
    state::out_of_memory,
];

/// All advice that fits; if none does, how the line might go on.
pub(super) fn about(case: &Case<'_>) -> Vec<String> {
    let advice: Vec<String> = ADVICE.iter().filter_map(|advice| advice(case)).collect();
    if advice.is_empty() {
        return mend::unfinished(case).into_iter().collect();
    }
    advice
}

impl<'a> Case<'a> {
    pub(super) fn new(
        line: &'a str,
        typed: &'a Typed,
        fault: Option<&Fault>,
        lookup: &'a Lookup<'a>,
        profile: Version,
    ) -> Case<'a> {
        let words = typed.words();
        let matched = typed.matched(words.len()).unwrap_or_default();
        Case {
            line,
            typed,
            words: words.get(typed.before..).unwrap_or_default().to_vec(),
            matched,
            text: fault
                .map(|fault| fault.message().into_owned())
                .unwrap_or_default(),
            at: fault.and_then(|fault| fault.at),
            name: typed.name(),
            lookup,
            profile,
        }
    }

    /// Whether Redis's text begins so.
    fn says(&self, start: &str) -> bool {
        self.text.starts_with(start)
    }

    /// Where the arguments begin among the words.
    fn first_argument(&self) -> usize {
        1 + usize::from(self.typed.family.is_some())
    }

    fn arguments(&self) -> &[&'a [u8]] {
        self.words.get(self.first_argument()..).unwrap_or_default()
    }

    pub(super) fn values(&self, wanted: &[Holds]) -> Vec<&'a [u8]> {
        values(&self.matched, self.arguments(), wanted)
    }

    /// The words from the command's name on.
    pub(super) fn words(&self) -> &[&'a [u8]] {
        &self.words
    }

    /// The keys that are named, in order.
    pub(super) fn keys(&self) -> Vec<&'a [u8]> {
        self.values(&[Holds::Stream, Holds::Key, Holds::List])
    }

    /// The first key, the one a fault is about unless it says otherwise.
    pub(super) fn key(&self) -> Option<&'a [u8]> {
        self.keys().first().copied()
    }

    pub(super) fn group(&self) -> Option<&'a [u8]> {
        self.values(&[Holds::Group]).first().copied()
    }

    /// The line with `text` put in before the argument at `argument`.
    fn line_with(&self, text: &str, argument: usize) -> Option<String> {
        let at = self
            .typed
            .line()
            .span(argument + self.typed.first_argument())
            .start;
        let (before, after) = self.line.split_at_checked(at)?;
        Some(shown(format!("{before}{text} {after}").trim().as_bytes()))
    }
}

/// Names in a sentence: `a`, `b`, …
fn listed(names: &[impl AsRef<[u8]>]) -> String {
    let most = 8;
    let shown: Vec<String> = names.iter().take(most).map(|name| tick(name.as_ref())).collect();
    let more = if names.len() > most { ", …" } else { "" };
    shown.join(", ") + more
}

/// A name in a sentence.
pub(super) fn tick(name: &[u8]) -> String {
    format!("`{}`", shown(name))
}
