//! Clients begin to wait, and go on when a key they wait for was touched, first come first served (streams.md C.2). Who
//! waits is kept in `waiting`; what time alone ends is in `time`.

use super::waiting::Waiter;
use super::{Asks, Engine};
use crate::command::profile::version;
use crate::command::{Event, Fault, Flow, Turn, Wait, WaitOn};
use crate::store::{Bytes, Value};
use crate::wire::ClientId;

impl Engine {
    pub(super) fn wait(&mut self, client: ClientId, wait: Wait, turn: &mut Turn<'_>) {
        turn.emit(|| Event::Blocked {
            client,
            on: wait.on,
            keys: wait.keys.clone(),
            deadline: wait.deadline,
        });
        let db = self.db_of(client);
        self.waiting.add(
            client,
            Waiter {
                db,
                since: turn.now,
                wait,
            },
        );
    }

    /// Looks at the waiters of every key that was touched, first come first served, until nothing more moves.
    pub(super) fn serve(&mut self, mut touched: Vec<(usize, Bytes)>, turn: &mut Turn<'_>) {
        let mut at = 0;
        while let Some((db, key)) = touched.get(at).cloned() {
            at += 1;
            for client in self.waiting.on(db, &key).to_vec() {
                self.try_again(client, db, &key, turn, &mut touched);
            }
        }
    }

    /// Runs a waiting client's command again: it gets its reply or its error, or goes on waiting in its old place.
    pub(super) fn try_again(
        &mut self,
        client: ClientId,
        db: usize,
        key: &[u8],
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) {
        let Some(waiter) = self.waiting.get(client) else {
            return;
        };
        let concerned = match (waiter.wait.on, self.db(db).get(key)) {
            (WaitOn::Group, _) => true,
            (WaitOn::Stream, value) => matches!(value, Some(Value::Stream(_))),
            (WaitOn::List, value) => matches!(value, Some(Value::List(_))),
            (WaitOn::Replicas | WaitOn::Time | WaitOn::Unpaused, _) => false,
        };
        if !concerned {
            return;
        }
        let (on, argv) = (waiter.wait.on, waiter.wait.argv.clone());
        self.face(client, turn);
        let admitted = self.admit(client, argv.as_argv());
        match admitted.and_then(|resolved| self.run(client, resolved, Asks::Again(key), turn, touched)) {
            Ok(Flow::Wait(_)) => return,
            Ok(_) => turn.emit(|| Event::Woken { client }),
            Err(fault) if on == WaitOn::Group && self.profile < version(7, 2) => {
                let fault = self.old_words(fault, db, key);
                self.refuse(client, fault, turn);
            }
            Err(fault) => self.refuse(client, fault, turn),
        }
        self.waiting.remove(client);
    }

    /// What 7.0 said to a reader whose group or stream went away while it waited (streams.md C.2).
    fn old_words(&self, fault: Fault, db: usize, key: &[u8]) -> Fault {
        match self.db(db).get(key) {
            Some(Value::Stream(_)) if fault.text.starts_with(b"NOGROUP") => {
                Fault::new("NOGROUP the consumer group this client was blocked on no longer exists")
            }
            Some(Value::Stream(_)) => fault,
            _ => Fault::new("UNBLOCKED the stream key no longer exists"),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    const LOST: &str = r"
> XGROUP CREATE s g $ MKSTREAM
OK
# client A
> XREADGROUP GROUP g alice BLOCK 0 STREAMS s >
# (no reply yet: the client is blocked)
# client main
";

    #[test]
    fn version_7_0_has_its_own_words_for_a_lost_group() {
        let mut rig = Rig::new().profile("7.0");
        rig.transcript(&format!(
            "{LOST}> XGROUP DESTROY s g\n(integer) 1\n# client A receives\n(error) NOGROUP the consumer group this client was \
             blocked on no longer exists\n> DEL s\n(integer) 1\n"
        ));
        rig.transcript(&format!(
            "{LOST}> DEL s\n(integer) 1\n# client A receives\n(error) UNBLOCKED the stream key no longer exists\n"
        ));
    }
}
