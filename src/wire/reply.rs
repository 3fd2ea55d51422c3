//! A reply as a tree, for those who read replies: the printers, lessons, tests. Commands never build one
//! themselves; they write to `Out`.

/// One reply, in RESP's terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// `+OK`
    Simple(String),
    /// `-ERR …`: the text without its sign. Bytes, because it may echo an argument.
    Error(Vec<u8>),
    /// `:5`
    Int(i64),
    /// `$5`: any bytes.
    Bulk(Vec<u8>),
    /// Text for people, printed without quotes: `$5`, in RESP3 `=9` and `txt:`.
    Verbatim(Vec<u8>),
    /// The null of a missing value: `$-1`, in RESP3 `_`.
    Nil,
    /// The null of a missing list: `*-1`, in RESP3 `_`.
    NilArray,
    /// `*2`
    Array(Vec<Reply>),
    /// `%2`, RESP3 only; names and values alternate.
    Map(Vec<(Reply, Reply)>),
    /// `~3`, RESP3 only: elements in no order.
    Set(Vec<Reply>),
    /// `>3`, RESP3 only: a message that answers no command.
    Push(Vec<Reply>),
}

impl Reply {
    /// A bulk string.
    pub fn bulk(bytes: impl AsRef<[u8]>) -> Reply {
        Reply::Bulk(bytes.as_ref().to_vec())
    }

    /// Whether this is an error reply.
    pub fn is_error(&self) -> bool {
        matches!(self, Reply::Error(_))
    }

    /// The elements of an array, a set, a push, or a map's names and values in turn; nothing for a single value.
    pub fn elements(&self) -> Vec<&Reply> {
        match self {
            Reply::Array(items) | Reply::Set(items) | Reply::Push(items) => items.iter().collect(),
            Reply::Map(pairs) => pairs.iter().flat_map(|(name, value)| [name, value]).collect(),
            _ => Vec::new(),
        }
    }

    /// The text of a single value, as it would print in `--raw`; `None` for lists and nulls.
    pub fn text(&self) -> Option<Vec<u8>> {
        match self {
            Reply::Simple(text) => Some(text.clone().into_bytes()),
            Reply::Bulk(bytes) | Reply::Verbatim(bytes) | Reply::Error(bytes) => Some(bytes.clone()),
            Reply::Int(number) => Some(number.to_string().into_bytes()),
            _ => None,
        }
    }
}
