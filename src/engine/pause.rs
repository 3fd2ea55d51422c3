//! CLIENT PAUSE: what is said meanwhile is held back, and done in the order in which it was said once the pause is over
//! (streams.md E.2). Of keys that expire meanwhile nobody is told before.

use super::Engine;
use super::time::Gone;
use super::waiting::Waiter;
use crate::command::session::Pause;
use crate::command::{Event, Resolved, Turn, Wait, WaitOn};
use crate::store::Millis;
use crate::wire::{Argv, ArgvBuf, ClientId};

/// The pause, if there is one, and who is held back by it.
#[derive(Clone, Debug, Default)]
pub(super) struct Paused {
    pause: Option<Pause>,
    /// In the order in which they spoke.
    held: Vec<ClientId>,
    /// What has expired meanwhile, of which nobody was told yet.
    pub(super) gone: Vec<Gone>,
}

impl Paused {
    /// When the pause ends by itself, Unix ms.
    pub(super) fn until(&self) -> Option<Millis> {
        self.pause.map(|pause| pause.until)
    }

    /// Begins a pause. Under one already, the longer and the stricter of both holds.
    pub(super) fn begin(&mut self, pause: Pause) {
        let before = self.pause.unwrap_or(pause);
        self.pause = Some(Pause {
            until: pause.until.max(before.until),
            all: pause.all || before.all,
        });
    }
}

/// Whether a command changes what is stored, or reaches others as if it did.
fn writes(resolved: &Resolved<'_>) -> bool {
    resolved.has_flag("write") || matches!(resolved.spec.name, "PUBLISH" | "SPUBLISH")
}

impl Engine {
    /// Whether what the client says is to be held back; it is then noted.
    pub(super) fn holds_back(
        &mut self,
        client: ClientId,
        resolved: &Resolved<'_>,
        argv: Argv<'_>,
        turn: &mut Turn<'_>,
    ) -> bool {
        let Some(pause) = self.paused.pause else {
            return false;
        };
        if !self.concerns(pause, client, resolved) {
            return false;
        }
        let until = pause.until;
        self.hold(client, argv.to_owned(), until, turn.now);
        turn.emit(|| Event::HeldBack { client, until });
        true
    }

    fn concerns(&self, pause: Pause, client: ClientId, resolved: &Resolved<'_>) -> bool {
        pause.all || writes(resolved) || self.queue_has(client, resolved, writes)
    }

    /// Whether what another state held back need not wait here: there is a pause here, too, which does not concern it.
    pub(super) fn lets_through(&self, client: ClientId, argv: Argv<'_>) -> bool {
        let admitted = self.admit(client, argv);
        let concerned = |pause| admitted.is_ok_and(|resolved| self.concerns(pause, client, &resolved));
        self.paused.pause.is_some_and(|pause| !concerned(pause))
    }

    /// What another state held back since `since` is held back here too. Where there is no pause, it is done with the
    /// next step.
    pub(super) fn hold_on(&mut self, client: ClientId, argv: ArgvBuf, since: Millis, now: Millis) {
        let over = Pause {
            until: now,
            all: false,
        };
        let until = self.paused.pause.get_or_insert(over).until;
        self.hold(client, argv, until, since);
    }

    fn hold(&mut self, client: ClientId, argv: ArgvBuf, until: Millis, since: Millis) {
        self.paused.held.retain(|held| *held != client);
        self.paused.held.push(client);
        let wait = Wait {
            keys: Vec::new(),
            on: WaitOn::Unpaused,
            deadline: Some(until),
            claim: None,
            argv,
        };
        let db = self.db_of(client);
        self.waiting.add(client, Waiter { db, since, wait });
    }

    /// Ends the pause: what was held back is done.
    pub(super) fn resume(&mut self, turn: &mut Turn<'_>) {
        let paused = std::mem::take(&mut self.paused);
        for gone in &paused.gone {
            let lingering = &mut self.keyspace.dbs[gone.place.0].lingering;
            *lingering = lingering.saturating_sub(1);
        }
        self.say_gone(paused.gone, turn);
        for client in paused.held {
            let held = self.waiting.get(client);
            let Some(argv) = held
                .filter(|waiter| waiter.wait.on == WaitOn::Unpaused)
                .map(|waiter| waiter.wait.argv.clone())
            else {
                continue;
            };
            self.waiting.remove(client);
            self.take_up(client, argv.as_argv(), turn);
        }
    }

    /// Does what was held back. Whether it is answered was settled when it was said.
    pub(super) fn take_up(&mut self, client: ClientId, argv: Argv<'_>, turn: &mut Turn<'_>) {
        if let Some(state) = self.clients.get_mut(client) {
            state.begin_again();
        }
        self.command(client, argv, turn);
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Rig;

    /// As recorded from 8.0.
    #[test]
    fn of_what_expires_under_a_pause_nobody_is_told_before_it_is_over() {
        let mut rig = Rig::new();
        for line in [
            "XGROUP CREATE s g $ MKSTREAM",
            "SET k v PX 100",
            "SET k2 v",
            "PEXPIRE s 100",
        ] {
            rig.run("main", line);
        }
        rig.run("A", "XREADGROUP GROUP g alice BLOCK 0 STREAMS s >");
        rig.run("W", "WATCH k");
        rig.run("main", "CLIENT PAUSE 1000 WRITE");
        rig.events();
        rig.pass(500);
        rig.transcript(
            r#"
> GET k
(nil)
> EXISTS k s
(integer) 0
> DBSIZE
(integer) 3
> KEYS *
1) "k2"
> TTL k
(integer) -2
# client A receives nothing: it is still blocked
# client W
> MULTI
OK
> GET k2
QUEUED
> EXEC
(nil)
"#,
        );
        assert!(rig.run("main", "INFO keyspace").contains("db0:keys=3,expires=2,"));
        assert_eq!(rig.run("X", "SET k new NX"), "");
        let listed = rig.run("main", "CLIENT LIST");
        let held = |line: &&str| line.contains(" flags=b ") && line.contains(" cmd=set ");
        assert_eq!(listed.lines().filter(held).count(), 1, "{listed}");
        rig.pass(500);
        assert_eq!(
            rig.received("A"),
            "(error) NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option\n"
        );
        assert_eq!(rig.received("X"), "OK\n");
        assert_eq!(rig.run("main", "DBSIZE"), "(integer) 2\n");
        assert!(rig.run("main", "INFO stats").contains("expired_keys:2"));
    }
}
