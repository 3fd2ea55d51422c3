//! Waits with CLAIM: besides new entries they end when the group's oldest pending entry has been idle long enough
//! (streams.md B.12, C.2). Worked out from the groups whenever it is asked, so that nothing can fall behind.

use super::Engine;
use super::waiting::Waiter;
use crate::command::{Claiming, Turn};
use crate::store::{Bytes, Millis, Stream};
use crate::wire::ClientId;

/// A wait that pending entries end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due {
    /// When, Unix ms.
    pub(super) at: Millis,
    /// Of two at the same moment the one that has waited longer is first.
    since: Millis,
    client: ClientId,
    db: usize,
    key: Bytes,
}

impl Engine {
    /// The wait that pending entries end first.
    pub(super) fn next_claim(&self) -> Option<Due> {
        self.waiting
            .claimers()
            .filter_map(|(client, waiter)| self.due(client, waiter))
            .min()
    }

    fn due(&self, client: ClientId, waiter: &Waiter) -> Option<Due> {
        let claim = waiter.wait.claim.as_ref()?;
        let due = waiter.wait.keys.iter().filter_map(|key| {
            let stream = self.db(waiter.db).stream(key).ok()??;
            let at = due_at(stream, claim, waiter.since)?;
            Some(Due {
                at,
                since: waiter.since,
                client,
                db: waiter.db,
                key: key.clone(),
            })
        });
        due.min()
    }

    /// Lets the client try again, now that there is something to claim.
    pub(super) fn claim(&mut self, due: &Due, turn: &mut Turn<'_>) {
        let mut touched = Vec::new();
        self.try_again(due.client, due.db, &due.key, turn, &mut touched);
        // Should it find nothing all the same, then asking again at once would never end.
        self.waiting.no_claim(due.client);
        self.serve(touched, turn);
    }
}

/// When the pending entry whose turn is next may be claimed, of those that still exist: once it has been idle long
/// enough, and if it was released, at once.
fn due_at(stream: &Stream, claim: &Claiming, since: Millis) -> Option<Millis> {
    let mut pending = stream.group(&claim.group)?.pending_in_turn();
    let (_, delivered_at) = pending.find(|(id, _)| stream.get(*id).is_some())?;
    Some(delivered_at.map_or(since, |at| at.saturating_add(claim.min_idle)))
}
