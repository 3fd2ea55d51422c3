//! Redis's strict integer (streams.md 0.3): what counts as a number in an argument. Values and nodes use the
//! same rule to decide what can be packed.

/// The number that `text` is the one canonical decimal form of: an optional `-`, no `+`, no spaces, no leading
/// zeros, within i64. `None` for anything else.
pub fn strict_integer(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    match digits {
        [] => return None,
        [b'0'] => return (!negative).then_some(0),
        [b'0', ..] => return None,
        _ if digits.len() > 19 => return None,
        _ => {}
    }
    let mut value: i64 = 0;
    for &digit in digits {
        let digit = i64::from(digit.checked_sub(b'0').filter(|digit| *digit <= 9)?);
        // Built from the negative side, which reaches one further.
        value = value.checked_mul(10)?.checked_sub(digit)?;
    }
    if negative {
        Some(value)
    } else {
        value.checked_neg()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_canonical_form_counts() {
        for (text, number) in [
            ("0", Some(0)),
            ("-1", Some(-1)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775808", None),
            ("-9223372036854775809", None),
            ("99999999999999999999", None),
            ("", None),
            ("-", None),
            ("-0", None),
            ("05", None),
            ("+5", None),
            (" 5", None),
            ("5.0", None),
            ("1e3", None),
        ] {
            assert_eq!(strict_integer(text.as_bytes()), number, "{text}");
        }
    }
}
