//! What the panes look at: which stream, which part of it, which group, and which pane has the keys. Follows the
//! last command.

use crate::lab::{Scene, Top, View};
use crate::store::{Bytes, Db, EntryId, Stream};
use crate::wire::Argv;

/// How many rows are looked at before a command, to show what it removed.
pub(super) const REMEMBERED: usize = 60;

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    /// The prompt.
    #[default]
    Prompt,
    /// The stream's entries.
    Stream,
    /// The groups and their consumers.
    Groups,
    /// The chosen group's pending entries.
    Pending,
    /// The lesson's text.
    Lesson,
}

impl Focus {
    /// The pane after this one; `lesson` tells whether there is one.
    #[must_use]
    pub fn next(self, lesson: bool) -> Focus {
        match self {
            Focus::Prompt if lesson => Focus::Lesson,
            Focus::Prompt | Focus::Lesson => Focus::Stream,
            Focus::Stream => Focus::Groups,
            Focus::Groups => Focus::Pending,
            Focus::Pending => Focus::Prompt,
        }
    }
}

/// What the panes look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Camera {
    /// The stream; the first one when `None`.
    pub key: Option<Bytes>,
    /// The group; the first one when `None`.
    pub group: Option<Bytes>,
    /// Where the window on the stream stands.
    pub top: Top,
    /// Which pane has the keys.
    pub focus: Focus,
}

impl Default for Camera {
    fn default() -> Self {
        Camera {
            key: None,
            group: None,
            top: Top::Newest,
            focus: Focus::Prompt,
        }
    }
}

impl Camera {
    /// The view of database `db` with this many rows.
    pub fn view(&self, db: usize, rows: usize, pending_rows: usize) -> View {
        View {
            db,
            key: self.key.clone(),
            top: self.top,
            rows,
            group: self.group.clone(),
            pending_rows,
            ..View::default()
        }
    }

    /// Looks at what somebody else's command was about, if there is nothing to look at yet.
    pub(super) fn notice(&mut self, argv: Argv<'_>, db: &Db) {
        let looks = self.key.as_deref().is_some_and(|key| stream(db, key).is_some());
        if !looks {
            self.follow(argv, db);
        }
    }

    /// Looks at what a command was about: the first argument that is a stream's key, and a group of it.
    pub(super) fn follow(&mut self, argv: Argv<'_>, db: &Db) {
        // Keys stand early in every command; a very long one must not cost a search per argument.
        let arguments = || argv.iter().skip(1).take(64);
        let Some(key) = arguments().find(|key| stream(db, key).is_some()) else {
            return;
        };
        if self.key.as_deref() != Some(key) {
            self.key = Some(Bytes::from(key));
            self.group = None;
        }
        self.top = Top::Newest;
        let group =
            arguments().find(|name| stream(db, key).is_some_and(|stream| stream.group(name).is_some()));
        if let Some(group) = group {
            self.group = Some(Bytes::from(group));
        }
    }

    /// Moves the window by so many entries, up when negative; `scene` is what it shows now.
    pub(super) fn scroll(&mut self, by: isize, rows: usize, scene: &Scene, db: &Db) {
        let Some(shown) = &scene.stream else { return };
        let (Some(first), Some(stream)) = (shown.entries.first(), stream(db, &shown.key)) else {
            return;
        };
        let far = by.unsigned_abs();
        if by < 0 {
            let above = first.id.prev().and_then(|before| {
                let entries = stream.range_down(EntryId::MIN, before);
                entries.take(far).last()
            });
            self.top = above.map_or(self.top, |entry| Top::From(entry.id));
            return;
        }
        let mut below = stream.range(first.id, EntryId::MAX).skip(far);
        let to = below.next().map(|entry| entry.id);
        let fills = below.take(rows.saturating_sub(1)).count() + 1 >= rows;
        self.top = to.filter(|_| fills).map_or(Top::Newest, Top::From);
    }

    /// Chooses the group before or after the chosen one.
    pub(super) fn step_group(&mut self, by: isize, scene: &Scene) {
        let Some(stream) = &scene.stream else { return };
        let at = stream.group.unwrap_or(0).saturating_add_signed(by);
        if let Some(group) = stream.groups.get(at) {
            self.group = Some(group.name.clone());
        }
    }

    /// Chooses the stream before or after the shown one.
    pub(super) fn step_stream(&mut self, by: isize, scene: &Scene) {
        let streams: Vec<&Bytes> = scene
            .keys
            .iter()
            .filter(|row| row.kind == "stream")
            .map(|row| &row.key)
            .collect();
        let shown = scene.stream.as_ref().map(|stream| &stream.key);
        let at = streams.iter().position(|key| Some(*key) == shown).unwrap_or(0);
        if let Some(key) = streams.get(at.saturating_add_signed(by)) {
            self.key = Some((*key).clone());
            self.group = None;
            self.top = Top::Newest;
        }
    }
}

fn stream<'a>(db: &'a Db, key: &[u8]) -> Option<&'a Stream> {
    db.stream(key).ok().flatten()
}
