//! The commands about keys of any type, strings, and the connection, one file each; what several of them share is in
//! `common` and `flushing`.

mod common;
pub(super) mod dbsize;
pub(super) mod del;
pub(super) mod echo;
pub(super) mod exists;
pub(super) mod flushall;
pub(super) mod flushdb;
mod flushing;
pub(super) mod get;
pub(super) mod list;
pub(super) mod ping;
pub(super) mod select;
pub(super) mod set;
pub(super) mod type_of;
