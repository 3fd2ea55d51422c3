//! What the `:` words do here, and redis-cli's own few words (`help`, `clear`, `quit`) beside them.

use super::camera::Focus;
use super::look::Colours;
use super::marks::Marks;
use super::message::Effect;
use super::scrollback::Kind;
use super::state::State;
use super::words::{self, Word};
use super::{again, doing, help, learning, mirror, notes, opening, recording, telling, wording};
use crate::command::Version;
use crate::lab::{Action, Clock, Lab, TerminalId};

/// The `:` word for a line that redis-cli itself would understand.
pub(super) fn as_in_redis_cli(line: &str) -> Option<String> {
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    match first.to_ascii_lowercase().as_str() {
        "help" | "?" => Some(format!(":help {rest}")),
        "quit" | "exit" if rest.is_empty() => Some(":quit".to_owned()),
        _ => None,
    }
}

/// Runs a `:` word in the active terminal.
pub(super) fn run(state: &mut State, line: &str) -> Vec<Effect> {
    match words::parse(line) {
        Ok(word) => perform(state, word),
        Err(why) => {
            state.desk_mut().back.push(Kind::Failed, why);
            Vec::new()
        }
    }
}

fn perform(state: &mut State, word: Word) -> Vec<Effect> {
    match word {
        Word::Help(topic) => help::open(state, topic.as_deref()),
        Word::Undo(times) => undo(state, times),
        Word::Redo(times) => redo(state, times),
        Word::ShowClock => say(state, format!("{}{}", clock(state), goes_on(state))),
        Word::Advance(span) => {
            act(state, &Action::Advance(span));
            say(state, format!("{} later; {}", wording::span(span), clock(state)));
        }
        Word::Hold => {
            act(state, &Action::Hold);
            say(
                state,
                "the clock is held: it moves only by `:clock +60s`".to_owned(),
            );
        }
        Word::Release => {
            act(state, &Action::Release);
            say(state, "the clock runs".to_owned());
        }
        Word::Terminal(None) => list_terminals(state),
        Word::Terminal(Some(name)) => terminal(state, name),
        Word::View(view) => {
            let view = view.unwrap_or_else(|| state.desk().back.view().next());
            state.desk_mut().back.set_view(view);
            say(state, view.words().to_owned());
        }
        Word::Why => notes::why(state),
        Word::Feed => notes::feed(state),
        Word::Split(count) => split(state, count),
        Word::Crash(None) if state.desk().mirror.is_some() => mirror::cannot_crash(state),
        Word::Crash(name) => {
            with_terminal(state, name, |state, id, name| {
                act(state, &Action::Crash(id));
                let text =
                    format!("{name} has crashed: its connection is gone, what it was given stays pending");
                say(state, text);
            });
        }
        Word::Close(name) => with_terminal(state, name, |state, id, name| close(state, id, &name)),
        Word::Start(name) => {
            with_terminal(state, name, |state, id, name| {
                act(state, &Action::Start(id));
                say(state, format!("{name} runs again, as a new client"));
            });
        }
        Word::Mirror(None) => mirror::stop(state),
        Word::Mirror(Some(client)) => mirror::begin(state, &client),
        Word::Listen(address) => return listen(state, address),
        Word::Profile(None) => profiles(state),
        Word::Profile(Some(version)) => {
            act(state, &Action::Profile(version));
            say(state, format!("commands now behave as in Redis {version}"));
        }
        Word::Lesson(None) => opening::menu(state),
        Word::Lesson(Some(id)) => {
            if let Err(why) = opening::open_named(state, &id) {
                state.desk_mut().back.push(Kind::Failed, why);
            }
        }
        Word::LessonAt(id, step) => {
            if let Err(why) = opening::open_named_at(state, &id, &step) {
                state.desk_mut().back.push(Kind::Failed, why);
            }
        }
        Word::Record(name) => recording::begin(state, &name),
        Word::StopRecording(name) => return recording::stop(state, name.as_deref()),
        Word::Hint => learning::hint(state),
        Word::Step if state.study.is_none() => {
            state.notice = Some("steps belong to lessons: F5 opens one".to_owned());
        }
        Word::Step => state.camera.focus = Focus::Lesson,
        Word::Back => again::back(state),
        Word::Reset => again::reset(state),
        Word::Play => again::play_or_return(state),
        Word::CatchUp => again::catch_up(state),
        Word::Theme(None) => {
            let names = Colours::ALL.map(Colours::name).join(", ");
            let now = state.look.colours.name();
            say(state, format!("the theme is {now}; there are {names}"));
        }
        Word::Theme(Some(colours)) => {
            state.look.colours = colours;
            say(state, format!("the theme is {} now", colours.name()));
        }
        Word::Mouse(on) => {
            state.look.mouse = on;
            let text = if on {
                "the mouse works here now; hold Shift to select text"
            } else {
                "the mouse is the terminal's own again"
            };
            say(state, text.to_owned());
            return vec![Effect::Mouse(on)];
        }
        Word::Quit => return quit(state),
    }
    Vec::new()
}

/// Leaves, unless something would be lost that nobody was told of.
pub(super) fn quit(state: &mut State) -> Vec<Effect> {
    if recording::holds_back(state) {
        return Vec::new();
    }
    vec![Effect::Quit]
}

/// Does something that is no command, and shows what came of it.
fn act(state: &mut State, action: &Action) {
    let before = state.scene(super::camera::Rows::all(super::camera::REMEMBERED));
    let outcome = doing::act(state, action);
    state.mark(&outcome.events, &before);
    telling::deliver(state, outcome);
}

fn say(state: &mut State, text: String) {
    state.desk_mut().back.push(Kind::Note, text);
}

/// Takes back the last steps that changed something, so many, or as many as there are.
pub(super) fn undo(state: &mut State, times: usize) {
    let left = learning::step(state);
    let undone = doing::undo(state, times);
    let step =
        learning::come_to(state, left).map_or_else(String::new, |step| format!("; back at step {step}"));
    let end = match state.lab.steps().0 {
        0 => "this is the beginning",
        _ => "nothing was changed since the beginning",
    };
    let text = match &undone {
        Some(undone) => {
            let went = wording::went(undone, "back to before", state);
            let end = if undone.count < times {
                format!("; {end}")
            } else {
                String::new()
            };
            format!("undone: {went}{step}{end}")
        }
        None => format!("nothing to undo: {end}"),
    };
    moved(state, text);
    learning::ready_again(state);
}

/// Takes the next undone steps again, so many, or as many as there are.
pub(super) fn redo(state: &mut State, times: usize) {
    let left = learning::step(state);
    let redone = doing::redo(state, times);
    let step =
        learning::come_to(state, left).map_or_else(String::new, |step| format!("; at step {step} again"));
    let text = match (&redone, state.lab.lost_by()) {
        (Some(redone), _) => format!("done again: {}{step}", wording::went(redone, "up to", state)),
        (None, Some(since)) => format!(
            "nothing to do again: what was undone is gone since {}",
            wording::action(since, state)
        ),
        (None, None) => "nothing to do again".to_owned(),
    };
    moved(state, text);
}

fn moved(state: &mut State, text: String) {
    state.marks = Marks::default();
    say(state, text);
}

fn clock(state: &State) -> String {
    match state.lab.clock() {
        Clock::Real { offset: 0 } => "the clock runs with the real time".to_owned(),
        Clock::Real { offset } => format!("the clock runs {} ahead", wording::span(*offset)),
        Clock::Held { at, .. } => format!(
            "the clock is held at {at} ms, {} since it began",
            wording::span(state.lab.clock().moved())
        ),
    }
}

/// How a clock that is held goes on all the same.
fn goes_on(state: &State) -> String {
    match state.lab.clock() {
        Clock::Real { .. } => String::new(),
        Clock::Held { per_command: 0, .. } => "; it moves only by `:clock +60s`".to_owned(),
        Clock::Held { per_command, .. } => {
            format!("; each command moves it by {per_command} ms, `:clock +60s` as far as you like")
        }
    }
}

fn list_terminals(state: &mut State) {
    let names: Vec<String> = state
        .lab
        .terminals()
        .iter()
        .enumerate()
        .map(|(at, terminal)| format!("{} {}", at + 1, terminal.name))
        .collect();
    say(
        state,
        format!("terminals: {}; `:terminal NAME` opens another", names.join(", ")),
    );
}

fn terminal(state: &mut State, name: String) {
    let known = state
        .lab
        .terminals()
        .iter()
        .position(|terminal| terminal.name == name);
    let place = known.unwrap_or_else(|| {
        // What a closed terminal of this name had said is not the new one's.
        state.desks.retain(|desk| desk.name != name);
        act(state, &Action::Open(name));
        state.lab.terminals().len() - 1
    });
    state.active = place;
}

/// Why the terminal of this name is not closed, if it is not: in a lesson, or while the lab is recorded, or alone.
pub fn refused_to_close(name: &str, lab: &Lab, lesson: bool, recorded: bool) -> Option<String> {
    if lesson {
        Some("a lesson keeps its terminals; `:crash` kills the client of one".to_owned())
    } else if recorded {
        Some("while something is recorded its terminals stay; `:crash` kills the client of one".to_owned())
    } else {
        let alone = lab.terminals().len() == 1;
        alone.then(|| format!("{name} is the only terminal, and one stays; `:quit` leaves"))
    }
}

/// Closes a terminal for good, with what was said there.
fn close(state: &mut State, id: TerminalId, name: &str) {
    let why = refused_to_close(
        name,
        &state.lab,
        state.study.is_some(),
        state.recorded().is_some(),
    );
    if let Some(why) = why {
        return state.desk_mut().back.push(Kind::Failed, why);
    }
    act(state, &Action::Close(id, name.to_owned()));
    let text = format!("{name} is closed: its client is gone, what it was given stays pending");
    say(state, text);
}

/// So many terminals at once. Those that are missing are not made up: the word that opens one is said.
fn split(state: &mut State, count: Option<usize>) {
    let there = state.lab.terminals().len();
    match count {
        None => state.split.toggle(there),
        Some(count) => state.split.count = count,
    }
    if state.split.count > there {
        let missing = format!("there are {there} terminals; `:terminal NAME` opens another");
        say(state, missing);
    }
}

fn with_terminal(state: &mut State, name: Option<String>, then: impl FnOnce(&mut State, TerminalId, String)) {
    let name = name
        .or_else(|| state.terminal().map(|terminal| terminal.name.clone()))
        .unwrap_or_default();
    match state
        .lab
        .terminals()
        .iter()
        .position(|terminal| terminal.name == name)
    {
        Some(place) => then(state, TerminalId(place), name),
        None => say(
            state,
            format!("there is no terminal `{name}`; `:terminal` lists them"),
        ),
    }
}

/// Lets clients come, or nobody any more; with nothing to do it says who is there.
fn listen(state: &mut State, address: Option<String>) -> Vec<Effect> {
    match address.as_deref() {
        Some("off") => return vec![Effect::StopListening],
        None if !state.network.addresses.is_empty() => {
            for line in super::network::listed(state) {
                say(state, line);
            }
        }
        _ => return vec![Effect::Listen(address)],
    }
    Vec::new()
}

fn profiles(state: &mut State) {
    let known: Vec<String> = Version::ALL.iter().map(ToString::to_string).collect();
    let text = format!(
        "commands behave as in Redis {}; there are {}",
        state.lab.profile(),
        known.join(", ")
    );
    say(state, text);
}
