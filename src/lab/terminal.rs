//! Typed terminals: each is a client of the engine with a name.

use crate::wire::ClientId;

/// A terminal by its place in the order of opening.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TerminalId(pub usize);

/// A typed terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terminal {
    /// Its name, as shown on its tab.
    pub name: String,
    /// The client behind it; a new one after each start.
    pub client: ClientId,
    /// Whether that client lives, or has crashed.
    pub alive: bool,
    /// Whether it crashes in place of its next XACK.
    pub doomed: bool,
}
