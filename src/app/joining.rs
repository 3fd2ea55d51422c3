//! Clients of the network that wait while a lesson plays something by itself: they are no part of it, but may be given
//! what it is about. Which those are, and what is said of it.

use super::scrollback::Kind;
use super::state::State;
use super::telling;
use crate::lab::is_remote;

/// What is said of those who wait now; `None` if nobody does.
pub(super) fn who(state: &State) -> Option<String> {
    let known = state.lab.engine().known_clients().into_iter();
    let waiting = known.filter(|known| !known.waits.is_empty() && is_remote(known.client));
    let names: Vec<String> = waiting
        .map(|known| telling::called(state, known.client))
        .collect();
    let (who, them) = match &names[..] {
        [] => return None,
        [name] => (format!("{name} waits here"), "it"),
        names => (format!("{} wait here", names.join(", ")), "them"),
    };
    Some(format!(
        "{who}, too: what is played may reach {them} instead of the lesson's own terminals. Stop your programs to see what \
         the lesson means."
    ))
}

/// Says it, if anything was played since so many steps.
pub(super) fn say(state: &mut State, who: Option<String>, steps: (usize, usize)) {
    if let Some(who) = who.filter(|_| state.lab.steps() != steps) {
        state.desk_mut().back.push(Kind::Advice, who);
    }
}
