//! The argument slice as nom's input: the parsers of every command run over whole arguments, not characters.

use std::iter::Enumerate;

use nom::{Input, Needed};

use super::profile::Version;
use crate::wire::Argv;

/// A stretch of a command's arguments that is still to be parsed.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    argv: Argv<'a>,
    from: usize,
    to: usize,
    profile: Version,
}

/// One argument and its place in the command, 0 being the command's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// The argument's bytes.
    pub bytes: &'a [u8],
    /// Its place.
    pub at: usize,
}

impl<'a> Args<'a> {
    /// The arguments of `argv` from `from` on, to be read as a server of this version reads them.
    pub fn new(argv: Argv<'a>, from: usize, profile: Version) -> Self {
        Args {
            argv,
            from: from.min(argv.len()),
            to: argv.len(),
            profile,
        }
    }

    /// Nothing, at the end of the same command.
    #[must_use]
    pub fn none(&self) -> Self {
        Args {
            from: self.to,
            ..*self
        }
    }

    /// The version whose grammar applies.
    pub fn profile(&self) -> Version {
        self.profile
    }

    /// The whole command these arguments belong to.
    pub fn argv(&self) -> Argv<'a> {
        self.argv
    }

    /// How many arguments are left.
    pub fn len(&self) -> usize {
        self.to - self.from
    }

    /// Whether none are left.
    pub fn is_empty(&self) -> bool {
        self.from == self.to
    }

    /// The place of the next argument, or the place behind the last one.
    pub fn at(&self) -> usize {
        self.from
    }

    /// The next argument, without taking it.
    pub fn peek(&self) -> Option<Word<'a>> {
        self.words().next()
    }

    /// The arguments left, in order.
    pub fn words(&self) -> Words<'a> {
        Words {
            argv: self.argv,
            from: self.from,
            to: self.to,
        }
    }
}

/// The arguments of an [`Args`], one by one.
#[derive(Clone, Debug)]
pub struct Words<'a> {
    argv: Argv<'a>,
    from: usize,
    to: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = Word<'a>;

    fn next(&mut self) -> Option<Word<'a>> {
        if self.from >= self.to {
            return None;
        }
        let at = self.from;
        self.from += 1;
        self.argv.get(at).map(|bytes| Word { bytes, at })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.to - self.from, Some(self.to - self.from))
    }
}

impl ExactSizeIterator for Words<'_> {}

impl<'a> Input for Args<'a> {
    type Item = Word<'a>;
    type Iter = Words<'a>;
    type IterIndices = Enumerate<Words<'a>>;

    fn input_len(&self) -> usize {
        self.len()
    }

    fn take(&self, index: usize) -> Self {
        Args {
            to: self.from + index,
            ..*self
        }
    }

    fn take_from(&self, index: usize) -> Self {
        Args {
            from: self.from + index,
            ..*self
        }
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.words().position(predicate)
    }

    fn iter_elements(&self) -> Self::Iter {
        self.words()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.words().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if count <= self.len() {
            Ok(count)
        } else {
            Err(Needed::new(count - self.len()))
        }
    }
}
