//! What the `:` words do at the plain prompt. Their table and grammar are in `app::words`.

use super::answer::Answer;
use super::session::Session;
use crate::app::refused_to_close;
use crate::app::words::{self, Word};
use crate::assist;
use crate::command::Version;
use crate::lab::{Action, TerminalId, Undone};
use crate::store::Millis;
use crate::wire::{Argv, shown};

impl Session {
    pub(super) fn word(&mut self, line: &str, real: Millis, answer: &mut Answer) {
        let done = words::parse(line).and_then(|word| self.perform(word, real, answer));
        if let Err(complaint) = done {
            answer.failed = true;
            answer.complaint = Some(complaint);
        }
    }

    fn perform(&mut self, word: Word, real: Millis, answer: &mut Answer) -> Result<(), String> {
        match word {
            Word::Help(topic) => {
                answer.show(self.helped(&topic.unwrap_or_default()));
            }
            Word::Undo(steps) => self.undo(steps, answer)?,
            Word::Redo(steps) => self.redo(steps, answer)?,
            Word::ShowClock => answer.show(vec![self.clock(real)]),
            Word::Advance(span) => {
                self.act(&Action::Advance(span), real, answer);
                answer.notes.push(self.clock(real));
            }
            Word::Hold => {
                self.act(&Action::Hold, real, answer);
                answer.notes.push(self.clock(real));
            }
            Word::Release => {
                self.act(&Action::Release, real, answer);
                answer.notes.push(self.clock(real));
            }
            Word::Terminal(None) => answer.show(self.terminals()),
            Word::Terminal(Some(name)) => self.switch(&name, real, answer),
            Word::Close(name) => self.close(name.as_deref(), real, answer)?,
            Word::Crash(name) => self.crash(name.as_deref(), real, answer)?,
            Word::Start(name) => self.start(name.as_deref(), real, answer)?,
            Word::Profile(None) => {
                answer.show(vec![format!("profile {}", self.lab.profile())]);
            }
            Word::Profile(Some(profile)) => self.profile(profile, real, answer),
            Word::Split(_) => {
                return Err("terminals stand side by side on the full screen: `xtutor` opens it".to_owned());
            }
            Word::View(_) => {
                return Err(
                    "here replies look as in redis-cli; --raw, --json and --csv print them otherwise"
                        .to_owned(),
                );
            }
            Word::Mirror(_) => {
                return Err("terminals mirror clients on the full screen: `xtutor` opens it".to_owned());
            }
            Word::Listen(_) => {
                return Err("clients connect to the full screen, or to `xtutor serve`".into());
            }
            Word::Why | Word::Feed => {
                return Err("cards are on the full screen: `xtutor` opens it".to_owned());
            }
            Word::Lesson(_) | Word::LessonAt(..) => {
                return Err("`xtutor learn --plain LESSON` takes a lesson here".to_owned());
            }
            Word::Record(name) => self.record(&name, real, answer)?,
            Word::StopRecording(name) => self.stop_recording(name.as_deref(), answer)?,
            Word::Theme(_) | Word::Mouse(_) => {
                return Err("colours and mouse are the full screen's: `xtutor` opens it".to_owned());
            }
            Word::Hint => self.hint()?,
            Word::Step => self.show_step()?,
            Word::Back => self.back()?,
            Word::Reset => self.reset()?,
            Word::Play => self.play(answer),
            Word::CatchUp => self.catch_up()?,
            Word::Quit => self.go(answer),
        }
        Ok(())
    }

    /// HELP with a topic, or where help is to be found.
    pub(super) fn helped(&self, topic: &str) -> Vec<String> {
        if topic.is_empty() {
            let mut lines = vec![
                "Type any Redis command: XADD fruits * name banana".to_owned(),
                "help XADD says what a command does; help @stream lists those about streams; Tab completes"
                    .to_owned(),
                String::new(),
            ];
            lines.extend(words::help());
            return lines;
        }
        assist::help(topic, self.lab.profile()).unwrap_or_else(|| vec![assist::no_help(topic)])
    }

    fn undo(&mut self, steps: usize, answer: &mut Answer) -> Result<(), String> {
        for _ in 0..steps {
            let undone = self.undo_change().ok_or("there is nothing more to undo")?;
            self.interrupted();
            self.rewound();
            answer.notes.push(format!("undone: {}", went(&undone)));
        }
        Ok(())
    }

    fn redo(&mut self, steps: usize, answer: &mut Answer) -> Result<(), String> {
        for _ in 0..steps {
            let redone = self.redo_change().ok_or("there is nothing more to redo")?;
            self.interrupted();
            self.rewound();
            answer.notes.push(format!("done again: {}", went(&redone)));
        }
        Ok(())
    }

    fn clock(&self, real: Millis) -> String {
        let clock = self.lab.clock();
        let state = if clock.is_held() { "held" } else { "running" };
        let moved = match clock.moved() {
            0 => String::new(),
            moved => format!(", moved by {moved} ms"),
        };
        format!("clock {} ms, {state}{moved}", self.lab.now(real))
    }

    fn terminals(&self) -> Vec<String> {
        let all = self.lab.terminals().iter().enumerate();
        all.map(|(index, terminal)| {
            let here = if index == self.terminal.0 { '*' } else { ' ' };
            let state = match (terminal.alive, self.lab.is_waiting(TerminalId(index))) {
                (false, _) => "  crashed",
                (true, true) => "  waits",
                (true, false) => "",
            };
            format!("{here} {}{state}", terminal.name)
        })
        .collect()
    }

    fn switch(&mut self, name: &str, real: Millis, answer: &mut Answer) {
        // What was still to be repeated was this terminal's; it is given up.
        self.interrupted();
        let found = self.find(name);
        if found.is_none() {
            self.act(&Action::Open(name.to_owned()), real, answer);
            answer.notes.push(format!("{name} is a new client"));
        }
        let last = TerminalId(self.lab.terminals().len().saturating_sub(1));
        self.terminal = found.unwrap_or(last);
    }

    fn crash(&mut self, name: Option<&str>, real: Millis, answer: &mut Answer) -> Result<(), String> {
        let (id, name) = self.named(name)?;
        if !self.lab.terminals()[id.0].alive {
            return Err(format!(
                "{name} has crashed already; `:start {name}` starts it again"
            ));
        }
        self.act(&Action::Crash(id), real, answer);
        self.interrupted();
        answer
            .notes
            .push(format!("{name} is gone; what it was given stays pending"));
        Ok(())
    }

    fn close(&mut self, name: Option<&str>, real: Millis, answer: &mut Answer) -> Result<(), String> {
        let (id, name) = self.named(name)?;
        let why = refused_to_close(&name, &self.lab, self.is_learning(), self.tape.is_some());
        if let Some(why) = why {
            return Err(why);
        }
        let here = self
            .lab
            .terminals()
            .get(self.terminal.0)
            .map(|here| here.name.clone());
        self.act(&Action::Close(id, name.clone()), real, answer);
        self.interrupted();
        self.terminal = here.and_then(|here| self.find(&here)).unwrap_or(TerminalId(0));
        answer
            .notes
            .push(format!("{name} is closed; what it was given stays pending"));
        Ok(())
    }

    fn start(&mut self, name: Option<&str>, real: Millis, answer: &mut Answer) -> Result<(), String> {
        let (id, name) = self.named(name)?;
        if self.lab.terminals()[id.0].alive {
            return Err(format!("{name} is running"));
        }
        self.act(&Action::Start(id), real, answer);
        answer.notes.push(format!("{name} is back as a new client"));
        Ok(())
    }

    fn profile(&mut self, profile: Version, real: Millis, answer: &mut Answer) {
        self.act(&Action::Profile(profile), real, answer);
        answer.notes.push(format!("Redis {profile} from now on"));
    }

    fn find(&self, name: &str) -> Option<TerminalId> {
        let at = self
            .lab
            .terminals()
            .iter()
            .position(|terminal| terminal.name == name);
        at.map(TerminalId)
    }

    /// The named terminal, or this one.
    fn named(&self, name: Option<&str>) -> Result<(TerminalId, String), String> {
        let id = match name {
            Some(name) => self
                .find(name)
                .ok_or_else(|| format!("there is no terminal `{name}`; `:terminal` lists them"))?,
            None => self.terminal,
        };
        let terminal = self.lab.terminals().get(id.0).ok_or("there is no terminal")?;
        Ok((id, terminal.name.clone()))
    }
}

/// What was undone or done again, with what went along.
fn went(undone: &Undone) -> String {
    match undone.with.total() {
        0 => told(&undone.action),
        _ => format!("{}, and {}", told(&undone.action), undone.with),
    }
}

/// A step in words.
fn told(action: &Action) -> String {
    match action {
        Action::Run(_, argv) => typed(argv.as_argv()),
        Action::Cancel(_) => "a wait was given up".to_owned(),
        Action::Open(name) => format!(":terminal {name}"),
        Action::Crash(_) => ":crash".to_owned(),
        Action::CrashBeforeAck(_) => ":crash".to_owned(),
        Action::Close(_, name) => format!(":close {name}"),
        Action::Start(_) => ":start".to_owned(),
        Action::Employ(script) => format!("the start of {}", script.name),
        Action::Dismiss(script) => format!("the end of {script}"),
        Action::Advance(span) => format!(":clock +{span}ms"),
        Action::Hold => ":clock hold".to_owned(),
        Action::Release => ":clock run".to_owned(),
        Action::Profile(profile) => format!(":profile {profile}"),
        Action::Tick => "time passed".to_owned(),
        // Nobody comes to this face over the network.
        Action::Say(_, argv) => typed(argv.as_argv()),
        Action::Arrive(..) => "a client came".to_owned(),
        Action::Part(_) => "a client went".to_owned(),
    }
}

fn typed(argv: Argv<'_>) -> String {
    argv.iter().map(shown).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::{Next, Settings};

    fn said(session: &mut Session, line: &str) -> String {
        let answer = session.line(line.as_bytes(), 5);
        let printed = String::from_utf8_lossy(&answer.printed).into_owned();
        let rest: Vec<String> = answer.notes.into_iter().chain(answer.complaint).collect();
        printed + &rest.join("\n")
    }

    #[test]
    fn undo_clock_terminals_and_crashes() {
        let mut session = Session::new(Settings::default(), 5);
        said(&mut session, "XADD s 1-1 a b");
        assert_eq!(said(&mut session, ":undo"), "undone: XADD s 1-1 a b");
        assert_eq!(said(&mut session, "XLEN s"), "(integer) 0\n");
        assert_eq!(said(&mut session, ":redo"), "done again: XADD s 1-1 a b");
        assert_eq!(said(&mut session, ":redo"), "there is nothing more to redo");
        said(&mut session, ":undo");
        said(&mut session, "XADD s 2-1 a b");
        said(&mut session, "XLEN s");
        said(&mut session, "XADD s 1-1 a b");
        assert_eq!(
            said(&mut session, ":undo"),
            "undone: XADD s 2-1 a b, and 1 read and 1 refused line"
        );
        assert_eq!(
            said(&mut session, ":redo"),
            "done again: XADD s 2-1 a b, and 1 read and 1 refused line"
        );
        said(&mut session, ":undo");
        assert_eq!(said(&mut session, ":clock hold"), "clock 5 ms, held");
        assert_eq!(
            said(&mut session, ":clock +61s"),
            "clock 61005 ms, held, moved by 61000 ms"
        );
        assert_eq!(said(&mut session, ":terminal worker"), "worker is a new client");
        assert_eq!(session.prompt(), "worker> ");
        assert_eq!(
            said(&mut session, ":crash"),
            "worker is gone; what it was given stays pending"
        );
        assert_eq!(
            said(&mut session, "PING"),
            "worker has crashed; `:start` starts it again"
        );
        assert_eq!(said(&mut session, ":terminal"), "  main\n* worker  crashed\n");
        assert_eq!(
            said(&mut session, ":start worker"),
            "worker is back as a new client"
        );
        assert_eq!(said(&mut session, "PING"), "PONG\n");
        assert_eq!(
            said(&mut session, ":crash nobody"),
            "there is no terminal `nobody`; `:terminal` lists them"
        );
        assert_eq!(
            said(&mut session, ":close"),
            "worker is closed; what it was given stays pending"
        );
        assert_eq!(session.prompt(), "xtutor> ");
        assert_eq!(
            said(&mut session, ":close"),
            "main is the only terminal, and one stays; `:quit` leaves"
        );
        assert_eq!(said(&mut session, ":undo"), "undone: :close worker");
        assert_eq!(said(&mut session, ":terminal"), "* main\n  worker\n");
        assert_eq!(said(&mut session, ":profile 7.2"), "Redis 7.2 from now on");
        assert_eq!(
            said(&mut session, ":porfile"),
            "unknown word `:porfile`; did you mean `:profile`?"
        );
        assert_eq!(session.line(b":quit", 5).next, Next::Leave);
    }
}
