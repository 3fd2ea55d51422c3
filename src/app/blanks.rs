//! The blanks in a line that a lesson has ready: what is typed takes their place, and Space, Tab and Enter lead from one
//! to the next.

use std::ops::Range;

use super::prompt::Prompt;
use super::state::State;
use crate::command::table;

/// What stands in a line where something is to be filled in.
pub(super) const BLANK: &str = "____";

impl State {
    /// The line that was ready gives way to the one that was typed into its blank.
    pub(super) fn give_way(&mut self, line: &str) {
        self.desk_mut().prompt.give_way(line);
        self.notice = Some("Ctrl-_ brings back the line that was ready".to_owned());
    }
}

impl Prompt {
    /// Replaces the line by one with blanks to be filled in; the cursor goes to the first.
    pub fn set_with_blanks(&mut self, text: &str) {
        self.set(text);
        if let Some(at) = text.find(BLANK) {
            self.put(text, at);
            self.blanks = true;
        }
    }

    /// Replaces the line that came ready by `line`. One step back the blank stands there again, empty.
    fn give_way(&mut self, line: &str) {
        let start = self.filled.unwrap_or_default();
        let blank = |text: &str| text.get(start..).is_some_and(|rest| rest.starts_with(BLANK));
        let ready = self.before.iter().rposition(|(text, ..)| blank(text));
        self.before.truncate(ready.map_or(self.before.len(), |at| at + 1));
        self.put(line, line.len());
        (self.blanks, self.typing) = (false, false);
    }

    /// Whether the line is the one that a step had ready, filled in or not.
    pub(super) fn came_ready(&self, line: &str) -> bool {
        self.blanks || (!line.is_empty() && self.text() == line)
    }

    /// Whether something in the line is still to be filled in.
    pub fn has_blank(&self) -> bool {
        self.next_blank().is_some()
    }

    /// Whether there is another blank than the one the cursor stands in.
    pub fn has_other_blank(&self) -> bool {
        self.next_blank() != self.blank_here()
    }

    /// The blank in which the cursor stands, its edges included.
    pub(super) fn blank_here(&self) -> Option<Range<usize>> {
        let at = self.cursor();
        self.blank_where(|blank| blank.start <= at && at <= blank.end)
    }

    /// The cursor goes to the next blank, from the last one to the first; `false` if there is none.
    pub(super) fn seek_blank(&mut self) -> bool {
        let Some(blank) = self.next_blank() else {
            return false;
        };
        let text = self.text().to_owned();
        self.put(&text, blank.start);
        true
    }

    /// The blank in which the cursor stands gives way to what is put there.
    pub(super) fn fill_blank(&mut self) {
        if let Some(blank) = self.blank_here() {
            let line = [&self.text()[..blank.start], &self.text()[blank.end..]].concat();
            self.put(&line, blank.start);
            self.filled = Some(blank.start);
        }
    }

    /// Whether a space leads to the next blank: not within a quoted text, of which it may be a part.
    pub(super) fn space_leads_on(&self) -> bool {
        let quoted = self.text()[..self.cursor()].matches('"').count() % 2 == 1;
        self.has_blank() && (!quoted || self.blank_here().is_some())
    }

    /// What was typed into a blank, with the space that ends it, if it begins another line: the line's own command
    /// again, any other command, or a `:` word. Who did not see that a line was ready, or wants something else first,
    /// types it there.
    pub(super) fn begun_again(&self) -> Option<String> {
        let word = format!("{} ", self.typed_into_blank()?);
        self.begins_again(&word).then_some(word)
    }

    /// What was typed into a blank and entered, if it is the name of a command or a `:` word: who enters that means it,
    /// and hears what it needs behind it.
    pub(super) fn whole_line(&self) -> Option<String> {
        let word = self.typed_into_blank()?;
        is_first_word(word).then(|| word.to_owned())
    }

    /// Whether this text begins with a command or a `:` word, and goes on, where a line came ready.
    pub(super) fn begins_again(&self, text: &str) -> bool {
        let first = |text: &str| text.split_once(' ').map(|(first, _)| first.to_ascii_lowercase());
        self.blanks
            && first(text).is_some_and(|word| {
                is_first_word(&word) || !word.is_empty() && first(self.text()) == Some(word)
            })
    }

    /// The word between the beginning of the blank that gave way last and the cursor, if a line stands before it.
    fn typed_into_blank(&self) -> Option<&str> {
        let start = self.filled.filter(|start| *start > 0)?;
        let word = self.text().get(start..self.cursor())?;
        let quoted = self.text()[..start].matches('"').count() % 2 == 1;
        (!quoted && !word.is_empty() && !word.contains(' ')).then_some(word)
    }

    /// The first blank behind the one the cursor stands in, or behind the cursor; else the first of all.
    fn next_blank(&self) -> Option<Range<usize>> {
        let at = self.cursor();
        let from = self.blank_here().map_or(at, |blank| blank.end);
        self.blank_where(|blank| blank.start >= from)
            .or_else(|| self.blank_where(|_| true))
    }

    fn blank_where(&self, wanted: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
        let blanks = self.text().match_indices(BLANK).filter(|_| self.blanks);
        blanks.map(|(at, _)| at..at + BLANK.len()).find(wanted)
    }
}

/// Whether lines begin so: with the name of a command, or a `:` word.
fn is_first_word(word: &str) -> bool {
    word.starts_with(':') || table::find(word.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::kills::Kills;
    use crate::app::message::Edit;

    fn ready(text: &str) -> Prompt {
        let mut prompt = Prompt::default();
        prompt.set_with_blanks(text);
        prompt
    }

    fn typed(prompt: &mut Prompt, text: &str) -> String {
        for character in text.chars() {
            prompt.edit(&Edit::Insert(character), &mut Kills::default());
        }
        shown(prompt)
    }

    fn shown(prompt: &Prompt) -> String {
        let (before, behind) = prompt.text().split_at(prompt.cursor());
        format!("{before}|{behind}")
    }

    #[test]
    fn a_space_leads_from_one_blank_to_the_next() {
        let mut prompt = ready("XREVRANGE tickets ____ ____ COUNT ____");
        assert_eq!(typed(&mut prompt, "+ "), "XREVRANGE tickets + |____ COUNT ____");
        assert_eq!(typed(&mut prompt, "- "), "XREVRANGE tickets + - COUNT |____");
        assert_eq!(typed(&mut prompt, " "), "XREVRANGE tickets + - COUNT |____");
        assert_eq!(typed(&mut prompt, "1 "), "XREVRANGE tickets + - COUNT 1 |");
    }

    #[test]
    fn what_is_typed_anywhere_in_a_blank_takes_its_place() {
        for steps in 0..=4 {
            let mut prompt = ready("XACK s g ____ 2-0");
            for _ in 0..steps {
                prompt.edit(&Edit::Right, &mut Kills::default());
            }
            assert_eq!(typed(&mut prompt, "1-0"), "XACK s g 1-0| 2-0");
            prompt.edit(&Edit::Undo, &mut Kills::default());
            assert!(prompt.has_blank(), "{}", shown(&prompt));
        }
    }

    #[test]
    fn from_the_last_blank_the_way_leads_to_the_first() {
        let mut prompt = ready("XREAD STREAMS heat wind ____ ____");
        assert!(prompt.has_other_blank() && prompt.seek_blank());
        assert_eq!(shown(&prompt), "XREAD STREAMS heat wind ____ |____");
        assert!(prompt.seek_blank());
        assert_eq!(typed(&mut prompt, "$"), "XREAD STREAMS heat wind $| ____");
        prompt.edit(&Edit::End, &mut Kills::default());
        assert!(
            !prompt.has_other_blank(),
            "the cursor stands at the edge of the only one"
        );
        typed(&mut prompt, "$");
        assert!(!prompt.seek_blank());
    }

    #[test]
    fn a_space_within_quotes_is_part_of_the_text() {
        let mut prompt = ready("XADD t * name \"____\" seat ____");
        assert_eq!(
            typed(&mut prompt, "Jim Knopf"),
            "XADD t * name \"Jim Knopf|\" seat ____"
        );
    }

    #[test]
    fn the_whole_line_typed_into_a_blank_is_seen() {
        let mut prompt = ready("XREAD STREAMS tickets ____");
        assert_eq!(prompt.begun_again(), None);
        typed(&mut prompt, "xread");
        assert_eq!(prompt.begun_again().as_deref(), Some("xread "));
        let mut prompt = ready("XREAD STREAMS tickets ____");
        prompt.insert_text("XREAD STREAMS tickets 0");
        assert_eq!(shown(&prompt), "XREAD STREAMS tickets 0|");
        let mut prompt = ready("XADD t * word ____");
        prompt.insert_text("XADD");
        assert_eq!(shown(&prompt), "XADD t * word XADD|", "one word may be a value");
    }

    #[test]
    fn another_command_typed_into_a_blank_is_seen() {
        let begun = |line: &str, text: &str| {
            let mut prompt = ready(line);
            typed(&mut prompt, text);
            (prompt.begun_again(), prompt.whole_line())
        };
        let seen = |begun: &str, whole: Option<&str>| (Some(begun.to_owned()), whole.map(str::to_owned));
        let line = "XREADGROUP GROUP doors ____ STREAMS tickets ____";
        assert_eq!(begun(line, ":why"), seen(":why ", Some(":why")));
        assert_eq!(begun(line, "xpending"), seen("xpending ", Some("xpending")));
        assert_eq!(begun(line, "PING"), seen("PING ", Some("PING")));
        for value in ["north", "north PING ", "north-ping"] {
            assert_eq!(begun(line, value), (None, None), "{value}");
        }
        for text in ["hello XPENDING", "ab :why"] {
            assert_eq!(begun("XADD t * word ____", text), (None, None), "{text}");
        }
        assert_eq!(begun("XADD t * word \"____\"", "Echo"), (None, None));
        assert_eq!(begun("____ tickets - +", "XRANGE"), (None, None));
        let mut prompt = ready("XACK tickets doors ____");
        prompt.insert_text("XPENDING tickets doors");
        assert_eq!(shown(&prompt), "XPENDING tickets doors|");
    }
}
