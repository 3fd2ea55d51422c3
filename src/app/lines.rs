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

    /// The next line in this direction that begins with what was typed before one began to go through them; `draft`
    /// is what stands in the prompt. Behind the newest comes what was typed again.
    pub fn recall(&mut self, way: Way, draft: &str) -> Option<String> {
        let (at, kept) = self.at.take().unwrap_or((self.lines.len(), draft.to_owned()));
        let fits = |to: &usize| {
            let line = self.lines.get(*to);
            line.is_some_and(|line| line.starts_with(&kept) && line != draft)
        };
        let to = match way {
            Way::Previous => (0..at).rev().find(fits),
            Way::Next if at == self.lines.len() => None,
            Way::Next => (at + 1..self.lines.len()).find(fits).or(Some(self.lines.len())),
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

    /// The next line that contains `part` in any case, with its place: from the newest on, or on from `from` in this
    /// direction. A line that reads as `shown` is passed over.
    pub fn search(
        &self,
        part: &str,
        way: Way,
        from: Option<usize>,
        shown: Option<&str>,
    ) -> Option<(usize, &str)> {
        let part = part.to_lowercase();
        let fits = |at: &usize| {
            let line = self.lines.get(*at);
            line.is_some_and(|line| Some(line.as_str()) != shown && line.to_lowercase().contains(&part))
        };
        let at = match (way, from) {
            (Way::Previous, from) => (0..from.unwrap_or(self.lines.len())).rev().find(fits),
            (Way::Next, Some(from)) => (from + 1..self.lines.len()).find(fits),
            (Way::Next, None) => None,
        }?;
        Some((at, self.lines.get(at)?))
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

    fn three() -> Lines {
        let mut lines = Lines::default();
        assert!(
            lines.add("XADD s 1") && lines.add("XLEN s") && !lines.add("XLEN s") && lines.add("XADD s 2")
        );
        lines
    }

    #[test]
    fn one_goes_up_and_comes_back_to_the_draft() {
        let mut lines = three();
        assert_eq!(lines.recall(Way::Next, ""), None);
        assert_eq!(lines.recall(Way::Previous, "").as_deref(), Some("XADD s 2"));
        assert_eq!(lines.recall(Way::Previous, "XADD s 2").as_deref(), Some("XLEN s"));
        assert_eq!(lines.recall(Way::Previous, "XLEN s").as_deref(), Some("XADD s 1"));
        assert_eq!(lines.recall(Way::Previous, "XADD s 1"), None);
        assert_eq!(lines.recall(Way::Next, "XADD s 1").as_deref(), Some("XLEN s"));
        assert_eq!(lines.recall(Way::Next, "XLEN s").as_deref(), Some("XADD s 2"));
        assert_eq!(lines.recall(Way::Next, "XADD s 2").as_deref(), Some(""));
    }

    #[test]
    fn only_lines_that_begin_as_the_draft_are_gone_through() {
        let mut lines = three();
        assert_eq!(lines.recall(Way::Previous, "XAD").as_deref(), Some("XADD s 2"));
        assert_eq!(
            lines.recall(Way::Previous, "XADD s 2").as_deref(),
            Some("XADD s 1")
        );
        assert_eq!(lines.recall(Way::Previous, "XADD s 1"), None);
        assert_eq!(lines.recall(Way::Next, "XADD s 1").as_deref(), Some("XADD s 2"));
        assert_eq!(lines.recall(Way::Next, "XADD s 2").as_deref(), Some("XAD"));
    }

    #[test]
    fn a_search_goes_back_and_forth() {
        let lines = three();
        assert_eq!(
            lines.search("xad", Way::Previous, None, None),
            Some((2, "XADD s 2"))
        );
        assert_eq!(
            lines.search("xad", Way::Previous, Some(2), None),
            Some((0, "XADD s 1"))
        );
        assert_eq!(
            lines.search("xad", Way::Next, Some(0), None),
            Some((2, "XADD s 2"))
        );
        assert_eq!(lines.search("xad", Way::Previous, Some(0), None), None);
        assert_eq!(
            lines.search("xad", Way::Previous, None, Some("XADD s 2")),
            Some((0, "XADD s 1"))
        );
    }
}
