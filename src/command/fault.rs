//! What is wrong with a command: Redis's exact text, and for the learner the place and what was expected there.
//! Advice is built from it in `assist`.

use std::borrow::Cow;

use nom::error::{ErrorKind, ParseError};

use super::args::Args;

/// An error reply and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The reply's text, its code (`ERR`, `WRONGTYPE`, …) included. Bytes, because it may echo an argument.
    pub text: Cow<'static, [u8]>,
    /// The argument it is about, 0 being the command's name; one past the last for something missing.
    pub at: Option<usize>,
    /// What should have stood there, as a phrase: "a number of entries".
    pub want: Option<&'static str>,
}

/// `ERR syntax error`
pub const SYNTAX: &str = "ERR syntax error";
/// A number was expected.
pub const NOT_AN_INTEGER: &str = "ERR value is not an integer or out of range";
/// An ID was expected.
pub const INVALID_ID: &str = "ERR Invalid stream ID specified as stream command argument";
/// The key holds another type.
pub const WRONG_TYPE: &str = "WRONGTYPE Operation against a key holding the wrong kind of value";
/// There is no such key, where one is needed.
pub const NO_SUCH_KEY: &str = "ERR no such key";

/// DEBUG is not allowed, which is said before anything else about it.
pub const PROTECTED: &str = "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\", you \
                             can run it from a local connection, otherwise you need to set this option in the \
                             configuration file, and then restart the server.";

impl Fault {
    /// A fault with a fixed text that is about no argument in particular.
    pub const fn new(text: &'static str) -> Fault {
        Fault {
            text: Cow::Borrowed(text.as_bytes()),
            at: None,
            want: None,
        }
    }

    /// A fault whose text was composed.
    pub fn composed(text: impl Into<Vec<u8>>) -> Fault {
        Fault {
            text: Cow::Owned(text.into()),
            at: None,
            want: None,
        }
    }

    /// The same fault, about the argument at `at`.
    #[must_use]
    pub const fn at(mut self, at: usize) -> Fault {
        self.at = Some(at);
        self
    }

    /// The same fault, with what was expected.
    #[must_use]
    pub const fn want(mut self, want: &'static str) -> Fault {
        self.want = Some(want);
        self
    }

    /// The text as far as it is readable.
    pub fn message(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.text)
    }
}

impl<'a> ParseError<Args<'a>> for Fault {
    fn from_error_kind(args: Args<'a>, _: ErrorKind) -> Fault {
        Fault::new(SYNTAX).at(args.at())
    }

    fn append(_: Args<'a>, _: ErrorKind, other: Fault) -> Fault {
        other
    }
}

/// Bytes as `%s` prints them: up to the first NUL.
pub fn c_string(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| *byte == 0).next().unwrap_or_default()
}
