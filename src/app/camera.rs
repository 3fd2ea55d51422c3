//! What the panes look at: which stream or other value, which part of it, which group and consumer, what is under the
//! cursor, and which pane has the keys. Follows the last command; moving in it is in `moving`.

use std::ops::RangeInclusive;

use super::marks::Marks;
use super::reach::Reach;
use crate::lab::{Name, View, Window};
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
    /// Every pane there may be.
    pub const ALL: [Focus; 5] = [
        Focus::Prompt,
        Focus::Stream,
        Focus::Groups,
        Focus::Pending,
        Focus::Lesson,
    ];

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

/// How many rows each pane has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Entries.
    pub entries: usize,
    /// Groups and consumers together.
    pub groups: usize,
    /// Pending entries.
    pub pending: usize,
}

impl Rows {
    /// The same everywhere.
    pub fn all(rows: usize) -> Rows {
        Rows {
            entries: rows,
            groups: rows,
            pending: rows,
        }
    }
}

/// What the panes look at. The windows' heights are not known here; the screen fills them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Camera {
    /// The key or channel; the first stream when `None`.
    pub name: Option<Name>,
    /// The group; the first one when `None`.
    pub group: Option<Bytes>,
    /// The window on the stream's entries; the newest when its top is [`EntryId::MAX`].
    pub entries: Window<EntryId>,
    /// The window on what is no stream.
    pub place: Window<usize>,
    /// Where the window on the groups begins.
    pub groups_top: Bytes,
    /// Whether the groups were rolled by the wheel while another pane had the keys: then the chosen one stands at the top.
    pub rolled: bool,
    /// The window on the consumers; without a cursor the group itself is under it.
    pub consumers: Window<Bytes>,
    /// The window on the pending entries.
    pub pending: Window<EntryId>,
    /// Only this consumer's pending entries.
    pub only: Option<Bytes>,
    /// The stream and the part of it that a command changed last: the newest entries give way to it until somebody
    /// scrolls.
    pub(super) change: Option<(Bytes, Reach)>,
    /// The stream, the group and the part of its pending list that a command changed last, until somebody scrolls there.
    pub(super) given: Option<(Bytes, Bytes, RangeInclusive<EntryId>)>,
    /// The stream of which a command has brought another group here, and the group that was looked at before.
    pub(super) switched: Option<(Bytes, Bytes)>,
    /// Whether nodes are shown.
    pub nodes: bool,
    /// How many fields are passed over on the left.
    pub shift: usize,
    /// Which pane has the keys.
    pub focus: Focus,
}

impl Default for Camera {
    fn default() -> Self {
        let view = View::tall(0);
        Camera {
            name: None,
            group: None,
            entries: view.entries,
            place: view.place,
            groups_top: view.groups.top,
            rolled: false,
            consumers: view.consumers,
            pending: view.pending,
            only: None,
            change: None,
            given: None,
            switched: None,
            nodes: false,
            shift: 0,
            focus: Focus::Prompt,
        }
    }
}

impl Camera {
    /// The view of database `db` with this many rows.
    pub fn view(&self, db: usize, rows: Rows) -> View {
        // Both groups and consumers are to be seen; what one does not need the other gets where it is drawn.
        let groups = (rows.groups / 2).max(5);
        View {
            db,
            name: self.name.clone(),
            entries: tall(&self.entries, rows.entries),
            place: tall(&self.place, rows.entries),
            nodes: self.nodes,
            group: self.group.clone(),
            groups: Window {
                top: self.groups_top.clone(),
                cursor: None,
                rows: groups,
            },
            // The group itself and what it has read take two rows.
            consumers: tall(&self.consumers, rows.groups.saturating_sub(2).max(1)),
            pending: tall(&self.pending, rows.pending),
            only: self.only.clone(),
            change: self
                .change
                .as_ref()
                .filter(|_| self.at_newest())
                .map(|(key, reach)| (key.clone(), reach.first.id..=reach.last.id)),
            given: self.given.clone(),
            ..View::default()
        }
    }

    /// Whether the newest entries are looked at, whatever comes, or what was changed last.
    pub fn at_newest(&self) -> bool {
        self.entries.top == EntryId::MAX
    }

    /// The part of this stream that is looked at because it was changed last.
    pub fn change(&self, key: &Bytes) -> Option<Reach> {
        let change = self.change.as_ref().filter(|(changed, _)| changed == key);
        change.filter(|_| self.at_newest()).map(|(_, reach)| *reach)
    }

    /// Goes where this was changed. What has changed nothing leaves the pane as it is.
    pub(super) fn go_to_change(&mut self, marks: &Marks) {
        let shown = self.name.as_ref().map(Name::bytes);
        let key = shown.or_else(|| marks.reached().next());
        let change = key.and_then(|key| Some((key.clone(), marks.reach(key)?)));
        self.change = change.or(self.change.take());
        let given = marks.given().find(|(of, group, _)| {
            let shown = self.group.as_ref().is_none_or(|shown| shown == group);
            shown && self.name.as_ref().is_none_or(|name| name.bytes() == of)
        });
        if let Some(given) = given {
            self.pending = Camera::default().pending;
            self.given = Some(given);
        }
    }

    /// The part of this group's pending list that is looked at because it was changed last.
    pub fn given(&self, key: &Bytes, group: &Bytes) -> Option<&RangeInclusive<EntryId>> {
        let given = self.given.as_ref();
        let given = given.filter(|(of, name, _)| of == key && name == group);
        given.map(|(_, _, ids)| ids)
    }

    /// Looks again where it looked `before`, as far as changes have led it away.
    pub(super) fn go_back_to(&mut self, before: Camera) {
        (self.change, self.given, self.pending) = (before.change, before.given, before.pending);
    }

    /// Others changed this. What comes at the end is seen there, as ever; else the pane stays, for many may be at work.
    pub(super) fn leave_change(&mut self, marks: &Marks) {
        let newer = |(key, reach): &(Bytes, Reach)| marks.reach(key).is_some_and(|new| new.last > reach.last);
        if self.change.as_ref().is_some_and(newer) {
            self.change = None;
        }
    }

    /// Looks at this key or channel.
    pub fn look_at(&mut self, name: Name) {
        if self.name.as_ref() != Some(&name) {
            *self = Camera {
                name: Some(name),
                nodes: self.nodes,
                focus: self.focus,
                ..Camera::default()
            };
        }
        self.to_newest();
    }

    /// Looks at this group of the stream.
    pub fn look_at_group(&mut self, group: Bytes) {
        if self.group.as_ref() != Some(&group) {
            let fresh = Camera::default();
            self.consumers = fresh.consumers;
            self.rolled = false;
            self.pending = fresh.pending;
            self.given = None;
            self.only = None;
            self.group = Some(group);
        }
    }

    /// Looks at the newest entries.
    pub fn to_newest(&mut self) {
        let fresh = Camera::default();
        self.entries = fresh.entries;
        self.place = fresh.place;
    }

    /// A pane gets the keys; its cursor appears.
    pub fn focus_on(&mut self, focus: Focus) {
        self.focus = focus;
        self.rolled &= focus != Focus::Groups;
        match focus {
            Focus::Stream => {
                let changed = self.change.as_ref().map(|(_, reach)| reach.last.id);
                let at = changed.filter(|_| self.at_newest()).unwrap_or(EntryId::MAX);
                self.entries.cursor.get_or_insert(at);
                self.place.cursor.get_or_insert(0);
            }
            Focus::Pending => {
                let given = self.given.as_ref().map(|(_, _, ids)| *ids.end());
                self.pending.cursor.get_or_insert(given.unwrap_or(EntryId::MIN));
            }
            Focus::Prompt | Focus::Groups | Focus::Lesson => {}
        }
    }

    /// Looks at what somebody else's command was about, if there is nothing to look at yet.
    pub(super) fn notice(&mut self, argv: Argv<'_>, db: &Db) {
        let looks = self
            .name
            .as_ref()
            .is_some_and(|name| stream(db, name.bytes()).is_some());
        if !looks {
            self.follow(argv, db);
        }
    }

    /// Looks at what a command was about: the first argument that is a key, and a group of it.
    pub(super) fn follow(&mut self, argv: Argv<'_>, db: &Db) {
        // Keys stand early in every command; a very long one must not cost a search per argument.
        let arguments = || argv.iter().skip(1).take(64);
        let Some((key, stream)) = arguments().find_map(|key| Some((key, stream(db, key)?))) else {
            return;
        };
        let name = Name::Key(Bytes::from(key));
        let stays = self.name.as_ref() == Some(&name);
        self.look_at(name);
        let first = || stream.groups().next().map(|(name, _)| name.clone());
        let before = self.group.clone().filter(|_| stays).or_else(first);
        let named = arguments().find(|name| stream.group(name).is_some());
        let group = match (named, &before) {
            (Some(name), _) => Bytes::from(name),
            // It is no longer there; then the first one is looked at.
            (None, Some(gone)) if stream.group(gone).is_none() => match first() {
                Some(first) => first,
                None => return,
            },
            _ => return,
        };
        if let Some(before) = before.filter(|before| stays && *before != group) {
            self.switched = Some((Bytes::from(key), before));
        }
        self.look_at_group(group);
    }
}

fn tall<K: Clone>(window: &Window<K>, rows: usize) -> Window<K> {
    Window {
        rows,
        ..window.clone()
    }
}

fn stream<'a>(db: &'a Db, key: &[u8]) -> Option<&'a Stream> {
    db.stream(key).ok().flatten()
}
