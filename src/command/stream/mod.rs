//! The commands of streams and consumer groups (streams.md B), one file each; what several of them share is in
//! `common`.

mod common;
mod reading;
mod trimming;
pub(super) mod xadd;
pub(super) mod xread;
pub(super) mod xreadgroup;
