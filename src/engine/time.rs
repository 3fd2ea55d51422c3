//! What time alone does: waits end and keys expire, each at its moment and in order.

use super::Engine;
use crate::command::{Event, Turn};
use crate::store::{Bytes, Millis};

/// A key that has expired.
#[derive(Clone, Debug)]
pub(super) struct Gone {
    /// Its database and its name.
    pub(super) place: (usize, Bytes),
    pub(super) kind: &'static str,
}

impl Engine {
    /// Brings everything up to `turn.now`. Of a wait and a key that end at the same moment the wait is first, as in
    /// Redis; pending entries that become due for a CLAIM are handed over before either.
    pub(super) fn catch_up(&mut self, turn: &mut Turn<'_>) {
        while let Some(deadline) = self.deadline().filter(|deadline| *deadline <= turn.now) {
            if let Some(due) = self.next_claim().filter(|due| due.at <= deadline) {
                self.claim(&due, turn);
                continue;
            }
            if self.paused.until().is_some_and(|until| until <= deadline) {
                self.resume(turn);
                continue;
            }
            match self.waiting.overdue(deadline) {
                Some(client) => self.end_wait(client, turn),
                None => self.expire(deadline, turn),
            }
        }
    }

    /// Removes every key whose moment this is. Under a pause nobody sees it any more, and nobody is told.
    fn expire(&mut self, moment: Millis, turn: &mut Turn<'_>) {
        let mut gone = Vec::new();
        while let Some((db, key)) = self.keyspace.due(moment) {
            let removed = self.keyspace.dbs[db].remove(&key);
            let kind = removed.map_or("none", |value| value.type_name());
            let place = (db, key);
            self.watching.note(&place);
            gone.push(Gone { place, kind });
        }
        self.keyspace.weigh();
        if self.paused.until().is_some() {
            for gone in &gone {
                self.keyspace.dbs[gone.place.0].lingering += 1;
            }
            self.paused.gone.append(&mut gone);
        }
        self.say_gone(gone, turn);
    }

    /// Tells that keys have expired, and asks those who wait for one of them.
    pub(super) fn say_gone(&mut self, gone: Vec<Gone>, turn: &mut Turn<'_>) {
        for Gone { place, kind } in &gone {
            self.counts.expired += 1;
            turn.emit(|| Event::Expired {
                key: place.1.clone(),
                kind,
            });
        }
        if !self.waiting.is_empty() {
            self.serve(gone.into_iter().map(|gone| gone.place).collect(), turn);
        }
    }
}
