//! The commands that concern the connection (streams.md E.1, E.2). They say what is wanted; the engine does it.

pub(super) mod auth;
pub(super) mod client;
pub(super) mod hello;
mod names;
pub(super) mod quit;
pub(super) mod reset;
