//! A typed line becomes arguments with spans: redis-cli's quoting (streams.md F.2) and this program's comments.
//! Bytes in, bytes out; a line need not be UTF-8.

use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take, take_while_m_n, take_while1};
use nom::combinator::{map, value};
use nom::multi::fold_many0;
use nom::sequence::preceded;
use nom::{IResult, Parser};

use crate::wire::Argv;

/// A line split into arguments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    bytes: Vec<u8>,
    ranges: Vec<Range<usize>>,
    spans: Vec<Range<usize>>,
    /// Where the line's comment stands, if it has one.
    pub comment: Option<Range<usize>>,
}

/// Why a line cannot be split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// The place in the line: the quote that is wrong.
    pub span: Range<usize>,
    /// What is wrong with it.
    pub kind: LineFaultKind,
}

/// The two ways a line can be wrong. redis-cli answers both with `Invalid argument(s)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineFaultKind {
    /// A quote is opened and never closed.
    Unclosed,
    /// Something follows a closing quote without a space between.
    NoSpaceAfterQuote,
}

impl Line {
    /// Splits `text` into arguments.
    pub fn parse(text: &[u8]) -> Result<Line, LineFault> {
        let mut line = Line::default();
        let mut at = skip_blanks(text, 0);
        if is_comment_line(&text[at..]) {
            line.comment = Some(at..text.len());
            return Ok(line);
        }
        while at < text.len() {
            let end = line.argument(text, at)?;
            if &text[at..end] == b"//" {
                line.ranges.pop();
                line.spans.pop();
                line.comment = Some(at..text.len());
                break;
            }
            at = skip_blanks(text, end);
        }
        Ok(line)
    }

    /// Splits a line that a program sent: there a `#` or `//` is an argument like any other.
    pub fn inline(text: &[u8]) -> Result<Line, LineFault> {
        let mut line = Line::default();
        let mut at = skip_blanks(text, 0);
        while at < text.len() {
            at = skip_blanks(text, line.argument(text, at)?);
        }
        Ok(line)
    }

    /// The arguments.
    pub fn argv(&self) -> Argv<'_> {
        Argv::new(&self.bytes, &self.ranges)
    }

    /// Where in the line each argument stands, quotes included.
    pub fn spans(&self) -> &[Range<usize>] {
        &self.spans
    }

    /// Where the argument at `index` stands, or the end of the arguments for one that is missing.
    pub fn span(&self, index: usize) -> Range<usize> {
        let end = self.spans.last().map_or(0, |span| span.end);
        self.spans.get(index).cloned().unwrap_or(end..end)
    }

    /// Drops the first `count` arguments, as the prefix of a pasted line.
    #[must_use]
    pub fn without_first(mut self, count: usize) -> Line {
        self.ranges.drain(..count.min(self.ranges.len()));
        self.spans.drain(..count.min(self.spans.len()));
        self
    }

    /// Reads one argument that begins at `at`; gives back where it ends.
    fn argument(&mut self, text: &[u8], at: usize) -> Result<usize, LineFault> {
        let start = self.bytes.len();
        let mut rest = &text[at..];
        while let Some(&byte) = rest.first().filter(|byte| !is_blank(**byte)) {
            let here = text.len() - rest.len();
            rest = match byte {
                b'"' | b'\'' => {
                    let quoted = if byte == b'"' {
                        double_quoted
                    } else {
                        single_quoted
                    };
                    let (after, part) = quoted(rest).map_err(|_| unclosed(here, text.len()))?;
                    if after.first().is_some_and(|next| !is_blank(*next)) {
                        let end = text.len() - after.len();
                        return Err(LineFault {
                            span: end - 1..end,
                            kind: LineFaultKind::NoSpaceAfterQuote,
                        });
                    }
                    self.bytes.extend_from_slice(&part);
                    after
                }
                _ => {
                    let (after, part) = bare(rest).map_err(|_| unclosed(here, text.len()))?;
                    self.bytes.extend_from_slice(part);
                    after
                }
            };
        }
        let end = text.len() - rest.len();
        self.ranges.push(start..self.bytes.len());
        self.spans.push(at..end);
        Ok(end)
    }
}

fn unclosed(start: usize, end: usize) -> LineFault {
    LineFault {
        span: start..end,
        kind: LineFaultKind::Unclosed,
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

fn skip_blanks(text: &[u8], at: usize) -> usize {
    at + text[at..].iter().take_while(|byte| is_blank(**byte)).count()
}

/// A line is a comment when its first token begins with `//` or `#`.
fn is_comment_line(text: &[u8]) -> bool {
    text.starts_with(b"//") || text.starts_with(b"#")
}

type Piece<'a, T> = IResult<&'a [u8], T>;

/// Everything up to a blank or a quote.
fn bare(text: &[u8]) -> Piece<'_, &[u8]> {
    take_while1(|byte| !is_blank(byte) && byte != b'"' && byte != b'\'').parse(text)
}

/// `"…"` with `\xHH`, `\n \r \t \b \a`, and `\c` for any other c.
fn double_quoted(text: &[u8]) -> Piece<'_, Vec<u8>> {
    let plain = take_while1(|byte| byte != b'"' && byte != b'\\');
    let piece = alt((map(plain, <[u8]>::to_vec), map(escape, |byte| vec![byte])));
    let (rest, _) = tag("\"").parse(text)?;
    let (rest, content) = joined(piece).parse(rest)?;
    let (rest, _) = tag("\"").parse(rest)?;
    Ok((rest, content))
}

/// `'…'` in which only `\'` is special.
fn single_quoted(text: &[u8]) -> Piece<'_, Vec<u8>> {
    let plain = take_while1(|byte| byte != b'\'' && byte != b'\\');
    let piece = alt((
        map(plain, <[u8]>::to_vec),
        value(b"'".to_vec(), tag("\\'")),
        value(b"\\".to_vec(), tag("\\")),
    ));
    let (rest, _) = tag("'").parse(text)?;
    let (rest, content) = joined(piece).parse(rest)?;
    let (rest, _) = tag("'").parse(rest)?;
    Ok((rest, content))
}

fn joined<'a>(
    piece: impl Parser<&'a [u8], Output = Vec<u8>, Error = nom::error::Error<&'a [u8]>>,
) -> impl Parser<&'a [u8], Output = Vec<u8>, Error = nom::error::Error<&'a [u8]>> {
    fold_many0(piece, Vec::new, |mut whole: Vec<u8>, part| {
        whole.extend(part);
        whole
    })
}

fn escape(text: &[u8]) -> Piece<'_, u8> {
    preceded(
        tag("\\"),
        alt((hex_byte, map(take(1usize), |bytes: &[u8]| control(bytes[0])))),
    )
    .parse(text)
}

fn hex_byte(text: &[u8]) -> Piece<'_, u8> {
    let digits = take_while_m_n(2, 2, |byte: u8| byte.is_ascii_hexdigit());
    map(preceded(tag("x"), digits), |digits: &[u8]| {
        digits
            .iter()
            .fold(0, |number, digit| number * 16 + hex_digit(*digit))
    })
    .parse(text)
}

fn hex_digit(digit: u8) -> u8 {
    (digit as char).to_digit(16).unwrap_or_default() as u8
}

fn control(letter: u8) -> u8 {
    match letter {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'b' => 0x08,
        b'a' => 0x07,
        other => other,
    }
}

/// The words of a line for looking at it while it is still being typed: as [`Line::parse`], but an unclosed quote
/// simply ends with the line. `None` stands where nothing is wrong.
pub fn tolerant(text: &[u8]) -> (Line, Option<LineFault>) {
    match Line::parse(text) {
        Ok(line) => (line, None),
        Err(fault) => {
            let (before, _) = text.split_at(fault.span.start);
            let cut = before
                .iter()
                .rposition(|byte| is_blank(*byte))
                .map_or(0, |at| at + 1);
            let mut line = Line::parse(&text[..cut]).unwrap_or_default();
            let start = line.bytes.len();
            line.bytes.extend_from_slice(&text[cut..]);
            line.ranges.push(start..line.bytes.len());
            line.spans.push(cut..text.len());
            (line, Some(fault))
        }
    }
}

/// A line as `N command …` repeats it: how often, and the arguments without the number. `None` when it is not of
/// that form. A lone number is a command like any other (streams.md F.3).
pub fn repeated(line: &Line) -> Option<Result<(u64, Line), ()>> {
    let argv = line.argv();
    let number = argv.get(0)?;
    let digits = number
        .strip_prefix(b"-")
        .or(number.strip_prefix(b"+"))
        .unwrap_or(number);
    let is_number = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    if !is_number || argv.len() < 2 {
        return None;
    }
    // A number that is too large is refused like one that is too small.
    let count = std::str::from_utf8(number)
        .ok()
        .and_then(|text| text.parse::<i64>().ok());
    Some(
        count
            .and_then(|count| u64::try_from(count).ok())
            .filter(|count| *count > 0)
            .map(|count| (count, line.clone().without_first(1)))
            .ok_or(()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let line = Line::parse(text.as_bytes()).unwrap();
        line.argv()
            .iter()
            .map(|word| word.escape_ascii().to_string())
            .collect()
    }

    #[test]
    fn quoting_is_redis_clis() {
        assert_eq!(
            words(r#"SET k "tab\there\x00\xff \"q\"""#),
            ["SET", "k", r#"tab\there\x00\xff \"q\""#]
        );
        assert_eq!(
            words(r"SET k 'it\'s \n literal'"),
            ["SET", "k", r"it\'s \\n literal"]
        );
        assert_eq!(words(r#"a"b c" "" d\e"#), ["ab c", "", r"d\\e"]);
        assert_eq!(words(r#""\xZZ""#), ["xZZ"]);
    }

    #[test]
    fn spans_cover_the_quotes() {
        let line = Line::parse(b"  GET  \"a b\" ").unwrap();
        assert_eq!(line.spans(), [2..5, 7..12]);
        assert_eq!(line.span(2), 12..12);
    }

    #[test]
    fn comments_end_a_line() {
        assert_eq!(words("XRANGE s - + // everything"), ["XRANGE", "s", "-", "+"]);
        assert_eq!(words("GET http://x \"//\""), ["GET", "http://x", "//"]);
        for whole in ["// note", "#note", "//////", "   # note"] {
            let line = Line::parse(whole.as_bytes()).unwrap();
            assert!(line.argv().is_empty() && line.comment.is_some(), "{whole}");
        }
    }

    #[test]
    fn faults_name_the_quote() {
        let fault = |text: &str| Line::parse(text.as_bytes()).unwrap_err();
        assert_eq!(
            fault("SET k \"abc"),
            LineFault {
                span: 6..10,
                kind: LineFaultKind::Unclosed
            }
        );
        assert_eq!(
            fault("SET k \"a\"b"),
            LineFault {
                span: 8..9,
                kind: LineFaultKind::NoSpaceAfterQuote
            }
        );
    }

    #[test]
    fn an_unfinished_line_still_has_words() {
        let (line, fault) = tolerant(b"SET k \"ab c");
        assert_eq!(
            line.argv().iter().collect::<Vec<_>>(),
            [b"SET".as_slice(), b"k", b"\"ab c"]
        );
        assert!(fault.is_some());
    }

    #[test]
    fn a_number_before_a_command_repeats_it() {
        let repeat = |text: &str| {
            repeated(&Line::parse(text.as_bytes()).unwrap()).map(|found| found.map(|(count, _)| count))
        };
        assert_eq!(
            (repeat("3 PING"), repeat("3"), repeat("0 PING"), repeat("PING 3")),
            (Some(Ok(3)), None, Some(Err(())), None)
        );
        assert_eq!(
            (
                repeat("+02 PING"),
                repeat("-1 PING"),
                repeat("99999999999999999999 PING"),
                repeat("+ PING")
            ),
            (Some(Ok(2)), Some(Err(())), Some(Err(())), None)
        );
    }
}
