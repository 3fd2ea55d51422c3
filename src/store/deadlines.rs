//! When keys expire: by key and by time. That the keys exist is the keyspace's business.

use super::Millis;
use super::bytes::Bytes;
use super::runs::Runs;

/// The deadlines of one database's keys, Unix ms.
#[derive(Clone, Debug, Default)]
pub struct Deadlines {
    of: Runs<Bytes, Millis>,
    order: Runs<(Millis, Bytes), ()>,
}

impl Deadlines {
    /// How many keys have one.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether no key has one.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The earliest.
    pub fn next(&self) -> Option<Millis> {
        self.first().map(|(deadline, _)| deadline)
    }

    /// The earliest, and its key.
    pub(super) fn first(&self) -> Option<(Millis, &Bytes)> {
        self.order.first().map(|((deadline, key), ())| (*deadline, key))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Millis> {
        self.of.iter().map(|(_, deadline)| *deadline)
    }

    pub(super) fn get(&self, key: &[u8]) -> Option<Millis> {
        self.of.get(key).copied()
    }

    pub(super) fn set(&mut self, key: &[u8], deadline: Millis) {
        self.remove(key);
        let key = Bytes::from(key);
        self.order.insert((deadline, key.clone()), ());
        self.of.insert(key, deadline);
    }

    /// `false` if the key had none.
    pub(super) fn remove(&mut self, key: &[u8]) -> bool {
        // Asked at every removal of any key, and hardly ever is there anything.
        if self.of.is_empty() {
            return false;
        }
        let Some(deadline) = self.of.remove(key) else {
            return false;
        };
        self.order.remove(&(deadline, Bytes::from(key)));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_earliest_comes_first_and_a_key_has_one() {
        let mut deadlines = Deadlines::default();
        deadlines.set(b"a", 30);
        deadlines.set(b"b", 20);
        deadlines.set(b"b", 40);
        assert_eq!((deadlines.next(), deadlines.len()), (Some(30), 2));
        assert!(deadlines.remove(b"a") && !deadlines.remove(b"a"));
        assert_eq!((deadlines.next(), deadlines.get(b"b")), (Some(40), Some(40)));
    }
}
