//! The commands about keys of any type, strings, and the connection, one file each.

pub(super) mod ping;
