//! The ribbon of time: one sign for each step, those that lie behind filled, those that were undone or lie ahead hollow.

use super::ink::Ink;
use super::theme::{Role, Theme};
use crate::app::State;
use crate::lab::Action;

/// The steps around the present, at most `most` of them; `None` before the first one.
pub(super) fn ink(state: &State, theme: &Theme, most: usize) -> Option<Ink> {
    let (done, all) = state.lab.steps();
    if all == 0 || most == 0 {
        return None;
    }
    let signs = theme.signs;
    let from = done.saturating_sub(most * 2 / 3).min(all.saturating_sub(most));
    let to = (from + most).min(all);
    let mut ink = Ink::of(Role::Quiet, if from > 0 { signs.cut } else { "" });
    for step in from..to {
        let sign = match state.lab.step(step) {
            Some(Action::Run(..)) if step < done => signs.pending,
            Some(Action::Run(..)) => signs.unmet,
            Some(Action::Say(..)) => signs.linked,
            Some(Action::Crash(_) | Action::CrashBeforeAck(_)) => signs.wrong,
            Some(Action::Advance(_) | Action::Hold | Action::Release) => signs.waits,
            _ => signs.added,
        };
        let role = if step >= done { Role::Quiet } else { Role::Text };
        if state.looks_back() && step + 1 == done {
            ink.push(Role::Changed, format!("[{sign}]"));
        } else {
            ink.push(role, sign);
        }
    }
    ink.push(Role::Quiet, if to < all { signs.cut } else { "" });
    Some(ink)
}
