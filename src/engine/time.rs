//! What time alone does: waits end and keys expire, each at its moment and in order.

use super::Engine;
use crate::command::{Event, Turn};
use crate::store::{Bytes, Millis};

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

    /// Removes every key whose moment this is, and then asks those who wait for one of them.
    fn expire(&mut self, moment: Millis, turn: &mut Turn<'_>) {
        let mut gone: Vec<(usize, Bytes)> = Vec::new();
        while let Some((db, key)) = self.keyspace.due(moment) {
            self.counts.expired += 1;
            let removed = self.keyspace.dbs[db].remove(&key);
            if let Some(value) = removed {
                turn.emit(|| Event::Expired {
                    key: key.clone(),
                    kind: value.type_name(),
                });
            }
            gone.push((db, key));
        }
        for place in &gone {
            self.watching.note(place);
        }
        self.keyspace.weigh();
        if !self.waiting.is_empty() {
            self.serve(gone, turn);
        }
    }
}
