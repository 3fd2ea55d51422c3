//! The commands of transactions. They only say what is wanted: queueing, watching and running in one go is the
//! engine's business.

pub(super) mod discard;
pub(super) mod exec;
pub(super) mod multi;
pub(super) mod unwatch;
pub(super) mod watch;
