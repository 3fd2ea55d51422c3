//! The sign before a row that the last command touched.

use super::ink::Ink;
use super::theme::{Role, Signs};
use crate::app::Mark;

/// How many columns it takes, blanks included.
pub(super) const WIDTH: usize = 3;

/// The sign for a mark, or its empty place.
pub(super) fn sign(mark: Option<Mark>, signs: &Signs) -> Ink {
    let (role, sign) = match mark {
        None => return Ink::of(Role::Text, "   "),
        Some(Mark::Added) => (Role::Added, signs.added),
        Some(Mark::Changed) => (Role::Changed, signs.changed),
        Some(Mark::Removed) => (Role::Removed, signs.removed),
    };
    Ink::of(Role::Text, " ").then(role, sign).then(Role::Text, " ")
}
