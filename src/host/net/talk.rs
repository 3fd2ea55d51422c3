//! One client's bytes become requests, and its requests are put to the engine. No socket is known here.

use super::Core;
use super::options::Bounds;
use crate::command::Line;
use crate::engine::Input;
use crate::store::Millis;
use crate::wire::{ClientId, Limits, Request, RequestFault, Requests};

/// How many requests of one client are answered before it is the next one's turn.
const AT_ONCE: usize = 1024;

/// How attending to a client ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Attended {
    /// It has nothing more to say for now.
    Done,
    /// There is more, when it is its turn again.
    More,
    /// It waits for something, and has said more already.
    Stalled,
    /// It leaves more unread than it may.
    Cut,
}

/// One client's requests put to the engine.
pub(super) struct Talk<'c, C> {
    pub(super) client: ClientId,
    pub(super) core: &'c mut C,
    pub(super) bounds: Bounds,
    pub(super) now: Millis,
}

impl<C: Core> Talk<'_, C> {
    /// Answers the requests in `bytes`; says how many bytes are done with.
    pub(super) fn answer(&mut self, requests: &mut Requests, bytes: &[u8]) -> (usize, Attended) {
        let mut at = 0;
        let guarded = self.core.engine().settings().password().is_some();
        for _ in 0..AT_ONCE {
            let limits = Limits {
                bulk: self.bounds.bulk,
                stranger: guarded && self.core.engine().is_stranger(self.client),
            };
            match requests.next(&bytes[at..], limits) {
                Ok(Request::Partial) => return (at, Attended::Done),
                Ok(Request::Nothing { end }) => {
                    at += end;
                    continue;
                }
                Ok(Request::Command { end }) => {
                    let argv = requests.argv(&bytes[at..]);
                    if argv.get(0).is_some_and(is_of_a_browser) {
                        self.core.out().select(self.client);
                        self.core.out().close_connection();
                    } else {
                        self.core.step(Input::Command(self.client, argv), self.now);
                    }
                    at += end;
                }
                Ok(Request::Inline { line, end }) => {
                    self.line(&bytes[at..][line]);
                    at += end;
                }
                Err(fault) => self.refuse(fault),
            }
            if self.core.out().waiting(self.client) > self.bounds.output.hard {
                return (at, Attended::Cut);
            }
            // Whoever is to be closed must be gone before the next request; it may be this client.
            if self.core.out().is_anyone_closing() {
                return (at, Attended::More);
            }
            if self.waits() {
                let ended = if at < bytes.len() {
                    Attended::Stalled
                } else {
                    Attended::Done
                };
                return (at, ended);
            }
        }
        (at, Attended::More)
    }

    fn line(&mut self, line: &[u8]) {
        let Ok(line) = Line::inline(line) else {
            return self.refuse(RequestFault::Quotes);
        };
        if line.argv().get(0).is_some_and(is_of_a_browser) {
            self.core.out().select(self.client);
            self.core.out().close_connection();
            return;
        }
        self.core.step(Input::Command(self.client, line.argv()), self.now);
    }

    fn refuse(&mut self, fault: RequestFault) {
        let out = self.core.out();
        out.select(self.client);
        out.error(&fault.text());
        out.close_connection();
    }

    /// Whether the client waits for something.
    pub(super) fn waits(&self) -> bool {
        self.core.engine().waiter(self.client).is_some()
    }
}

/// What a web page would send to make a browser give commands: nobody else says it.
fn is_of_a_browser(name: &[u8]) -> bool {
    name.eq_ignore_ascii_case(b"POST") || name.eq_ignore_ascii_case(b"Host:")
}
