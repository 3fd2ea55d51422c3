//! What belongs to one typed terminal besides its client: its scrollback, its draft, and what it still has
//! to do by itself.

use super::prompt::Prompt;
use super::script::Script;
use super::scrollback::Scrollback;

/// A terminal's own things.
#[derive(Debug, Default)]
pub struct Desk {
    /// What was said.
    pub back: Scrollback,
    /// The full name of the command that was given last, in capitals.
    pub(super) asked: String,
    /// What is being typed.
    pub prompt: Prompt,
    /// Whether something was said here since one last looked.
    pub fresh: bool,
    /// What runs as soon as the terminal is free.
    pub script: Script,
}
