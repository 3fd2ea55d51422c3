//! The numbered and quoted format of a terminal.

use crate::wire::{quoted, reply::Reply};

pub(super) fn write(text: &mut Vec<u8>, reply: &Reply) {
    write_at(text, reply, 0);
}

/// Writes `reply`, whose first line stands at column `indent` already.
fn write_at(text: &mut Vec<u8>, reply: &Reply, indent: usize) {
    match reply {
        Reply::Simple(value) => line(text, value.as_bytes()),
        Reply::Error(value) => line(text, &[b"(error) ", value.as_slice()].concat()),
        Reply::Int(value) => line(text, format!("(integer) {value}").as_bytes()),
        Reply::Bulk(value) => line(text, quoted(value).as_bytes()),
        Reply::Verbatim(value) => line(text, value),
        Reply::Nil | Reply::NilArray => line(text, b"(nil)"),
        Reply::Array(items) if items.is_empty() => line(text, b"(empty array)"),
        Reply::Set(items) if items.is_empty() => line(text, b"(empty set)"),
        Reply::Push(items) if items.is_empty() => line(text, b"(empty push)"),
        Reply::Map(pairs) if pairs.is_empty() => line(text, b"(empty hash)"),
        Reply::Array(items) | Reply::Push(items) => {
            for (index, item) in items.iter().enumerate() {
                let inner = number(text, indent, index, items.len(), ')');
                write_at(text, item, inner);
            }
        }
        Reply::Set(items) => {
            for (index, item) in items.iter().enumerate() {
                let inner = number(text, indent, index, items.len(), '~');
                write_at(text, item, inner);
            }
        }
        Reply::Map(pairs) => {
            for (index, (name, value)) in pairs.iter().enumerate() {
                let inner = number(text, indent, index, pairs.len(), '#');
                write_at(text, name, inner);
                text.pop();
                text.extend_from_slice(b" => ");
                if spans_lines(value) {
                    text.push(b'\n');
                    pad(text, inner);
                }
                write_at(text, value, inner);
            }
        }
    }
}

/// Writes an element's number and says at which column the element stands.
fn number(text: &mut Vec<u8>, indent: usize, index: usize, len: usize, sign: char) -> usize {
    if index > 0 {
        pad(text, indent);
    }
    let width = len.to_string().len();
    text.extend_from_slice(format!("{:width$}{sign} ", index + 1).as_bytes());
    indent + width + 2
}

/// Whether a map's value starts on a line of its own: it does when it needs more than one.
fn spans_lines(value: &Reply) -> bool {
    match value {
        Reply::Array(items) | Reply::Set(items) | Reply::Push(items) => {
            items.len() > 1 || items.first().is_some_and(spans_lines)
        }
        Reply::Map(pairs) => pairs.len() > 1 || pairs.first().is_some_and(|(_, value)| spans_lines(value)),
        _ => false,
    }
}

fn pad(text: &mut Vec<u8>, columns: usize) {
    text.resize(text.len() + columns, b' ');
}

fn line(text: &mut Vec<u8>, value: &[u8]) {
    text.extend_from_slice(value);
    text.push(b'\n');
}
