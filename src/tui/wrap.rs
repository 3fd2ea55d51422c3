//! Rows that are longer than their pane: broken anywhere for what was typed and replied, between words for
//! sentences and refusals.

use std::ops::Range;

use compact_str::CompactString;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::theme::Role;

/// Breaks `ink` wherever a row is full. There is always at least one row.
pub(super) fn anywhere(ink: &Ink, width: usize) -> Vec<Ink> {
    let width = width.max(2);
    let mut rows = vec![Ink::default()];
    let mut used = 0;
    for (role, text) in ink.pieces() {
        let mut part = String::new();
        for grapheme in text.graphemes(true) {
            let wide = grapheme.width();
            if used + wide > width {
                add(&mut rows, *role, std::mem::take(&mut part));
                rows.push(Ink::default());
                used = 0;
            }
            part.push_str(grapheme);
            used += wide;
        }
        add(&mut rows, *role, part);
    }
    rows
}

/// Longer text than this, in bytes, is broken [`anywhere`]: where its words end does not matter any more.
pub(super) const SOFT: usize = 4096;

/// Breaks `ink` between words where that leaves a row at least half full, else wherever it is full: commands and replies,
/// whose words and IDs are easier to read in one piece.
pub(super) fn softly(ink: &Ink, width: usize) -> Vec<Ink> {
    let text: String = ink.pieces().iter().map(|(_, text)| text.as_str()).collect();
    if text.width() <= width || text.len() > SOFT {
        return anywhere(ink, width);
    }
    let text = text.trim_end();
    let end = (text.len(), text.len());
    let mut from = 0;
    let mut row = |(end, next)| part(ink, std::mem::replace(&mut from, next)..end);
    let mut rows: Vec<Ink> = breaks(text, width.max(2)).into_iter().map(&mut row).collect();
    rows.push(row(end));
    rows
}

/// The bytes of `ink` in this range.
fn part(ink: &Ink, range: Range<usize>) -> Ink {
    let (mut row, mut at) = (Ink::default(), 0);
    for (role, text) in ink.pieces() {
        let end = at + text.len();
        let (from, to) = (range.start.clamp(at, end), range.end.clamp(at, end));
        if from < to {
            row.push(*role, &text[from - at..to - at]);
        }
        at = end;
    }
    row
}

/// The bytes at which rows end when `text` is broken softly, and at which the next ones begin: the blank in between is
/// not seen.
fn breaks(text: &str, width: usize) -> Vec<(usize, usize)> {
    let (mut breaks, mut used, mut blank) = (Vec::new(), 0, None);
    for (at, grapheme) in text.grapheme_indices(true) {
        let wide = grapheme.width();
        if used + wide > width && (grapheme != " " || used > width) {
            match blank.take() {
                Some((before, columns)) if columns * 2 >= width => {
                    breaks.push((before, before + 1));
                    used -= columns;
                }
                _ => {
                    breaks.push((at, at));
                    used = 0;
                }
            }
        }
        used += wide;
        if grapheme == " " {
            blank = Some((at, used));
        }
    }
    breaks
}

/// The row and column behind the first `columns` columns of text broken by [`anywhere`].
pub(super) fn place(text: &str, width: usize) -> (usize, usize) {
    let width = width.max(2);
    let (mut row, mut used) = (0, 0);
    for grapheme in text.graphemes(true) {
        let wide = grapheme.width();
        if used + wide > width {
            row += 1;
            used = 0;
        }
        used += wide;
    }
    // The cursor behind a full row stands at the beginning of the next one.
    if used >= width { (row + 1, 0) } else { (row, used) }
}

/// Breaks `text` between words; rows after the first are indented by `indent`. Only a word that is longer than a row
/// is broken itself.
pub(super) fn words(text: &str, width: usize, indent: usize) -> Vec<String> {
    let width = width.max(2);
    let indent = if width > indent + 8 { indent } else { 0 };
    let mut rows = vec![String::new()];
    for word in text.split(' ') {
        let (used, blank) = rows
            .last()
            .map_or((0, true), |row| (row.width(), row.trim().is_empty()));
        if !blank && used + 1 + word.width() > width {
            rows.push(" ".repeat(indent));
        } else if let Some(row) = rows.last_mut()
            // A blank goes between words, and stays where the text begins with one.
            && (!blank || row.is_empty() && word.is_empty())
        {
            row.push(' ');
        }
        put(&mut rows, word, width, indent);
    }
    rows
}

/// The same of text in roles: what breaks are the words, each keeps its role.
pub(super) fn inked(ink: &Ink, width: usize, indent: usize) -> Vec<Ink> {
    let text: String = ink.pieces().iter().map(|(_, text)| text.as_str()).collect();
    let visible = |(role, text): &(Role, CompactString)| {
        let letters = text.chars().filter(|letter| *letter != ' ');
        letters.map(|_| *role).collect::<Vec<_>>()
    };
    let mut roles = ink.pieces().iter().flat_map(visible).peekable();
    let rows = words(&text, width, indent).into_iter();
    rows.map(|row| {
        let mut ink = Ink::default();
        let mut part = String::new();
        let mut now = roles.peek().copied().unwrap_or(Role::Text);
        for letter in row.chars() {
            if letter != ' '
                && let Some(role) = roles.next()
                && role != now
            {
                ink.push(now, std::mem::take(&mut part));
                now = role;
            }
            part.push(letter);
        }
        ink.then(now, part)
    })
    .collect()
}

/// Adds a word to the last row, and as much of it as is too long to the next ones.
fn put(rows: &mut Vec<String>, word: &str, width: usize, indent: usize) {
    let mut used = rows.last().map_or(0, |row| row.width());
    for grapheme in word.graphemes(true) {
        let wide = grapheme.width();
        if used + wide > width && used > indent {
            rows.push(" ".repeat(indent));
            used = indent;
        }
        if let Some(row) = rows.last_mut() {
            row.push_str(grapheme);
        }
        used += wide;
    }
}

fn add(rows: &mut [Ink], role: Role, text: String) {
    if let Some(row) = rows.last_mut()
        && !text.is_empty()
    {
        row.push(role, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_break_where_they_are_full() {
        let ink = Ink::of(Role::Text, "abc").then(Role::Id, "defg");
        let rows = anywhere(&ink, 4);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1], Ink::of(Role::Id, "efg"));
        assert_eq!(
            (place("abc", 4), place("abcd", 4), place("abcde", 4)),
            ((0, 3), (1, 0), (1, 1))
        );
    }

    #[test]
    fn commands_break_between_words_where_that_is_no_waste() {
        let broken = |text: &str, width| -> Vec<String> {
            let rows = softly(&Ink::of(Role::Text, text), width);
            let rows = rows.into_iter();
            rows.map(|row| row.pieces().iter().map(|(_, text)| text.as_str()).collect())
                .collect()
        };
        assert_eq!(broken("XREAD COUNT 1 BLOCK 0", 15), ["XREAD COUNT 1", "BLOCK 0"]);
        assert_eq!(
            broken("XADD a 1-0 n 123456789012345", 15),
            ["XADD a 1-0 n", "123456789012345"]
        );
        assert_eq!(broken("a bcdefghijklmnop", 10), ["a bcdefghi", "jklmnop"]);
        assert_eq!(broken("aa bb", 2), ["aa", "bb"]);
        let two = Ink::of(Role::Prompt, "shop> ").then(Role::Command, "SET key value");
        assert_eq!(softly(&two, 14).len(), 2);
        let long = "ab ".repeat(2000);
        assert_eq!(broken(&long, 10), broken(&long, 10));
        assert_eq!(broken(&long, 10)[0], "ab ab ab a");
    }

    #[test]
    fn sentences_break_between_words() {
        assert_eq!(words("one two three four", 13, 2), ["one two three", "  four"]);
        assert_eq!(words("", 10, 2), [" "]);
        assert_eq!(words("a  b", 10, 2), ["a  b"]);
    }

    #[test]
    fn words_keep_their_roles_where_rows_break() {
        let ink = Ink::of(Role::Text, "one ")
            .then(Role::Id, "two three")
            .then(Role::Text, " four");
        let rows = inked(&ink, 9, 0);
        let expected = [
            Ink::of(Role::Text, "one ").then(Role::Id, "two"),
            Ink::of(Role::Id, "three"),
            Ink::of(Role::Text, "four"),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn only_a_word_longer_than_a_row_is_broken() {
        assert_eq!(
            words("ab cdefghijklmnopqrstuvw xyz", 13, 2),
            ["ab", "  cdefghijklm", "  nopqrstuvw", "  xyz"]
        );
        assert_eq!(words("abcdefgh i", 4, 2), ["abcd", "efgh", "i"]);
        assert_eq!(words("バナナバナナ", 5, 0), ["バナ", "ナバ", "ナナ"]);
    }
}
