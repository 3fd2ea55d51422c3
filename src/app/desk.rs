//! What belongs to one typed terminal besides its client: its scrollback, its draft, and what it still has
//! to do by itself.

use super::mirror::Mirror;
use super::notes::Notes;
use super::prompt::Prompt;
use super::script::Script;
use super::scrollback::Scrollback;
use crate::assist;
use crate::command::Event;
use crate::store::Bytes;
use crate::wire::ClientId;

/// A terminal's own things.
#[derive(Debug, Default)]
pub struct Desk {
    /// The terminal's name.
    pub(super) name: String,
    /// What was said.
    pub back: Scrollback,
    /// The full name of the command that was given last, in capitals.
    pub(super) asked: String,
    /// The line that was given last.
    pub(super) line: String,
    /// The consumer as which something was read here last.
    pub(super) reads_as: Option<Bytes>,
    /// Why it did what it did.
    pub(super) why: Option<Notes>,
    /// The number in the feed from which on others' doings are new here.
    pub(super) seen: u64,
    /// What is being typed.
    pub prompt: Prompt,
    /// The client of the network whose doings are shown here, if any are.
    pub(super) mirror: Option<Mirror>,
    /// Whether something was said here since one last looked.
    pub fresh: bool,
    /// What runs as soon as the terminal is free.
    pub script: Script,
}

impl Desk {
    /// Whether what this client of the network does is shown here.
    pub(super) fn mirrors(&self, client: ClientId) -> bool {
        self.mirror.as_ref().is_some_and(|mirror| mirror.is_of(client))
    }

    /// The wait of the last command has ended like this: its explanation begins with that.
    pub(super) fn end_of_wait(&mut self, events: &[Event], told: Vec<String>) {
        if let Some(notes) = &mut self.why {
            notes.parts.splice(0..0, assist::ended(events, told));
        }
    }
}
