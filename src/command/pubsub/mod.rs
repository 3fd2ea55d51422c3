//! The commands of Pub/Sub (streams.md D), one file each; what those that start and end listening share is in
//! `listening`, what those that send share in `delivering`.

mod delivering;
pub(super) mod inspect;
mod listening;
pub(super) mod psubscribe;
pub(super) mod publish;
pub(super) mod punsubscribe;
pub(super) mod spublish;
pub(super) mod ssubscribe;
pub(super) mod subscribe;
pub(super) mod sunsubscribe;
pub(super) mod unsubscribe;
