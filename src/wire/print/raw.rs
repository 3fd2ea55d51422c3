//! Bare values, one per line: the format for pipes.

use super::joined;
use crate::wire::reply::Reply;

pub(super) fn write(text: &mut Vec<u8>, reply: &Reply) {
    value(text, reply);
    text.push(b'\n');
}

fn value(text: &mut Vec<u8>, reply: &Reply) {
    match reply {
        Reply::Array(items) | Reply::Set(items) | Reply::Push(items) => joined(text, items, b"\n", value),
        Reply::Map(pairs) => {
            for (index, (name, item)) in pairs.iter().enumerate() {
                if index > 0 {
                    text.push(b'\n');
                }
                value(text, name);
                text.push(b' ');
                value(text, item);
            }
        }
        single => text.extend(single.text().unwrap_or_default()),
    }
    if reply.is_error() {
        // redis-cli ends an error's own line, so that a blank one follows.
        text.push(b'\n');
    }
}
