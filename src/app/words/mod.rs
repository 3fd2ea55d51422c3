//! The words that begin with `:`, xtutor's own beside Redis's commands: their table and their grammar. What they do
//! is each face's matter.

mod arguments;
mod table;

use super::look::Colours;
use super::reply_view::ReplyView;
use crate::assist::nearest::nearest;
use crate::command::Version;
use crate::store::Millis;
pub use arguments::duration;
pub use table::{About, WORDS};

/// A `:` word with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// `:help [topic]`
    Help(Option<String>),
    /// `:undo [steps]`
    Undo(usize),
    /// `:redo [steps]`
    Redo(usize),
    /// `:clock`, alone: what time is it?
    ShowClock,
    /// `:clock +60s`
    Advance(Millis),
    /// `:clock hold`
    Hold,
    /// `:clock run`
    Release,
    /// `:terminal [name]`: the list, or the terminal to switch to or to open
    Terminal(Option<String>),
    /// `:split [2 | 3 | 4 | off]`: so many terminals at once; alone: all of them, or one again
    Split(Option<usize>),
    /// `:view [cli | table | resp]`: how this terminal shows replies
    View(Option<ReplyView>),
    /// `:why`
    Why,
    /// `:feed`
    Feed,
    /// `:crash [name]`: the named terminal, or this one
    Crash(Option<String>),
    /// `:close [name]`: the named terminal, or this one
    Close(Option<String>),
    /// `:start [name]`
    Start(Option<String>),
    /// `:lesson [id]`
    Lesson(Option<String>),
    /// `:lesson id step`: by its number or its id, those before it done as the lesson does them
    LessonAt(String, String),
    /// `:lesson record id`
    Record(String),
    /// `:lesson stop [id]`: what was recorded is written, under another name if one is given
    StopRecording(Option<String>),
    /// `:hint`
    Hint,
    /// `:listen [address | off]`; `None`: whatever is not so yet
    Listen(Option<String>),
    /// `:mirror client`, or `:mirror off`
    Mirror(Option<String>),
    /// `:step`: what the lesson's step says
    Step,
    /// `:back`
    Back,
    /// `:reset`
    Reset,
    /// `:play`
    Play,
    /// `:catchup`
    CatchUp,
    /// `:profile [version]`
    Profile(Option<Version>),
    /// `:theme [name]`: which colours, or others
    Theme(Option<Colours>),
    /// `:mouse [on | off]`
    Mouse(bool),
    /// `:quit`
    Quit,
}

/// Reads a line that begins with `:`. What is wrong with it comes back as a sentence.
pub fn parse(line: &str) -> Result<Word, String> {
    let mut parts = line.split_whitespace();
    let first = parts.next().unwrap_or_default().trim_start_matches(':');
    let rest: Vec<&str> = parts.collect();
    let Some(about) = about(first) else {
        return Err(unknown(first));
    };
    (about.parse)(&rest).map_err(|why| format!(":{first}: {why}; it is typed as {}", about.syntax))
}

/// The words that begin with what is typed of one, colon included: for completion.
pub fn beginning(typed: &str) -> impl Iterator<Item = &'static About> {
    let name = typed.trim_start_matches(':').to_ascii_lowercase();
    WORDS.iter().filter(move |about| about.name.starts_with(&name))
}

/// The fixed words that may stand behind a word, as its syntax shows them: `2`, `3`, `4`, `off` behind `split`.
pub fn alternatives(name: &str) -> impl Iterator<Item = &'static str> {
    let choice = about(name).and_then(|about| Some(about.syntax.split_once('[')?.1.split_once(']')?.0));
    let choice = choice.filter(|choice| choice.contains('|')).unwrap_or_default();
    choice.split('|').map(str::trim).filter(|text| !text.is_empty())
}

/// What is worth saying about a line that begins with `:` while it is typed: `Err` if no word begins so, else what
/// the word does.
pub fn beside(line: &str) -> Result<Option<String>, String> {
    let (typed, finished) = match line.split_once(char::is_whitespace) {
        Some((typed, _)) => (typed, true),
        None => (line, false),
    };
    let name = typed.trim_start_matches(':');
    if let Some(about) = about(name) {
        return Ok(Some(format!("{}: {}", about.syntax, about.summary)));
    }
    if finished || beginning(typed).next().is_none() {
        return Err(unknown(name));
    }
    Ok(None)
}

/// What is known of the word that is called so, with its colon or without.
pub fn about(name: &str) -> Option<&'static About> {
    let name = name.trim_start_matches(':');
    WORDS.iter().find(|about| about.name.eq_ignore_ascii_case(name))
}

/// The table as lines, for `:help`.
pub fn help() -> Vec<String> {
    let width = WORDS.iter().map(|about| about.syntax.len()).max().unwrap_or(0);
    WORDS
        .iter()
        .map(|about| format!("{:width$}  {}", about.syntax, about.summary))
        .collect()
}

fn unknown(word: &str) -> String {
    match nearest(word, WORDS.iter().map(|about| about.name)) {
        Some(meant) => format!("unknown word `:{word}`; did you mean `:{meant}`?"),
        None => format!("unknown word `:{word}`; `:help` lists them"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_with_their_arguments() {
        assert_eq!(parse(":undo"), Ok(Word::Undo(1)));
        assert_eq!(parse(":undo 3"), Ok(Word::Undo(3)));
        assert_eq!(parse(":clock +61s"), Ok(Word::Advance(61_000)));
        assert_eq!(
            parse(":terminal worker-1"),
            Ok(Word::Terminal(Some("worker-1".into())))
        );
        assert_eq!(
            parse(":help xgroup create"),
            Ok(Word::Help(Some("xgroup create".into())))
        );
    }

    #[test]
    fn what_is_wrong_is_said_with_the_mend() {
        assert_eq!(
            parse(":udno"),
            Err("unknown word `:udno`; did you mean `:undo`?".into())
        );
        assert_eq!(
            parse(":zzzzz"),
            Err("unknown word `:zzzzz`; `:help` lists them".into())
        );
        assert_eq!(
            parse(":clock soon"),
            Err(":clock: `soon` is no span of time such as +250ms, +61s, +2m or +1h; it is typed as :clock [+60s | \
                 hold | run]"
                .into())
        );
        assert!(parse(":profile 1.0").is_err_and(|why| why.contains("8.0")));
    }

    #[test]
    fn spans_of_time() {
        let spans = [
            "250ms",
            "61s",
            "2m",
            "1h",
            "90",
            "x",
            "1y",
            "",
            "99999999999999999999s",
        ];
        assert_eq!(
            spans.map(duration),
            [
                Some(250),
                Some(61_000),
                Some(120_000),
                Some(3_600_000),
                Some(90_000),
                None,
                None,
                None,
                None
            ]
        );
    }
}
