//! On whose initiative a command is run: whoever waits is served from a key that has changed, and in a transaction nobody
//! waits.

/// How a command comes to be run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks<'a> {
    /// A client says it now.
    Now,
    /// A client that waits said it, and this key has changed.
    Again(&'a [u8]),
    /// It was queued by MULTI.
    Queued,
}

impl<'a> Asks<'a> {
    /// The key that has changed.
    pub(super) fn ready(self) -> Option<&'a [u8]> {
        match self {
            Asks::Again(key) => Some(key),
            Asks::Now | Asks::Queued => None,
        }
    }
}
