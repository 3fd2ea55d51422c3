//! A conversation line by line: each line of bytes gives what is printed for it and says what comes next. Pure: the
//! caller reads, writes, waits and says what time it is.

use super::answer::{Answer, Next};
use super::running::Running;
use super::study::Study;
use crate::app::Tape;
use crate::assist;
use crate::command::line::repeated;
use crate::command::{Line, Version};
use crate::lab::{Action, Clock, Lab, Outcome, TerminalId};
use crate::store::Millis;
use crate::wire::print::Format;
use crate::wire::{Argv, ClientId, Protocol, shown};

/// How a session is to be.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How time goes.
    pub clock: Clock,
    /// The server version that is imitated.
    pub profile: Version,
    /// What its clients speak.
    pub protocol: Protocol,
    /// How replies are printed.
    pub format: Format,
    /// Whether somebody reads along who wants things explained. A pipe wants redis-cli's bytes and nothing else.
    pub talks: bool,
}

/// A conversation.
#[derive(Debug)]
pub struct Session {
    pub(super) lab: Lab,
    pub(super) terminal: TerminalId,
    pub(super) format: Format,
    pub(super) talks: bool,
    pub(super) running: Option<Running>,
    pub(super) study: Option<Study>,
    /// What is being recorded as a lesson.
    pub(super) tape: Option<Tape>,
}

/// What redis-cli prints to clear the screen.
const CLEAR: &[u8] = b"\x1b[H\x1b[2J";
/// The terminal every session begins with.
const FIRST: &str = "main";

impl Session {
    /// A fresh session with one terminal.
    pub fn new(settings: Settings, real: Millis) -> Session {
        let mut lab = Lab::new(settings.clock, settings.profile, settings.protocol);
        lab.act(Action::Open(FIRST.to_owned()), real);
        lab.settle();
        Session {
            lab,
            terminal: TerminalId(0),
            format: settings.format,
            talks: settings.talks,
            running: None,
            study: None,
            tape: None,
        }
    }

    /// The state, to be read.
    pub fn lab(&self) -> &Lab {
        &self.lab
    }

    /// The terminal in which lines are typed.
    pub fn terminal(&self) -> TerminalId {
        self.terminal
    }

    /// The prompt, as redis-cli's: `xtutor> `, or the terminal's name when there are several, `[3]` for another
    /// database, `(subscribed mode)`.
    pub fn prompt(&self) -> String {
        let name = match self.lab.terminals() {
            [_] => "xtutor",
            all => all
                .get(self.terminal.0)
                .map_or("xtutor", |terminal| terminal.name.as_str()),
        };
        let db = self.client().map_or(0, |client| self.lab.engine().db_of(client));
        let db = if db == 0 { String::new() } else { format!("[{db}]") };
        let subscribed = if self.lab.is_subscribed(self.terminal) {
            "(subscribed mode)"
        } else {
            ""
        };
        let waits = if self.lab.is_waiting(self.terminal) {
            "(waits)"
        } else {
            ""
        };
        format!("{name}{db}{subscribed}{waits}> ")
    }

    /// Whether the terminal waits for something.
    pub fn waits(&self) -> bool {
        self.lab.is_waiting(self.terminal)
    }

    /// Takes a line, which may be any bytes, at `real` (Unix ms).
    pub fn line(&mut self, bytes: &[u8], real: Millis) -> Answer {
        let mut answer = self.ticked(real);
        let text = String::from_utf8_lossy(bytes);
        if text.trim_start().starts_with(':') {
            self.word(text.trim(), real, &mut answer);
            return self.then(answer, real);
        }
        if self.for_the_lesson(&text, &mut answer) {
            return self.then(answer, real);
        }
        match self.cleaned(&text, &mut answer) {
            Some(line) => self.command(line.as_bytes(), real, &mut answer),
            None => self.command(bytes, real, &mut answer),
        }
        self.then(answer, real)
    }

    pub(super) fn then(&mut self, mut answer: Answer, real: Millis) -> Answer {
        if answer.next != Next::Leave {
            self.tell(&mut answer);
        }
        if answer.next != Next::Leave {
            answer.next = match &self.running {
                _ if self.waits() => Next::Wait(self.lab.time_left(real)),
                Some(_) => Next::GoOn,
                None => Next::Line,
            };
        }
        answer
    }

    pub(super) fn ticked(&mut self, real: Millis) -> Answer {
        let mut answer = Answer::default();
        let outcome = self.lab.tick(real);
        if outcome != Outcome::default() {
            self.observe(&Action::Tick, &outcome);
        }
        self.absorb(outcome, &mut answer);
        answer
    }

    /// A pasted line without what stood around the command. A pipe's lines are taken as they are.
    fn cleaned(&self, text: &str, answer: &mut Answer) -> Option<String> {
        let cleaned = self.talks.then(|| assist::cleaned(text)).flatten()?;
        answer.notes.push(cleaned.note);
        Some(cleaned.line)
    }

    fn command(&mut self, bytes: &[u8], real: Millis, answer: &mut Answer) {
        let text = String::from_utf8_lossy(bytes)
            .trim_end_matches(['\n', '\r'])
            .to_owned();
        let Ok(line) = Line::parse(bytes) else {
            return self.refuse("Invalid argument(s)", &text, answer);
        };
        let argv = line.argv();
        if argv.is_empty() {
            return;
        }
        let name = argv.get(0).unwrap_or_default();
        if is(name, "quit") || is(name, "exit") {
            return self.go(answer);
        }
        if is(name, "clear") && argv.len() == 1 {
            answer.printed.extend_from_slice(CLEAR);
            return;
        }
        let (left, line) = match repeated(&line) {
            Some(Ok(found)) => found,
            Some(Err(())) => {
                return self.refuse("Invalid redis-cli repeat command option value.", &text, answer);
            }
            None => (1, line),
        };
        let argv = line.argv();
        if argv.get(0).is_some_and(|name| is(name, "help") || is(name, "?")) {
            self.help(argv, answer);
        } else if let Some(complaint) = self.deaf() {
            answer.failed = true;
            answer.complaint = Some(complaint);
        } else if let Some(why) = self.lesson().and_then(|lesson| lesson.refusal(argv)) {
            answer.complaint = Some(why);
        } else {
            let argv = argv.to_owned();
            let lookup = self.lab.lookup(self.terminal, real);
            let loses = self.talks && assist::loses(&text, &lookup, self.lab.profile()).is_some();
            self.running = Some(Running {
                left,
                argv,
                text,
                since: real,
                moved: false,
                loses,
            });
            self.repeat(real, answer);
        }
    }

    /// Why this terminal takes no command now.
    fn deaf(&self) -> Option<String> {
        let terminal = self.lab.terminals().get(self.terminal.0)?;
        let name = &terminal.name;
        if !terminal.alive {
            return Some(format!("{name} has crashed; `:start` starts it again"));
        }
        self.waits().then(|| {
            format!(
                "{name} waits; `:clock +10s` lets time pass, Ctrl-C gives up, `:terminal other` goes to another terminal"
            )
        })
    }

    fn help(&self, argv: Argv<'_>, answer: &mut Answer) {
        let words: Vec<String> = argv.iter().skip(1).map(shown).collect();
        answer.show(self.helped(&words.join(" ")));
    }

    pub(super) fn act(&mut self, action: &Action, real: Millis, answer: &mut Answer) {
        self.keep_up(real);
        let outcome = self.lab.act(action.clone(), real);
        self.observe(action, &outcome);
        self.absorb(outcome, answer);
    }

    pub(super) fn client(&self) -> Option<ClientId> {
        self.lab
            .terminals()
            .get(self.terminal.0)
            .map(|terminal| terminal.client)
    }
}

fn is(word: &[u8], name: &str) -> bool {
    word.eq_ignore_ascii_case(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::{Session as Run, Shelf};

    const NOW: Millis = 1_700_000_000_000;

    fn session(talks: bool) -> Session {
        let settings = Settings {
            clock: Clock::held(NOW, 0),
            talks,
            ..Settings::default()
        };
        Session::new(settings, NOW)
    }

    /// What is printed, then the notes and complaints, each marked.
    fn said(session: &mut Session, line: &str) -> String {
        let mut answer = session.line(line.as_bytes(), NOW);
        let mut text = String::new();
        loop {
            text += &String::from_utf8_lossy(&answer.printed);
            for note in answer.notes.iter().chain(&answer.complaint) {
                text += &["~ ", note, "\n"].concat();
            }
            match answer.next {
                Next::GoOn => answer = session.go_on(NOW),
                _ => return text,
            }
        }
    }

    #[test]
    fn replies_are_followed_by_what_happened() {
        let mut session = session(true);
        let text = said(&mut session, "XADD fruits 1-1 name banana");
        assert!(text.starts_with("\"1-1\"\n~ "), "{text}");
        let text = said(&mut session, "XADD fruits 1-1 name kiwi");
        assert!(text.contains("~ hint: the last ID of `fruits` is 1-1"), "{text}");
        let text = said(&mut session, "127.0.0.1:6379> XLEN fruits");
        assert!(
            text.contains("(integer) 1\n") && text.contains("left out"),
            "{text}"
        );
    }

    #[test]
    fn a_wait_holds_the_terminal_until_its_time_or_until_it_is_given_up() {
        let mut session = session(false);
        let answer = session.line(b"2 XREAD BLOCK 3000 STREAMS s $", NOW);
        assert_eq!((answer.printed.len(), answer.next), (0, Next::Wait(Some(3000))));
        let first = session.jump(NOW);
        assert_eq!(
            (first.printed, first.next),
            (b"(nil)\n".to_vec(), Next::Wait(Some(3000)))
        );
        assert!(said(&mut session, "PING").contains("main waits"));
        assert_eq!(session.cancel(NOW).next, Next::Line);
        assert_eq!(said(&mut session, "PING"), "PONG\n");
    }

    #[test]
    fn nothing_is_said_to_what_is_only_queued() {
        let mut session = session(true);
        for line in [
            "XADD s 1-1 a b",
            "XGROUP CREATE s g 0",
            "XREADGROUP GROUP g w STREAMS s >",
            "MULTI",
        ] {
            said(&mut session, line);
        }
        assert_eq!(said(&mut session, "XACK s g 1-1"), "QUEUED\n");
    }

    #[test]
    fn where_the_lesson_is_set_back_nothing_goes_on() {
        for line in [":reset", ":back", ":catchup"] {
            let lesson = Shelf::embedded().get("fruits-crash").unwrap().clone();
            let (mut session, _) = Session::learn(Settings::default(), Run::start_at(lesson, "apple"));
            let waits = session.line(b"2 XREAD BLOCK 3000 STREAMS fruits $", NOW);
            assert!(matches!(waits.next, Next::Wait(_)), "{line}: {waits:?}");
            assert_eq!(session.line(line.as_bytes(), NOW).next, Next::Line, "{line}");
        }
    }

    #[test]
    fn terminals_wake_each_other() {
        let mut session = session(false);
        said(&mut session, ":terminal worker");
        assert_eq!(
            session.line(b"XREAD BLOCK 0 STREAMS s $", NOW).next,
            Next::Wait(None)
        );
        assert_eq!(session.prompt(), "worker(waits)> ");
        said(&mut session, ":terminal main");
        let text = said(&mut session, "XADD s 1-1 a b");
        assert!(text.contains("\"1-1\"\nworker receives\n1) 1) \"s\""), "{text}");
    }

    #[test]
    fn many_repeats_come_in_portions() {
        let mut session = session(false);
        let first = session.line(b"1000 PING", NOW);
        assert_eq!((first.printed.len(), first.next), (256 * 5, Next::GoOn));
        assert_eq!(said(&mut session, "1000 PING").len(), 5000);
    }
}
