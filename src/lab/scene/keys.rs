//! Keys as rows: name, type, size.

use crate::store::{Bytes, Db, Value};

/// A key and what is under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyRow {
    /// Its name.
    pub key: Bytes,
    /// `stream`, `list` or `string`.
    pub kind: &'static str,
    /// Entries, elements or bytes.
    pub size: u64,
}

/// The first `most` keys in byte order.
pub(super) fn rows(db: &Db, most: usize) -> Vec<KeyRow> {
    db.iter()
        .take(most)
        .map(|(key, value)| KeyRow {
            key: key.clone(),
            kind: value.type_name(),
            size: size(value),
        })
        .collect()
}

fn size(value: &Value) -> u64 {
    match value {
        Value::Text(text) | Value::Grown(text) => text.len() as u64,
        Value::List(list) => list.len() as u64,
        Value::Stream(stream) => stream.len(),
    }
}
