//! Times and actions in words, short enough for a pane. When the words for a time change is told here too, so that
//! the screen need not wake for nothing.

use super::state::State;
use super::telling;
use crate::lab::{Action, TerminalId, Undone};
use crate::store::Millis;
use crate::wire::{ClientId, typed};

pub(super) use crate::assist::span::step;
pub use crate::assist::span::{SECOND, span};

const MINUTE: Millis = 60 * SECOND;
/// At most so many are named of those who did something.
const MOST_NAMED: usize = 4;

/// What is left of a wait, rounded up so that it never says 0 while it lasts.
pub fn left(ms: Millis) -> String {
    span((ms.max(0) + SECOND - 1) / SECOND * SECOND)
}

/// How far a clock was moved, as `:clock` takes it: `+61s`, `+1m00s`, `+250ms`.
pub fn moved(ms: Millis) -> String {
    let (minutes, seconds, rest) = (ms / MINUTE, ms % MINUTE / SECOND, ms % SECOND);
    let fraction = if rest == 0 {
        String::new()
    } else {
        format!(".{rest:03}")
    };
    match minutes {
        0 => format!("+{seconds}{fraction}s"),
        ..60 => format!("+{minutes}m{seconds:02}{fraction}s"),
        _ => format!("+{}h{:02}m", minutes / 60, minutes % 60),
    }
}

/// The argument `:clock` needs to end a wait that has this much left.
pub fn jump(ms: Millis) -> String {
    if ms % SECOND == 0 {
        format!("+{}s", ms / SECOND)
    } else {
        format!("+{ms}ms")
    }
}

/// What was undone or done again, with what went along. Of many: how many, whose, and how far they reach, `to` being
/// said before the last of them.
pub(super) fn went(undone: &Undone, to: &str, state: &State) -> String {
    let last = action(&undone.action, state);
    let what = match undone.count {
        0 | 1 => last,
        many => format!("{many} changes{}, {to} {last}", whose(undone, state)),
    };
    match undone.with.total() {
        0 => what,
        _ => format!("{what}, and {}", undone.with),
    }
}

/// By whom, as ` by shop, packer and 2 others`; nothing where nobody typed anything.
fn whose(undone: &Undone, state: &State) -> String {
    let mut typed: Vec<&Action> = Vec::new();
    for action in undone.places.clone().filter_map(|place| state.lab.step(place)) {
        if matches!(action, Action::Run(..) | Action::Say(..)) && !typed.iter().any(|by| is_by(by, action)) {
            typed.push(action);
        }
        // Of more it is not worth looking who they were.
        if typed.len() > MOST_NAMED {
            return " by many".to_owned();
        }
    }
    let names: Vec<String> = typed.into_iter().map(|action| actor(action, state)).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => format!(" by {only}"),
        [most @ .., last] => format!(" by {} and {last}", most.join(", ")),
    }
}

/// Whether both were typed or sent by the same.
fn is_by(one: &Action, other: &Action) -> bool {
    match (one, other) {
        (Action::Run(one, _), Action::Run(other, _)) => one == other,
        (Action::Say(one, _), Action::Say(other, _)) => one == other,
        _ => false,
    }
}

/// Who typed or sent it.
fn actor(action: &Action, state: &State) -> String {
    match action {
        Action::Run(id, _) => terminal(*id, state),
        Action::Say(client, _) => telling::called(state, *client),
        _ => String::new(),
    }
}

fn terminal(id: TerminalId, state: &State) -> String {
    let terminal = state.lab.terminals().get(id.0);
    terminal
        .map_or("a terminal", |terminal| terminal.name.as_str())
        .to_owned()
}

/// What was done, in words.
pub(super) fn action(action: &Action, state: &State) -> String {
    let name = |id: &TerminalId| terminal(*id, state);
    let remote = |client: &ClientId| telling::called(state, *client);
    match action {
        Action::Run(id, argv) => format!("{} in {}", typed(argv.as_argv()), name(id)),
        Action::Cancel(id) => format!("the end of the wait in {}", name(id)),
        Action::Open(name) => format!("opening {name}"),
        Action::Crash(id) => format!("the crash of {}", name(id)),
        Action::Close(_, name) => format!("closing {name}"),
        Action::CrashBeforeAck(id) => format!("the crash of {} before its next XACK", name(id)),
        Action::Employ(script) => format!("the start of {}", script.name),
        Action::Dismiss(script) => format!("the end of {script}"),
        Action::Start(id) => format!("the start of {}", name(id)),
        Action::Advance(ms) => format!("letting {} pass", span(*ms)),
        Action::Hold => "holding the clock".to_owned(),
        Action::Release => "letting the clock run".to_owned(),
        Action::Profile(version) => format!("changing to Redis {version}"),
        Action::Tick => "time passing".to_owned(),
        Action::Say(client, argv) => format!("{} by {}", typed(argv.as_argv()), remote(client)),
        Action::Arrive(client, ..) => format!("the arrival of {}", remote(client)),
        Action::Part(client) => format!("the departure of {}", remote(client)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_when_they_change() {
        assert_eq!(
            [0, 4200, 61_000, 7_300_000, 200_000_000].map(span),
            ["0 s", "4 s", "1 min", "2 h", "2 d"]
        );
        assert_eq!([0, 4200, 61_000].map(step), [1000, 1000, 60_000]);
        assert_eq!((left(2001), left(3000)), ("3 s".to_owned(), "3 s".to_owned()));
        assert_eq!([5000, 60_000, 61_500].map(moved), ["+5s", "+1m00s", "+1m01.500s"]);
        assert_eq!([3000, 3500].map(jump), ["+3s", "+3500ms"]);
    }
}
