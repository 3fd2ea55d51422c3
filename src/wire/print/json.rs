//! One line of JSON, as redis-cli's `--json`: strings keep their bytes, errors stand as `error:"…"`.

use super::joined;
use crate::wire::reply::Reply;

pub(super) fn write(text: &mut Vec<u8>, reply: &Reply) {
    value(text, reply);
    text.push(b'\n');
}

fn value(text: &mut Vec<u8>, reply: &Reply) {
    match reply {
        Reply::Simple(word) => string(text, word.as_bytes()),
        Reply::Bulk(bytes) | Reply::Verbatim(bytes) => string(text, bytes),
        Reply::Error(message) => {
            text.extend_from_slice(b"error:");
            string(text, message);
        }
        Reply::Int(number) => text.extend_from_slice(number.to_string().as_bytes()),
        Reply::Nil | Reply::NilArray => text.extend_from_slice(b"null"),
        Reply::Array(items) | Reply::Set(items) | Reply::Push(items) => {
            text.push(b'[');
            joined(text, items, b",", value);
            text.push(b']');
        }
        Reply::Map(pairs) => {
            text.push(b'{');
            for (index, (name, item)) in pairs.iter().enumerate() {
                if index > 0 {
                    text.push(b',');
                }
                value(text, name);
                text.push(b':');
                value(text, item);
            }
            text.push(b'}');
        }
    }
}

fn string(text: &mut Vec<u8>, bytes: &[u8]) {
    text.push(b'"');
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => text.extend_from_slice(&[b'\\', byte]),
            b'\n' => text.extend_from_slice(b"\\n"),
            b'\r' => text.extend_from_slice(b"\\r"),
            b'\t' => text.extend_from_slice(b"\\t"),
            0x08 => text.extend_from_slice(b"\\b"),
            0x0c => text.extend_from_slice(b"\\f"),
            0x00..=0x1f => text.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => text.push(byte),
        }
    }
    text.push(b'"');
}
