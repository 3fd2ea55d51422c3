//! What may stand in a line that begins with `:`: the words themselves, and the names and values that fit behind each.

use super::reply_view::ReplyView;
use super::state::State;
use super::words;
use crate::assist::{self, Candidate, Completions};
use crate::command::Version;
use crate::lab::{Lookup, is_remote};
use crate::wire::shown;

/// What may stand at the end of `typed`.
pub(super) fn for_own_word(state: &State, typed: &str) -> Completions {
    let Some(blank) = typed.find(' ') else {
        let fitting =
            words::beginning(typed).map(|about| (format!(":{}", about.name), about.summary.to_owned()));
        return fitting_in(0, &typed.to_ascii_lowercase(), fitting);
    };
    let word = &typed[1..blank].to_ascii_lowercase();
    let rest = typed[blank..].trim_start();
    if word == "help" {
        return topics(state, typed, rest);
    }
    if rest.contains(' ') {
        return Completions::default();
    }
    fitting_in(
        typed.len() - rest.len(),
        rest,
        arguments_of(state, word).into_iter(),
    )
}

/// Commands and headings, as behind HELP itself.
fn topics(state: &State, typed: &str, rest: &str) -> Completions {
    let line = format!("HELP {rest}");
    let mut found = assist::complete(&line, line.len(), &Lookup::nothing(), state.lab.profile());
    found.start = (found.start + typed.len()).saturating_sub(line.len());
    found
}

/// The names and values that fit behind a word.
fn arguments_of(state: &State, word: &str) -> Vec<(String, String)> {
    let pair = |(text, about): &(&str, &str)| ((*text).to_owned(), (*about).to_owned());
    match word {
        "terminal" | "crash" | "start" => terminals(state, word),
        "mirror" => mirrored(state)
            .into_iter()
            .chain([pair(&("off", "gives this terminal back"))])
            .collect(),
        "lesson" => {
            let lessons = state.shelf.list().iter();
            let lessons = lessons.map(|lesson| (lesson.id.clone(), lesson.title.clone()));
            let recording = match state.tape {
                None => (
                    "record",
                    "writes a lesson from what is typed, under the name that follows",
                ),
                Some(_) => ("stop", "ends the recording and writes its file"),
            };
            lessons.chain([pair(&recording)]).collect()
        }
        "profile" => Version::ALL
            .iter()
            .map(|version| (version.to_string(), about_version(state, *version)))
            .collect(),
        "clock" => [
            ("+1s", "lets a second pass"),
            ("+10s", "lets ten seconds pass"),
            ("+1m", "lets a minute pass"),
            ("+1h", "lets an hour pass"),
            ("hold", "stops the clock: it moves only by this word"),
            ("run", "lets it run with the real time"),
        ]
        .iter()
        .map(pair)
        .collect(),
        "view" => ReplyView::ALL
            .iter()
            .map(|(view, name)| (name.to_string(), view.words().to_owned()))
            .collect(),
        _ => words::alternatives(word)
            .map(|text| (text.to_owned(), String::new()))
            .collect(),
    }
}

/// Terminals with what they do; only those that run can crash, only those that crashed can be started.
fn terminals(state: &State, word: &str) -> Vec<(String, String)> {
    let all = state.lab.terminals().iter().enumerate();
    let fitting = all.filter(|(_, terminal)| match word {
        "crash" => terminal.alive,
        "start" => !terminal.alive,
        _ => true,
    });
    fitting
        .map(|(at, terminal)| {
            let about = match () {
                () if !terminal.alive => "crashed",
                () if at == state.active => "this one",
                () if state.lab.is_waiting(crate::lab::TerminalId(at)) => "waits",
                () => "ready",
            };
            (terminal.name.clone(), about.to_owned())
        })
        .collect()
}

/// Clients of the network by what they are called, or by their number where that says more, with what they said last.
fn mirrored(state: &State) -> Vec<(String, String)> {
    let mut known = state.network_engine().known_clients();
    known.retain(|known| is_remote(known.client));
    let guests = &state.network.guests;
    let named = known.iter().map(|one| {
        let name = guests.name(one.client);
        let same = known.iter().filter(|other| guests.name(other.client) == name);
        let alone = guests.has_name(one.client) && !name.contains(' ') && same.count() == 1;
        let text = if alone { name } else { one.client.0.to_string() };
        let library = one.library.as_ref().map(|library| shown(library));
        let about: Vec<String> = library.into_iter().chain([one.last.clone()]).collect();
        (text, about.join(" · "))
    });
    named.collect()
}

fn about_version(state: &State, version: Version) -> String {
    let own = if version == state.lab.profile() {
        "the present one"
    } else {
        ""
    };
    let known = if version > Version::default() {
        "from documentation"
    } else {
        ""
    };
    let parts: Vec<&str> = [own, known].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// Those that begin with what is typed, then those that contain it.
fn fitting_in(start: usize, typed: &str, all: impl Iterator<Item = (String, String)>) -> Completions {
    let (mut begin, mut contain) = (Vec::new(), Vec::new());
    for (text, about) in all {
        if text.starts_with(typed) {
            begin.push(Candidate { text, about });
        } else if text.contains(typed) {
            contain.push(Candidate { text, about });
        }
    }
    begin.append(&mut contain);
    Completions {
        start,
        candidates: begin,
        more: false,
    }
}
