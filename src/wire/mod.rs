//! How things are said: arguments, requests, replies, the reply writer, RESP and redis-cli's printed formats.
//! Knows nothing of keys or commands and opens no socket.

mod argv;
mod out;
pub mod print;
mod quote;
mod reading;
mod reply;
mod request;
mod resp;
mod sent;
mod sink;
mod tree;

pub use argv::{Argv, ArgvBuf};
pub use out::{ClientId, Mark, Out, Overheard, Protocol};
pub use quote::{quoted, shown, typed};
pub use reading::read_reply;
pub use reply::Reply;
pub use request::{Limits, Request, RequestFault, Requests};
pub use sent::as_sent;
pub use sink::Sink;
