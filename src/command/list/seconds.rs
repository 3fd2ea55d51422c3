//! A timeout in seconds as BLPOP reads it: whatever C's `strtold` takes, the whole of it, in decimal or hexadecimal.
//! How long that is to wait is decided in `blocking`.

use nom::branch::alt;
use nom::bytes::complete::tag_no_case;
use nom::character::complete::{char, digit0, digit1, hex_digit0, one_of};
use nom::combinator::{all_consuming, map_opt, opt};
use nom::sequence::preceded;
use nom::{IResult, Parser};

/// Longer texts are refused unread.
const LONGEST: usize = 5 * 1024;

/// Redis reads 80-bit floats: beyond these powers of ten they are infinite, or 0.
const TENS: std::ops::RangeInclusive<i64> = -4951..=4932;
/// The same in powers of two.
const TWOS: std::ops::RangeInclusive<i64> = -16445..=16383;

/// The number that `text` stands for, infinity included; `None` if it is none. A number too small for `f64` is given
/// as the smallest there is, so that it is not taken for 0.
pub(super) fn seconds(text: &[u8]) -> Option<f64> {
    if text.len() >= LONGEST {
        return None;
    }
    let text = std::str::from_utf8(text).ok()?;
    let number = alt((hexadecimal, infinity, decimal));
    let (_, (sign, size)) = all_consuming((opt(one_of("+-")), number)).parse(text).ok()?;
    Some(if sign == Some('-') { -size } else { size })
}

fn infinity(text: &str) -> IResult<&str, f64> {
    alt((tag_no_case("infinity"), tag_no_case("inf")))
        .map(|_| f64::INFINITY)
        .parse(text)
}

fn decimal(text: &str) -> IResult<&str, f64> {
    let number = (digits(digit0), exponent("eE"));
    map_opt(number, |((whole, fraction), exponent)| {
        let Some(order) = order(whole, fraction) else {
            return Some(0.0);
        };
        let value: f64 = format!("{whole}.{fraction}e{exponent}").parse().ok()?;
        kept(value, TENS.contains(&(order + exponent)))
    })
    .parse(text)
}

fn hexadecimal(text: &str) -> IResult<&str, f64> {
    let number = (digits(hex_digit0), exponent("pP"));
    let number = map_opt(number, |((whole, fraction), exponent)| {
        let Some(order) = order(whole, fraction) else {
            return Some(0.0);
        };
        let digits = whole.chars().chain(fraction.chars());
        let value = digits
            .filter_map(|digit| digit.to_digit(16))
            .fold(0.0, |value, digit| value * 16.0 + f64::from(digit));
        let scale = exponent - 4 * i64::try_from(fraction.len()).ok()?;
        let value = value * 2f64.powi(i32::try_from(scale).ok()?);
        kept(value, TWOS.contains(&(order * 4 + exponent)))
    });
    preceded(tag_no_case("0x"), number).parse(text)
}

/// Digits before and after a point; on one side at least there must be some.
fn digits<'a>(
    some: impl Fn(&'a str) -> IResult<&'a str, &'a str> + Copy,
) -> impl Parser<&'a str, Output = (&'a str, &'a str), Error = nom::error::Error<&'a str>> {
    let sides = (some, opt(preceded(char('.'), some)));
    map_opt(sides, |(whole, fraction)| {
        let sides = (whole, fraction.unwrap_or_default());
        (sides != ("", "")).then_some(sides)
    })
}

/// An exponent after one of `letters`, 0 without one; cut to what is beyond any float anyway.
fn exponent<'a>(
    letters: &'static str,
) -> impl Parser<&'a str, Output = i64, Error = nom::error::Error<&'a str>> {
    const FAR: i64 = 1_000_000;
    let exponent = preceded(one_of(letters), (opt(one_of("+-")), digit1));
    opt(exponent).map(|exponent| {
        let (sign, digits) = exponent.unwrap_or((None, "0"));
        let size = digits.parse().unwrap_or(FAR).min(FAR);
        if sign == Some('-') { -size } else { size }
    })
}

/// The power of the base that the first digit other than 0 stands for; `None` if there is none.
fn order(whole: &str, fraction: &str) -> Option<i64> {
    let first = |digits: &str| digits.bytes().position(|digit| digit != b'0');
    let order = match (first(whole), first(fraction)) {
        (Some(at), _) => i64::try_from(whole.len() - 1 - at),
        (None, Some(at)) => i64::try_from(at).map(|at| -at - 1),
        (None, None) => return None,
    };
    order.ok()
}

/// `value`, not 0, unless an 80-bit float could not hold it.
fn kept(value: f64, holds: bool) -> Option<f64> {
    holds.then_some(value.max(f64::MIN_POSITIVE))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_strtold_takes() {
        for (text, value) in [
            ("0", Some(0.0)),
            ("0.", Some(0.0)),
            (".5", Some(0.5)),
            ("+1.25", Some(1.25)),
            ("-2", Some(-2.0)),
            ("1e-2", Some(0.01)),
            ("1E+2", Some(100.0)),
            ("0e99999", Some(0.0)),
            ("1e500", Some(f64::INFINITY)),
            ("1e5000", None),
            ("1e-4945", Some(f64::MIN_POSITIVE)),
            ("-1e-5000", None),
            ("INF", Some(f64::INFINITY)),
            ("-infinity", Some(f64::NEG_INFINITY)),
            ("0x10", Some(16.0)),
            ("0x.8p-8", Some(0.5 / 256.0)),
            ("0X1P3", Some(8.0)),
            ("0x1p99999", None),
            ("0x1p-20000", None),
            ("0x", None),
            ("0x1p", None),
            ("", None),
            (".", None),
            ("-.", None),
            ("1e", None),
            ("1e+", None),
            (" 1", None),
            ("1 ", None),
            ("1x", None),
            ("nan", None),
            ("infinit", None),
            ("1\0", None),
        ] {
            assert_eq!(seconds(text.as_bytes()), value, "{text}");
        }
        assert_eq!(seconds(&[b'0'; 5119]), Some(0.0));
        assert_eq!(seconds(&[b'0'; 5120]), None);
    }
}
