//! How faults are mended: the nearest known word, and what usually stands behind a syntax error of YAML. Knows texts
//! only, nothing of lessons.

use std::sync::Arc;

use super::fault::{Fault, Place, Source};
use super::place::place_of;

/// The known word nearest to `word`, if it is near enough to be meant.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = (word.chars().count() / 3).max(1) + 1;
    known
        .into_iter()
        .map(|other| (distance(word, other), other))
        .filter(|(distance, _)| *distance < far + 1)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// How many letters must be changed, added or dropped to get from one word to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, one) in from.chars().take(64).enumerate() {
        let mut diagonal = above;
        row[0] = above + 1;
        for (left, other) in to.iter().enumerate() {
            let changed = diagonal + usize::from(one != *other);
            diagonal = row[left + 1];
            row[left + 1] = changed.min(diagonal + 1).min(row[left] + 1);
        }
    }
    row[to.len()]
}

/// The fault behind an error of the YAML parser.
pub(super) fn syntax(source: &Arc<Source>, error: &serde_yaml::Error) -> Fault {
    let byte = error.location().map_or(0, |location| location.index());
    let text = error.to_string();
    // A limit that was passed says nothing of the sign where it was.
    let is_limit = text.contains(super::yaml::LIMIT);
    if let Some(fault) = brace(source, byte)
        .or_else(|| indicator(source, byte))
        .filter(|_| !is_limit)
    {
        return fault;
    }
    let fault = |message: String| Fault {
        code: "E100",
        place: place_of(&source.text, byte),
        message,
        help: None,
        source: Arc::clone(source),
    };
    if let Some(place) = unclosed(&text) {
        return Fault {
            place,
            ..fault("this quote is never closed".into())
        };
    }
    let told = text.split(" at line ").next().unwrap_or_default();
    let told = told.rsplit(": ").next().unwrap_or_default();
    if told.starts_with("EOF while") || source.text.trim().is_empty() {
        return fault("the file is empty".into());
    }
    let place = match told {
        "could not find expected ':'" => place_after(&text, "while scanning a simple key at line "),
        _ => None,
    };
    let place = place.unwrap_or_else(|| place_of(&source.text, byte));
    let (message, help) = in_plain_words(told, source, place).unwrap_or((told, ""));
    Fault {
        place,
        help: Some(help.to_owned()).filter(|help| !help.is_empty()),
        ..fault(message.to_owned())
    }
}

/// What the parser complains of, in the words of whoever writes a lesson, and the mend.
fn in_plain_words(told: &str, source: &Source, place: Place) -> Option<(&'static str, &'static str)> {
    let line = source.text.lines().nth(place.line - 1).unwrap_or_default();
    let before: String = line.chars().take(place.column - 1).collect();
    let before = before.trim_end();
    Some(match told {
        "mapping values are not allowed in this context" => (
            "a colon and a blank begin a value, and none can begin here",
            "put the whole text in quotes",
        ),
        "enum, expected a text, a list or a map without a tag" => (
            "a tag such as `!name` means nothing here",
            "leave it out, or put the text in quotes",
        ),
        "sequence, expected a text" | "map, expected a text" => ("a key must be a text", ""),
        "did not find expected key" if before.ends_with(['"', '\'']) => (
            "the text ended with the quote before this",
            "put the whole text in quotes of the other kind, or write it on lines of its own below a `|`",
        ),
        "did not find expected key" | "did not find expected '-' indicator" if before.is_empty() => (
            "this line does not begin where those it belongs to begin",
            "give it as many blanks as they have; the lines of a text need more than its key",
        ),
        "could not find expected ':'" => (
            "this line is no `key: value`",
            "if it belongs to the text above, give it more blanks; else a colon is missing",
        ),
        told if told.starts_with("did not find expected ',' or") => (
            "this does not go on within { } or [ ]",
            "put texts in quotes there; a comma or the closing brace may be missing",
        ),
        told if told.contains("tab character") => ("a line cannot begin with a tab here", "use blanks"),
        told if told.contains("more than one document") => (
            "a file holds one lesson",
            "take out the line `---` between the two",
        ),
        _ => return None,
    })
}

/// Where a quoted scalar began that the file's end cut off.
fn unclosed(text: &str) -> Option<Place> {
    let (_, rest) = text.split_once("end of stream")?;
    place_after(rest, "while scanning a quoted scalar at line ")
}

/// A place that the parser tells in words only.
fn place_after(text: &str, words: &str) -> Option<Place> {
    let (line, column) = text.split_once(words)?.1.split_once(" column ")?;
    let column = column.split(|sign: char| !sign.is_ascii_digit()).next()?;
    Some(Place {
        line: line.parse().ok()?,
        column: column.parse().ok()?,
    })
}

/// `{id: ${apple}}`: the flow map ends at the variable's own brace.
fn brace(source: &Arc<Source>, byte: usize) -> Option<Fault> {
    let line_start = start_of_line(&source.text, byte);
    let line = source.text.get(line_start..)?.lines().next()?;
    let mut quote = None;
    let mut open = 0_usize;
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (Some(kind), _) if kind == character => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if !word_before(line, at) => quote = Some(character),
            (None, '{') if line[..at].ends_with('$') && open > 0 => {
                return Some(quote_it(source, line_start, line, at - 1));
            }
            (None, '{') => open += 1,
            (None, '}') => open = open.saturating_sub(1),
            _ => {}
        }
    }
    None
}

fn quote_it(source: &Arc<Source>, line_start: usize, line: &str, at: usize) -> Fault {
    let value = line[at..]
        .find('}')
        .map_or(&line[at..], |end| &line[at..=at + end]);
    Fault {
        code: "E105",
        place: place_of(&source.text, line_start + at),
        message: "\"${\" inside { } must be quoted".into(),
        help: Some(format!("write \"{value}\" with its quotes")),
        source: Arc::clone(source),
    }
}

/// An apostrophe within a word opens no quote.
fn word_before(line: &str, at: usize) -> bool {
    line[..at].chars().next_back().is_some_and(char::is_alphanumeric)
}

/// `last-id: *`: a plain value cannot start with a sign that means something in YAML.
fn indicator(source: &Arc<Source>, byte: usize) -> Option<Fault> {
    let line_start = start_of_line(&source.text, byte);
    let line = source.text.get(line_start..)?.lines().next()?;
    let begins = |at: usize| {
        let before = line[..at].trim_end();
        before.is_empty() || before.ends_with([':', '-', ',', '[', '{', '?'])
    };
    let (at, sign) = line.char_indices().find(|(at, character)| {
        matches!(character, '*' | '&' | '@' | '%' | '`' | '>' | '|') && begins(*at)
    })?;
    let value = line[at..].trim_end().trim_end_matches([']', '}', ',']).trim_end();
    Some(unquoted(
        source,
        place_of(&source.text, line_start + at),
        sign,
        value,
    ))
}

/// The fault of a plain value that starts with a sign of YAML's.
pub(super) fn unquoted(source: &Arc<Source>, place: Place, sign: char, value: &str) -> Fault {
    Fault {
        code: "E104",
        place,
        message: format!("a plain value cannot start with \"{sign}\""),
        help: Some(format!("quote it: \"{value}\"")),
        source: Arc::clone(source),
    }
}

fn start_of_line(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    // A fault at the very end is about the last line that says something.
    let upto = text
        .get(..byte)
        .unwrap_or_default()
        .trim_end_matches(['\n', '\r', ' ']);
    let upto = if text.get(byte..).is_some_and(|rest| rest.trim().is_empty()) {
        upto
    } else {
        &text[..byte.min(text.len())]
    };
    upto.rfind('\n').map_or(0, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_the_one_that_was_meant() {
        let known = ["solution", "goal", "hints", "mistakes"];
        assert_eq!(nearest("solutions", known), Some("solution"));
        assert_eq!(nearest("gaol", known), Some("goal"));
        assert_eq!(nearest("hint", known), Some("hints"));
        assert_eq!(nearest("zebra", known), None);
    }
}
