//! One flat, comma-separated line.

use super::joined;
use crate::wire::{quoted, reply::Reply};

pub(super) fn write(text: &mut Vec<u8>, reply: &Reply) {
    value(text, reply);
    text.push(b'\n');
}

fn value(text: &mut Vec<u8>, reply: &Reply) {
    match reply {
        Reply::Simple(word) => text.extend_from_slice(quoted(word.as_bytes()).as_bytes()),
        Reply::Bulk(bytes) | Reply::Verbatim(bytes) => text.extend_from_slice(quoted(bytes).as_bytes()),
        Reply::Error(message) => {
            text.extend_from_slice(b"ERROR,");
            text.extend_from_slice(quoted(message).as_bytes());
        }
        Reply::Int(number) => text.extend_from_slice(number.to_string().as_bytes()),
        Reply::Nil | Reply::NilArray => text.extend_from_slice(b"NULL"),
        Reply::Array(_) | Reply::Set(_) | Reply::Push(_) | Reply::Map(_) => {
            joined(text, reply.elements(), b",", value);
        }
    }
}
