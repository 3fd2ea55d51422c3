//! The network: listeners and connections, what clients send put to the engine, and its replies sent back. Owns every
//! socket and no data; the loop that sleeps is whoever's who owns this.

mod address;
mod clients;
mod connection;
mod listener;
mod options;
mod screen;
mod sending;
mod talk;

pub(super) use address::Wanted;
pub(super) use clients::Clients;
pub(super) use listener::Listener;
pub(super) use options::NetOptions;
pub(super) use screen::Beside;

use crate::engine::{Engine, Input};
use crate::store::Millis;
use crate::wire::{ClientId, Out};

/// What clients talk to: an engine, alone or in a lab.
pub(super) trait Core {
    /// Puts one thing to the engine at `real`, the time outside in Unix ms.
    fn step(&mut self, input: Input<'_>, real: Millis);
    /// Lets waits end whose time has come.
    fn tick(&mut self, real: Millis);
    /// Where replies are written.
    fn out(&mut self) -> &mut Out;
    /// The engine, to be read.
    fn engine(&self) -> &Engine;
    /// The number of the next client; never the same twice.
    fn next_client(&mut self) -> ClientId;
}
