//! Which part of an ordered list is shown: from where it was asked to begin, moved so that the row under the cursor is
//! in it, and never with room left over while there are rows before it.

/// A wish for a window on an ordered list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window<K> {
    /// Where it is to begin: at this item or the first one after it.
    pub top: K,
    /// The item that has to be in it, or the first one after it.
    pub cursor: Option<K>,
    /// How many rows there are.
    pub rows: usize,
}

impl<K: Ord + Clone> Window<K> {
    /// Where the window begins. `up` gives the items from a given one on, `down` those at or before it in descending
    /// order, from the last when there is none.
    pub(super) fn start<U, D>(&self, up: impl Fn(&K) -> U, down: impl Fn(Option<&K>) -> D) -> Option<K>
    where
        U: Iterator<Item = K>,
        D: Iterator<Item = K>,
    {
        let rows = self.rows.max(1);
        let top = match &self.cursor {
            Some(cursor) => self.top.clone().min(cursor.clone()),
            None => self.top.clone(),
        };
        let (mut first, mut last, mut count) = (None, None, 0);
        for item in up(&top).take(rows) {
            count += 1;
            if first.is_none() {
                first = Some(item.clone());
            }
            last = Some(item);
        }
        if count < rows {
            return down(None).take(rows).last();
        }
        match (&self.cursor, last) {
            (Some(cursor), Some(last)) if *cursor > last => {
                let at = up(cursor).next();
                down(at.as_ref()).take(rows).last()
            }
            _ => first,
        }
    }

    /// Which of the items shown is under the cursor.
    pub(super) fn cursor_at<'a>(&self, items: impl Iterator<Item = &'a K>) -> Option<usize>
    where
        K: 'a,
    {
        let cursor = self.cursor.as_ref()?;
        let mut last = None;
        for (at, item) in items.enumerate() {
            last = Some(at);
            if item >= cursor {
                break;
            }
        }
        last
    }
}

/// The item so many places from `from`, or the last one on the way there; `None` where there is nothing.
pub(super) fn step<K: Ord + Clone, U, D>(
    from: &K,
    by: isize,
    up: impl Fn(&K) -> U,
    down: impl Fn(Option<&K>) -> D,
) -> Option<K>
where
    U: Iterator<Item = K>,
    D: Iterator<Item = K>,
{
    // A cursor may stand where nothing is any more; it means what comes next, or the last.
    let here = up(from).next().or_else(|| down(None).next())?;
    let far = by.unsigned_abs() + 1;
    if by < 0 {
        down(Some(&here)).take(far).last()
    } else {
        up(&here).take(far).last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(top: u32, cursor: Option<u32>) -> Vec<u32> {
        let items: Vec<u32> = (1..=10).map(|at| at * 10).collect();
        let window = Window { top, cursor, rows: 4 };
        let up = |from: &u32| {
            let from = *from;
            items.clone().into_iter().filter(move |item| *item >= from)
        };
        let down = |from: Option<&u32>| {
            let from = from.copied().unwrap_or(u32::MAX);
            items.clone().into_iter().rev().filter(move |item| *item <= from)
        };
        let start = window.start(up, down).unwrap();
        items
            .iter()
            .copied()
            .filter(|item| *item >= start)
            .take(4)
            .collect()
    }

    #[test]
    fn it_follows_the_cursor_and_never_shows_less_than_it_could() {
        assert_eq!(shown(0, None), [10, 20, 30, 40]);
        assert_eq!(shown(25, None), [30, 40, 50, 60]);
        assert_eq!(shown(95, None), [70, 80, 90, 100]);
        assert_eq!(shown(50, Some(20)), [20, 30, 40, 50]);
        assert_eq!(shown(10, Some(40)), [10, 20, 30, 40]);
        assert_eq!(shown(10, Some(55)), [30, 40, 50, 60]);
        assert_eq!(shown(10, Some(500)), [70, 80, 90, 100]);
    }
}
