//! The scene: what the panes show of a moment, as plain data in rows. Its cost depends on the rows asked for, never
//! on the length of a stream; no engine types leak into it but IDs and bytes.

mod entries;
mod groups;
mod keys;
mod pending;
mod stream;
mod terminals;

use super::Lab;
use crate::store::{Bytes, EntryId, Millis};
pub use entries::{EntryRow, Fate};
pub use groups::{ConsumerRow, GroupRow};
pub use keys::KeyRow;
pub use pending::PendingRow;
pub use stream::StreamScene;
pub use terminals::{Awaited, TerminalRow, TerminalState};

/// What to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The database to look at.
    pub db: usize,
    /// The stream to show; the first one when `None`.
    pub key: Option<Bytes>,
    /// Where the window on its entries stands.
    pub top: Top,
    /// How many entries to show.
    pub rows: usize,
    /// The group whose view of the entries to show; the first one when `None`.
    pub group: Option<Bytes>,
    /// How many pending entries to show.
    pub pending_rows: usize,
    /// How many keys, groups, and consumers per group to show at most.
    pub list_rows: usize,
}

impl Default for View {
    fn default() -> Self {
        View {
            db: 0,
            key: None,
            top: Top::Newest,
            rows: 20,
            group: None,
            pending_rows: 20,
            list_rows: 50,
        }
    }
}

/// Where a window on a stream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    /// It ends with the newest entry.
    Newest,
    /// It begins with the first entry at or after this ID.
    From(EntryId),
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
    /// Every typed terminal.
    pub terminals: Vec<TerminalRow>,
}

impl Lab {
    /// What `view` shows at `real` (Unix ms).
    pub fn scene(&self, view: &View, real: Millis) -> Scene {
        let now = self.now(real);
        let db = self.engine().db(view.db);
        Scene {
            now,
            keys: keys::rows(db, view.list_rows),
            keys_total: db.len(),
            stream: self.stream_scene(view, now),
            terminals: self.present.terminal_rows(now),
        }
    }
}
