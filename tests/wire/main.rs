//! The real `xtutor serve`, asked through real sockets: byte by byte, and by a client library.
#![allow(clippy::unwrap_used, reason = "a test may fail anywhere")]

mod library;
mod parting;
#[path = "../support/server.rs"]
mod server;
mod sockets;
