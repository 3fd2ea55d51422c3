//! The commands about keys of any type and strings, and the oldest ones about the connection, one file each; what
//! several of them share is in files without a table entry: `common`, `arithmetic`, `expiring`, `flushing`,
//! `remaining`, `renaming`.

pub(super) mod append;
mod arithmetic;
pub(super) mod common;
pub(super) mod copy;
pub(super) mod dbsize;
pub(super) mod decr;
pub(super) mod decrby;
pub(super) mod del;
pub(super) mod echo;
pub(super) mod exists;
pub(super) mod expire;
pub(super) mod expireat;
pub(super) mod expiretime;
mod expiring;
pub(super) mod flushall;
pub(super) mod flushdb;
mod flushing;
pub(super) mod get;
pub(super) mod incr;
pub(super) mod incrby;
pub(super) mod list;
pub(super) mod move_to;
pub(super) mod object;
pub(super) mod persist;
pub(super) mod pexpire;
pub(super) mod pexpireat;
pub(super) mod pexpiretime;
pub(super) mod ping;
pub(super) mod pttl;
pub(super) mod randomkey;
mod remaining;
pub(super) mod rename;
pub(super) mod renamenx;
mod renaming;
pub(super) mod scan;
pub(super) mod select;
pub(super) mod set;
pub(super) mod strlen;
pub(super) mod swapdb;
pub(super) mod touch;
pub(super) mod ttl;
pub(super) mod type_of;
pub(super) mod unlink;
