//! The line of keys: what can be done now. A notice takes its place until the next key; one that is too long for it
//! stands under the prompt.

use super::ink::Ink;
use super::keys;
use super::theme::{Role, Theme};
use super::wrap;
use crate::app::State;

/// As many keys as fit into `width` columns, the most useful first.
pub(super) fn ink(state: &State, width: usize) -> Ink {
    if let Some(notice) = notice(state).filter(|ink| ink.fits(width) || !has_prompt(state)) {
        return notice;
    }
    let gap = if state.size.0 < 100 { "  " } else { "   " };
    let mut ink = Ink::of(Role::Text, " ");
    for (at, (key, what)) in keys::offered(state).into_iter().enumerate() {
        let more = Ink::of(Role::Text, if at == 0 { "" } else { gap });
        let more = more
            .then(Role::KeyName, key)
            .then(Role::Quiet, format!(" {what}"));
        if ink.width() + more.width() + 1 > width {
            // A shorter one may still fit.
            continue;
        }
        ink.append(more);
    }
    ink.then(Role::Text, " ")
}

fn notice(state: &State) -> Option<Ink> {
    let notice = state.notice.as_ref()?;
    Some(Ink::of(Role::Advice, format!(" {notice} ")))
}

/// Whether the terminals are seen, and with them what stands under the prompt.
fn has_prompt(state: &State) -> bool {
    state.layers.is_empty() && !state.is_away()
}

/// The rows of a notice that the line of keys, `foot` columns long, has no room for.
pub(super) fn under_prompt(state: &State, foot: usize, width: usize, theme: &Theme) -> Vec<Ink> {
    let long = notice(state).is_some_and(|ink| !ink.fits(foot)) && has_prompt(state);
    let Some(notice) = state.notice.as_ref().filter(|_| long) else {
        return Vec::new();
    };
    let lines = wrap::words(&theme.sentence(notice), width, 0).into_iter();
    lines.map(|line| Ink::of(Role::Advice, line)).collect()
}
