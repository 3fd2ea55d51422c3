//! Hints: what may still be typed, shown in grey behind the cursor.

use crate::command::Version;

/// What may still be typed after `line`, as redis-cli shows it.
pub fn hint(_line: &str, _profile: Version) -> Option<String> {
    None
}
