//! Transactions: what MULTI queues, what WATCH looks at, and running a queue in one go (streams.md E.5).

use std::collections::{BTreeMap, BTreeSet};

use super::{Engine, refuse};
use crate::command::{Fault, Flow, Session, Turn};
use crate::store::Bytes;
use crate::wire::{ArgvBuf, ClientId};

/// The commands queued since MULTI.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    commands: Vec<ArgvBuf>,
    /// A command was refused while queueing: EXEC will not run any.
    doomed: bool,
}

impl Queue {
    pub(super) fn push(&mut self, argv: ArgvBuf) {
        self.commands.push(argv);
    }

    pub(super) fn doom(&mut self) {
        self.doomed = true;
    }
}

/// Who looks at which keys, and for whom one of them has changed.
#[derive(Clone, Debug, Default)]
pub(super) struct Watching {
    keys: BTreeMap<(usize, Bytes), BTreeSet<ClientId>>,
    changed: BTreeSet<ClientId>,
}

impl Watching {
    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    fn add(&mut self, client: ClientId, db: usize, key: Bytes) {
        self.keys.entry((db, key)).or_default().insert(client);
    }

    /// A key has changed.
    pub(super) fn note(&mut self, place: &(usize, Bytes)) {
        if let Some(clients) = self.keys.get(place) {
            self.changed.extend(clients);
        }
    }

    /// Stops looking on behalf of `client`; says whether one of its keys had changed.
    pub(super) fn forget(&mut self, client: ClientId) -> bool {
        self.keys.retain(|_, clients| {
            clients.remove(&client);
            !clients.is_empty()
        });
        self.changed.remove(&client)
    }
}

/// Commands that act at once even between MULTI and EXEC.
pub(super) fn is_immediate(name: &str) -> bool {
    matches!(name, "MULTI" | "EXEC" | "DISCARD" | "WATCH" | "QUIT" | "RESET")
}

impl Engine {
    /// Does what a command wants of its own connection.
    pub(super) fn session(
        &mut self,
        client: ClientId,
        session: Session,
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) -> Result<(), Fault> {
        let db = self.db_of(client);
        let Some(state) = self.clients.get_mut(&client) else {
            return Ok(());
        };
        match session {
            Session::Multi if state.queue.is_some() => {
                return Err(Fault::new("ERR MULTI calls can not be nested"));
            }
            Session::Multi => state.queue = Some(Queue::default()),
            Session::Exec => return self.execute(client, turn, touched),
            Session::Discard => {
                state
                    .queue
                    .take()
                    .ok_or(Fault::new("ERR DISCARD without MULTI"))?;
                self.watching.forget(client);
            }
            Session::Watch(_) if state.queue.is_some() => {
                return Err(Fault::new("ERR WATCH inside MULTI is not allowed"));
            }
            Session::Watch(keys) => keys
                .into_iter()
                .for_each(|key| self.watching.add(client, db, key)),
            Session::Unwatch => drop(self.watching.forget(client)),
            Session::Select(db) => state.db = db,
        }
        turn.out.ok();
        Ok(())
    }

    /// Runs the queue: every command gets its reply in one array, errors included, and nothing is undone.
    fn execute(
        &mut self,
        client: ClientId,
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) -> Result<(), Fault> {
        let queue = self.clients.get_mut(&client).and_then(|state| state.queue.take());
        let queue = queue.ok_or(Fault::new("ERR EXEC without MULTI"))?;
        let changed = self.watching.forget(client);
        if queue.doomed {
            return Err(Fault::new(
                "EXECABORT Transaction discarded because of previous errors.",
            ));
        }
        if changed {
            turn.out.nil_array();
            return Ok(());
        }
        turn.out.array(queue.commands.len());
        for argv in &queue.commands {
            let argv = argv.as_argv();
            let admitted = self.admit(client, argv, turn);
            let flow = admitted.and_then(|resolved| self.run(client, resolved, false, turn, touched));
            let done = match flow {
                // Nothing waits inside a transaction.
                Ok(Flow::Done | Flow::Wait(_)) => Ok(()),
                Ok(Flow::Session(session)) => self.session(client, session, turn, touched),
                Err(fault) => Err(fault),
            };
            if let Err(fault) = done {
                refuse(client, fault, turn);
            }
        }
        Ok(())
    }
}
