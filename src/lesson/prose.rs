//! A lesson's prose as rows: paragraphs, lists, `code` and **bold**, broken between words. Anything else of Markdown
//! shows as its text. Colours and signs are not known here.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What a piece of prose is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Words.
    Plain,
    /// **Bold**, and headings.
    Strong,
    /// Something that can be typed.
    Code,
    /// The sign or the number before an item of a list.
    Sign,
}

/// A row: pieces from left to right. An empty one stands between paragraphs.
pub type ProseRow = Vec<(Tone, String)>;

/// How prose is set.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The columns of a row.
    pub width: usize,
    /// The sign before an item of a list.
    pub bullet: &'a str,
    /// How words are written in the characters that may be used.
    pub spelt: &'a dyn Fn(&str) -> String,
}

/// `text` as rows.
pub fn prose(text: &str, setting: Setting<'_>) -> Vec<ProseRow> {
    let mut writer = Writer {
        text,
        rows: Vec::new(),
        setting: Setting {
            width: setting.width.max(10),
            ..setting
        },
        indent: 0,
        number: None,
        line: Vec::new(),
        word: Vec::new(),
        tone: Tone::Plain,
    };
    for (event, range) in Parser::new(text).into_offset_iter() {
        writer.event(&event, range.start);
    }
    writer.end_line();
    while writer.rows.last().is_some_and(Vec::is_empty) {
        writer.rows.pop();
    }
    writer.rows
}

struct Writer<'a> {
    text: &'a str,
    rows: Vec<ProseRow>,
    setting: Setting<'a>,
    indent: usize,
    /// The number of the next item, in a list that is numbered.
    number: Option<u64>,
    line: ProseRow,
    /// The word that is still growing: `code`, is one word of two pieces.
    word: ProseRow,
    tone: Tone,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>, at: usize) {
        match event {
            Event::Start(Tag::List(number)) => {
                self.end_line();
                self.number = *number;
            }
            Event::Start(Tag::Item) => self.item(),
            Event::End(TagEnd::Item) => {
                self.end_line();
                self.indent = 0;
            }
            Event::Start(Tag::Strong | Tag::Heading { .. }) => self.tone = Tone::Strong,
            Event::End(TagEnd::Strong) => self.tone = Tone::Plain,
            Event::Start(Tag::CodeBlock(_)) => self.tone = Tone::Code,
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_)) => {
                self.tone = Tone::Plain;
                self.end_block();
            }
            Event::End(TagEnd::Paragraph | TagEnd::List(_)) => self.end_block(),
            Event::Text(text) if self.tone == Tone::Code => self.block(text),
            Event::Text(text) => self.words(text, self.tone),
            Event::Code(text) => self.words(text, Tone::Code),
            Event::SoftBreak if self.beside_code(at) => self.end_line(),
            Event::SoftBreak => self.end_word(),
            Event::HardBreak => self.end_line(),
            _ => {}
        }
    }

    /// Begins an item with its number or its sign; its other rows are indented as far.
    fn item(&mut self) {
        self.end_line();
        let sign = match &mut self.number {
            Some(number) => {
                *number += 1;
                format!("{}. ", *number - 1)
            }
            None => format!("{} ", self.setting.bullet),
        };
        self.indent = sign.width();
        self.line = vec![(Tone::Sign, sign)];
    }

    fn words(&mut self, text: &str, tone: Tone) {
        let shown = (self.setting.spelt)(&crate::wire::shown(text.as_bytes()));
        for (at, part) in shown.split(' ').enumerate() {
            if at > 0 {
                self.end_word();
            }
            if !part.is_empty() {
                self.word.push((tone, part.to_owned()));
            }
        }
    }

    /// Lines of a code block stand as they are; one that is too long goes on in the next row.
    fn block(&mut self, text: &str) {
        for line in text.lines() {
            let shown = crate::wire::shown(line.as_bytes());
            for (at, part) in chunks(&shown, self.setting.width - 4).into_iter().enumerate() {
                let indent = if at == 0 { "  " } else { "    " };
                self.rows.push(vec![(Tone::Code, format!("{indent}{part}"))]);
            }
        }
    }

    /// Whether the line that ends here, or the next one, is nothing but code: it keeps a row of its own.
    fn beside_code(&self, at: usize) -> bool {
        let (before, after) = self.text.split_at(at);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let after = after.trim_start_matches(['\r', '\n']);
        is_code(before) || is_code(after.lines().next().unwrap_or_default())
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        let wide = width(&word);
        if wide == 0 {
            return;
        }
        let used = width(&self.line);
        let blank = usize::from(used > self.indent);
        if used > self.indent && used + blank + wide > self.setting.width {
            self.flush();
        } else if blank > 0 {
            self.line.push((Tone::Plain, " ".to_owned()));
        }
        self.begin_row();
        if wide + self.indent <= self.setting.width {
            self.line.extend(word);
        } else {
            self.broken(&word);
        }
    }

    /// A word that is wider than a row.
    fn broken(&mut self, word: &ProseRow) {
        for (tone, text) in word {
            for grapheme in text.graphemes(true) {
                if width(&self.line) + grapheme.width() > self.setting.width {
                    self.flush();
                    self.begin_row();
                }
                match self.line.last_mut() {
                    Some((last, text)) if last == tone => text.push_str(grapheme),
                    _ => self.line.push((*tone, grapheme.to_owned())),
                }
            }
        }
    }

    fn begin_row(&mut self) {
        if self.line.is_empty() && self.indent > 0 {
            self.line.push((Tone::Sign, " ".repeat(self.indent)));
        }
    }

    fn end_line(&mut self) {
        self.end_word();
        if !self.line.is_empty() {
            self.flush();
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        if self.indent == 0 && self.rows.last().is_some_and(|row| !row.is_empty()) {
            self.rows.push(Vec::new());
        }
    }

    fn flush(&mut self) {
        self.rows.push(std::mem::take(&mut self.line));
    }
}

fn width(row: &ProseRow) -> usize {
    row.iter().map(|(_, text)| text.width()).sum()
}

/// Whether a line of the source is one piece of code, with nothing but a mark of punctuation behind it.
fn is_code(line: &str) -> bool {
    let line = line.trim().trim_end_matches(['.', ',', ':', ';']);
    let inner = line.strip_prefix('`').and_then(|line| line.strip_suffix('`'));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains('`'))
}

/// `text` in parts of at most `width` columns; at least one.
fn chunks(text: &str, width: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for grapheme in text.graphemes(true) {
        let full = parts
            .last()
            .is_some_and(|part| part.width() + grapheme.width() > width);
        if full {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            part.push_str(grapheme);
        }
    }
    parts
}

/// What stands in backticks.
pub(super) fn backticked(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str, width: usize) -> Vec<String> {
        let setting = Setting {
            width,
            bullet: "∙",
            spelt: &str::to_owned,
        };
        let rows = prose(source, setting);
        rows.iter()
            .map(|row| row.iter().map(|(_, text)| text.as_str()).collect())
            .collect()
    }

    #[test]
    fn paragraphs_lists_and_code_are_broken_between_words() {
        assert_eq!(
            text("One `two three`, four.\n\n- a **b** c d\n- e\n\nEnd", 12),
            ["One two", "three, four.", "", "∙ a b c d", "∙ e", "", "End"]
        );
    }

    #[test]
    fn numbered_lists_keep_their_numbers() {
        assert_eq!(
            text("Two:\n\n1. one two three\n2. four\n\nEnd", 12),
            ["Two:", "", "1. one two", "   three", "2. four", "", "End"]
        );
    }

    #[test]
    fn a_line_of_code_keeps_its_row_and_a_line_of_words_does_not() {
        assert_eq!(
            text("Type\nthese:\n`XLEN s`\n`XLEN t`,\nand `XLEN u`\nthen.", 40),
            ["Type these:", "XLEN s", "XLEN t,", "and XLEN u then."]
        );
        assert_eq!(
            text("Type\n\n```\nXLEN s\n\nXADD s * name banana\n```\nthen.", 14),
            [
                "Type",
                "",
                "  XLEN s",
                "  ",
                "  XADD s * n",
                "    ame banana",
                "",
                "then."
            ]
        );
    }

    #[test]
    fn a_word_that_is_wider_than_a_row_goes_on_in_the_next() {
        assert_eq!(
            text("- see `1720975546055-0` there", 12),
            ["∙ see", "  1720975546", "  055-0", "  there"]
        );
    }
}
