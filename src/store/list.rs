//! A list of values, pushed and popped at both ends. Never empty while it is a key: the keyspace removes it.

use super::bytes::Bytes;
use super::runs::Runs;

/// A list. Its elements stand at consecutive positions that may go below zero.
#[derive(Clone, Debug, Default)]
pub struct List {
    elements: Runs<i64, Bytes>,
    /// Bytes in all elements.
    bytes: u64,
}

/// What an element weighs beside its bytes.
const ELEMENT: u64 = 24;

/// An end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The head: LPUSH, LPOP.
    Left,
    /// The tail: RPUSH, RPOP.
    Right,
}

impl List {
    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// Puts `value` at one end.
    pub fn push(&mut self, end: End, value: Bytes) {
        let at = match end {
            End::Left => self.elements.first().map_or(0, |(at, _)| at - 1),
            End::Right => self.elements.last().map_or(0, |(at, _)| at + 1),
        };
        self.bytes += value.len() as u64;
        self.elements.insert(at, value);
    }

    /// Takes the value at one end.
    pub fn pop(&mut self, end: End) -> Option<Bytes> {
        let at = match end {
            End::Left => *self.elements.first()?.0,
            End::Right => *self.elements.last()?.0,
        };
        let value = self.elements.remove(&at)?;
        self.bytes -= value.len() as u64;
        Some(value)
    }

    /// About how many bytes it holds.
    pub(super) fn weight(&self) -> u64 {
        self.bytes + ELEMENT * self.len() as u64
    }

    /// The elements from `start` to `stop`, both counted from 0, or from the end when negative (−1 is the last).
    pub fn range(&self, start: i64, stop: i64) -> impl Iterator<Item = &Bytes> {
        let len = i64::try_from(self.len()).unwrap_or(i64::MAX);
        // Clamped, so that no index however wild can overflow below.
        let from_head = |index: i64| {
            if index < 0 {
                index.saturating_add(len)
            } else {
                index
            }
        };
        let start = from_head(start).clamp(0, len);
        let end = from_head(stop).clamp(-1, len - 1) + 1;
        let head = self.elements.first().map_or(0, |(at, _)| *at);
        let count = usize::try_from(end - start).unwrap_or_default();
        let elements = self.elements.from(&(head + start)).take(count);
        elements.map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ends_and_negative_indexes() {
        let mut list = List::default();
        for word in ["b", "c"] {
            list.push(End::Right, word.into());
        }
        list.push(End::Left, "a".into());
        let words = |start, stop| {
            list.range(start, stop)
                .map(|word| word[0] as char)
                .collect::<String>()
        };
        assert_eq!(
            (words(0, -1), words(-2, 9), words(1, 1), words(2, 1), words(5, 9)),
            (
                "abc".into(),
                "bc".into(),
                "b".into(),
                String::new(),
                String::new()
            )
        );
        for (start, stop, found) in [
            (i64::MIN, i64::MAX, "abc"),
            (i64::MAX, i64::MIN, ""),
            (i64::MIN, i64::MIN, ""),
        ] {
            assert_eq!(words(start, stop), found);
        }
        assert_eq!(list.pop(End::Left), Some("a".into()));
        assert_eq!(list.pop(End::Right), Some("c".into()));
        assert_eq!(list.len(), 1);
    }
}
