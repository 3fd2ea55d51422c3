//! Where in a stream a command changed something, from the first place to the last: so that a pane with few rows can
//! show it, or say where it is.

use crate::command::Event;
use crate::store::{Bytes, EntryId};

/// A place among a stream's rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// An entry's ID, whether it is there or not.
    pub id: EntryId,
    /// Whether it is the place right behind that entry, where a group's bookmark stands.
    pub behind: bool,
}

/// From the first place that changed to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The first one.
    pub first: Place,
    /// The last one.
    pub last: Place,
}

impl Reach {
    /// Whether a place lies in it.
    pub fn contains(&self, place: Place) -> bool {
        (self.first..=self.last).contains(&place)
    }

    /// As far as both.
    pub(super) fn and(self, other: Reach) -> Reach {
        Reach {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

/// The stream in which something changed that a row shows, and where.
pub(super) fn of(event: &Event) -> Option<(&Bytes, Reach)> {
    let (key, id, behind) = match event {
        Event::Appended { key, id }
        | Event::Deleted { key, id, .. }
        | Event::Delivered { key, id, .. }
        | Event::Redelivered { key, id, .. }
        | Event::Acked { key, id, .. }
        | Event::Claimed { key, id, .. }
        | Event::Released { key, id, .. }
        | Event::Dropped { key, id, .. }
        | Event::Forgotten { key, id, .. }
        // What is left begins behind the last one trimmed.
        | Event::Trimmed { key, last: id, .. } => (key, *id, false),
        Event::GroupCreated { key, at, .. } => (key, *at, true),
        Event::LastDelivered { key, to, .. } => (key, *to, true),
        _ => return None,
    };
    let place = Place { id, behind };
    Some((
        key,
        Reach {
            first: place,
            last: place,
        },
    ))
}
