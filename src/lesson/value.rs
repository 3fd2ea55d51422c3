//! Values that statements compare: what a field of the state, a part of a reply or a variable holds. Numbers are
//! their text, as in Redis.

use super::model::{Path, PathStep};
use crate::wire::{Reply, shown};
use std::fmt::Display;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Text(Vec<u8>),
    List(Vec<Value>),
}

impl Value {
    pub(super) fn text(text: impl Display) -> Value {
        Value::Text(text.to_string().into_bytes())
    }

    /// As it is written in a sentence.
    pub(super) fn shown(&self) -> String {
        match self {
            Value::Null => "nothing".into(),
            Value::Text(text) => shown(text),
            Value::List(items) if items.is_empty() => "nothing".into(),
            Value::List(items) => {
                let items: Vec<String> = items.iter().map(Value::shown).collect();
                items.join(", ")
            }
        }
    }

    /// The part that `path` leads to; `None` when it leads nowhere. Every part of a null is null, so that a read which
    /// got nothing can be asked for its IDs.
    pub(super) fn part(&self, path: &Path) -> Option<Value> {
        part(self, &path.0)
    }
}

fn part(value: &Value, path: &[PathStep]) -> Option<Value> {
    let Some((step, rest)) = path.split_first() else {
        return Some(value.clone());
    };
    match (step, value) {
        (PathStep::At(index), Value::List(items)) => part(items.get(*index)?, rest),
        (PathStep::Each, Value::List(items)) => {
            let parts: Option<Vec<Value>> = items.iter().map(|item| part(item, rest)).collect();
            parts.map(Value::List)
        }
        (_, Value::Null) => Some(Value::Null),
        (_, Value::Text(_)) => None,
    }
}

impl From<&Reply> for Value {
    fn from(reply: &Reply) -> Value {
        match reply {
            Reply::Nil | Reply::NilArray => Value::Null,
            Reply::Array(_) | Reply::Set(_) | Reply::Push(_) | Reply::Map(_) => {
                Value::List(reply.elements().into_iter().map(Value::from).collect())
            }
            single => single.text().map_or(Value::Null, Value::Text),
        }
    }
}
