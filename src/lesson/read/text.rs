//! Reads texts with variables: each must be set by now, and closed.

use super::Reader;
use crate::command::table;
use crate::lesson::mend::nearest;
use crate::lesson::model::Text;
use crate::lesson::prose::backticked;
use crate::lesson::vars::{PARTS, names, unclosed};
use crate::lesson::yaml::{Mark, Node};

impl Reader {
    /// A text that may have variables; each must be set by now.
    pub(super) fn text(&mut self, node: &Node, what: &str) -> Option<Text> {
        let raw = self.word(node, what)?;
        self.check_variables(raw, node.mark);
        self.check_links(raw, node.mark);
        self.check_commands(raw, node.mark);
        self.check_comment(raw, node.mark);
        Some(Text {
            mark: node.mark,
            raw: raw.to_owned(),
        })
    }

    /// A blank and `#` end a text without quotes; with one blank only they were probably meant to be read.
    fn check_comment(&mut self, raw: &str, mark: Mark) {
        if !self.commented {
            return;
        }
        let written = format!("{raw} #");
        // To find a place the file is read again: not for every text.
        if !self.source.text.contains(&written) {
            return;
        }
        let place = crate::lesson::place::place(&self.source, mark, None);
        let line = self.source.text.lines().nth(place.line - 1).unwrap_or_default();
        let from: String = line.chars().skip(place.column - 1).collect();
        if from.starts_with(&written) {
            let message = "the text ends before #, which begins a comment";
            let help = "put the text in quotes, or two blanks before a comment";
            self.fault_in("W212", mark, None, message, Some(help.to_owned()));
        }
    }

    /// A command of streams in backticks must be one.
    fn check_commands(&mut self, raw: &str, mark: Mark) {
        for span in backticked(raw) {
            let name = span.split_whitespace().next().unwrap_or_default();
            let looks_like_one =
                name.len() > 3 && name.starts_with('X') && name.bytes().all(|byte| byte.is_ascii_uppercase());
            if looks_like_one && table::find(name.as_bytes()).is_none() {
                let known = table::COMMANDS.iter().map(|spec| spec.name);
                let help = nearest(name, known).map(|guess| format!("did you mean {guess}?"));
                let message = format!("{name} is no command");
                self.fault_in("W207", mark, Some(name), message, help);
            }
        }
    }

    /// Links to a glossary are known from elsewhere and would stand on the page as they are written.
    fn check_links(&mut self, raw: &str, mark: Mark) {
        let mut rest = raw;
        while let Some(at) = rest.find("{{term:") {
            let link = &rest[at..];
            let end = link.find("}}").map_or(link.len(), |end| end + 2);
            let written = link[..end].lines().next().unwrap_or_default();
            let message =
                format!("{written} would be shown as it is written: there is no glossary to link to");
            let help = "write the word, and say in the text what it means".to_owned();
            self.fault_in("E122", mark, Some(written), message, Some(help));
            rest = &link[end..];
        }
    }

    pub(super) fn check_variables(&mut self, raw: &str, mark: Mark) {
        for name in names(raw) {
            let whole = self.vars.contains(name);
            let part = name
                .rsplit_once('.')
                .is_some_and(|(name, part)| self.vars.contains(name) && PARTS.contains(&part));
            if whole || part {
                continue;
            }
            let written = format!("${{{name}}}");
            if let Some((message, help)) = self.odd_variable(name) {
                let code = if name.contains(char::is_whitespace) {
                    "E123"
                } else {
                    "E120"
                };
                self.fault_in(code, mark, Some(&written), message, Some(help));
                continue;
            }
            let known: Vec<&str> = self.vars.iter().map(String::as_str).collect();
            let help = match nearest(name, known.iter().copied()) {
                Some(guess) => format!("did you mean ${{{guess}}}?"),
                None if known.is_empty() => "nothing is captured before this".to_owned(),
                None => format!("captured before this: {}", known.join(", ")),
            };
            let message = format!("{written} is used before any step captures it");
            self.fault_in("E120", mark, Some(&written), message, Some(help));
        }
        if let Some(open) = unclosed(raw) {
            let first = open.split_whitespace().next().unwrap_or(open);
            let message = format!("\"{first}\" is never closed");
            let help = format!("write {first}}}, or $${{ where ${{ itself is meant");
            self.fault_in("E123", mark, Some(first), message, Some(help));
        }
    }

    /// What is wrong with a variable that is not simply unknown, and the mend.
    fn odd_variable(&self, name: &str) -> Option<(String, String)> {
        if let Some(first) = name.split_whitespace().next().filter(|first| *first != name) {
            let message = format!("\"${{{first}\" is closed only after other words");
            return Some((message, format!("write ${{{first}}}")));
        }
        let (whole, part) = name.rsplit_once('.').unwrap_or((name, ""));
        if self.own.contains(whole) && !self.vars.contains(whole) {
            let message = format!("${{{name}}} is captured only when the goal of this step is reached");
            return Some((
                message,
                "use it from the next step on, or in `success`".to_owned(),
            ));
        }
        (!part.is_empty() && self.vars.contains(whole)).then(|| {
            let parts = PARTS.join(", ");
            (
                format!("an ID has no part \"{part}\""),
                format!("its parts are {parts}"),
            )
        })
    }
}
