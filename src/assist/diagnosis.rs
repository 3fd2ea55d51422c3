//! What is wrong with a line: Redis's error, the place, what was expected there, and advice. How it is drawn as plain
//! text is here too; the advice itself is in `advice`.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use super::advice::{self, Case};
use super::foreign;
use super::judge::{checked, is_prompt_word};
use super::syntax;
use super::typed::Typed;
use crate::command::fault::SYNTAX;
use crate::command::line::repeated;
use crate::command::{Fault, Line, LineFault, LineFaultKind, Version};
use crate::lab::Lookup;
use crate::wire::shown;

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Redis's exact text.
    pub error: String,
    /// The bytes of the line it is about.
    pub span: Option<Range<usize>>,
    /// What should have stood there.
    pub expected: Option<String>,
    /// What to do instead, one sentence each.
    pub advice: Vec<String>,
}

impl Diagnosis {
    /// As plain lines: the line with carets under the place, what was expected, the advice. The error is the reply
    /// and is not repeated.
    pub fn draw(&self, line: &str) -> Vec<String> {
        let mut lines = Vec::new();
        if let Some((before, marked)) = self.span.clone().and_then(|span| marked(line, span)) {
            lines.push(shown(line.as_bytes()));
            let carets = "^".repeat(shown(marked.as_bytes()).width().max(1));
            lines.push(" ".repeat(shown(before.as_bytes()).width()) + &carets);
        }
        lines.extend(self.expected.iter().map(|text| format!("expected: {text}")));
        lines.extend(self.advice.iter().map(|text| format!("hint: {text}")));
        lines
    }
}

/// What stands before the place and in it. A place at the end of the line is one column wide, behind a blank.
fn marked(line: &str, span: Range<usize>) -> Option<(String, &str)> {
    let before = line.get(..span.start)?;
    let marked = line.get(span.clone())?;
    let missing = span.is_empty() && !before.is_empty() && !before.ends_with(' ');
    Some((format!("{before}{}", if missing { " " } else { "" }), marked))
}

/// What is wrong with `line` before it runs.
pub fn check(line: &str, profile: Version) -> Option<Diagnosis> {
    match Line::parse(line.as_bytes()) {
        Err(fault) => Some(quotes(&fault)),
        Ok(parsed) if matches!(repeated(&parsed), Some(Err(()))) => Some(Diagnosis {
            error: "Invalid redis-cli repeat command option value.".to_owned(),
            span: Some(parsed.span(0)),
            expected: Some("a number from 1 on, or the command itself".to_owned()),
            advice: Vec::new(),
        }),
        Ok(_) => {
            let fault = fault_of(line, profile)?;
            Some(explain(line, &fault, &Lookup::nothing(), profile))
        }
    }
}

/// Why the engine refused `line` with `fault`.
pub fn explain(line: &str, fault: &Fault, lookup: &Lookup<'_>, profile: Version) -> Diagnosis {
    let typed = Typed::new(line, profile);
    let place = Place::of(&typed, fault);
    let case = Case::new(line, &typed, Some(fault), lookup, profile);
    Diagnosis {
        error: fault.message().into_owned(),
        span: place.word.map(|word| typed.line().span(word)),
        expected: fault
            .want
            .map(str::to_owned)
            .or(place.expected)
            // Of a command that Redis has, nothing else was expected.
            .filter(|_| foreign::called(&typed).is_none()),
        advice: advice::about(&case),
    }
}

/// What is worth saying about a command that ran well but hardly did what was meant, such as `DEL` of a group's name.
/// `moved` tells whether any data changed.
pub fn remark(line: &str, moved: bool, lookup: &Lookup<'_>, profile: Version) -> Option<String> {
    let typed = Typed::new(line, profile);
    advice::remark(&Case::new(line, &typed, None, lookup, profile), moved)
}

/// Where a fault is, as a word of the line, and what the syntax has there.
struct Place {
    word: Option<usize>,
    expected: Option<String>,
}

impl Place {
    /// A wrong number of arguments is placed by the syntax: at the first word too many, or where more is needed.
    fn of(typed: &Typed, fault: &Fault) -> Place {
        let word = fault.at.map(|at| at + typed.before);
        let words = typed.words().len();
        let Some(matched) = typed.matched(words) else {
            return Place {
                word,
                expected: family_words(typed, words),
            };
        };
        let stuck = typed.first_argument() + matched.taken.len();
        let is_arity = fault.text.starts_with(b"ERR wrong number of arguments");
        let is_syntax = *fault.text == *SYNTAX.as_bytes();
        let here = (is_syntax && word == Some(stuck)) || (is_arity && fault.want.is_none());
        if !here || (matched.fits && word.is_some_and(|word| word < words)) {
            return Place { word, expected: None };
        }
        let expected = match syntax::rest(&matched.rest) {
            text if text.is_empty() => "nothing more".to_owned(),
            text => text,
        };
        Place {
            word: Some(stuck),
            expected: Some(expected),
        }
    }
}

/// A family's name alone lacks its subcommand.
fn family_words(typed: &Typed, words: usize) -> Option<String> {
    let family = typed.family.filter(|_| words == typed.before + 1)?;
    Some(syntax::names(family.subcommands))
}

/// The fault that the command's grammar finds in `line`. Lines that are no Redis command have none.
fn fault_of(line: &str, profile: Version) -> Option<Fault> {
    if line.trim_start().starts_with(':') {
        return None;
    }
    let parsed = Line::parse(line.as_bytes()).ok()?;
    let parsed = match repeated(&parsed) {
        Some(Ok((_, command))) => command,
        _ => parsed,
    };
    let words: Vec<&[u8]> = parsed.argv().iter().collect();
    if words.first().is_none_or(|first| is_prompt_word(first)) {
        return None;
    }
    checked(&words, profile).err()
}

fn quotes(fault: &LineFault) -> Diagnosis {
    let (expected, advice) = match fault.kind {
        LineFaultKind::Unclosed => (
            "a closing quote",
            "a quote that is opened must be closed; inside double quotes \\\" stands for a quote itself",
        ),
        LineFaultKind::NoSpaceAfterQuote => (
            "a blank or the end of the line behind the closing quote",
            "inside double quotes \\\" stands for a quote itself",
        ),
    };
    Diagnosis {
        error: "Invalid argument(s)".to_owned(),
        span: Some(fault.span.clone()),
        expected: Some(expected.to_owned()),
        advice: vec![advice.to_owned()],
    }
}
