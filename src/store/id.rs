//! Entry IDs: their order, their text, and Redis's parser with all its tolerance (streams.md A). Which forms a
//! place accepts beyond a plain ID (`*`, `$`, `>`, `(`) is the business of the command.

use std::fmt;

use super::integer::strict_integer;

/// The ID of an entry: milliseconds of Unix time, then a sequence number within that millisecond.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId {
    /// Unix time in ms, when the server chose the ID.
    pub ms: u64,
    /// Position within the millisecond.
    pub seq: u64,
}

/// The text is no ID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdFault;

/// The sequence part as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seq {
    /// `5-3`
    Given(u64),
    /// `5`
    Missing,
    /// `5-*`
    Auto,
}

/// Longer texts are refused unread (streams.md A.2).
const LONGEST: usize = 127;

impl EntryId {
    /// `0-0`: before every entry, never one itself.
    pub const MIN: EntryId = EntryId { ms: 0, seq: 0 };
    /// The largest ID there can be.
    pub const MAX: EntryId = EntryId {
        ms: u64::MAX,
        seq: u64::MAX,
    };

    /// The ID `ms-seq`.
    pub const fn new(ms: u64, seq: u64) -> EntryId {
        EntryId { ms, seq }
    }

    /// The next ID in order, if there is one.
    pub fn next(self) -> Option<EntryId> {
        match self.seq.checked_add(1) {
            Some(seq) => Some(EntryId { ms: self.ms, seq }),
            None => self.ms.checked_add(1).map(|ms| EntryId { ms, seq: 0 }),
        }
    }

    /// The ID just before this one, if there is one.
    pub fn prev(self) -> Option<EntryId> {
        match self.seq.checked_sub(1) {
            Some(seq) => Some(EntryId { ms: self.ms, seq }),
            None => self.ms.checked_sub(1).map(|ms| EntryId { ms, seq: u64::MAX }),
        }
    }

    /// A plain ID: `5-3`, or `5` with `missing` as its sequence. `-`, `+` and `5-*` are refused.
    pub fn parse(text: &[u8], missing: u64) -> Result<EntryId, IdFault> {
        match EntryId::parse_parts(text)? {
            (ms, Seq::Given(seq)) => Ok(EntryId { ms, seq }),
            (ms, Seq::Missing) => Ok(EntryId { ms, seq: missing }),
            (_, Seq::Auto) => Err(IdFault),
        }
    }

    /// As [`parse`](EntryId::parse), and `-` is the smallest ID, `+` the largest.
    pub fn parse_loose(text: &[u8], missing: u64) -> Result<EntryId, IdFault> {
        match text {
            b"-" => Ok(EntryId::MIN),
            b"+" => Ok(EntryId::MAX),
            _ => EntryId::parse(text, missing),
        }
    }

    /// Splits an ID's text into milliseconds and what stands for the sequence.
    pub fn parse_parts(text: &[u8]) -> Result<(u64, Seq), IdFault> {
        if text.len() > LONGEST {
            return Err(IdFault);
        }
        let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
        match text.iter().position(|byte| *byte == b'-') {
            None => Ok((number(text)?, Seq::Missing)),
            Some(dash) => {
                let ms = number(&text[..dash])?;
                match &text[dash + 1..] {
                    b"*" => Ok((ms, Seq::Auto)),
                    seq => Ok((ms, Seq::Given(number(seq)?))),
                }
            }
        }
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}-{}", self.ms, self.seq)
    }
}

/// One half of an ID. The strict form first; else what C's `strtoull` takes, which Redis falls back to: leading
/// blanks, a `+`, leading zeros, and a `-` that wraps around, if the strict parser did not take the number.
fn number(text: &[u8]) -> Result<u64, IdFault> {
    if let Some(value) = strict_integer(text) {
        return u64::try_from(value).map_err(|_| IdFault);
    }
    let blanks = text
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t'..=b'\r'))
        .count();
    let (negative, digits) = match &text[blanks..] {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits.is_empty() {
        return Err(IdFault);
    }
    let mut value: u64 = 0;
    for &digit in digits {
        let digit = digit
            .checked_sub(b'0')
            .filter(|digit| *digit <= 9)
            .ok_or(IdFault)?;
        value = value
            .checked_mul(10)
            .and_then(|value| value.checked_add(u64::from(digit)))
            .ok_or(IdFault)?;
    }
    Ok(if negative { value.wrapping_neg() } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redis_takes_these_and_refuses_those() {
        for (text, id) in [
            ("5-3", Some((5, 3))),
            ("5", Some((5, 9))),
            ("05-1", Some((5, 1))),
            ("+6-1", Some((6, 1))),
            ("8-+1", Some((8, 1))),
            (" 7-1", Some((7, 1))),
            ("9- 1", Some((9, 1))),
            ("5--0", Some((5, 0))),
            ("6--01", Some((6, u64::MAX))),
            ("10--18446744073709551615", Some((10, 1))),
            (
                "18446744073709551615-18446744073709551615",
                Some((u64::MAX, u64::MAX)),
            ),
            ("5-3\0junk", Some((5, 3))),
            ("10--1", None),
            ("18446744073709551616", None),
            ("9-", None),
            ("-5", None),
            ("", None),
            ("5-3 ", None),
            ("0x1", None),
            ("1.5", None),
            ("5-*", None),
            ("-", None),
            ("+", None),
        ] {
            let expected = id.map(|(ms, seq)| EntryId { ms, seq }).ok_or(IdFault);
            assert_eq!(EntryId::parse(text.as_bytes(), 9), expected, "{text}");
        }
        assert_eq!(EntryId::parse(&[b'1'; 128], 0), Err(IdFault));
        assert_eq!(EntryId::parse_loose(b"+", 0), Ok(EntryId::MAX));
    }

    #[test]
    fn neighbours_cross_the_millisecond() {
        let last = EntryId::new(4, u64::MAX);
        assert_eq!(last.next(), Some(EntryId::new(5, 0)));
        assert_eq!(EntryId::new(5, 0).prev(), Some(last));
        assert_eq!((EntryId::MIN.prev(), EntryId::MAX.next()), (None, None));
    }
}
