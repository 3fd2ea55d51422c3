//! HELP: what a command is, from the table.

use crate::command::{Spec, Version};

/// What HELP says about `topic`: a command (`XADD`, `xgroup create`) or a heading (`@stream`).
pub fn help(_topic: &str, _profile: Version) -> Option<Vec<String>> {
    None
}

/// A command's arguments as redis-cli shows them.
pub fn syntax_of(spec: &Spec) -> String {
    spec.name.to_owned()
}
