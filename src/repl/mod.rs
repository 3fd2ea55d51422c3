//! The plain prompt, line by line: what a line does and what is printed for it, and the adapter that gives rustyline
//! `assist`'s help. Reads and writes nothing itself; `host` does.

mod answer;
mod helper;
mod recording;
mod running;
mod session;
mod study;
mod telling;
mod words;

pub use answer::{Answer, Next};
pub use helper::Helper;
pub use session::{Session, Settings};
