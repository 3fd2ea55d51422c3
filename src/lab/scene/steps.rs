//! Where a cursor comes to when it moves through a list, seen or not.

use super::window::step;
use super::{View, entries, groups, pending};
use crate::lab::Lab;
use crate::store::{Bytes, EntryId, Group, Stream};

impl Lab {
    /// The entry (or place of a deleted one that is pending) so many rows from `from`.
    pub fn entry_at(&self, view: &View, from: EntryId, by: isize) -> Option<EntryId> {
        let (stream, group) = self.looked_at(view)?;
        let group = group.map(|(_, group)| group);
        step(
            &from,
            by,
            |from| entries::up(stream, group, *from),
            |from| entries::down(stream, group, from.copied().unwrap_or(EntryId::MAX)),
        )
    }

    /// The pending entry so many rows from `from`.
    pub fn pending_at(&self, view: &View, from: EntryId, by: isize) -> Option<EntryId> {
        let (_, group) = self.looked_at(view)?;
        let (_, group) = group?;
        let only = pending::only(group, view);
        step(
            &from,
            by,
            |from| pending::up(group, only, *from),
            |from| pending::down(group, only, from.copied().unwrap_or(EntryId::MAX)),
        )
    }

    /// The group so many rows from the chosen one.
    pub fn group_at(&self, view: &View, by: isize) -> Option<Bytes> {
        let (stream, group) = self.looked_at(view)?;
        let (chosen, _) = group?;
        step(
            chosen,
            by,
            |from| groups::names_up(stream, from),
            |from| groups::names_down(stream, from),
        )
    }

    /// The consumer of the chosen group so many rows from `from`.
    pub fn consumer_at(&self, view: &View, from: &Bytes, by: isize) -> Option<Bytes> {
        let (_, group) = self.looked_at(view)?;
        let (_, group) = group?;
        step(
            from,
            by,
            |from| groups::consumers_up(group, from),
            |from| groups::consumers_down(group, from),
        )
    }

    fn looked_at(&self, view: &View) -> Option<(&Stream, Option<(&Bytes, &Group)>)> {
        let key = self.shown_stream(view)?;
        let stream = self.engine().db(view.db).stream(key).ok()??;
        Some((stream, groups::chosen(stream, view.group.as_ref())))
    }
}
