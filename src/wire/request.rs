//! Requests as clients send them, taken apart while their bytes come in (streams.md E.8): arrays of bulk strings are
//! ranges into the caller's buffer and never copied; an inline line is given whole. No sockets, no commands.

use std::borrow::Cow;
use std::ops::Range;

use super::Argv;

/// A line may be this long, whatever it says: an inline command, or the length before an array or a bulk string.
const LINE: usize = 64 * 1024;
/// The most arguments and the largest argument taken from a client that has not said who it is.
const STRANGER: (i64, i64) = (10, 16 * 1024);
/// Arguments that keep their place for the next request; more are given back.
const KEPT: usize = 1024;

/// What a request may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The largest argument, in bytes (`proto-max-bulk-len`).
    pub bulk: usize,
    /// Whether the client has yet to prove who it is: then little is taken from it.
    pub stranger: bool,
}

/// What stands at the front of the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// The beginning of a request: more bytes are needed.
    Partial,
    /// Nothing to do: an empty line, an empty array. It ends at `end`.
    Nothing {
        /// Where the next request begins.
        end: usize,
    },
    /// A command, whose arguments [`Requests::argv`] has.
    Command {
        /// Where the next request begins.
        end: usize,
    },
    /// A line that is to be split into words.
    Inline {
        /// The line, without its end.
        line: Range<usize>,
        /// Where the next request begins.
        end: usize,
    },
}

/// Why the bytes are no request. The connection cannot go on: nobody knows where the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RequestFault {
    /// A line of more than 64 kB.
    InlineTooBig,
    /// An inline line with a quote that is not closed, or is followed by a letter.
    Quotes,
    /// More than 64 kB where the number of arguments should end.
    CountTooBig,
    /// The number of arguments is none.
    Count,
    /// More arguments than are taken from strangers.
    StrangersCount,
    /// More than 64 kB where the length of an argument should end.
    LengthTooBig,
    /// Another byte where an argument should begin.
    Sign(u8),
    /// The length of an argument is none, or too large.
    Length,
    /// A larger argument than is taken from strangers.
    StrangersLength,
}

impl RequestFault {
    /// The error reply's text.
    pub fn text(self) -> Cow<'static, [u8]> {
        let what: &[u8] = match self {
            RequestFault::InlineTooBig => b"too big inline request",
            RequestFault::Quotes => b"unbalanced quotes in request",
            RequestFault::CountTooBig => b"too big mbulk count string",
            RequestFault::Count => b"invalid multibulk length",
            RequestFault::StrangersCount => b"unauthenticated multibulk length",
            RequestFault::LengthTooBig => b"too big bulk count string",
            RequestFault::Sign(found) => {
                return [b"ERR Protocol error: expected '$', got '", &[found][..], b"'"]
                    .concat()
                    .into();
            }
            RequestFault::Length => b"invalid bulk length",
            RequestFault::StrangersLength => b"unauthenticated bulk length",
        };
        [b"ERR Protocol error: ", what].concat().into()
    }
}

/// One client's requests. Remembers how far the request at the front has been understood, so that no byte of it is
/// looked at twice however it is chopped.
#[derive(Debug, Default)]
pub struct Requests {
    /// The arguments found so far, counted from where the request begins.
    ranges: Vec<Range<usize>>,
    /// How many there will be; 0 between requests.
    count: usize,
    /// Where to go on.
    at: usize,
    /// The length of the argument that comes next, once it is known.
    length: Option<usize>,
}

impl Requests {
    /// Looks at `bytes`, which begin where the request does. Asked again after [`Request::Partial`] it must be given
    /// the same bytes and more.
    pub fn next(&mut self, bytes: &[u8], limits: Limits) -> Result<Request, RequestFault> {
        if self.count == 0 {
            self.ranges.clear();
            self.ranges.shrink_to(KEPT);
            match bytes.first() {
                None => return Ok(Request::Partial),
                Some(b'*') => {}
                Some(_) => return inline(bytes),
            }
            let Some((count, at)) = number(bytes, 1, RequestFault::CountTooBig)? else {
                return Ok(Request::Partial);
            };
            let count = count
                .filter(|count| *count <= i64::from(i32::MAX))
                .ok_or(RequestFault::Count)?;
            if limits.stranger && count > STRANGER.0 {
                return Err(RequestFault::StrangersCount);
            }
            if count <= 0 {
                return Ok(Request::Nothing { end: at });
            }
            (self.count, self.at) = (count as usize, at);
        }
        while self.ranges.len() < self.count {
            if !self.argument(bytes, limits)? {
                return Ok(Request::Partial);
            }
        }
        self.count = 0;
        Ok(Request::Command { end: self.at })
    }

    /// The arguments of the command that [`next`](Self::next) found in these bytes.
    pub fn argv<'a>(&'a self, bytes: &'a [u8]) -> Argv<'a> {
        Argv::new(bytes, &self.ranges)
    }

    /// How many bytes the request is known to need, counted from where it begins: a buffer may be made as large.
    pub fn needs(&self) -> usize {
        self.length.map_or(0, |length| self.at + length + 2)
    }

    /// Takes the next argument; `false` if it is not there yet.
    fn argument(&mut self, bytes: &[u8], limits: Limits) -> Result<bool, RequestFault> {
        let Some(length) = self
            .length
            .map_or_else(|| self.length_line(bytes, limits), |known| Ok(Some(known)))?
        else {
            return Ok(false);
        };
        let end = self.at + length;
        // The two bytes behind an argument are not looked at.
        if bytes.len() < end + 2 {
            self.length = Some(length);
            return Ok(false);
        }
        self.ranges.push(self.at..end);
        self.at = end + 2;
        self.length = None;
        Ok(true)
    }

    /// Takes the line before an argument, which tells its length; `None` if it is not there yet.
    fn length_line(&mut self, bytes: &[u8], limits: Limits) -> Result<Option<usize>, RequestFault> {
        // The line is awaited before its sign is judged; an empty one has none, and errors say a blank for its end.
        if bytes
            .get(self.at..self.at + 2)
            .is_some_and(|line| line[0] == b'\r')
        {
            return Err(RequestFault::Sign(b' '));
        }
        let Some((length, at)) = number(bytes, self.at + 1, RequestFault::LengthTooBig)? else {
            return Ok(None);
        };
        if bytes[self.at] != b'$' {
            return Err(RequestFault::Sign(bytes[self.at]));
        }
        let length = length.filter(|length| *length >= 0).ok_or(RequestFault::Length)?;
        if length as usize > limits.bulk {
            return Err(RequestFault::Length);
        }
        if limits.stranger && length > STRANGER.1 {
            return Err(RequestFault::StrangersLength);
        }
        self.at = at;
        Ok(Some(length as usize))
    }
}

fn inline(bytes: &[u8]) -> Result<Request, RequestFault> {
    let Some(newline) = bytes.iter().position(|byte| *byte == b'\n') else {
        return if bytes.len() > LINE {
            Err(RequestFault::InlineTooBig)
        } else {
            Ok(Request::Partial)
        };
    };
    let end = newline + 1;
    let line = bytes[..newline].strip_suffix(b"\r").unwrap_or(&bytes[..newline]);
    Ok(if line.trim_ascii().is_empty() {
        Request::Nothing { end }
    } else {
        Request::Inline {
            line: 0..line.len(),
            end,
        }
    })
}

/// The number in the line that begins at `at`, and where the next line does. The outer `None`: the line does not end
/// yet; the inner one: it holds something else.
fn number(
    bytes: &[u8],
    at: usize,
    too_big: RequestFault,
) -> Result<Option<(Option<i64>, usize)>, RequestFault> {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some((number, len)) = few_digits(rest) {
        return Ok(Some((Some(number), at + len + 2)));
    }
    let Some(len) = rest.iter().position(|byte| *byte == b'\r') else {
        // The sign before the number counts.
        return if rest.len() >= LINE {
            Err(too_big)
        } else {
            Ok(None)
        };
    };
    if rest.len() < len + 2 {
        return Ok(None);
    }
    Ok(Some((decimal(&rest[..len]), at + len + 2)))
}

/// The number in a whole line of a few digits, as nearly every one is, and how many they are.
fn few_digits(line: &[u8]) -> Option<(i64, usize)> {
    let mut number = 0;
    for (len, byte) in line.iter().take(10).enumerate() {
        match byte {
            b'0'..=b'9' => number = number * 10 + i64::from(byte - b'0'),
            b'\r' => {
                let fits = len == 1 || (len > 1 && line[0] != b'0');
                return (fits && line.len() >= len + 2).then_some((number, len));
            }
            _ => return None,
        }
    }
    None
}

/// Decimal digits as Redis takes them: perhaps a minus, no plus, no zeros in front, no blanks.
fn decimal(text: &[u8]) -> Option<i64> {
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    match digits {
        [] => return None,
        [b'0'] if !negative => return Some(0),
        [b'0', ..] => return None,
        _ => {}
    }
    let mut value: i64 = 0;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value.checked_mul(10)?.checked_sub(i64::from(digit - b'0'))?;
    }
    if negative {
        Some(value)
    } else {
        value.checked_neg()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::wire::ArgvBuf;

    const LIMITS: Limits = Limits {
        bulk: 512 * 1024 * 1024,
        stranger: false,
    };

    /// What came of a request, owned.
    #[derive(Clone, Debug, PartialEq, Eq)]
    enum Seen {
        Command(ArgvBuf),
        Line(Vec<u8>),
        Fault(RequestFault),
    }

    /// Feeds the bytes in pieces that end at `cuts`.
    fn fed(bytes: &[u8], cuts: &[usize], limits: Limits) -> Vec<Seen> {
        let mut requests = Requests::default();
        let mut seen = Vec::new();
        let mut start = 0;
        for &cut in cuts.iter().chain([&bytes.len()]) {
            loop {
                let here = &bytes[start..cut.max(start)];
                match requests.next(here, limits) {
                    Ok(Request::Partial) => break,
                    Ok(Request::Nothing { end }) => start += end,
                    Ok(Request::Command { end }) => {
                        seen.push(Seen::Command(requests.argv(here).to_owned()));
                        start += end;
                    }
                    Ok(Request::Inline { line, end }) => {
                        seen.push(Seen::Line(here[line].to_vec()));
                        start += end;
                    }
                    Err(fault) => {
                        seen.push(Seen::Fault(fault));
                        return seen;
                    }
                }
            }
        }
        seen
    }

    fn command(words: &[&str]) -> Seen {
        Seen::Command(words.iter().collect())
    }

    #[test]
    fn arrays_lines_and_nothing_in_one_pipeline() {
        let bytes =
            b"*2\r\n$3\r\nGET\r\n$0\r\n\r\n\r\n\n*0\r\n*-1\r\nPING \"a b\"\r\nping\n*1\r\n$4\r\nPINGxy";
        let seen = [
            command(&["GET", ""]),
            Seen::Line(b"PING \"a b\"".to_vec()),
            Seen::Line(b"ping".to_vec()),
            command(&["PING"]),
        ];
        assert_eq!(fed(bytes, &[], LIMITS), seen);
    }

    #[test]
    fn what_is_no_request_is_said_in_redis_words() {
        let long = |head: &str| [head.as_bytes(), &vec![b'1'; LINE + 1]].concat();
        let cases: [(Vec<u8>, &str); 13] = [
            (b"*x\r\n".to_vec(), "invalid multibulk length"),
            (b"*2147483648\r\n".to_vec(), "invalid multibulk length"),
            (b"*01\r\n".to_vec(), "invalid multibulk length"),
            (b"*1\r\n+GET\r\n".to_vec(), "expected '$', got '+'"),
            (b"*1\r\n*1\r\n$1\r\na\r\n".to_vec(), "expected '$', got '*'"),
            (b"*1\r\n\r\n".to_vec(), "expected '$', got ' '"),
            (b"*1\r\n$-1\r\n".to_vec(), "invalid bulk length"),
            (b"*1\r\n$536870913\r\n".to_vec(), "invalid bulk length"),
            (b"*1\r\n$99999999999999999999\r\n".to_vec(), "invalid bulk length"),
            (b"*1\r\n$\r\n".to_vec(), "invalid bulk length"),
            (long("*"), "too big mbulk count string"),
            (long("*1\r\n$"), "too big bulk count string"),
            (long("x"), "too big inline request"),
        ];
        for (bytes, what) in cases {
            let Some(Seen::Fault(fault)) = fed(&bytes, &[], LIMITS).pop() else {
                panic!("no fault: {what}");
            };
            let text = String::from_utf8(fault.text().into_owned()).unwrap();
            assert_eq!(text, format!("ERR Protocol error: {what}"));
        }
    }

    #[test]
    fn strangers_are_given_little_room() {
        let stranger = Limits {
            stranger: true,
            ..LIMITS
        };
        let fault = |bytes: &[u8]| fed(bytes, &[], stranger);
        assert_eq!(fault(b"*11\r\n"), [Seen::Fault(RequestFault::StrangersCount)]);
        assert_eq!(
            fault(b"*2\r\n$4\r\nAUTH\r\n$16385\r\n"),
            [Seen::Fault(RequestFault::StrangersLength)]
        );
    }

    #[test]
    fn a_huge_length_asks_for_no_memory_before_its_bytes_come() {
        let mut requests = Requests::default();
        let found = requests.next(b"*2000000000\r\n$536870912\r\nabc", LIMITS);
        assert_eq!(found, Ok(Request::Partial));
        assert!(requests.ranges.capacity() < 16);
        assert_eq!(requests.needs(), 25 + 536_870_912 + 2);
    }

    fn any_request() -> impl Strategy<Value = Vec<u8>> {
        let word = proptest::collection::vec(any::<u8>(), 0..12);
        let array = proptest::collection::vec(word, 0..5).prop_map(|words| {
            let mut bytes = format!("*{}\r\n", words.len()).into_bytes();
            for word in words {
                bytes.extend(format!("${}\r\n", word.len()).bytes());
                bytes.extend(word);
                bytes.extend(b"\r\n");
            }
            bytes
        });
        let line = "[a-z \"']{0,12}\r?\n".prop_map(String::into_bytes);
        let rubbish = "[*$+0-9a-]{0,3}\r\n".prop_map(String::into_bytes);
        prop_oneof![6 => array, 2 => line, 1 => rubbish]
    }

    proptest! {
        #[test]
        fn chopping_changes_nothing(
            requests in proptest::collection::vec(any_request(), 0..8),
            cuts in proptest::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let bytes = requests.concat();
            let whole = fed(&bytes, &[], LIMITS);
            let every: Vec<usize> = (0..bytes.len()).collect();
            prop_assert_eq!(&fed(&bytes, &every, LIMITS), &whole);
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
            cuts.sort_unstable();
            prop_assert_eq!(&fed(&bytes, &cuts, LIMITS), &whole);
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(prop_oneof![
            Just(b'*'), Just(b'$'), Just(b'\r'), Just(b'\n'), Just(b'1'), Just(b'-'), any::<u8>()
        ], 0..200)) {
            fed(&bytes, &[], LIMITS);
        }
    }
}
