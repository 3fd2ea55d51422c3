//! What can be done to a lab, and what comes of it.

use super::{Script, TerminalId};
use crate::command::{Event, Version};
use crate::store::Millis;
use crate::wire::{ArgvBuf, ClientId, Reply};

/// Something a person, a script or a program on the network does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Types a command in a terminal.
    Run(TerminalId, ArgvBuf),
    /// Ends a terminal's wait.
    Cancel(TerminalId),
    /// Opens a terminal with this name.
    Open(String),
    /// Kills the client behind a terminal: its connection is gone, what it holds stays pending.
    Crash(TerminalId),
    /// Kills the client behind a terminal in place of its next XACK: the work was done, and nobody will hear of it.
    CrashBeforeAck(TerminalId),
    /// Closes a terminal for good: its client goes, and the places of those after it move up. Not the last one. The
    /// name it has is told for those who come later.
    Close(TerminalId, String),
    /// Starts a crashed terminal's client again.
    Start(TerminalId),
    /// A scripted client begins.
    Employ(Script),
    /// The scripted client of this name ends.
    Dismiss(String),
    /// Lets this much time pass, in ms, at once. Waits end on the way.
    Advance(Millis),
    /// Stops the clock here.
    Hold,
    /// Lets the clock run.
    Release,
    /// Changes the server version that is imitated.
    Profile(Version),
    /// Time has come this far by itself.
    Tick,
    /// A client comes over the network, from the first address to the second.
    Arrive(ClientId, String, String),
    /// A client of the network says something.
    Say(ClientId, ArgvBuf),
    /// A client of the network goes away.
    Part(ClientId),
}

/// What came of an action.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Replies and messages, in the order they were written per terminal.
    pub replies: Vec<(TerminalId, Reply)>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// How many of the events the action itself caused; the others came with the time it took.
    pub own: usize,
    /// What scripted clients typed meanwhile, in order; each line has its reply.
    pub scripted: Vec<(TerminalId, ArgvBuf)>,
}

/// A line that a scripted client typed, and its reply.
pub type Scripted = (TerminalId, ArgvBuf, Option<Reply>);

impl Outcome {
    /// Takes out the lines of scripted clients with their replies. Each line has one reply, and they are the last ones
    /// in their terminal.
    pub fn take_scripted(&mut self) -> Vec<Scripted> {
        let lines = std::mem::take(&mut self.scripted).into_iter().rev();
        let mut scripted: Vec<Scripted> = lines
            .map(|(id, line)| {
                let place = self.replies.iter().rposition(|(other, _)| *other == id);
                (id, line, place.map(|place| self.replies.remove(place).1))
            })
            .collect();
        scripted.reverse();
        scripted
    }
}
