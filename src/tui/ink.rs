//! A row of text in roles, measured in columns. Wide characters count two; what does not fit is cut with a sign.

use std::ops::Range;

use compact_str::CompactString;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::spot::Spot;
use super::theme::Role;

/// A row of text in roles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ink {
    pieces: Vec<(Role, CompactString)>,
    /// What a click on some of the pieces means.
    spots: Vec<(Range<usize>, Spot)>,
    /// What a click anywhere in its row means.
    across: Option<Spot>,
}

impl Ink {
    /// One piece.
    pub(super) fn of(role: Role, text: impl Into<CompactString>) -> Ink {
        Ink::default().then(role, text)
    }

    /// With one more piece.
    #[must_use]
    pub(super) fn then(mut self, role: Role, text: impl Into<CompactString>) -> Ink {
        self.push(role, text);
        self
    }

    /// Adds a piece.
    pub(super) fn push(&mut self, role: Role, text: impl Into<CompactString>) {
        self.pieces.push((role, text.into()));
    }

    /// Adds another row behind this one.
    pub(super) fn append(&mut self, mut other: Ink) {
        let before = self.pieces.len();
        let moved = other.spots.into_iter();
        self.spots
            .extend(moved.map(|(range, spot)| (range.start + before..range.end + before, spot)));
        self.pieces.append(&mut other.pieces);
    }

    /// With a click on all of it meaning this.
    #[must_use]
    pub(super) fn linked(mut self, spot: Spot) -> Ink {
        self.spots.push((0..self.pieces.len(), spot));
        self
    }

    /// With a click anywhere in its row meaning this, beside its text too.
    #[must_use]
    pub(super) fn across(mut self, spot: Spot) -> Ink {
        self.across = Some(spot);
        self
    }

    /// What a click anywhere in its row means.
    pub(super) fn spot_across(&self) -> Option<&Spot> {
        self.across.as_ref()
    }

    /// What a click on this piece means.
    pub(super) fn spot(&self, piece: usize) -> Option<&Spot> {
        let spots = self.spots.iter().rev();
        spots
            .clone()
            .find(|(range, _)| range.contains(&piece))
            .map(|(_, spot)| spot)
    }

    /// The pieces in order.
    pub(super) fn pieces(&self) -> &[(Role, CompactString)] {
        &self.pieces
    }

    /// How many columns it takes.
    pub(super) fn width(&self) -> usize {
        self.pieces.iter().map(|(_, text)| text.as_str().width()).sum()
    }

    /// Whether it takes no more columns than this.
    pub(super) fn fits(&self, width: usize) -> bool {
        self.width() <= width
    }

    /// Whether nothing would show.
    pub(super) fn is_empty(&self) -> bool {
        self.width() == 0
    }

    /// Filled with blanks up to `width`.
    #[must_use]
    pub(super) fn padded(mut self, width: usize) -> Ink {
        let missing = width.saturating_sub(self.width());
        if missing > 0 {
            self.push(Role::Text, blanks(missing));
        }
        self
    }

    /// Cut to `width` columns, with `sign` in the last one if something is missing.
    #[must_use]
    pub(super) fn clipped(self, width: usize, sign: &str) -> Ink {
        if self.fits(width) {
            return self;
        }
        let mut room = width.saturating_sub(sign.width());
        let mut cut = Ink {
            spots: self.spots,
            across: self.across,
            ..Ink::default()
        };
        for (role, text) in self.pieces {
            let part = fitting(&text, room);
            let whole = part.len() == text.len();
            room -= part.width();
            cut.push(role, part);
            if !whole {
                cut.push(role, if width == 0 { "" } else { sign });
                break;
            }
        }
        cut
    }

    /// Everything in one role.
    #[must_use]
    pub(super) fn all(mut self, role: Role) -> Ink {
        for (own, _) in &mut self.pieces {
            *own = role;
        }
        self
    }
}

/// So many blanks.
pub(super) fn blanks(count: usize) -> CompactString {
    std::iter::repeat_n(' ', count).collect()
}

/// `text` cut to `width` columns with `sign` at its end if something is missing.
pub(super) fn clip(text: &str, width: usize, sign: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(sign.width());
    let sign = if width == 0 { "" } else { sign };
    format!("{}{sign}", fitting(text, room))
}

/// The longest beginning of `text` that fits into `width` columns.
pub(super) fn fitting(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        used += grapheme.width();
        if used > width {
            return &text[..at];
        }
    }
    text
}

/// A name cut to `width` columns; an empty one is written as one types it.
pub(super) fn named(name: &[u8], width: usize, sign: &str) -> String {
    if name.is_empty() {
        return "\"\"".to_owned();
    }
    clip(&shown_part(name, width), width, sign).trim_end().to_owned()
}

/// Bytes as text, no longer than a row could show: a value of many megabytes costs no more than a short one.
pub(super) fn shown_part(bytes: &[u8], width: usize) -> String {
    let most = width.saturating_mul(4).min(bytes.len());
    let mut text = crate::wire::shown(&bytes[..most]);
    if most < bytes.len() {
        // Something must be left over for the cut to show.
        text.push_str(&" ".repeat(width + 1));
    }
    text
}

/// A count with its thousands apart.
pub(super) fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_two_and_are_never_halved() {
        assert_eq!(clip("バナナ", 4, "…"), "バ…");
        assert_eq!(clip("バナナ", 6, "…"), "バナナ");
        assert_eq!(clip("abc", 0, "…"), "");
        let ink = Ink::of(Role::Text, "ab").then(Role::Id, "cdef").clipped(4, "…");
        assert_eq!(
            ink,
            Ink::of(Role::Text, "ab").then(Role::Id, "c").then(Role::Id, "…")
        );
    }

    #[test]
    fn a_huge_value_is_read_only_in_part() {
        let text = shown_part(&vec![b'x'; 10_000_000], 10);
        assert_eq!(clip(&text, 10, "…"), "xxxxxxxxx…");
    }
}
