//! Values that statements compare: what a field of the state, a part of a reply or a variable holds. Numbers are
//! their text, as in Redis.

use crate::wire::Reply;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Null,
    Text(Vec<u8>),
    List(Vec<Value>),
}

impl Value {
    pub(super) fn text(text: impl ToString) -> Value {
        Value::Text(text.to_string().into_bytes())
    }
}

impl From<&Reply> for Value {
    fn from(reply: &Reply) -> Value {
        match reply {
            Reply::Nil | Reply::NilArray => Value::Null,
            Reply::Array(_) | Reply::Push(_) | Reply::Map(_) => {
                Value::List(reply.elements().into_iter().map(Value::from).collect())
            }
            single => single.text().map_or(Value::Null, Value::Text),
        }
    }
}
