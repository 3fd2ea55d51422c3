//! Replies as redis-cli prints them (streams.md F.1, F.5), byte for byte, trailing newline included.
//! One file per format; none of them knows which command was asked.

mod csv;
mod json;
mod raw;
mod standard;

use super::reply::Reply;

/// How a reply is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Numbered and quoted: redis-cli's on a terminal, or `--no-raw`.
    #[default]
    Standard,
    /// Bare values, one per line: redis-cli's on a pipe, or `--raw`.
    Raw,
    /// One comma-separated line: `--csv`.
    Csv,
    /// One line of JSON: `--json`.
    Json,
}

/// `reply` in `format`, with the newline (or the blank line) that ends it.
pub fn printed(reply: &Reply, format: Format) -> Vec<u8> {
    let mut text = Vec::new();
    match format {
        Format::Standard => standard::write(&mut text, reply),
        Format::Raw => raw::write(&mut text, reply),
        Format::Csv => csv::write(&mut text, reply),
        Format::Json => json::write(&mut text, reply),
    }
    text
}

/// Writes the items with `between` them.
fn joined<'a>(
    text: &mut Vec<u8>,
    items: impl IntoIterator<Item = &'a Reply>,
    between: &[u8],
    one: impl Fn(&mut Vec<u8>, &Reply),
) {
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            text.extend_from_slice(between);
        }
        one(text, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Reply {
        Reply::Map(vec![
            (
                Reply::bulk("s"),
                Reply::Array(vec![Reply::Array(vec![
                    Reply::bulk("1-1"),
                    Reply::Array(vec![Reply::bulk("a \"b\""), Reply::bulk("h\u{e9}\n")]),
                ])]),
            ),
            (Reply::bulk("n"), Reply::Nil),
            (
                Reply::bulk("e"),
                Reply::Array(vec![Reply::Int(-3), Reply::Error(b"ERR no".to_vec())]),
            ),
        ])
    }

    fn text(format: Format) -> String {
        String::from_utf8(printed(&sample(), format)).unwrap()
    }

    #[test]
    fn standard() {
        let expected = "1# \"s\" => \n   1) 1) \"1-1\"\n      2) 1) \"a \\\"b\\\"\"\n         2) \"h\\xc3\\xa9\\n\"\n\
                        2# \"n\" => (nil)\n3# \"e\" => \n   1) (integer) -3\n   2) (error) ERR no\n";
        assert_eq!(text(Format::Standard), expected);
    }

    #[test]
    fn raw() {
        assert_eq!(
            text(Format::Raw),
            "s 1-1\na \"b\"\nh\u{e9}\n\nn \ne -3\nERR no\n\n"
        );
        assert_eq!(
            printed(&Reply::Error(b"ERR no".to_vec()), Format::Raw),
            b"ERR no\n\n"
        );
    }

    #[test]
    fn csv() {
        let expected =
            "\"s\",\"1-1\",\"a \\\"b\\\"\",\"h\\xc3\\xa9\\n\",\"n\",NULL,\"e\",-3,ERROR,\"ERR no\"\n";
        assert_eq!(text(Format::Csv), expected);
    }

    #[test]
    fn json() {
        let expected =
            "{\"s\":[[\"1-1\",[\"a \\\"b\\\"\",\"h\u{e9}\\n\"]]],\"n\":null,\"e\":[-3,error:\"ERR no\"]}\n";
        assert_eq!(text(Format::Json), expected);
    }
}
