//! Which terminals are seen at once. How many of them have room is the screen's matter.

use std::ops::Range;

/// How many terminals are to be seen at once, and from which one on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// How many; 1 is no split.
    pub count: usize,
    first: usize,
}

impl Default for Split {
    fn default() -> Self {
        Split { count: 1, first: 0 }
    }
}

impl Split {
    /// The most terminals that are seen at once.
    pub const MOST: usize = 4;

    /// The places of the terminals that are seen, the active one among them, when `fit` of them have room.
    pub fn shown(self, active: usize, terminals: usize, fit: usize) -> Range<usize> {
        let count = self.count.min(fit).clamp(1, terminals.max(1));
        let first = self.first.min(terminals.saturating_sub(count));
        let first = if active < first {
            active
        } else {
            first.max((active + 1).saturating_sub(count))
        };
        first..first + count
    }

    /// Moves the window no further than it must to have the active terminal in it.
    pub(super) fn follow(&mut self, active: usize, terminals: usize) {
        self.first = self.shown(active, terminals, self.count).start;
    }

    /// All terminals at once, or one again.
    pub(super) fn toggle(&mut self, terminals: usize) {
        self.count = if self.count > 1 {
            1
        } else {
            terminals.clamp(1, Split::MOST)
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_moves_no_further_than_it_must() {
        let mut split = Split { count: 3, first: 0 };
        let mut seen = Vec::new();
        for active in [0, 2, 3, 4, 2, 1, 0] {
            split.follow(active, 5);
            seen.push(split.shown(active, 5, 4).start);
        }
        assert_eq!(seen, [0, 0, 1, 2, 2, 1, 0]);
        assert_eq!(split.shown(2, 5, 1), 2..3);
        assert_eq!(split.shown(1, 2, 4), 0..2);
        assert_eq!(Split::default().shown(0, 0, 1), 0..1);
    }
}
