//! Transactions: what MULTI queues, and running a queue in one go (streams.md E.5).

use super::{Asks, Engine};
use crate::command::profile::version;
use crate::command::{Fault, Resolved, Turn, resolve};
use crate::store::{Bytes, Runs};
use crate::wire::{ArgvBuf, ClientId};

/// The commands queued since MULTI.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    /// Each under its place: they are many at times, and every checkpoint has them too.
    commands: Runs<usize, ArgvBuf>,
    /// About how many bytes they take.
    weight: u64,
    /// A command was refused while queueing: EXEC will not run any.
    doomed: bool,
}

impl Queue {
    pub(super) fn push(&mut self, argv: ArgvBuf) {
        self.weight += argv.weight();
        self.commands.insert(self.commands.len(), argv);
    }

    /// About how many bytes the commands take.
    pub(super) fn weight(&self) -> u64 {
        self.weight
    }

    pub(super) fn len(&self) -> usize {
        self.commands.len()
    }

    fn commands(&self) -> impl Iterator<Item = &ArgvBuf> {
        self.commands.iter().map(|(_, argv)| argv)
    }

    pub(super) fn doom(&mut self) {
        self.doomed = true;
    }
}

/// Commands that act at once even between MULTI and EXEC.
pub(super) fn is_immediate(name: &str) -> bool {
    matches!(name, "MULTI" | "EXEC" | "DISCARD" | "WATCH" | "QUIT" | "RESET")
}

impl Engine {
    /// Whether this is an EXEC of a queue with a command of this kind.
    pub(super) fn queue_has(
        &self,
        client: ClientId,
        resolved: &Resolved<'_>,
        kind: fn(&Resolved<'_>) -> bool,
    ) -> bool {
        let queue = self.clients.get(client).and_then(|state| state.queue.as_ref());
        let mut commands = queue.iter().flat_map(|queue| queue.commands());
        resolved.spec.name == "EXEC"
            && commands.any(|argv| resolve(argv.as_argv(), self.profile).is_ok_and(|one| kind(&one)))
    }

    /// Whether a command is refused where memory has run out (streams.md E.6). Up to 7.0 whatever is queued counts as
    /// taking memory.
    pub(super) fn needs_memory(&self, client: ClientId, resolved: &Resolved<'_>) -> bool {
        let takes = |one: &Resolved<'_>| one.has_flag("denyoom");
        takes(resolved)
            || self.queue_has(client, resolved, takes)
            || (self.profile < version(7, 2)
                && !matches!(resolved.spec.name, "EXEC" | "DISCARD" | "QUIT" | "RESET")
                && self.is_queueing(client))
    }

    /// Who queues more than a request may be large is cut off as one with too large a request. (Redis says nothing.)
    pub(super) fn cut_off(&mut self, client: ClientId, turn: &mut Turn<'_>) {
        let fault = Fault::new(
            "ERR MULTI has queued more than client-query-buffer-limit allows: nothing of it was run, and the connection \
             is closed",
        );
        self.refuse(client, fault, turn);
        self.close(client, turn);
    }

    /// An EXEC that is refused as such ends the transaction all the same.
    pub(super) fn abort(&mut self, client: ClientId, why: &Fault) -> Fault {
        if let Some(state) = self.clients.get_mut(client) {
            state.queue = None;
        }
        self.watching.forget(client);
        let why = why.text.strip_prefix(b"ERR ").unwrap_or(&why.text);
        let text = [b"EXECABORT Transaction discarded because of: ", why].concat();
        Fault::composed(text)
    }

    /// Runs the queue: every command gets its reply in one array, errors included, and nothing is undone.
    pub(super) fn execute(
        &mut self,
        client: ClientId,
        turn: &mut Turn<'_>,
        touched: &mut Vec<(usize, Bytes)>,
    ) -> Result<(), Fault> {
        let queue = self.clients.get_mut(client).and_then(|state| state.queue.take());
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
        for argv in queue.commands() {
            let argv = argv.as_argv();
            // What came before may have written to others, or be the end of replies.
            self.face(client, turn);
            // What was queued was admitted then, and is not asked again.
            let resolved = resolve(argv, self.profile);
            let resolved = match resolved {
                Ok(resolved) => resolved,
                Err(fault) => {
                    self.refuse(client, fault, turn);
                    continue;
                }
            };
            let running = self.counts.runs(&resolved);
            let flow = self.run(client, resolved, Asks::Queued, turn, touched);
            let done = flow.and_then(|flow| self.settle(client, flow, turn, touched));
            self.counts.ran(running, &resolved, done.is_err());
            if let Err(fault) = done {
                self.refuse(client, fault, turn);
            }
            self.tell_monitors(client, argv, &resolved, turn);
        }
        Ok(())
    }
}
