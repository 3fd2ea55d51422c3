//! Bytes made printable: redis-cli's quoted form, and the same without quotes for the screen, so that no
//! value can move the cursor or change the terminal.

use std::fmt::Write as _;

use super::argv::Argv;

/// `bytes` as redis-cli prints a bulk string: quoted, with `\n`, `\"` and `\xhh` escapes; every byte from
/// 0x80 up is escaped (streams.md F.2).
pub fn quoted(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + 2);
    text.push('"');
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(byte));
            }
            _ => push_escaped(&mut text, byte),
        }
    }
    text.push('"');
    text
}

/// `bytes` for the panes: readable UTF-8 stays, every control or invalid byte is escaped.
pub fn shown(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            if character.is_control() || is_invisible(character) {
                let mut buffer = [0; 4];
                for &byte in character.encode_utf8(&mut buffer).as_bytes() {
                    push_escaped(&mut text, byte);
                }
            } else {
                text.push(character);
            }
        }
        for &byte in chunk.invalid() {
            push_escaped(&mut text, byte);
        }
    }
    text
}

/// Arguments as one would type them: quoted only where that is needed, and read again as the same.
pub fn typed(argv: Argv<'_>) -> String {
    let plain = |word: &[u8]| {
        !word.is_empty()
            && word
                .iter()
                .all(|byte| byte.is_ascii_graphic() && !b"\"'".contains(byte))
    };
    let words: Vec<String> = argv
        .iter()
        .map(|word| if plain(word) { shown(word) } else { quoted(word) })
        .collect();
    words.join(" ")
}

/// Characters that change the direction or joining of their neighbours and would garble a pane's columns.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn push_escaped(text: &mut String, byte: u8) {
    match byte {
        b'\n' => text.push_str("\\n"),
        b'\r' => text.push_str("\\r"),
        b'\t' => text.push_str("\\t"),
        0x07 => text.push_str("\\a"),
        0x08 => text.push_str("\\b"),
        0x20..=0x7e => text.push(char::from(byte)),
        _ => write!(text, "\\x{byte:02x}").expect("writing to a string does not fail"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_is_redis_clis_form() {
        assert_eq!(
            quoted("tab\there \"q\" \\ h\u{e9}\u{1b}".as_bytes()),
            r#""tab\there \"q\" \\ h\xc3\xa9\x1b""#
        );
    }

    #[test]
    fn shown_keeps_letters_and_escapes_what_moves_the_cursor() {
        assert_eq!(
            shown("h\u{e9}llo\u{1b}[2J\u{202e}".as_bytes()),
            "h\u{e9}llo\\x1b[2J\\xe2\\x80\\xae"
        );
        assert_eq!(shown(b"\xff\"x\""), "\\xff\"x\"");
    }

    #[test]
    fn arguments_are_quoted_where_they_must_be() {
        let argv: crate::wire::ArgvBuf = ["SET", "a b", ""].iter().collect();
        assert_eq!(typed(argv.as_argv()), "SET \"a b\" \"\"");
    }
}
