//! What became of an entry in the chosen group, in as many words as there is room for.

use super::ink::Ink;
use super::theme::{Role, Signs};
use crate::lab::Fate;

/// What stands in the place of a consumer's name where nobody has a pending entry.
pub(super) const RELEASED: &str = "released";

/// How much is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    /// Only the sign.
    Sign,
    /// The sign and the name.
    Name,
    /// Everything.
    All,
}

pub(super) fn ink(fate: &Fate, words: Words, signs: &Signs) -> Ink {
    match fate {
        Fate::NoGroup => Ink::default(),
        Fate::NotDelivered => said(Role::Waiting, signs.undelivered, "not delivered", words),
        Fate::Passed => said(Role::Waiting, signs.passed, "passed over", words),
        Fate::Acked(Some(consumer)) => said(Role::Done, signs.done, &name(consumer, signs), words),
        Fate::Acked(None) => said(Role::Done, signs.done, "acknowledged", words),
        Fate::Pending {
            consumer, deliveries, ..
        } => {
            let holder = consumer
                .as_ref()
                .map_or_else(|| RELEASED.to_owned(), |consumer| name(consumer, signs));
            let ink = said(Role::Pending, signs.pending, &holder, words);
            if words == Words::All || *deliveries > 1 {
                ink.then(Role::Pending, format!(" {}{deliveries}", signs.times))
            } else {
                ink
            }
        }
    }
}

fn said(role: Role, sign: &str, text: &str, words: Words) -> Ink {
    match words {
        Words::Sign => Ink::of(role, sign),
        Words::Name if role == Role::Waiting => Ink::of(role, sign),
        Words::Name | Words::All => Ink::of(role, format!("{sign} {text}")),
    }
}

fn name(consumer: &[u8], signs: &Signs) -> String {
    super::ink::named(consumer, 24, signs.cut)
}
