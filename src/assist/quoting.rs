//! Names as arguments: quoted when they must be, and read back from what is typed of them.

use crate::command::Line;
use crate::wire::quoted;

/// `name` as it is typed.
pub(super) fn argument(name: &[u8]) -> String {
    match std::str::from_utf8(name) {
        Ok(text) if is_plain(text) => text.to_owned(),
        // Letters of any script stay readable; everything else is escaped.
        Ok(text) if !text.chars().any(char::is_control) => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
        _ => quoted(name),
    }
}

fn is_plain(text: &str) -> bool {
    let special =
        |character: char| character.is_whitespace() || character.is_control() || "\"'".contains(character);
    !text.is_empty() && text != "//" && !text.contains(special)
}

/// The bytes that are meant by an argument that is still being typed: an open quote counts as closed.
pub(super) fn begun(text: &str) -> Vec<u8> {
    let closed = ["", "\"", "'"]
        .iter()
        .find_map(|quote| Line::parse(format!("{text}{quote}").as_bytes()).ok());
    closed
        .and_then(|line| line.argv().get(0).map(<[u8]>::to_vec))
        .unwrap_or_else(|| text.as_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_only_when_needed_and_read_back() {
        for (name, expected) in [
            ("fruits", "fruits"),
            ("a b", "\"a b\""),
            ("gr\u{fc}n", "gr\u{fc}n"),
            ("q\"q", "\"q\\\"q\""),
            ("", "\"\""),
            ("\n", "\"\\n\""),
        ] {
            assert_eq!(argument(name.as_bytes()), expected);
            assert_eq!(begun(expected), name.as_bytes());
        }
        assert_eq!(begun("\"a b"), b"a b");
    }
}
