//! The table of words: how each is typed, what it does, how its arguments are read.

use super::Word;
use super::arguments::{clock, lesson, name, nothing, profile, split, steps, theme, view};

/// A row of the table.
#[derive(Debug)]
pub struct About {
    /// The word without its colon.
    pub name: &'static str,
    /// How it is typed.
    pub syntax: &'static str,
    /// What it does, in one sentence without a full stop.
    pub summary: &'static str,
    /// Reads its arguments; what is wrong with them comes back as words.
    pub(super) parse: fn(&[&str]) -> Result<Word, String>,
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
        syntax: ":undo [times]",
        summary: "takes back the last command that changed something (Alt-U)",
        parse: |rest| steps(rest).map(Word::Undo),
    },
    About {
        name: "redo",
        syntax: ":redo [times]",
        summary: "runs an undone command again (Alt-Y)",
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
        name: "close",
        syntax: ":close [name]",
        summary: "closes a terminal for good; the last one stays, and `:crash` only kills the client",
        parse: |rest| name(rest).map(Word::Close),
    },
    About {
        name: "start",
        syntax: ":start [name]",
        summary: "starts a crashed terminal again",
        parse: |rest| name(rest).map(Word::Start),
    },
    About {
        name: "lesson",
        syntax: ":lesson [id | id step | record id | stop]",
        summary: "opens a lesson where it was left, or at a step (1: anew); alone: lists them; or writes one from what is \
                  typed",
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
        name: "mirror",
        syntax: ":mirror client | off",
        summary: "shows here what one client of the network says and is answered, by its name or number",
        parse: |rest| match rest {
            ["off"] => Ok(Word::Mirror(None)),
            [client] => Ok(Word::Mirror(Some((*client).to_owned()))),
            [] => Err("which client? `:listen` lists them".to_owned()),
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
