//! Notes over the screen: why the last command did what it did, and what others did.

use super::heard::{self, Heard};
use super::layer::Layer;
use super::state::State;
use super::{telling, tidings, wording};
use crate::assist::{self, Came, Part, Tone};
use crate::command::{Event, Fault};
use crate::lab::{Action, Lookup, TerminalId};
use crate::store::Millis;
use crate::wire::ClientId;

/// The most commands of others at once.
const MOST: usize = 100;

/// Headings with sentences under them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notes {
    /// What it is about.
    pub title: String,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// The explanation of a command that the active terminal has just run.
pub(super) fn explanation(state: &State, line: &str, events: &[Event], fault: Option<&Fault>) -> Notes {
    explained(
        state,
        (state.here(), state.lab.now(state.real)),
        line,
        events,
        fault,
    )
}

/// The sentences for a command that a client of the network has just given, and its explanation.
pub(super) fn of_client(
    state: &State,
    client: ClientId,
    line: &str,
    events: &[Event],
    fault: Option<&Fault>,
) -> (Vec<String>, Notes) {
    let told = telling::told(state, events);
    let lookup = state.lab.lookup_of(client, state.real);
    let came = Came {
        events,
        fault,
        told: &told,
        now: state.lab.now(state.real),
    };
    let notes = about(state, line, came, &lookup);
    (told, notes)
}

/// The explanation of a command that was typed in this terminal at this time, from the state after it.
fn explained(
    state: &State,
    (id, now): (TerminalId, Millis),
    line: &str,
    events: &[Event],
    fault: Option<&Fault>,
) -> Notes {
    let told = telling::told(state, events);
    let came = Came {
        events,
        fault,
        told: &told,
        now,
    };
    about(state, line, came, &state.lab.lookup(id, state.real))
}

fn about(state: &State, line: &str, came: Came<'_>, lookup: &Lookup<'_>) -> Notes {
    Notes {
        title: format!("why: {}", crate::wire::shown(line.trim().as_bytes())),
        parts: assist::why(line, came, lookup, state.lab.profile()),
    }
}

/// Shows why the last command of the active terminal did what it did, or the one that led to the moment looked at.
pub(super) fn why(state: &mut State) {
    let why = if state.looks_back() {
        of_the_moment(state)
    } else {
        let nothing = "nothing to explain yet: this terminal has run no command";
        state.desk().why.clone().ok_or_else(|| nothing.to_owned())
    };
    match why {
        Ok(notes) => state.layers.push(Layer::Notes { notes, scroll: 0 }),
        Err(why) => state.notice = Some(why),
    }
}

/// Why the step that led to the moment looked at did what it did.
fn of_the_moment(state: &State) -> Result<Notes, String> {
    let nothing = || "nothing to explain: this is the beginning".to_owned();
    let last = state.lab.steps().0.checked_sub(1).ok_or_else(nothing)?;
    let action = state.lab.step(last).ok_or_else(nothing)?;
    let (id, client, argv) = match action {
        Action::Run(id, argv) => {
            let terminal = state.lab.terminals().get(id.0);
            (*id, terminal.map(|terminal| terminal.client), argv)
        }
        Action::Say(client, argv) => (state.here(), Some(*client), argv),
        other => {
            let what = wording::action(other, state);
            return Err(format!("F8 explains commands, and this was {what}"));
        }
    };
    let events = state.lab.retold(last);
    let fault = client.and_then(|client| heard::fault_in(&events, client));
    let at = state.lab.taken_at(last).unwrap_or(state.real);
    let line = crate::wire::typed(argv.as_argv());
    Ok(explained(state, (id, at), &line, &events, fault))
}

/// Shows what was done in other terminals and by other clients, newest first.
pub(super) fn feed(state: &mut State) {
    if state.heard_of_others(None).next().is_none() {
        state.notice = Some("nobody else has done anything yet".to_owned());
        return;
    }
    state.layers.push(Layer::Feed {
        scroll: 0,
        upto: None,
    });
}

impl State {
    /// What others than the active terminal did, newest first; of so many things heard, if not of all.
    pub fn feed_page(&self, upto: Option<u64>) -> Notes {
        let now = self.lab.now_at_home(self.real);
        let own = self.terminal().map_or("", |terminal| terminal.name.as_str());
        Notes {
            title: format!("what others than {own} did, newest first"),
            parts: self
                .heard_of_others(upto)
                .flat_map(|heard| tidings::of(self, heard).parts(now))
                .collect(),
        }
    }

    /// The newest things heard of others.
    pub(super) fn heard_of_others(&self, upto: Option<u64>) -> impl Iterator<Item = &Heard> {
        let own = self.terminal().map_or("", |terminal| terminal.name.as_str());
        let heard = self.network.feed.heard().rev();
        let heard = heard.filter(move |heard| upto.is_none_or(|upto| heard.number() <= upto));
        heard
            .filter(move |heard| tidings::is_of_others(heard, own))
            .take(MOST)
    }
}

/// Shows what the author says to the instructor about this step of a demo.
pub(super) fn for_speaker(state: &mut State) {
    let Some(study) = state.study.as_ref().filter(|study| study.is_demo()) else {
        state.notice = Some("notes are for whoever shows a lesson: `xtutor demo LESSON`".to_owned());
        return;
    };
    let (session, step) = (study.session(), study.view(&state.lab));
    let (said, minutes) = session.notes();
    let of_lesson = &session.lesson().notes;
    let mut parts = Vec::new();
    let mut part = |heading: String, words: &str| {
        if !words.trim().is_empty() {
            let paragraphs = words
                .split("\n\n")
                .map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "));
            parts.push(Part {
                heading,
                tone: Tone::Said,
                lines: paragraphs.collect(),
            });
        }
    };
    let time = match minutes {
        0 => String::new(),
        1 => ", about a minute".to_owned(),
        minutes => format!(", about {minutes} minutes"),
    };
    part(format!("step {}{time}", step.index + 1), said);
    // What is said of the whole lesson is said where it begins.
    if step.index == 0 {
        part("the lesson".to_owned(), of_lesson);
    }
    if parts.is_empty() {
        state.notice = Some("there are no notes for this step".to_owned());
        return;
    }
    let title = "notes for whoever shows this".to_owned();
    state.layers.push(Layer::Notes {
        notes: Notes { title, parts },
        scroll: 0,
    });
}
