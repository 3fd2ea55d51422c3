//! A lesson's prose as rows: paragraphs, lists, `code` and **bold**, broken between words. Anything else of Markdown
//! shows as its text.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use unicode_width::UnicodeWidthStr;

use super::ink::Ink;
use super::theme::{Role, Theme};

/// `text` as rows of at most `width` columns; plain words have the role `plain`.
pub(super) fn rows(text: &str, width: usize, plain: Role, theme: &Theme) -> Vec<Ink> {
    let mut writer = Writer {
        rows: Vec::new(),
        width: width.max(10),
        indent: 0,
        number: None,
        line: Ink::default(),
        word: Ink::default(),
        role: plain,
        plain,
        theme,
    };
    for event in Parser::new(text) {
        writer.event(&event);
    }
    writer.end_line();
    while writer.rows.last().is_some_and(Ink::is_empty) {
        writer.rows.pop();
    }
    writer.rows
}

struct Writer<'a> {
    rows: Vec<Ink>,
    width: usize,
    indent: usize,
    /// The number of the next item, in a list that is numbered.
    number: Option<u64>,
    line: Ink,
    /// The word that is still growing: `code`, is one word of two pieces.
    word: Ink,
    role: Role,
    plain: Role,
    theme: &'a Theme,
}

impl Writer<'_> {
    fn event(&mut self, event: &Event<'_>) {
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
            Event::Start(Tag::Strong | Tag::Heading { .. }) => self.role = Role::Strong,
            Event::End(TagEnd::Strong) => self.role = self.plain,
            Event::Start(Tag::CodeBlock(_)) => self.role = Role::Code,
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_)) => {
                self.role = self.plain;
                self.end_block();
            }
            Event::End(TagEnd::Paragraph | TagEnd::List(_)) => self.end_block(),
            Event::Text(text) if self.role == Role::Code => self.block(text),
            Event::Text(text) => self.text(text, self.role),
            Event::Code(text) => self.text(text, Role::Code),
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
            None => format!("{} ", self.theme.signs.told),
        };
        self.indent = sign.width();
        self.line = Ink::of(Role::Quiet, sign);
    }

    fn text(&mut self, text: &str, role: Role) {
        let shown = self.theme.sentence(&crate::wire::shown(text.as_bytes()));
        for (at, part) in shown.split(' ').enumerate() {
            if at > 0 {
                self.end_word();
            }
            if !part.is_empty() {
                self.word.push(role, part);
            }
        }
    }

    /// Lines of a code block stand as they are.
    fn block(&mut self, text: &str) {
        for line in text.lines() {
            let shown = crate::wire::shown(line.as_bytes());
            self.rows.push(Ink::of(Role::Code, format!("  {shown}")));
        }
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.word);
        if word.is_empty() {
            return;
        }
        let used = self.line.width();
        let blank = usize::from(used > self.indent);
        if used > self.indent && used + blank + word.width() > self.width {
            self.flush();
        } else if blank > 0 {
            self.line.push(self.plain, " ");
        }
        if self.line.is_empty() {
            self.line.push(Role::Text, " ".repeat(self.indent));
        }
        self.line.append(word);
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
            self.rows.push(Ink::default());
        }
    }

    fn flush(&mut self) {
        self.rows.push(std::mem::take(&mut self.line));
    }
}

/// One sentence behind a sign, with its other rows indented.
pub(super) fn said(sign: &str, text: &str, width: usize, role: Role, theme: &Theme) -> Vec<Ink> {
    let indent = sign.width() + 1;
    let rows = rows(text, width.saturating_sub(indent), role, theme);
    rows.into_iter()
        .enumerate()
        .map(|(at, row)| {
            let start = if at == 0 {
                format!("{sign} ")
            } else {
                " ".repeat(indent)
            };
            let mut ink = Ink::of(role, start);
            ink.append(row);
            ink
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Look;

    fn text(source: &str, width: usize) -> Vec<String> {
        let theme = Theme::new(Look::default());
        let rows = rows(source, width, Role::Text, &theme);
        let plain = |ink: &Ink| {
            ink.pieces()
                .iter()
                .map(|(_, text)| text.as_str())
                .collect::<String>()
        };
        rows.iter().map(plain).collect()
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
}
