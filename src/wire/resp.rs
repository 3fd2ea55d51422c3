//! RESP2 and RESP3 as bytes, written piece by piece (streams.md 0.3). No sockets, no trees.

use super::out::Protocol;

pub(super) fn simple(bytes: &mut Vec<u8>, text: &[u8]) {
    line(bytes, b'+', text);
}

pub(super) fn error(bytes: &mut Vec<u8>, text: &[u8]) {
    line(bytes, b'-', text);
}

pub(super) fn int(bytes: &mut Vec<u8>, number: i64) {
    bytes.push(b':');
    decimal(bytes, number.unsigned_abs(), number < 0);
    bytes.extend_from_slice(b"\r\n");
}

pub(super) fn bulk(bytes: &mut Vec<u8>, value: &[u8]) {
    header(bytes, b'$', value.len());
    bytes.extend_from_slice(value);
    bytes.extend_from_slice(b"\r\n");
}

/// Verbatim strings carry the kind of their text, always plain.
pub(super) fn verbatim(bytes: &mut Vec<u8>, text: &[u8], protocol: Protocol) {
    match protocol {
        Protocol::Resp2 => bulk(bytes, text),
        Protocol::Resp3 => {
            header(bytes, b'=', text.len() + 4);
            bytes.extend_from_slice(b"txt:");
            bytes.extend_from_slice(text);
            bytes.extend_from_slice(b"\r\n");
        }
    }
}

pub(super) fn nil(bytes: &mut Vec<u8>, protocol: Protocol) {
    bytes.extend_from_slice(match protocol {
        Protocol::Resp2 => b"$-1\r\n",
        Protocol::Resp3 => b"_\r\n",
    });
}

pub(super) fn nil_array(bytes: &mut Vec<u8>, protocol: Protocol) {
    bytes.extend_from_slice(match protocol {
        Protocol::Resp2 => b"*-1\r\n",
        Protocol::Resp3 => b"_\r\n",
    });
}

/// An aggregate's or a bulk string's first line: its sign and its length.
pub(super) fn header(bytes: &mut Vec<u8>, sign: u8, len: usize) {
    bytes.push(sign);
    decimal(bytes, len as u64, false);
    bytes.extend_from_slice(b"\r\n");
}

fn line(bytes: &mut Vec<u8>, sign: u8, text: &[u8]) {
    bytes.push(sign);
    bytes.extend_from_slice(text);
    bytes.extend_from_slice(b"\r\n");
}

/// Decimal digits without going through the formatting machinery: this runs for every element of a reply.
fn decimal(bytes: &mut Vec<u8>, number: u64, negative: bool) {
    let mut digits = [0; 20];
    let start = write_digits(&mut digits, number);
    if negative {
        bytes.push(b'-');
    }
    bytes.extend_from_slice(&digits[start..]);
}

/// Writes `ms-seq` at the front of `text`; gives its length.
pub(super) fn write_id(text: &mut [u8; 41], ms: u64, seq: u64) -> usize {
    let mut digits = [0; 20];
    let start = write_digits(&mut digits, ms);
    let mut len = digits.len() - start;
    text[..len].copy_from_slice(&digits[start..]);
    text[len] = b'-';
    len += 1;
    let start = write_digits(&mut digits, seq);
    let end = len + digits.len() - start;
    text[len..end].copy_from_slice(&digits[start..]);
    end
}

/// Writes the digits at the end of the buffer; gives where they begin.
fn write_digits(digits: &mut [u8; 20], mut number: u64) -> usize {
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_decimal() {
        let mut bytes = Vec::new();
        for number in [0, 7, -1, i64::MAX, i64::MIN] {
            int(&mut bytes, number);
        }
        assert_eq!(
            bytes,
            b":0\r\n:7\r\n:-1\r\n:9223372036854775807\r\n:-9223372036854775808\r\n"
        );
    }

    #[test]
    fn ids_of_any_size_fit() {
        let mut text = [0; 41];
        for (ms, seq) in [(0, 0), (1_700_000_000_000, 7), (u64::MAX, u64::MAX)] {
            let len = write_id(&mut text, ms, seq);
            assert_eq!(&text[..len], format!("{ms}-{seq}").as_bytes());
        }
    }
}
