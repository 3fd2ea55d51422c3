//! The prompt on a terminal. The loop stays on this thread and owns the session; a `prompt` thread runs rustyline and
//! sends each line, a `signals` thread turns Ctrl-C during a wait into a message.

use std::io::{self, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use rustyline::error::ReadlineError;
use rustyline::history::DefaultHistory;
use rustyline::{CompletionType, Config, Editor};
use signal_hook::consts::SIGINT;
use signal_hook::iterator::Signals;

use super::learn::{Keeper, Rereader};
use super::{complain, files, lessons, now};
use crate::repl::{Answer, Helper, Next, Session};

/// What the other threads say.
enum Heard {
    Line(String),
    /// Ctrl-C at the prompt: the line is gone.
    Cleared,
    /// Ctrl-C while no line was being typed.
    Interrupt,
    /// Ctrl-D, or a terminal that is gone.
    End,
    /// The prompt cannot work at all.
    Broken(String),
}

/// A request for the next line.
struct Ask {
    prompt: String,
    helper: Helper,
}

/// Reads and answers lines until the person leaves.
pub(super) fn run(
    session: Session,
    first: Option<&Answer>,
    keeper: Option<Keeper>,
    reread: Option<Rereader>,
) -> io::Result<ExitCode> {
    let (speak, heard) = channel();
    let (ask, asked) = channel();
    watch_signals(speak.clone())?;
    let to_main = speak.clone();
    thread::Builder::new()
        .name("prompt".to_owned())
        .spawn(move || read_lines(&asked, &to_main))?;
    let mut conversation = Conversation {
        session,
        ask,
        heard,
        asked: false,
        coloured: coloured(),
        keeper,
        reread,
    };
    // The channel must not close while signals may still come.
    let _open = speak;
    match first {
        Some(first) => conversation.print(first)?,
        None => conversation.greet()?,
    }
    conversation.run()
}

struct Conversation {
    session: Session,
    ask: Sender<Ask>,
    heard: Receiver<Heard>,
    /// Whether the prompt is at work: it is asked for one line at a time.
    asked: bool,
    coloured: bool,
    /// Keeps a learner's progress.
    keeper: Option<Keeper>,
    /// Looks for changes of the lesson's file.
    reread: Option<Rereader>,
}

impl Conversation {
    fn greet(&self) -> io::Result<()> {
        let profile = self.session.lab().profile();
        let version = env!("CARGO_PKG_VERSION");
        let text = format!(
            "xtutor {version}, Redis {profile} without a server; Tab completes, :help lists what else there is"
        );
        self.note(&text)
    }

    fn run(&mut self) -> io::Result<ExitCode> {
        self.ask();
        loop {
            let heard = self.hear();
            self.asked &= matches!(heard, None | Some(Heard::Interrupt));
            let answer = match heard {
                None => self.session.go_on(now()),
                Some(Heard::Cleared) => self.session.cancel(now()),
                Some(Heard::Line(line)) => self.line(&line)?,
                Some(Heard::Interrupt) => self.interrupt()?,
                Some(Heard::End) => self.session.leave(),
                Some(Heard::Broken(why)) => {
                    complain(&format!("no prompt on this terminal: {why}"));
                    return Ok(ExitCode::FAILURE);
                }
            };
            if let Some(keeper) = &mut self.keeper {
                keeper.note(&self.session);
            }
            if self.settle(answer)? == Next::Leave {
                return Ok(ExitCode::SUCCESS);
            }
        }
    }

    /// Prints an answer and whatever follows without anybody doing anything; asks for the next line when the
    /// terminal is free again. A held clock does not move by itself, so then the prompt comes back during a wait.
    fn settle(&mut self, mut answer: Answer) -> io::Result<Next> {
        loop {
            lessons::write_recorded(&mut self.session, &mut answer);
            self.print(&answer)?;
            let held = self.session.lab().clock().is_held();
            match answer.next {
                Next::GoOn if self.interrupted() => answer = self.session.cancel(now()),
                Next::GoOn => answer = self.session.go_on(now()),
                Next::Wait(_) if !held => return Ok(answer.next),
                Next::Line | Next::Wait(_) => {
                    self.ask();
                    return Ok(answer.next);
                }
                Next::Leave => return Ok(answer.next),
            }
        }
    }

    /// Takes a line; before it, what there is to say when the lesson's file was saved meanwhile.
    fn line(&mut self, line: &str) -> io::Result<Answer> {
        let news = self
            .reread
            .as_mut()
            .and_then(|reread| reread.look(&mut self.session));
        let Some(news) = news else {
            return Ok(self.session.line(line.as_bytes(), now()));
        };
        // An empty line goes on from what was on the screen, and that is another now.
        if line.trim().is_empty() {
            return Ok(news);
        }
        self.print(&news)?;
        Ok(self.session.line(line.as_bytes(), now()))
    }

    fn interrupt(&mut self) -> io::Result<Answer> {
        if self.session.waits() && !self.session.lab().clock().is_held() {
            // The terminal has shown ^C on the line where the wait began.
            writeln!(io::stdout())?;
        }
        Ok(self.session.cancel(now()))
    }

    /// Whether Ctrl-C was pressed while commands ran.
    fn interrupted(&self) -> bool {
        matches!(self.heard.try_recv(), Ok(Heard::Interrupt))
    }

    fn ask(&mut self) {
        if std::mem::replace(&mut self.asked, true) {
            return;
        }
        let helper = Helper::new(
            self.session.lab().fork(),
            self.session.terminal(),
            now(),
            self.coloured,
        );
        // A prompt that is gone has said so in its last message.
        let _ = self.ask.send(Ask {
            prompt: self.session.prompt(),
            helper,
        });
    }

    /// What the other threads say next; `None` when it is time to look at the waits.
    fn hear(&self) -> Option<Heard> {
        let lab = self.session.lab();
        let left = lab
            .time_left(now())
            .filter(|_| self.session.waits() && !lab.clock().is_held());
        let Some(left) = left else {
            return Some(self.heard.recv().unwrap_or(Heard::End));
        };
        match self
            .heard
            .recv_timeout(Duration::from_millis(u64::try_from(left).unwrap_or(0)))
        {
            Ok(heard) => Some(heard),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Heard::End),
        }
    }

    fn print(&self, answer: &Answer) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(&answer.printed)?;
        out.flush()?;
        for note in answer.notes.iter().chain(&answer.complaint) {
            self.note(note)?;
        }
        Ok(())
    }

    fn note(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.coloured {
            writeln!(out, "\x1b[90m{text}\x1b[0m")
        } else {
            writeln!(out, "{text}")
        }
    }
}

/// The `signals` thread. rustyline handles Ctrl-C itself while a line is typed.
fn watch_signals(speak: Sender<Heard>) -> io::Result<()> {
    let mut signals = Signals::new([SIGINT])?;
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            if speak.send(Heard::Interrupt).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// The `prompt` thread: a line for each request.
fn read_lines(asked: &Receiver<Ask>, speak: &Sender<Heard>) {
    let history = files::history();
    let mut editor = match editor(history.as_ref()) {
        Ok(editor) => editor,
        Err(error) => {
            let _ = speak.send(Heard::Broken(error.to_string()));
            return;
        }
    };
    while let Ok(ask) = asked.recv() {
        editor.set_helper(Some(ask.helper));
        let heard = match editor.readline(&ask.prompt) {
            Ok(line) => {
                remember(&mut editor, history.as_ref(), &line);
                Heard::Line(line)
            }
            Err(ReadlineError::Interrupted) => Heard::Cleared,
            Err(ReadlineError::Eof) => Heard::End,
            Err(error) => Heard::Broken(error.to_string()),
        };
        let over = matches!(heard, Heard::Broken(_));
        if speak.send(heard).is_err() || over {
            return;
        }
    }
}

fn editor(history: Option<&PathBuf>) -> rustyline::Result<Editor<Helper, DefaultHistory>> {
    let config = Config::builder()
        .completion_type(CompletionType::List)
        .history_ignore_dups(true)?
        .history_ignore_space(true)
        .max_history_size(10_000)?
        .build();
    let mut editor = Editor::with_config(config)?;
    if let Some(file) = history {
        // There is none on the first start.
        let _ = editor.load_history(file);
    }
    Ok(editor)
}

/// Keeps a line at once, so that it is there whatever happens later.
fn remember(editor: &mut Editor<Helper, DefaultHistory>, history: Option<&PathBuf>, line: &str) {
    let added = !line.trim().is_empty() && editor.add_history_entry(line).unwrap_or(false);
    if let Some(file) = history.filter(|_| added) {
        let _ = editor.append_history(file);
    }
}

/// Colours are for terminals that know them and people who want them.
fn coloured() -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    io::stdout().is_terminal() && !refused && !dumb
}
