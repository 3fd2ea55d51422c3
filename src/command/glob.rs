//! Redis's glob patterns (streams.md D.4), over bytes: `*`, `?`, `[a-z]`, `[^…]` and `\`.

/// Whether the whole of `text` matches `pattern`.
pub(super) fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut here) = (0, 0);
    // Where to go on when a mismatch falls behind the last `*`: one `*` at a time is enough, and keeps this linear
    // in the product of the lengths whatever the pattern.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        if pattern.get(at) == Some(&b'*') {
            retry = Some((at + 1, here));
            at += 1;
            continue;
        }
        if here == text.len() {
            return pattern[at..].iter().all(|byte| *byte == b'*');
        }
        match one(&pattern[at..], text[here]) {
            Some(used) => {
                at += used;
                here += 1;
            }
            None => match retry {
                Some((star, from)) => {
                    retry = Some((star, from + 1));
                    at = star;
                    here = from + 1;
                }
                None => return false,
            },
        }
    }
}

/// Matches one byte against the head of `pattern`; gives how much of the pattern that used.
fn one(pattern: &[u8], byte: u8) -> Option<usize> {
    match pattern {
        [] => None,
        [b'?', ..] => Some(1),
        [b'[', ..] => class(pattern, byte),
        [b'\\', literal, ..] => (*literal == byte).then_some(2),
        [literal, ..] => (*literal == byte).then_some(1),
    }
}

fn class(pattern: &[u8], byte: u8) -> Option<usize> {
    let mut at = 1;
    let negated = pattern.get(at) == Some(&b'^');
    if negated {
        at += 1;
    }
    let mut found = false;
    loop {
        match &pattern[at.min(pattern.len())..] {
            // An unclosed class ends with the pattern.
            [] => break,
            [b']', ..] => {
                at += 1;
                break;
            }
            [b'\\', literal, ..] => {
                found |= *literal == byte;
                at += 2;
            }
            [low, b'-', high, ..] => {
                found |= (low.min(high)..=low.max(high)).contains(&&byte);
                at += 3;
            }
            [literal, ..] => {
                found |= *literal == byte;
                at += 1;
            }
        }
    }
    (found != negated).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redis_patterns() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("h?llo", "hello", true),
            ("h?llo", "hllo", false),
            ("n*", "news", true),
            ("*a*b", "xxaxxab", true),
            ("*a*b", "xxaxxac", false),
            ("[a-k]", "k", true),
            ("[k-a]", "b", true),
            ("[^a]x", "bx", true),
            ("[^a]x", "ax", false),
            ("[abc", "b", true),
            ("[\\]]", "]", true),
            ("\\*", "*", true),
            ("\\*", "x", false),
            ("x\\", "x\\", true),
            ("user:*", "user:1/2", true),
        ] {
            assert_eq!(
                matches(pattern.as_bytes(), text.as_bytes()),
                expected,
                "{pattern} {text}"
            );
        }
    }
}
