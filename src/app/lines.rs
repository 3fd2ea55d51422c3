//! The lines typed before, shared by all terminals: going through them and searching them. Keeping them on disk is
//! the host's matter.

use super::message::Way;

/// The most lines remembered.
const MOST: usize = 2000;

/// The history of typed lines.
#[derive(Debug, Default)]
pub struct Lines {
    lines: Vec<String>,
    /// Where one stands while going through them, and the draft one came from.
    at: Option<(usize, String)>,
}

impl Lines {
    /// A history that begins with `lines`, oldest first.
    pub fn new(lines: Vec<String>) -> Lines {
        Lines { lines, at: None }
    }

    /// Adds a line; a repetition of the last one, or one that begins with a blank, is not kept. Tells whether it was.
    pub fn add(&mut self, line: &str) -> bool {
        self.at = None;
        let kept =
            !line.starts_with(' ') && !line.is_empty() && self.lines.last().is_none_or(|last| last != line);
        if kept {
            self.lines.push(line.to_owned());
            if self.lines.len() > MOST {
                self.lines.remove(0);
            }
        }
        kept
    }

    /// The line one step on, when `draft` is what stands in the prompt. Behind the newest comes the draft again.
    pub fn recall(&mut self, way: Way, draft: &str) -> Option<String> {
        let (at, kept) = self.at.take().unwrap_or((self.lines.len(), draft.to_owned()));
        let to = match way {
            Way::Previous => at.checked_sub(1),
            Way::Next => Some(at + 1).filter(|to| *to <= self.lines.len()),
        };
        let Some(to) = to else {
            self.at = (at < self.lines.len()).then_some((at, kept));
            return None;
        };
        if to == self.lines.len() {
            return Some(kept);
        }
        self.at = Some((to, kept));
        self.lines.get(to).cloned()
    }

    /// One begins anew at the end.
    pub fn leave(&mut self) {
        self.at = None;
    }

    /// The newest line before `before` that contains `part`, with its place.
    pub fn search(&self, part: &str, before: usize) -> Option<(usize, &str)> {
        let lines = self.lines.iter().enumerate().take(before).rev();
        lines
            .map(|(at, line)| (at, line.as_str()))
            .find(|(_, line)| line.contains(part))
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_up_and_comes_back_to_the_draft() {
        let mut lines = Lines::default();
        assert!(lines.add("one") && lines.add("two") && !lines.add("two"));
        assert_eq!(lines.recall(Way::Next, "dra"), None);
        assert_eq!(lines.recall(Way::Previous, "dra").as_deref(), Some("two"));
        assert_eq!(lines.recall(Way::Previous, "two").as_deref(), Some("one"));
        assert_eq!(lines.recall(Way::Previous, "one"), None);
        assert_eq!(lines.recall(Way::Next, "one").as_deref(), Some("two"));
        assert_eq!(lines.recall(Way::Next, "two").as_deref(), Some("dra"));
        assert_eq!(lines.search("n", 2), Some((0, "one")));
    }
}
