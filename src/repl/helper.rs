//! rustyline's helper over `assist`: completion, hints and colours. An adapter; what is offered is decided there.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::Validator;
use rustyline::{Context, Result};
use unicode_width::UnicodeWidthStr as _;

use crate::app::words;
use crate::assist::{self, Aside, Kind, Role};
use crate::lab::{Lab, TerminalId};
use crate::store::Millis;

/// What the prompt knows while a line is typed: a copy of the state as it was when the prompt appeared.
#[derive(Debug)]
pub struct Helper {
    lab: Lab,
    terminal: TerminalId,
    /// When the prompt appeared, Unix ms.
    real: Millis,
    coloured: bool,
}

impl Helper {
    /// Help for lines typed in `terminal` of `lab`.
    pub fn new(lab: Lab, terminal: TerminalId, real: Millis, coloured: bool) -> Helper {
        Helper {
            lab,
            terminal,
            real,
            coloured,
        }
    }

    fn aside(&self, line: &str, cursor: usize) -> Option<Aside> {
        let lookup = self.lab.lookup(self.terminal, self.real);
        assist::aside(line, cursor, &lookup, self.lab.profile())
    }

    fn wrong(&self, line: &str, cursor: usize) -> Option<Range<usize>> {
        let aside = self.aside(line, cursor).filter(|aside| aside.kind == Kind::Wrong);
        aside.and_then(|aside| aside.span)
    }

    /// As completion: where it begins, and each text with how it is listed.
    fn candidates(&self, line: &str, cursor: usize) -> (usize, Vec<Pair>) {
        let before = line.get(..cursor).unwrap_or(line);
        if let Some(typed) = before.trim_start().strip_prefix(':') {
            return words_of(before, typed);
        }
        let lookup = self.lab.lookup(self.terminal, self.real);
        let found = assist::complete(line, cursor, &lookup, self.lab.profile());
        let single = found.candidates.len() == 1 && cursor == line.len();
        let width = found
            .candidates
            .iter()
            .map(|candidate| candidate.text.width())
            .max();
        let pairs = found.candidates.into_iter().map(|candidate| Pair {
            display: listed(&candidate.text, &candidate.about, width.unwrap_or(0)),
            // The only possibility is finished with its blank.
            replacement: candidate.text + if single { " " } else { "" },
        });
        (found.start, pairs.collect())
    }
}

fn words_of(before: &str, typed: &str) -> (usize, Vec<Pair>) {
    if typed.contains(char::is_whitespace) {
        return (before.len(), Vec::new());
    }
    let width = words::beginning(typed).map(|about| about.syntax.len()).max();
    let found = words::beginning(typed).map(|about| Pair {
        display: listed(about.syntax, about.summary, width.unwrap_or(0)),
        replacement: format!(":{}", about.name),
    });
    (before.len() - typed.len() - 1, found.collect())
}

/// A candidate and its note, the notes below each other.
fn listed(text: &str, about: &str, width: usize) -> String {
    if about.is_empty() {
        return text.to_owned();
    }
    let short: String = about.chars().take(60).collect();
    let blanks = " ".repeat(width.min(30).saturating_sub(text.width()));
    format!("{text}{blanks}  {short}")
}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(&self, line: &str, cursor: usize, _: &Context<'_>) -> Result<(usize, Vec<Pair>)> {
        Ok(self.candidates(line, cursor))
    }
}

/// Grey text behind the cursor. It only tells; the right arrow does not type it.
#[derive(Debug)]
pub struct Grey(String);

impl Hint for Grey {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

impl Hinter for Helper {
    type Hint = Grey;

    /// Behind the cursor what may still be typed, in the row below what is wrong with the line or would be lost.
    fn hint(&self, line: &str, cursor: usize, _: &Context<'_>) -> Option<Grey> {
        if cursor < line.len() {
            return None;
        }
        let loss = match self.aside(line, cursor) {
            Some(aside) if aside.kind == Kind::Wrong => {
                return Some(Grey(format!("\n! {}", aside.text)));
            }
            Some(aside) if aside.kind == Kind::Loss => {
                format!("\n! {}; `:undo` brings it back", aside.text)
            }
            _ => String::new(),
        };
        let text = assist::ghost(line, self.lab.profile());
        let blank = if line.ends_with(' ') || text.is_none() {
            ""
        } else {
            " "
        };
        let grey = format!("{blank}{}{loss}", text.unwrap_or_default());
        (!grey.is_empty()).then_some(Grey(grey))
    }
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, cursor: usize) -> Cow<'l, str> {
        if !self.coloured || line.trim_start().starts_with(':') {
            return Cow::Borrowed(line);
        }
        let wrong = self.wrong(line, cursor);
        let mut text = String::with_capacity(line.len() * 2);
        let mut at = 0;
        for (span, role) in assist::paint(line, self.lab.profile()) {
            let (Some(between), Some(word)) = (line.get(at..span.start), line.get(span.clone())) else {
                return Cow::Borrowed(line);
            };
            at = span.end;
            let code = if wrong.as_ref() == Some(&span) {
                WRONG
            } else {
                code(role)
            };
            let _ = write!(text, "{between}\x1b[{code}m{word}\x1b[0m");
        }
        text.push_str(line.get(at..).unwrap_or_default());
        Cow::Owned(text)
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.coloured {
            Cow::Owned(format!("\x1b[90m{hint}\x1b[0m"))
        } else {
            Cow::Borrowed(hint)
        }
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        self.coloured && kind != CmdKind::MoveCursor
    }
}

/// Underlined and red.
const WRONG: &str = "4;31";

/// A role's colour, as the number of the terminal's own palette.
fn code(role: Role) -> &'static str {
    match role {
        Role::Command => "1",
        Role::Word => "36",
        Role::Key => "33",
        Role::Group | Role::Consumer => "35",
        Role::Id => "32",
        Role::Field => "34",
        Role::Text | Role::Number => "39",
        Role::Comment => "90",
    }
}

impl Validator for Helper {}

impl rustyline::Helper for Helper {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::{Session, Settings};

    fn helper() -> Helper {
        let mut session = Session::new(Settings::default(), 5);
        session.line(b"XADD fruits 1-1 name banana", 5);
        Helper::new(session.lab().fork(), session.terminal(), 5, true)
    }

    #[test]
    fn tab_completes_keys_and_words() {
        let texts = |line: &str| -> (usize, Vec<String>) {
            let (start, pairs) = helper().candidates(line, line.len());
            (start, pairs.into_iter().map(|pair| pair.replacement).collect())
        };
        assert_eq!(texts("XLEN f"), (5, vec!["fruits ".to_owned()]));
        assert_eq!(texts("xlen"), (0, vec!["XLEN ".to_owned()]));
        assert_eq!(texts(":un"), (0, vec![":undo".to_owned()]));
    }

    #[test]
    fn colours_change_no_letter() {
        let line = "XADD fruits * name \"a b\" // note";
        let coloured = helper().highlight(line, 0).into_owned();
        let mut plain = String::new();
        for part in coloured.split('\x1b') {
            plain += part
                .split_once('m')
                .filter(|_| part.starts_with('['))
                .map_or(part, |(_, text)| text);
        }
        assert_eq!(plain, line);
    }
}
