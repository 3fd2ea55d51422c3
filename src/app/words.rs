//! The words that begin with `:`, xtutor's own beside Redis's commands: their table and their grammar. What they do
//! is each face's matter.

use super::look::Colours;
use super::reply_view::ReplyView;
use crate::assist::nearest::nearest;
use crate::command::Version;
use crate::store::Millis;

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
    /// `:start [name]`
    Start(Option<String>),
    /// `:lesson [id]`
    Lesson(Option<String>),
    /// `:lesson record id`
    Record(String),
    /// `:lesson stop [id]`: what was recorded is written, under another name if one is given
    StopRecording(Option<String>),
    /// `:hint`
    Hint,
    /// `:listen [address | off]`; `None`: whatever is not so yet
    Listen(Option<String>),
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

/// A row of the table.
#[derive(Debug)]
pub struct About {
    /// The word without its colon.
    pub name: &'static str,
    /// How it is typed.
    pub syntax: &'static str,
    /// What it does, in one sentence without a full stop.
    pub summary: &'static str,
    parse: fn(&[&str]) -> Result<Word, String>,
}

/// Every word, in the order `:help` lists them.
pub static WORDS: &[About] = &[
    About {
        name: "help",
        syntax: ":help [command | @topic]",
        summary: "shows these words, or what a Redis command does",
        parse: |rest| Ok(Word::Help((!rest.is_empty()).then(|| rest.join(" ")))),
    },
    About {
        name: "undo",
        syntax: ":undo [steps]",
        summary: "takes back the last step that changed something",
        parse: |rest| steps(rest).map(Word::Undo),
    },
    About {
        name: "redo",
        syntax: ":redo [steps]",
        summary: "takes an undone step again",
        parse: |rest| steps(rest).map(Word::Redo),
    },
    About {
        name: "clock",
        syntax: ":clock [+60s | hold | run]",
        summary: "shows the time, lets time pass, stops the clock or lets it run",
        parse: clock,
    },
    About {
        name: "terminal",
        syntax: ":terminal [name]",
        summary: "switches to a terminal, opening it if it is new; alone: lists them",
        parse: |rest| name(rest).map(Word::Terminal),
    },
    About {
        name: "split",
        syntax: ":split [2 | 3 | 4 | off]",
        summary: "shows so many terminals at once; alone: all of them, or one again",
        parse: split,
    },
    About {
        name: "view",
        syntax: ":view [cli | table | resp]",
        summary: "shows this terminal's replies as redis-cli does, as tables, or as the bytes sent",
        parse: view,
    },
    About {
        name: "why",
        syntax: ":why",
        summary: "explains the last command of this terminal with the rule behind it",
        parse: |rest| nothing(rest).map(|()| Word::Why),
    },
    About {
        name: "feed",
        syntax: ":feed",
        summary: "shows what was done in other terminals and by other clients",
        parse: |rest| nothing(rest).map(|()| Word::Feed),
    },
    About {
        name: "crash",
        syntax: ":crash [name]",
        summary: "kills a terminal's client; what it was given stays pending",
        parse: |rest| name(rest).map(Word::Crash),
    },
    About {
        name: "start",
        syntax: ":start [name]",
        summary: "starts a crashed terminal again",
        parse: |rest| name(rest).map(Word::Start),
    },
    About {
        name: "lesson",
        syntax: ":lesson [id | record id | stop]",
        summary: "opens a lesson; alone: lists them; or writes one from what is typed",
        parse: lesson,
    },
    About {
        name: "hint",
        syntax: ":hint",
        summary: "gives a hint in a lesson",
        parse: |rest| nothing(rest).map(|()| Word::Hint),
    },
    About {
        name: "listen",
        syntax: ":listen [address | off]",
        summary: "lets redis-cli and client libraries connect; alone while they can: who is there",
        parse: |rest| match rest {
            [] => Ok(Word::Listen(None)),
            [address] => Ok(Word::Listen(Some((*address).to_owned()))),
            _ => Err("too many words".to_owned()),
        },
    },
    About {
        name: "step",
        syntax: ":step",
        summary: "shows the lesson's step once more",
        parse: |rest| nothing(rest).map(|()| Word::Step),
    },
    About {
        name: "back",
        syntax: ":back",
        summary: "goes back to the lesson's step before",
        parse: |rest| nothing(rest).map(|()| Word::Back),
    },
    About {
        name: "reset",
        syntax: ":reset",
        summary: "begins the lesson's step again",
        parse: |rest| nothing(rest).map(|()| Word::Reset),
    },
    About {
        name: "play",
        syntax: ":play",
        summary: "tries things on a copy of the lesson's state; again: returns",
        parse: |rest| nothing(rest).map(|()| Word::Play),
    },
    About {
        name: "catchup",
        syntax: ":catchup",
        summary: "begins the step from the state that the lesson itself would have",
        parse: |rest| nothing(rest).map(|()| Word::CatchUp),
    },
    About {
        name: "profile",
        syntax: ":profile [version]",
        summary: "shows or changes the Redis version that is imitated",
        parse: profile,
    },
    About {
        name: "theme",
        syntax: ":theme [own | dark | light | none]",
        summary: "shows or changes the colours: the terminal's own, for dark or light paper, or none",
        parse: theme,
    },
    About {
        name: "mouse",
        syntax: ":mouse on | off",
        summary: "gives clicks and wheel to xtutor; selecting text then needs Shift",
        parse: |rest| match rest {
            ["on"] => Ok(Word::Mouse(true)),
            ["off"] => Ok(Word::Mouse(false)),
            _ => Err("it is either on or off".to_owned()),
        },
    },
    About {
        name: "quit",
        syntax: ":quit",
        summary: "leaves xtutor",
        parse: |rest| nothing(rest).map(|()| Word::Quit),
    },
];

/// Reads a line that begins with `:`. What is wrong with it comes back as a sentence.
pub fn parse(line: &str) -> Result<Word, String> {
    let mut parts = line.split_whitespace();
    let first = parts.next().unwrap_or_default().trim_start_matches(':');
    let rest: Vec<&str> = parts.collect();
    let Some(about) = WORDS.iter().find(|about| about.name.eq_ignore_ascii_case(first)) else {
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
    let about = WORDS.iter().find(|about| about.name == name);
    let choice = about.and_then(|about| Some(about.syntax.split_once('[')?.1.split_once(']')?.0));
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
    if let Some(about) = WORDS.iter().find(|about| about.name.eq_ignore_ascii_case(name)) {
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

fn clock(rest: &[&str]) -> Result<Word, String> {
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

fn steps(rest: &[&str]) -> Result<usize, String> {
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

fn name(rest: &[&str]) -> Result<Option<String>, String> {
    match rest {
        [] => Ok(None),
        [name] if name.chars().count() > 32 => Err("a terminal's name has at most 32 letters".to_owned()),
        [name] if name.chars().any(char::is_control) => Err("a terminal's name is plain text".to_owned()),
        [name] => Ok(Some((*name).to_owned())),
        _ => Err("a terminal's name is one word".to_owned()),
    }
}

fn lesson(rest: &[&str]) -> Result<Word, String> {
    match rest {
        ["record"] => Err("a recording needs a name, which the file gets".to_owned()),
        ["record", rest @ ..] => name(rest).map(|id| Word::Record(id.unwrap_or_default())),
        ["stop", rest @ ..] => name(rest).map(Word::StopRecording),
        _ => name(rest).map(Word::Lesson),
    }
}

fn split(rest: &[&str]) -> Result<Word, String> {
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

fn view(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::View(None)),
        [name] => match ReplyView::named(name) {
            Some(view) => Ok(Word::View(Some(view))),
            None => Err(format!("there is no view `{name}`")),
        },
        _ => Err("too many words".to_owned()),
    }
}

fn profile(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::Profile(None)),
        [version] => version.parse().map(|version| Word::Profile(Some(version))),
        _ => Err("too many words".to_owned()),
    }
}

fn theme(rest: &[&str]) -> Result<Word, String> {
    match rest {
        [] => Ok(Word::Theme(None)),
        [name] => match Colours::named(name) {
            Some(colours) => Ok(Word::Theme(Some(colours))),
            None => Err(format!("there is no theme `{name}`")),
        },
        _ => Err("too many words".to_owned()),
    }
}

fn nothing(rest: &[&str]) -> Result<(), String> {
    match rest {
        [] => Ok(()),
        _ => Err("it stands alone".to_owned()),
    }
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
