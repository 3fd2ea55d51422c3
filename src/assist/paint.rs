//! Colours: what each word of a line is.

use std::ops::Range;

use crate::command::Version;

/// What a word is; a theme gives it a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A command's or subcommand's name.
    Command,
    /// A fixed word, such as `COUNT`.
    Word,
    /// A key or a channel.
    Key,
    /// A consumer group.
    Group,
    /// A consumer.
    Consumer,
    /// An entry's ID.
    Id,
    /// A field's name.
    Field,
    /// Free text.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// The first thing that is wrong.
    Fault,
}

/// The words of `line` with what they are, in order; blanks are left out.
pub fn paint(_line: &str, _profile: Version) -> Vec<(Range<usize>, Role)> {
    Vec::new()
}
