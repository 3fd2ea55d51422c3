//! WATCH: who looks at which keys, and for whom one of them has changed (streams.md E.5). Kept so that a checkpoint of
//! the engine costs little and a transaction nothing for what others look at.

use std::collections::BTreeSet;

use crate::store::{Bytes, Runs};
use crate::wire::ClientId;

/// A key's database and name.
type Place = (usize, Bytes);

/// The one before which there is none.
fn first_place() -> Place {
    (0, Bytes::from(""))
}

/// Who looks at which keys, and for whom one of them has changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Watching {
    /// By key: who looks at it.
    watchers: Runs<(Place, ClientId), ()>,
    /// By client: what it looks at.
    watched: Runs<(ClientId, Place), ()>,
    changed: BTreeSet<ClientId>,
}

impl Watching {
    pub(super) fn is_empty(&self) -> bool {
        self.watchers.is_empty()
    }

    pub(super) fn add(&mut self, client: ClientId, place: Place) {
        self.watchers.insert((place.clone(), client), ());
        self.watched.insert((client, place), ());
    }

    /// A key has changed.
    pub(super) fn note(&mut self, place: &Place) {
        let first = (place.clone(), ClientId(0));
        let watchers = self.watchers.from(&first).map(|(watcher, ())| watcher);
        let here = watchers.take_while(|(watched, _)| watched == place);
        self.changed.extend(here.map(|(_, client)| *client));
    }

    /// What `client` looked at elsewhere it looks at here, and all of it has changed.
    pub(super) fn disturb(&mut self, client: ClientId, elsewhere: &Watching) {
        for place in elsewhere.places(client) {
            self.add(client, place.clone());
            self.changed.insert(client);
        }
    }

    /// How many keys anybody looks at.
    pub(super) fn keys(&self) -> usize {
        let mut last = None;
        let places = self.watchers.iter().map(|((place, _), ())| place);
        places
            .filter(|place| last.replace(*place) != Some(*place))
            .count()
    }

    /// How many clients look at anything.
    pub(super) fn clients(&self) -> usize {
        let after = |client: u64| {
            let first = (ClientId(client), first_place());
            let next = self.watched.from(&first).next();
            next.map(|((client, _), ())| client.0 + 1)
        };
        std::iter::successors(after(0), |next| after(*next)).count()
    }

    /// How many keys `client` looks at, and whether one of them has changed.
    pub(super) fn of(&self, client: ClientId) -> (usize, bool) {
        (self.places(client).count(), self.changed.contains(&client))
    }

    /// Stops looking on behalf of `client`; says whether one of its keys had changed.
    pub(super) fn forget(&mut self, client: ClientId) -> bool {
        if self.is_empty() {
            return false;
        }
        let places: Vec<Place> = self.places(client).cloned().collect();
        for place in places {
            self.watchers.remove(&(place.clone(), client));
            self.watched.remove(&(client, place));
        }
        self.changed.remove(&client)
    }

    /// What `client` looks at.
    fn places(&self, client: ClientId) -> impl Iterator<Item = &Place> {
        let first = (client, first_place());
        let watched = self.watched.from(&first).map(|(watched, ())| watched);
        watched
            .take_while(move |(watcher, _)| *watcher == client)
            .map(|(_, place)| place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_looks_for_itself() {
        let place = |db, key: &str| (db, Bytes::from(key.as_bytes()));
        let (one, two, three) = (ClientId(1), ClientId(2), ClientId(9));
        let mut watching = Watching::default();
        for (client, place) in [
            (one, place(0, "a")),
            (two, place(0, "a")),
            (two, place(0, "a")),
            (two, place(1, "a")),
            (three, place(0, "")),
        ] {
            watching.add(client, place);
        }
        assert_eq!((watching.clients(), watching.keys()), (3, 3));
        watching.note(&place(1, "a"));
        watching.note(&place(1, ""));
        let all = |watching: &Watching| [one, two, three].map(|client| watching.of(client));
        assert_eq!(all(&watching), [(1, false), (2, true), (1, false)]);
        let mut here = Watching::default();
        here.disturb(two, &watching);
        assert_eq!(all(&here), [(0, false), (2, true), (0, false)]);
        assert!(watching.forget(two));
        assert_eq!(all(&watching), [(1, false), (0, false), (1, false)]);
        watching.note(&place(0, "a"));
        assert!(watching.forget(one));
        assert!(!watching.forget(three));
        assert!(watching.is_empty() && watching.clients() == 0);
    }
}
