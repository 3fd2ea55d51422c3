//! Keys become messages. One table says which key means what where, the word for the line of keys and the sentence
//! for the help page: keys are read from it, and so are the foot and F1. Its rows stand in the files beside this one.

mod anywhere;
mod chord;
mod layers;
mod looking;
mod panes;
mod picking;
mod place;
mod prompt;
mod study;

use crossterm::event::{Event, KeyCode, KeyEventKind};

use super::mouse;
use crate::app::{Layer, Message, State};
use chord::Chord;
pub(super) use place::Place;
pub(super) use study::reads_on;

/// One thing that keys do somewhere.
struct Row {
    /// The keys that help and the foot name, each with what it means.
    keys: &'static [(Chord, Does)],
    /// More keys with a meaning, which are named nowhere.
    also: &'static [(Chord, Does)],
    /// The word on the line of keys.
    foot: Foot,
    /// What it does, for the help page; empty if that goes without saying.
    help: &'static str,
}

/// A row to begin with: `Row { keys, help, ..ROW }`.
const ROW: Row = Row {
    keys: &[],
    also: &[],
    foot: Foot::Hidden,
    help: "",
};

impl Row {
    /// Its keys as they are written.
    fn name(&self) -> String {
        chord::names(self.keys.iter().map(|(chord, _)| *chord))
    }

    /// Its rank and word on the line of keys, if it stands there now.
    fn on_foot(&self, state: &State) -> Option<(u8, &'static str)> {
        match self.foot {
            Foot::Hidden => None,
            Foot::Word(rank, word) => Some((rank, word)),
            Foot::Now(rank, word) => Some((rank, word(state)?)),
        }
    }
}

/// What a key means.
enum Does {
    /// Always this.
    Say(Message),
    /// It depends; `None` leaves the key to the places below.
    Ask(fn(&State, KeyCode) -> Option<Message>),
    /// It is left to the places below, whatever a later row says.
    Pass,
}

/// Whether and how a row stands on the line of keys. The lowest number comes first; what does not fit is left out.
enum Foot {
    Hidden,
    Word(u8, &'static str),
    /// The word depends; `None` hides the row now.
    Now(u8, fn(&State) -> Option<&'static str>),
}

/// What an event of the terminal means now; `None` if nothing.
pub fn message(state: &State, event: Event) -> Option<Message> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => {
            let mut places = place::now(state, state.layers.last()).into_iter();
            places.find_map(|place| meant(place.rows(), state, Chord::pressed(key), key.code))
        }
        Event::Mouse(event) => mouse::message(state, event),
        Event::Paste(text) => Some(Message::Paste(text)),
        Event::Resize(columns, rows) => Some(Message::Resized(columns, rows)),
        _ => None,
    }
}

/// What these rows make of a key: the first that says something counts.
fn meant(rows: &'static [Row], state: &State, pressed: Chord, code: KeyCode) -> Option<Message> {
    let keys = rows.iter().flat_map(|row| row.keys.iter().chain(row.also));
    for (_, does) in keys.filter(|(chord, _)| chord.covers(pressed)) {
        let message = match does {
            Does::Say(message) => Some(message.clone()),
            Does::Ask(ask) => ask(state, code),
            Does::Pass => return None,
        };
        if message.is_some() {
            return message;
        }
    }
    None
}

/// The keys for the foot of the screen with their words, the most useful first.
pub(super) fn offered(state: &State) -> Vec<(String, &'static str)> {
    let mut offered: Vec<(u8, String, &'static str)> = Vec::new();
    for place in place::now(state, state.layers.last()) {
        for row in place.rows() {
            let Some((rank, word)) = row.on_foot(state) else {
                continue;
            };
            // What a place further up has said is not said again.
            if offered.iter().all(|(.., known)| *known != word) {
                offered.push((rank, row.name(), word));
            }
        }
        if place.is_closed() {
            break;
        }
    }
    offered.sort_by_key(|(rank, ..)| *rank);
    offered.into_iter().map(|(_, keys, word)| (keys, word)).collect()
}

/// The key that goes on with the lesson, with its word.
pub(super) fn next_step(state: &State) -> Option<(String, &'static str)> {
    let rows = Place::Study.rows().iter();
    rows.filter_map(|row| row.on_foot(state).map(|(rank, word)| (rank, row.name(), word)))
        .find(|(rank, ..)| *rank == study::NEXT)
        .map(|(_, keys, word)| (keys, word))
}

/// A place with its keys and what they do, for the help page.
pub(super) struct Chapter {
    /// Where.
    pub place: Place,
    /// Whether its keys are those of the pane, the list or the question in front of the user.
    pub here: bool,
    /// The keys with what they do.
    pub rows: Vec<(String, &'static str)>,
}

/// Every key that is named, by place: those that hold behind the help page first.
pub(super) fn chapters(state: &State) -> Vec<Chapter> {
    let is_page = |layer: &Layer| matches!(layer, Layer::Help(_) | Layer::Notes { .. } | Layer::Feed { .. });
    let behind = state.layers.iter().rev().find(|layer| !is_page(layer));
    let mut places = place::now(state, behind);
    places.retain(|place| place.is_of_the_moment(state));
    let here = places.len();
    let others = Place::ALL.iter().copied();
    let others: Vec<Place> = others.filter(|place| !places.contains(place)).collect();
    places.extend(others);
    let chapters = places.into_iter().enumerate().map(|(at, place)| {
        let named = place.rows().iter().filter(|row| !row.help.is_empty());
        Chapter {
            place,
            here: at < here,
            rows: named.map(|row| (row.name(), row.help)).collect(),
        }
    });
    chapters.filter(|chapter| !chapter.rows.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice_in_one_place() {
        for place in Place::ALL {
            let rows = place.rows().iter();
            let said = rows.flat_map(|row| row.keys.iter().chain(row.also));
            let said = said.filter(|(_, does)| matches!(does, Does::Say(_)));
            let mut chords: Vec<Chord> = Vec::new();
            for (chord, _) in said {
                assert!(!chords.contains(chord), "{place:?}: {chord:?}");
                chords.push(*chord);
            }
        }
    }

    #[test]
    fn what_is_on_the_foot_has_keys_to_name() {
        for row in Place::ALL.iter().flat_map(|place| place.rows()) {
            let shown = !matches!(row.foot, Foot::Hidden) || !row.help.is_empty();
            assert_eq!(shown, !row.keys.is_empty(), "{}", row.name());
        }
    }
}
