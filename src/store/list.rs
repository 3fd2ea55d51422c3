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
        let (start, count) = self.span(start, stop);
        let elements = self.elements.from(&(self.head() + start)).take(count);
        elements.map(|(_, value)| value)
    }

    /// All elements, from this end on.
    pub fn iter_from(&self, end: End) -> impl Iterator<Item = &Bytes> {
        let (forward, backward) = match end {
            End::Left => (Some(self.elements.iter()), None),
            End::Right => (None, Some(self.elements.down_from(&i64::MAX))),
        };
        let forward = forward.into_iter().flatten();
        forward
            .chain(backward.into_iter().flatten())
            .map(|(_, value)| value)
    }

    /// The element at `index`, counted as in [`range`](Self::range).
    pub fn get(&self, index: i64) -> Option<&Bytes> {
        self.elements.get(&self.place(index)?)
    }

    /// Puts `value` in place of the element at `index`; says which one that is, counted from 0.
    pub fn set(&mut self, index: i64, value: Bytes) -> Option<usize> {
        let place = self.place(index)?;
        let slot = self.elements.get_mut(&place)?;
        self.bytes += value.len() as u64;
        self.bytes -= slot.len() as u64;
        *slot = value;
        usize::try_from(place - self.head()).ok()
    }

    /// Puts `value` before the element at `at`, counted from 0, or behind the last one. What is between it and the
    /// nearer end makes room.
    pub fn insert(&mut self, at: usize, value: Bytes) {
        let behind = self.len() - at;
        let (end, count) = if at < behind {
            (End::Left, at)
        } else {
            (End::Right, behind)
        };
        let moved: Vec<Bytes> = std::iter::from_fn(|| self.pop(end)).take(count).collect();
        self.push(end, value);
        moved.into_iter().rev().for_each(|value| self.push(end, value));
    }

    /// Takes out the elements that are `value`, at most so many of them, the first from this end; says how many.
    pub fn remove(&mut self, value: &[u8], end: End, most: usize) -> usize {
        let elements = self.iter_from(end).enumerate();
        let found = elements.filter(|(_, element)| ***element == *value).take(most);
        let Some((count, last)) = found.map(|(at, _)| at).enumerate().last() else {
            return 0;
        };
        let taken = std::iter::from_fn(|| self.pop(end)).take(last + 1);
        let kept: Vec<Bytes> = taken.filter(|element| **element != *value).collect();
        kept.into_iter().rev().for_each(|element| self.push(end, element));
        count + 1
    }

    /// Takes away all but the elements from `start` to `stop`, counted as in [`range`](Self::range); says how many.
    pub fn trim(&mut self, start: i64, stop: i64) -> usize {
        let (start, count) = self.span(start, stop);
        let len = self.len();
        let before = usize::try_from(start).unwrap_or_default().min(len);
        let before = if count == 0 { len } else { before };
        (0..before).for_each(|_| drop(self.pop(End::Left)));
        (before + count..len).for_each(|_| drop(self.pop(End::Right)));
        len - count
    }

    /// Where the first element stands.
    fn head(&self) -> i64 {
        self.elements.first().map_or(0, |(at, _)| *at)
    }

    /// Where the element at `index` stands, or would.
    fn place(&self, index: i64) -> Option<i64> {
        let len = i64::try_from(self.len()).unwrap_or(i64::MAX);
        let index = if index < 0 { index.checked_add(len)? } else { index };
        (0..len).contains(&index).then(|| self.head() + index)
    }

    /// The first element of a stretch, counted from 0, and how many there are.
    fn span(&self, start: i64, stop: i64) -> (i64, usize) {
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
        (start, usize::try_from(end - start).unwrap_or_default())
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
    fn list(words: &str) -> List {
        let mut list = List::default();
        for byte in words.bytes() {
            list.push(End::Right, vec![byte].into());
        }
        list
    }

    fn words(list: &List) -> String {
        let bytes: usize = list.range(0, -1).map(|word| word.len()).sum();
        assert_eq!(bytes as u64, list.bytes);
        list.range(0, -1).map(|word| word[0] as char).collect()
    }

    #[test]
    fn elements_come_and_go_in_the_middle() {
        for (at, wanted) in [
            (0, "xabcde"),
            (1, "axbcde"),
            (3, "abcxde"),
            (4, "abcdxe"),
            (5, "abcdex"),
        ] {
            let mut list = list("abcde");
            list.insert(at, "x".into());
            assert_eq!(words(&list), wanted);
        }
        for (end, most, count, wanted) in [
            (End::Left, 2, 2, "bcab"),
            (End::Right, 2, 2, "abcb"),
            (End::Left, usize::MAX, 3, "bcb"),
        ] {
            let mut list = list("abacab");
            assert_eq!(list.remove(b"a", end, most), count);
            assert_eq!(words(&list), wanted);
            assert_eq!(list.remove(b"z", end, most), 0);
        }
        for (start, stop, wanted) in [
            (1, -2, "bcd"),
            (0, 0, "a"),
            (-1, 9, "e"),
            (3, 1, ""),
            (9, 10, ""),
            (i64::MIN, i64::MAX, "abcde"),
        ] {
            let mut list = list("abcde");
            assert_eq!(list.trim(start, stop), 5 - wanted.len());
            assert_eq!(words(&list), wanted);
        }
    }

    #[test]
    fn elements_by_their_index() {
        let mut list = list("abc");
        for (index, wanted) in [
            (0, Some("a")),
            (-1, Some("c")),
            (3, None),
            (-4, None),
            (i64::MIN, None),
        ] {
            assert_eq!(list.get(index), wanted.map(Bytes::from).as_ref());
        }
        assert_eq!(list.set(-2, "x".into()), Some(1));
        assert_eq!(list.set(3, "y".into()), None);
        assert_eq!(words(&list), "axc");
        let back: Vec<&Bytes> = list.iter_from(End::Right).collect();
        assert_eq!(back, [&"c".into(), &"x".into(), &Bytes::from("a")]);
    }
}
