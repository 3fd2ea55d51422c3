//! The plain prompt, line by line: what a line does and what is printed for it, and the adapter that gives rustyline
//! `assist`'s help. Reads and writes nothing itself; `host` does.

mod helper;
mod session;
mod study;
mod telling;
mod words;

pub use helper::Helper;
pub use session::{Answer, Next, Session, Settings};
