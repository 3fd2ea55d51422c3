//! The scene: what the panes show of a moment, as plain data in rows. Its cost depends on the rows asked for, never
//! on the length of a stream; no engine types leak into it but IDs and bytes.

mod card;
mod entries;
mod groups;
mod keys;
mod other;
mod pending;
mod steps;
mod stream;
mod terminals;
mod window;

use std::ops::RangeInclusive;

use super::Lab;
use crate::store::{Bytes, EntryId, Millis, Value};
pub use card::{EntryCard, Part};
pub use entries::{EntryRow, Fate, Gap, NodeRow};
pub use groups::{ConsumerRow, ConsumersScene, GroupRow, GroupsScene, Wait};
pub use keys::{KeyList, KeyRow, Name};
pub use other::{CHUNK, OtherScene};
pub use pending::{PendingRow, PendingScene};
pub use stream::StreamScene;
pub use terminals::{Awaited, TerminalRow, TerminalState};
pub use window::Window;

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The database to look at.
    pub db: usize,
    /// What to show; the first stream when `None`.
    pub name: Option<Name>,
    /// The window on a stream's entries. One whose top is [`EntryId::MAX`] shows the newest.
    pub entries: Window<EntryId>,
    /// The stream and the entries of it that are to be seen rather than those at the top of the window.
    pub change: Option<(Bytes, RangeInclusive<EntryId>)>,
    /// The stream, its group and the pending entries of it that are to be seen rather than those at the top.
    pub given: Option<(Bytes, Bytes, RangeInclusive<EntryId>)>,
    /// The window on what is no stream, in places counted from 0; it has as many rows as that on entries.
    pub place: Window<usize>,
    /// Whether the nodes that hold the entries are shown.
    pub nodes: bool,
    /// The group whose view of the entries to show; the first one when `None`.
    pub group: Option<Bytes>,
    /// The window on the groups; the chosen one is always in it.
    pub groups: Window<Bytes>,
    /// The window on the chosen group's consumers.
    pub consumers: Window<Bytes>,
    /// The window on the chosen group's pending entries.
    pub pending: Window<EntryId>,
    /// Only this consumer's pending entries.
    pub only: Option<Bytes>,
    /// How many keys to show at most.
    pub keys: usize,
}

impl Default for View {
    fn default() -> Self {
        View::tall(20)
    }
}

impl View {
    /// A view with so many rows of everything, at the newest entries and at the beginning of the rest.
    pub fn tall(rows: usize) -> View {
        let names = Window {
            top: Bytes::from(""),
            cursor: None,
            rows,
        };
        View {
            db: 0,
            name: None,
            entries: Window {
                top: EntryId::MAX,
                cursor: None,
                rows,
            },
            change: None,
            given: None,
            place: Window {
                top: 0,
                cursor: None,
                rows,
            },
            nodes: false,
            group: None,
            groups: names.clone(),
            consumers: names,
            pending: Window {
                top: EntryId::MIN,
                cursor: None,
                rows,
            },
            only: None,
            keys: 50,
        }
    }
}

/// A moment, as the panes see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// The time in the lab, Unix ms.
    pub now: Millis,
    /// The first keys in byte order.
    pub keys: Vec<KeyRow>,
    /// How many keys there are.
    pub keys_total: usize,
    /// The chosen stream, if there is one.
    pub stream: Option<StreamScene>,
    /// What was chosen instead of a stream.
    pub other: Option<OtherScene>,
    /// Every typed terminal.
    pub terminals: Vec<TerminalRow>,
}

impl Lab {
    /// What `view` shows at `real` (Unix ms).
    pub fn scene(&self, view: &View, real: Millis) -> Scene {
        let now = self.now(real);
        let db = self.engine().db(view.db);
        let other = view
            .name
            .as_ref()
            .and_then(|name| self.other_scene(view, name, now));
        let key = if other.is_some() {
            None
        } else {
            self.shown_stream(view)
        };
        let stream = key.and_then(|key| Some((key, db.stream(key).ok()??)));
        Scene {
            now,
            keys: keys::first(db, view.keys, now),
            keys_total: db.len(),
            stream: stream.map(|(key, stream)| self.stream_scene(view, key, stream, now)),
            other,
            terminals: self.present.terminal_rows(now),
        }
    }

    /// The key of the stream that `view` shows: the wanted one, or else the first.
    fn shown_stream<'a>(&'a self, view: &'a View) -> Option<&'a Bytes> {
        let db = self.engine().db(view.db);
        match &view.name {
            Some(Name::Key(key)) if matches!(db.get(key), Some(Value::Stream(_))) => Some(key),
            // Only the first keys are looked at: a sandbox of a million strings must not cost a search per frame.
            _ => db
                .iter()
                .take(view.keys)
                .find(|(_, value)| matches!(value, Value::Stream(_)))
                .map(|(key, _)| key),
        }
    }
}
