//! One field name or value inside a node: bytes, or a number packed where its text is canonical. Also says what
//! the same item costs in Redis's listpack, on which the splitting of nodes depends.

use super::integer::strict_integer;

/// A field name or a value, borrowed from its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item<'a> {
    /// Any bytes.
    Bytes(&'a [u8]),
    /// A number that was given as its canonical decimal text.
    Int(i64),
}

impl<'a> Item<'a> {
    /// `bytes`, packed if they are a canonical number.
    pub fn of(bytes: &'a [u8]) -> Item<'a> {
        strict_integer(bytes).map_or(Item::Bytes(bytes), Item::Int)
    }

    /// The item's bytes as they were given.
    pub fn with_bytes<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match self {
            Item::Bytes(bytes) => f(bytes),
            Item::Int(number) => f(number.to_string().as_bytes()),
        }
    }

    /// An owned copy of the item's bytes.
    pub fn to_vec(&self) -> Vec<u8> {
        self.with_bytes(<[u8]>::to_vec)
    }

    /// Appends the packed form: a varint whose low bit tells a number (and the rest its bytes) from text.
    pub(super) fn pack(&self, blob: &mut Vec<u8>) {
        match self {
            Item::Bytes(bytes) => {
                pack_varint(blob, (bytes.len() as u64) << 1);
                blob.extend_from_slice(bytes);
            }
            Item::Int(number) => {
                let bytes = zigzag(*number).to_le_bytes();
                let len = 8 - bytes.iter().rev().take_while(|byte| **byte == 0).count();
                blob.push((len as u8) << 1 | 1);
                blob.extend_from_slice(&bytes[..len]);
            }
        }
    }

    /// Reads a packed item at `at` and moves past it.
    pub(super) fn unpack(blob: &'a [u8], at: &mut usize) -> Item<'a> {
        let head = unpack_varint(blob, at);
        let len = (head >> 1) as usize;
        let bytes = &blob[*at..*at + len];
        *at += len;
        if head & 1 == 0 {
            return Item::Bytes(bytes);
        }
        let mut number = [0; 8];
        number[..len].copy_from_slice(bytes);
        Item::Int(unzigzag(u64::from_le_bytes(number)))
    }

    /// Moves past a packed item.
    #[inline]
    pub(super) fn skip(blob: &[u8], at: &mut usize) {
        let head = unpack_varint(blob, at);
        *at += (head >> 1) as usize;
    }

    /// What the item occupies in Redis's listpack (streams.md H.1).
    pub(super) fn listpack_size(&self) -> usize {
        match self {
            Item::Int(number) => listpack_int(*number),
            Item::Bytes(bytes) => {
                let len = bytes.len();
                with_back_length(
                    len + if len < 64 {
                        1
                    } else if len < 4096 {
                        2
                    } else {
                        5
                    },
                )
            }
        }
    }
}

/// What the number `value` occupies in Redis's listpack.
pub(super) fn listpack_int(value: i64) -> usize {
    with_back_length(match value {
        0..=127 => 1,
        -4096..=4095 => 2,
        -0x8000..=0x7fff => 3,
        -0x80_0000..=0x7f_ffff => 4,
        -0x8000_0000..=0x7fff_ffff => 5,
        _ => 9,
    })
}

fn with_back_length(encoded: usize) -> usize {
    encoded
        + match encoded {
            0..=127 => 1,
            128..=16382 => 2,
            16383..=2_097_150 => 3,
            2_097_151..=268_435_454 => 4,
            _ => 5,
        }
}

pub(super) fn pack_varint(blob: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        blob.push(value as u8 | 0x80);
        value >>= 7;
    }
    blob.push(value as u8);
}

#[inline]
pub(super) fn unpack_varint(blob: &[u8], at: &mut usize) -> u64 {
    // Most numbers are small.
    if let Some(&byte) = blob.get(*at).filter(|byte| **byte < 0x80) {
        *at += 1;
        return u64::from(byte);
    }
    let mut value = 0;
    let mut shift = 0;
    loop {
        let byte = blob[*at];
        *at += 1;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return value;
        }
        shift += 7;
    }
}

/// Small magnitudes of either sign to small numbers.
pub(super) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

pub(super) fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packing_keeps_every_byte() {
        let long = vec![7; 5000];
        let samples: [&[u8]; 9] = [
            b"",
            b"0",
            b"-1",
            b"9223372036854775807",
            b"-9223372036854775808",
            b"05",
            b"name",
            b"\xff\0",
            &long,
        ];
        let mut blob = Vec::new();
        for sample in samples {
            Item::of(sample).pack(&mut blob);
        }
        let mut at = 0;
        for sample in samples {
            assert_eq!(Item::unpack(&blob, &mut at).to_vec(), sample);
        }
        assert_eq!(at, blob.len());
    }

    #[test]
    fn listpack_sizes_are_redis_own() {
        for (text, size) in [
            ("0", 2),
            ("128", 3),
            ("-1", 3),
            ("5000", 4),
            ("100000", 5),
            ("10000000", 6),
            ("a", 3),
        ] {
            assert_eq!(Item::of(text.as_bytes()).listpack_size(), size, "{text}");
        }
        assert_eq!(Item::Bytes(&[b'x'; 64]).listpack_size(), 67);
        assert_eq!(listpack_int(1 << 40), 10);
    }
}
