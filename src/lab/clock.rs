//! The lab's clock: real time with an offset, or held still and moved only on purpose.

use crate::store::Millis;

/// How time goes in the lab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The real time, shifted by what `:clock +…` has added.
    Real {
        /// How far ahead of the real time, in ms.
        offset: Millis,
    },
    /// Stands still.
    Held {
        /// The time it shows, Unix ms.
        at: Millis,
        /// How far every command moves it, in ms.
        per_command: Millis,
        /// Where it started, Unix ms, to tell how far it has come.
        start: Millis,
    },
}

impl Default for Clock {
    fn default() -> Self {
        Clock::Real { offset: 0 }
    }
}

impl Clock {
    /// A clock that stands at `at` and moves `per_command` ms with every command.
    pub fn held(at: Millis, per_command: Millis) -> Clock {
        Clock::Held {
            at,
            per_command,
            start: at,
        }
    }

    /// The time in the lab when it is `real` outside, Unix ms.
    pub fn at(&self, real: Millis) -> Millis {
        match self {
            Clock::Real { offset } => real.saturating_add(*offset),
            Clock::Held { at, .. } => *at,
        }
    }

    /// Whether it moves only on purpose.
    pub fn is_held(&self) -> bool {
        matches!(self, Clock::Held { .. })
    }

    /// How far it was moved on purpose, in ms.
    pub fn moved(&self) -> Millis {
        match self {
            Clock::Real { offset } => *offset,
            Clock::Held { at, start, .. } => at - start,
        }
    }

    pub(super) fn advance(&mut self, span: Millis) {
        match self {
            Clock::Real { offset } => *offset = offset.saturating_add(span),
            Clock::Held { at, .. } => *at = at.saturating_add(span),
        }
    }

    /// A command was run.
    pub fn after_command(&mut self) {
        if let Clock::Held { at, per_command, .. } = self {
            *at = at.saturating_add(*per_command);
        }
    }

    pub(super) fn held_at(&self, now: Millis) -> Clock {
        match self {
            Clock::Real { .. } => Clock::held(now, 0),
            held @ Clock::Held { .. } => held.clone(),
        }
    }

    /// Running again. The offset is lost: the real time goes on from now.
    pub(super) fn released() -> Clock {
        Clock::Real { offset: 0 }
    }
}
