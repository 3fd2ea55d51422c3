//! xtutor, an interactive teaching terminal for Redis Streams.
//!
//! The map. A room may use every room above it and none below; `tests/architecture.rs` keeps it so.
//!
//! | room | what |
//! | --- | --- |
//! | [`wire`] | how things are said: arguments, replies, RESP, redis-cli's formats |
//! | [`store`] | what exists: IDs, streams, groups, pending lists, lists, the keyspace |
//! | [`command`] | what may be said: the line, the one command table, grammar and effect of each command |
//! | [`engine`] | what happens: clients, who waits and who wakes, subscriptions |
//! | [`lab`] | when: clock, journal, undo, and the scene that panes see |
//! | [`assist`] | how to help: completion, hints, colours, explanations of faults |
//! | [`lesson`] | what to learn: the YAML lessons, their goals, their proof |
//! | [`app`] | the program as data: state, messages, effects |
//! | [`tui`], [`repl`] | how it looks: the full screen and the plain prompt |
//! | [`host`] | where it runs: arguments, the one loop, threads, files |

pub mod app;
pub mod assist;
pub mod command;
pub mod engine;
pub mod host;
pub mod lab;
pub mod lesson;
pub mod repl;
pub mod store;
pub mod tui;
pub mod wire;

// Tests inside and outside the crate share one rig, which speaks of the crate by its name.
#[cfg(test)]
extern crate self as xtutor;
#[cfg(test)]
#[path = "../tests/support/rig.rs"]
mod testing;
