//! The signs before a row: whether it is under the cursor, and what the last command did to it.

use super::ink::Ink;
use super::theme::{Role, Signs};
use crate::app::Mark;

/// How many columns they take, blanks included.
pub(super) const WIDTH: usize = 3;

/// The signs, or their empty places.
pub(super) fn sign(cursor: bool, mark: Option<Mark>, signs: &Signs) -> Ink {
    let ink = if cursor {
        Ink::of(Role::FocusedFrame, signs.cursor)
    } else {
        Ink::of(Role::Text, " ")
    };
    let (role, sign) = match mark {
        None => return ink.then(Role::Text, "  "),
        Some(Mark::Added) => (Role::Added, signs.added),
        Some(Mark::Moved) => (Role::Changed, signs.moved),
        Some(Mark::Changed) => (Role::Changed, signs.changed),
        Some(Mark::Removed) => (Role::Removed, signs.removed),
    };
    ink.then(role, sign).then(Role::Text, " ")
}
