//! The line of keys: what can be done now. A notice takes its place until the next key.

use super::ink::Ink;
use super::keys;
use super::theme::Role;
use crate::app::State;

/// As many keys as fit into `width` columns, the most useful first.
pub(super) fn ink(state: &State, width: usize) -> Ink {
    if let Some(notice) = &state.notice {
        return Ink::of(Role::Advice, format!(" {notice} "));
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
