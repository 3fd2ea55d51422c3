//! The one command table. HELP, hints, completion, arity checks and the engine all read this list and nothing
//! else; a command is added by adding its file and a line here.

use super::spec::Spec;
use super::{keys, list, pubsub, stream};

/// Every command, in the order HELP lists them.
pub static COMMANDS: &[&Spec] = &[
    &stream::xadd::SPEC,
    &stream::xread::SPEC,
    &stream::xreadgroup::SPEC,
    &keys::ping::SPEC,
];

/// The command called `name`, in any case.
pub fn find(name: &[u8]) -> Option<&'static Spec> {
    // Some forty names of different lengths: comparing lengths first makes this as fast as a map.
    COMMANDS
        .iter()
        .copied()
        .find(|spec| spec.name.len() == name.len() && spec.name.as_bytes().eq_ignore_ascii_case(name))
}
