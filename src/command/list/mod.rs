//! The commands of lists (streams.md E.4, C.4), one file each; what LPUSH and RPUSH, LPOP and RPOP, BLPOP and BRPOP
//! share is in `pushing`, `popping` and `blocking`.

mod blocking;
pub(super) mod blpop;
pub(super) mod brpop;
pub(super) mod llen;
pub(super) mod lpop;
pub(super) mod lpush;
pub(super) mod lrange;
mod popping;
mod pushing;
pub(super) mod rpop;
pub(super) mod rpush;
mod seconds;
