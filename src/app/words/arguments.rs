//! What stands behind a word: numbers, names, spans of time. What is wrong comes back as words, without a full stop.

use super::Word;
use crate::app::look::Colours;
use crate::app::reply_view::ReplyView;
use crate::store::Millis;

/// A span of time as it is typed: `250ms`, `61s`, `2m`, `1h`, `1d`. A bare number is seconds.
pub fn duration(text: &str) -> Option<Millis> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let unit: Millis = match unit {
        "ms" => 1,
        "" | "s" => 1000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return None,
    };
    let span = number.parse::<Millis>().ok()?.checked_mul(unit)?;
    // Ten thousand years are enough; adding more to a date would run over.
    (span <= 10_000 * 366 * 86_400_000).then_some(span)
}

pub(super) fn clock(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::ShowClock),
        ["hold"] => Ok(Word::Hold),
        ["run"] => Ok(Word::Release),
        [span] => duration(span.trim_start_matches('+'))
            .map(Word::Advance)
            .ok_or_else(|| format!("`{span}` is no span of time such as +250ms, +61s, +2m or +1h")),
        _ => Err("too many words".to_owned()),
    }
}

pub(super) fn steps(rest: &[&str]) -> Result<usize, String> {
    match rest {
        [] => Ok(1),
        [number] => number
            .parse()
            .ok()
            .filter(|steps| *steps > 0)
            .ok_or_else(|| format!("`{number}` is no number of steps")),
        _ => Err("too many words".to_owned()),
    }
}

pub(super) fn name(rest: &[&str]) -> Result<Option<String>, String> {
    match rest {
        [] => Ok(None),
        [name] if name.chars().count() > 32 => Err("a terminal's name has at most 32 letters".to_owned()),
        [name] if name.chars().any(char::is_control) => Err("a terminal's name is plain text".to_owned()),
        [name] => Ok(Some((*name).to_owned())),
        _ => Err("a terminal's name is one word".to_owned()),
    }
}

pub(super) fn lesson(rest: &[&str]) -> Result<Word, String> {
    match rest {
        ["record"] => Err("a recording needs a name, which the file gets".to_owned()),
        ["record", rest @ ..] => name(rest).map(|id| Word::Record(id.unwrap_or_default())),
        ["stop", rest @ ..] => name(rest).map(Word::StopRecording),
        [id, step] => Ok(Word::LessonAt((*id).to_owned(), (*step).to_owned())),
        _ => name(rest).map(Word::Lesson),
    }
}

pub(super) fn split(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::Split(None)),
        ["off" | "1"] => Ok(Word::Split(Some(1))),
        [number] => match number.parse() {
            Ok(count @ 2..=4) => Ok(Word::Split(Some(count))),
            _ => Err(format!("`{number}` is neither 2, 3 or 4 nor off")),
        },
        _ => Err("too many words".to_owned()),
    }
}

pub(super) fn view(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::View(None)),
        [name] => match ReplyView::named(name) {
            Some(view) => Ok(Word::View(Some(view))),
            None => Err(format!("there is no view `{name}`")),
        },
        _ => Err("too many words".to_owned()),
    }
}

pub(super) fn profile(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::Profile(None)),
        [version] => version.parse().map(|version| Word::Profile(Some(version))),
        _ => Err("too many words".to_owned()),
    }
}

pub(super) fn theme(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::Theme(None)),
        [name] => match Colours::named(name) {
            Some(colours) => Ok(Word::Theme(Some(colours))),
            None => Err(format!("there is no theme `{name}`")),
        },
        _ => Err("too many words".to_owned()),
    }
}

pub(super) fn nothing(rest: &[&str]) -> Result<(), String> {
    match rest {
        [] => Ok(()),
        _ => Err("it stands alone".to_owned()),
    }
}
