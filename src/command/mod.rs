//! What may be said: a typed line becomes arguments with spans, arguments become a typed command, and the command
//! takes effect on the store. One file per command holds its grammar, its effect and its tests; `table` lists them.

pub mod args;
mod connection;
pub mod context;
pub mod event;
pub mod fault;
pub mod foreign;
mod glob;
pub mod grammar;
mod keys;
pub mod line;
mod list;
pub mod profile;
mod pubsub;
pub mod resolve;
pub mod sentence;
mod server;
pub mod session;
pub mod spec;
mod stream;
pub mod table;
mod transaction;

pub use args::{Args, Word};
pub use context::{Claiming, Context, Flow, Session, Turn, Wait, WaitOn};
pub use event::Event;
pub use fault::Fault;
pub use line::{Line, LineFault, LineFaultKind};
pub use profile::Version;
pub use resolve::{Resolved, full_name, resolve};
pub use spec::{Holds, Source, Spec, Syntax, Topic};
