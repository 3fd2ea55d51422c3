//! The commands of streams and consumer groups (streams.md B), one file each; what several of them share is in
//! `common`.

mod budget;
mod claiming;
mod common;
mod producing;
mod reading;
mod references;
mod trimming;
pub(super) mod xack;
pub(super) mod xackdel;
pub(super) mod xadd;
pub(super) mod xautoclaim;
pub(super) mod xcfgset;
pub(super) mod xclaim;
pub(super) mod xdel;
pub(super) mod xdelex;
pub(super) mod xgroup;
pub(super) mod xidmprecord;
pub(super) mod xinfo;
pub(super) mod xlen;
pub(super) mod xnack;
pub(super) mod xpending;
pub(super) mod xrange;
pub(super) mod xread;
pub(super) mod xreadgroup;
pub(super) mod xsetid;
pub(super) mod xtrim;
