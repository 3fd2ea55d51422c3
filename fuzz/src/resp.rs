//! RESP read back, only as far as to count its values: what a client library would need to stay in step.

/// How many whole values `bytes` are; `None` if anything is left over or is not RESP.
pub fn values(mut bytes: &[u8]) -> Option<usize> {
    let mut count = 0;
    while !bytes.is_empty() {
        bytes = value(bytes)?;
        count += 1;
    }
    Some(count)
}

/// What follows the value that `bytes` begin with.
fn value(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.windows(2).position(|pair| pair == b"\r\n")?;
    let (sign, head) = bytes[..end].split_first()?;
    let rest = &bytes[end + 2..];
    // No line end of either kind inside a line: a client that splits at one would lose its place.
    if head.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
        return None;
    }
    let number = || std::str::from_utf8(head).ok()?.parse::<i64>().ok();
    match sign {
        b'+' | b'-' => Some(rest),
        b'_' => head.is_empty().then_some(rest),
        b':' => number().map(|_| rest),
        b'$' | b'*' if number()? == -1 => Some(rest),
        b'$' | b'=' => {
            let len = usize::try_from(number()?).ok()?;
            rest.get(len..)?.strip_prefix(b"\r\n")
        }
        b'*' | b'~' | b'>' => many(rest, number()?),
        b'%' => many(rest, number()? * 2),
        _ => None,
    }
}

fn many(mut bytes: &[u8], count: i64) -> Option<&[u8]> {
    for _ in 0..usize::try_from(count).ok()? {
        bytes = value(bytes)?;
    }
    Some(bytes)
}
