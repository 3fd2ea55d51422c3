//! A command's arguments: bytes and ranges into them. Borrowed while a command runs, owned only when it is
//! blocked, queued or journalled. No meaning is attached here.

use std::ops::Range;

/// Arguments as ranges into one buffer, borrowed from whoever read them.
#[derive(Clone, Copy, Debug)]
pub struct Argv<'a> {
    bytes: &'a [u8],
    ranges: &'a [Range<usize>],
}

impl<'a> Argv<'a> {
    /// Arguments that lie in `bytes` at `ranges`. Every range must lie inside `bytes`.
    pub fn new(bytes: &'a [u8], ranges: &'a [Range<usize>]) -> Self {
        Argv { bytes, ranges }
    }

    /// How many arguments there are, the command's name included.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The argument at `index`, 0 being the command's name.
    pub fn get(&self, index: usize) -> Option<&'a [u8]> {
        self.ranges.get(index).map(|range| &self.bytes[range.clone()])
    }

    /// All arguments in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &'a [u8]> + use<'a> {
        let bytes = self.bytes;
        self.ranges.iter().map(move |range| &bytes[range.clone()])
    }

    /// An owned copy that holds only the arguments' own bytes.
    pub fn to_owned(&self) -> ArgvBuf {
        self.iter().collect()
    }
}

/// Owned arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArgvBuf {
    bytes: Vec<u8>,
    ranges: Vec<Range<usize>>,
}

impl ArgvBuf {
    /// About how many bytes of memory it takes.
    pub fn weight(&self) -> u64 {
        (size_of::<Self>() + self.bytes.len() + self.ranges.len() * size_of::<Range<usize>>()) as u64
    }

    /// Adds one argument at the end.
    pub fn push(&mut self, argument: &[u8]) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(argument);
        self.ranges.push(start..self.bytes.len());
    }

    /// The arguments, borrowed.
    pub fn as_argv(&self) -> Argv<'_> {
        Argv::new(&self.bytes, &self.ranges)
    }
}

impl<A: AsRef<[u8]>> FromIterator<A> for ArgvBuf {
    fn from_iter<I: IntoIterator<Item = A>>(arguments: I) -> Self {
        let mut owned = ArgvBuf::default();
        for argument in arguments {
            owned.push(argument.as_ref());
        }
        owned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_owned_copy_holds_the_same_arguments() {
        let bytes = b"XADD s * f v";
        let ranges = [0..4, 5..6, 7..8, 9..10, 11..12];
        let argv = Argv::new(bytes, &ranges);
        let owned = argv.to_owned();
        assert!(argv.iter().eq(owned.as_argv().iter()));
        assert_eq!(owned, ["XADD", "s", "*", "f", "v"].iter().collect());
    }
}
