//! Lines from a pipe or a file, as `redis-cli < file` takes them. Waits are sat out, or jumped over when the clock is
//! held; one that nothing can end stops the program with a sentence.

use std::collections::VecDeque;
use std::io::{self, BufRead as _, ErrorKind, Write};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Duration;

use super::learn::Rereader;
use super::{USAGE, complain, lessons, now};
use crate::repl::{Answer, Next, Session};
use crate::store::Millis;
use crate::wire::shown;

/// Lines read ahead of the one that runs.
const AHEAD: usize = 1024;
/// How long a held clock gives the next line to arrive before it jumps: it may be a `:` word that ends the wait.
const GRACE: Duration = Duration::from_millis(250);

/// Runs every line of standard input. With `errors_count` an error reply makes the exit code 1; `reread` looks for
/// changes of the lesson's file.
pub(super) fn run(
    session: Session,
    first: Option<Answer>,
    errors_count: bool,
    reread: Option<Rereader>,
) -> io::Result<ExitCode> {
    let mut pipe = Pipe {
        session,
        reread,
        lines: Lines::new()?,
        out: io::BufWriter::new(io::stdout().lock()),
        failed: false,
    };
    if let Some(first) = first {
        pipe.give(first)?;
    }
    match pipe.run() {
        Ok(ended) if ended.failed && errors_count => Ok(ExitCode::from(ended.code.max(1))),
        Ok(ended) => Ok(ExitCode::from(ended.code)),
        // The reader of our output went away, as `head` does.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
    }
}

struct Pipe<'a> {
    session: Session,
    reread: Option<Rereader>,
    lines: Lines,
    out: io::BufWriter<io::StdoutLock<'a>>,
    failed: bool,
}

struct Ended {
    code: u8,
    failed: bool,
}

impl Pipe<'_> {
    fn run(mut self) -> io::Result<Ended> {
        while let Some(line) = self.next_line()? {
            let news = self
                .reread
                .as_mut()
                .and_then(|reread| reread.look(&mut self.session));
            let shown = news.is_some();
            if let Some(news) = news {
                self.give(news)?;
            }
            // An empty line goes on from what was on the screen, and that is another now.
            if shown && line.trim_ascii().is_empty() {
                continue;
            }
            let answer = self.session.line(&line, now());
            let mut next = self.give(answer)?;
            loop {
                let answer = match next {
                    Next::Line => break,
                    Next::Leave => return self.ended(0),
                    Next::GoOn => self.session.go_on(now()),
                    Next::Wait(left) => {
                        let Some(answer) = self.wait(left)? else {
                            complain(&endless(&line, self.lines.count));
                            return self.ended(USAGE);
                        };
                        answer
                    }
                };
                next = self.give(answer)?;
            }
        }
        self.ended(0)
    }

    fn ended(mut self, code: u8) -> io::Result<Ended> {
        self.out.flush()?;
        if let Some(unwritten) = self.session.unwritten() {
            complain(&unwritten);
        }
        Ok(Ended {
            code,
            failed: self.failed,
        })
    }

    /// The next line; what was printed is shown before anybody has to wait for it.
    fn next_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.lines.ready() {
            return Ok(Some(line));
        }
        self.out.flush()?;
        Ok(self.lines.next())
    }

    fn give(&mut self, mut answer: Answer) -> io::Result<Next> {
        lessons::write_recorded(&mut self.session, &mut answer);
        self.out.write_all(&answer.printed)?;
        self.failed |= answer.failed;
        if let Some(complaint) = answer.complaint {
            self.out.flush()?;
            complain(&complaint);
        }
        Ok(answer.next)
    }

    /// Sits a wait out. A `:` word that arrives meanwhile is obeyed, for it may end the wait: another terminal, or
    /// the clock. `None` if the wait can never end.
    fn wait(&mut self, left: Option<Millis>) -> io::Result<Option<Answer>> {
        self.out.flush()?;
        let held = self.session.lab().clock().is_held();
        let word = match left {
            None => self.lines.word(None),
            Some(_) if held => self.lines.word(Some(GRACE)),
            Some(left) => {
                let until = now().saturating_add(left);
                let word = self.lines.word(Some(millis(left)));
                if word.is_none() {
                    thread::sleep(millis(until.saturating_sub(now())));
                }
                word
            }
        };
        Ok(match (word, left) {
            (Some(word), _) => Some(self.session.line(&word, now())),
            (None, None) => None,
            (None, Some(_)) if held => Some(self.session.jump(now())),
            (None, Some(_)) => Some(self.session.go_on(now())),
        })
    }
}

fn millis(span: Millis) -> Duration {
    Duration::from_millis(u64::try_from(span).unwrap_or(0))
}

fn endless(line: &[u8], count: usize) -> String {
    format!(
        "line {count} waits for ever: `{}` has no deadline, and nobody else is here to end it",
        shown(line.trim_ascii())
    )
}

/// The lines of standard input, read by a thread of their own so that a wait can look for the next one.
struct Lines {
    arriving: Receiver<Vec<u8>>,
    /// Arrived, and not yet asked for.
    kept: VecDeque<Vec<u8>>,
    /// How many were given out.
    count: usize,
}

impl Lines {
    fn new() -> io::Result<Lines> {
        let (sender, arriving) = sync_channel(AHEAD);
        thread::Builder::new().name("lines".to_owned()).spawn(move || {
            let mut input = io::stdin().lock();
            loop {
                let mut line = Vec::new();
                match input.read_until(b'\n', &mut line) {
                    Ok(0) => return,
                    Ok(_) => {}
                    Err(error) => return complain(&format!("cannot read standard input: {error}")),
                }
                if sender.send(line).is_err() {
                    return;
                }
            }
        })?;
        Ok(Lines {
            arriving,
            kept: VecDeque::new(),
            count: 0,
        })
    }

    fn ready(&mut self) -> Option<Vec<u8>> {
        let line = self.kept.pop_front().or_else(|| self.arriving.try_recv().ok());
        self.count += usize::from(line.is_some());
        line
    }

    fn next(&mut self) -> Option<Vec<u8>> {
        let line = self.kept.pop_front().or_else(|| self.arriving.recv().ok());
        self.count += usize::from(line.is_some());
        line
    }

    /// The next line if it arrives within `patience` and is a `:` word; any other is kept for later.
    fn word(&mut self, patience: Option<Duration>) -> Option<Vec<u8>> {
        if self.kept.is_empty() {
            let line = match patience {
                None => self.arriving.recv().ok(),
                Some(patience) => self.arriving.recv_timeout(patience).ok(),
            };
            self.kept.extend(line);
        }
        let is_word = |line: &Vec<u8>| line.trim_ascii_start().starts_with(b":");
        if !self.kept.front().is_some_and(is_word) {
            return None;
        }
        self.ready()
    }
}
