//! What the fuzz targets share: bytes read as commands, RESP read back, and the laws of `tests/support/lawful.rs`.

#[path = "../../tests/support/lawful.rs"]
mod lawful;
mod resp;

pub use lawful::breach;
pub use resp::values;
use xtutor::command::Version;
use xtutor::command::table::COMMANDS;
use xtutor::wire::{ArgvBuf, Protocol};

/// Takes the byte after it as it is, so that a word can hold blanks and line ends.
const AS_IT_IS: u8 = 1;

/// The profile and the protocol that an input asks for in its first byte.
pub fn manner(byte: u8) -> (Version, Protocol) {
    let protocol = if byte & 1 == 0 {
        Protocol::Resp2
    } else {
        Protocol::Resp3
    };
    (
        Version::ALL[usize::from(byte >> 1) % Version::ALL.len()],
        protocol,
    )
}

/// An input's lines.
pub fn lines(data: &[u8]) -> Vec<Vec<u8>> {
    split(data, b'\n')
}

/// A line as a command: its words stand between blanks. A first byte from 128 on stands for a command by its place in
/// the table, so that chance finds every one of them.
pub fn command(line: &[u8]) -> ArgvBuf {
    let mut argv = ArgvBuf::default();
    let line = match line.split_first() {
        Some((number, rest)) if *number >= 128 => {
            let spec = COMMANDS[usize::from(number - 128) % COMMANDS.len()];
            argv.push(spec.name.as_bytes());
            rest.strip_prefix(b" ").unwrap_or(rest)
        }
        _ => line,
    };
    if argv.as_argv().is_empty() || !line.is_empty() {
        for word in split(line, b' ') {
            argv.push(&plain(&word));
        }
    }
    argv
}

/// The pieces between `sign`, marks of bytes to be taken as they are kept.
fn split(data: &[u8], sign: u8) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    let mut bytes = data.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte == sign {
            pieces.push(Vec::new());
            continue;
        }
        let piece = pieces.last_mut().expect("there is always one");
        piece.push(byte);
        if byte == AS_IT_IS {
            piece.extend(bytes.next());
        }
    }
    pieces
}

fn plain(word: &[u8]) -> Vec<u8> {
    let mut bytes = word.iter().copied();
    let mut plain = Vec::new();
    while let Some(byte) = bytes.next() {
        plain.extend(if byte == AS_IT_IS {
            bytes.next()
        } else {
            Some(byte)
        });
    }
    plain
}
