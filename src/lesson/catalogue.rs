//! The catalogue of what people get wrong about streams. Lessons name the misconceptions they meet; a test sees to it
//! that each is met.

/// One per line: its id, and what people believe.
const LIST: &str = include_str!("misconceptions.txt");

/// Every misconception: its id and what people believe.
pub fn misconceptions() -> impl Iterator<Item = (&'static str, &'static str)> {
    LIST.lines().filter_map(|line| line.split_once(": "))
}

pub(super) fn ids() -> impl Iterator<Item = &'static str> {
    misconceptions().map(|(id, _)| id)
}
