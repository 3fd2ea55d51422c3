//! The commands of Pub/Sub (streams.md D), one file each; what the four that start and end listening share is in
//! `listening`.

pub(super) mod inspect;
mod listening;
pub(super) mod psubscribe;
pub(super) mod publish;
pub(super) mod punsubscribe;
pub(super) mod subscribe;
pub(super) mod unsubscribe;
