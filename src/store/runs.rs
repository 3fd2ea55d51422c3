//! An ordered map in shared runs: cloning it copies one pointer per 128 items, and writing afterwards copies only
//! the run that is written. Streams, pending lists, lists and the keyspace stand on it, and so does cheap undo.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::sync::Arc;

/// The most items in one run. Redis's own nodes hold about as many; larger runs would make the first write after
/// a clone slower, smaller ones the clone itself.
const RUN: usize = 128;

/// An ordered map with cheap clones.
#[derive(Clone, Debug)]
pub struct Runs<K, V> {
    /// In order; none is empty.
    runs: Vec<Arc<Vec<(K, V)>>>,
    len: usize,
}

impl<K, V> Default for Runs<K, V> {
    fn default() -> Self {
        Runs {
            runs: Vec::new(),
            len: 0,
        }
    }
}

impl<K: Ord + Clone, V: Clone> Runs<K, V> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The smallest key and its value.
    pub fn first(&self) -> Option<(&K, &V)> {
        self.runs.first().and_then(|run| run.first()).map(pair)
    }

    /// The largest key and its value.
    pub fn last(&self) -> Option<(&K, &V)> {
        self.runs.last().and_then(|run| run.last()).map(pair)
    }

    /// The value of the largest key, to be changed.
    pub fn last_mut(&mut self) -> Option<&mut V> {
        let run = self.runs.last_mut()?;
        Arc::make_mut(run).last_mut().map(|(_, value)| value)
    }

    /// The value at `key`.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (run, at) = self.find(key).ok()?;
        Some(&self.runs[run][at].1)
    }

    /// Whether there is a value at `key`.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// The value at `key`, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let (run, at) = self.find(key).ok()?;
        Some(&mut Arc::make_mut(&mut self.runs[run])[at].1)
    }

    /// Puts `value` at `key` and gives back what stood there.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(place) => Some(self.replace(place, value)),
            Err((run, at)) => {
                self.insert_at(run, at, (key, value));
                None
            }
        }
    }

    /// As [`insert`](Self::insert), for a key of which an owned one is made only if it is new.
    pub fn put<Q: Ord + ?Sized>(&mut self, key: &Q, value: V) -> Option<V>
    where
        K: Borrow<Q> + for<'q> From<&'q Q>,
    {
        match self.find(key) {
            Ok(place) => Some(self.replace(place, value)),
            Err((run, at)) => {
                self.insert_at(run, at, (key.into(), value));
                None
            }
        }
    }

    /// Takes `key` out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (run, at) = self.find(key).ok()?;
        let (_, value) = Arc::make_mut(&mut self.runs[run]).remove(at);
        self.len -= 1;
        self.tidy(run);
        Some(value)
    }

    /// Takes the smallest key out.
    pub fn pop_first(&mut self) -> Option<(K, V)> {
        let run = self.runs.first_mut()?;
        let item = Arc::make_mut(run).remove(0);
        self.len -= 1;
        self.tidy(0);
        Some(item)
    }

    /// The item at this place in order.
    pub fn nth(&self, mut index: usize) -> Option<(&K, &V)> {
        for run in &self.runs {
            match run.get(index) {
                Some(item) => return Some(pair(item)),
                None => index -= run.len(),
            }
        }
        None
    }

    /// All items in order.
    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.runs.iter().flat_map(|run| run.iter()).map(pair)
    }

    /// The items from `key` on, in order.
    pub fn from<Q: Ord + ?Sized>(&self, key: &Q) -> impl Iterator<Item = (&K, &V)> + use<'_, K, V, Q>
    where
        K: Borrow<Q>,
    {
        let (run, at) = self.find(key).unwrap_or_else(|place| place);
        self.forward(run, at)
    }

    /// The items from the last one at or before `key` on, in order; from the first if there is none before.
    pub fn from_floor<Q: Ord + ?Sized>(&self, key: &Q) -> impl Iterator<Item = (&K, &V)> + use<'_, K, V, Q>
    where
        K: Borrow<Q>,
    {
        let (run, at) = match self.find(key) {
            Ok(place) => place,
            Err((run, at)) => self.step_back(run, at).unwrap_or((0, 0)),
        };
        self.forward(run, at)
    }

    /// The items at or before `key`, in descending order.
    pub fn down_from<Q: Ord + ?Sized>(&self, key: &Q) -> impl Iterator<Item = (&K, &V)> + use<'_, K, V, Q>
    where
        K: Borrow<Q>,
    {
        let (run, end) = match self.find(key) {
            Ok((run, at)) => (run, at + 1),
            Err(place) => place,
        };
        let here = self.runs.get(run).map_or(&[][..], |items| &items[..end]);
        let before = self.runs[..run.min(self.runs.len())].iter().rev();
        here.iter()
            .rev()
            .chain(before.flat_map(|items| items.iter().rev()))
            .map(pair)
    }

    fn forward(&self, run: usize, at: usize) -> impl Iterator<Item = (&K, &V)> {
        let here = self.runs.get(run).map_or(&[][..], |items| &items[at..]);
        let after = self.runs.get(run + 1..).unwrap_or_default().iter();
        here.iter().chain(after.flat_map(|items| items.iter())).map(pair)
    }

    fn step_back(&self, run: usize, at: usize) -> Option<(usize, usize)> {
        match at.checked_sub(1) {
            Some(at) => Some((run, at)),
            None => run.checked_sub(1).map(|run| (run, self.runs[run].len() - 1)),
        }
    }

    /// Where `key` is, or where it would go.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<(usize, usize), (usize, usize)>
    where
        K: Borrow<Q>,
    {
        let to_key = |(other, _): &(K, V)| other.borrow().cmp(key);
        // Most writes and reads happen at the end.
        let run = match self.runs.last() {
            None => return Err((0, 0)),
            Some(last) if to_key(&last[0]).is_le() => self.runs.len() - 1,
            Some(_) => self
                .runs
                .partition_point(|run| run.last().is_some_and(|item| to_key(item).is_lt())),
        };
        let (last, before) = self.runs[run].split_last().expect("no run is empty");
        match to_key(last) {
            Ordering::Less => Err((run, before.len() + 1)),
            Ordering::Equal => Ok((run, before.len())),
            Ordering::Greater => match before.binary_search_by(to_key) {
                Ok(at) => Ok((run, at)),
                Err(at) => Err((run, at)),
            },
        }
    }

    fn replace(&mut self, (run, at): (usize, usize), value: V) -> V {
        let slot = &mut Arc::make_mut(&mut self.runs[run])[at];
        std::mem::replace(&mut slot.1, value)
    }

    fn insert_at(&mut self, run: usize, at: usize, item: (K, V)) {
        self.len += 1;
        let last = self.runs.len().checked_sub(1) == Some(run);
        let Some(items) = self.runs.get_mut(run) else {
            return self.runs.push(Arc::new(vec![item]));
        };
        if items.len() < RUN {
            return Arc::make_mut(items).insert(at, item);
        }
        if at == RUN && last {
            // Appending leaves full runs behind, so that what only grows stays dense.
            return self.runs.push(Arc::new(vec![item]));
        }
        let items = Arc::make_mut(items);
        let mut right = items.split_off(RUN / 2);
        if at <= items.len() {
            items.insert(at, item);
        } else {
            right.insert(at - items.len(), item);
        }
        self.runs.insert(run + 1, Arc::new(right));
    }

    /// After a removal: drops an empty run, and joins a sparse one with the next.
    fn tidy(&mut self, run: usize) {
        let len = self.runs[run].len();
        if len == 0 {
            self.runs.remove(run);
        } else if len < RUN / 4 && self.runs.get(run + 1).is_some_and(|next| next.len() < RUN / 2) {
            let next = self.runs.remove(run + 1);
            Arc::make_mut(&mut self.runs[run]).extend(next.iter().cloned());
        }
    }
}

fn pair<K, V>((key, value): &(K, V)) -> (&K, &V) {
    (key, value)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_an_ordered_map(steps in proptest::collection::vec((0u16..600, any::<bool>()), 0..1500), probe in 0u16..600) {
            let mut runs = Runs::default();
            let mut model = BTreeMap::new();
            for (step, (key, add)) in steps.into_iter().enumerate() {
                if add {
                    prop_assert_eq!(runs.insert(key, step), model.insert(key, step));
                } else {
                    prop_assert_eq!(runs.remove(&key), model.remove(&key));
                }
            }
            prop_assert_eq!(runs.len(), model.len());
            prop_assert!(runs.iter().eq(model.iter()));
            prop_assert!(runs.from(&probe).eq(model.range(probe..)));
            prop_assert!(runs.down_from(&probe).eq(model.range(..=probe).rev()));
            let floor = model.range(..=probe).next_back().map_or(0, |(key, _)| *key);
            prop_assert!(runs.from_floor(&probe).eq(model.range(floor..)));
            prop_assert_eq!(runs.get(&probe), model.get(&probe));
            prop_assert_eq!(runs.nth(usize::from(probe)), model.iter().nth(usize::from(probe)));
            prop_assert_eq!(runs.pop_first(), model.pop_first());
        }
    }

    #[test]
    fn a_clone_does_not_see_later_writes() {
        let mut runs: Runs<u32, u32> = Runs::default();
        for key in 0..1000 {
            runs.insert(key, key);
        }
        let before = runs.clone();
        runs.remove(&500);
        *runs.get_mut(&1).unwrap() = 7;
        *runs.last_mut().unwrap() = 8;
        assert!(
            before
                .iter()
                .eq((0..1000).map(|key| (key, key)).collect::<BTreeMap<_, _>>().iter())
        );
        assert_eq!(
            (runs.get(&1), runs.get(&500), runs.get(&999)),
            (Some(&7), None, Some(&8))
        );
    }
}
