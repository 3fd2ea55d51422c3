//! For tests only: the real binary in a real terminal of a given size, its screen, and the way it leaves it.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "no single test uses everything"
)]

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// How long something may take to appear. Generous: a test must not fail on a slow machine.
const PATIENCE: Duration = Duration::from_secs(30);
/// When nothing has come for so long, the screen is as it stays: the clock is held in tests that look at all of it.
const QUIET: Duration = Duration::from_millis(300);

/// A program in a terminal.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    pub child: Box<dyn Child + Send + Sync>,
    pub parser: vt100::Parser,
    /// Everything that was written, to see which modes were set and reset.
    pub seen: Vec<u8>,
    pub home: TempDir,
    /// How the terminal's driver was set at first.
    found: String,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
}

/// The program with a home of its own.
pub fn xtutor(home: &TempDir, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_xtutor"));
    command.args(arguments);
    command.env("HOME", home.path());
    command.env("XDG_STATE_HOME", home.path());
    command.env("XDG_DATA_HOME", home.path());
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C");
    command.env_remove("NO_COLOR");
    command
}

impl Pty {
    /// Starts the program with these arguments at this size.
    pub fn start(columns: u16, rows: u16, arguments: &[&str]) -> Pty {
        let home = tempfile::tempdir().unwrap();
        let command = xtutor(&home, arguments);
        Pty::spawn(columns, rows, command, home)
    }

    pub fn spawn(columns: u16, rows: u16, command: CommandBuilder, home: TempDir) -> Pty {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let found = Pty::driver(&*pair.master);
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        let read = move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("pty".to_owned()).spawn(read).unwrap();
        Pty {
            writer: pair.master.take_writer().unwrap(),
            master: pair.master,
            output,
            child,
            parser: vt100::Parser::new(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap(), 0),
            seen: Vec::new(),
            home,
            found,
        }
    }

    /// Sends text as if it were typed.
    pub fn send(&mut self, text: &str) {
        self.writer.write_all(text.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// Reads until the screen is as wanted.
    pub fn until(&mut self, wanted: impl Fn(&vt100::Screen) -> bool) {
        while !wanted(self.parser.screen()) {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => panic!(
                    "it never came; the screen is:\n{}",
                    self.parser.screen().contents()
                ),
            }
        }
    }

    /// Reads until `text` is on the screen.
    pub fn until_text(&mut self, text: &str) {
        self.until(|screen| screen.contents().contains(text));
    }

    /// Reads until these bytes were written, from the place `from` of everything that was written on.
    pub fn until_seen(&mut self, from: usize, bytes: &[u8]) {
        while !self.seen[from..]
            .windows(bytes.len())
            .any(|window| window == bytes)
        {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => panic!(
                    "{} never came, but {}",
                    bytes.escape_ascii(),
                    self.seen[from..].escape_ascii()
                ),
            }
        }
    }

    /// The whole screen once nothing moves any more, blanks at the ends of rows left out.
    pub fn settled(&mut self) -> String {
        while let Ok(bytes) = self.output.recv_timeout(QUIET) {
            self.take(&bytes);
        }
        let screen = self.parser.screen();
        let (_, columns) = screen.size();
        let rows: Vec<String> = screen
            .rows(0, columns.get())
            .map(|row| row.trim_end().to_owned())
            .collect();
        rows.join("\n")
    }

    /// Reads what still comes until the program has ended; gives back its exit code.
    pub fn end(&mut self) -> u32 {
        loop {
            match self.output.recv_timeout(PATIENCE) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("it did not end:\n{}", self.parser.screen().contents())
                }
            }
        }
        self.child.wait().unwrap().exit_code()
    }

    /// Makes the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let (rows, columns) = (NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap());
        self.parser.screen_mut().set_size(rows, columns);
        self.master.resize(size).unwrap();
    }

    /// How the terminal's driver is set: echo, lines, signals. Linux and macOS tell it at the near end, too.
    fn driver(master: &dyn MasterPty) -> String {
        format!("{:?}", master.get_termios())
    }

    /// How often the program has gone to sleep so far, all its threads together.
    #[cfg(target_os = "linux")]
    pub fn sleeps(&self) -> u64 {
        let tasks = format!("/proc/{}/task", self.child.process_id().unwrap());
        let count = |task: std::fs::DirEntry| {
            let status = std::fs::read_to_string(task.path().join("status")).unwrap();
            let line = status
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            line.unwrap().trim().parse::<u64>().unwrap()
        };
        std::fs::read_dir(tasks)
            .unwrap()
            .map(|task| count(task.unwrap()))
            .sum()
    }

    /// The modes a terminal is found in.
    pub fn assert_given_back(&self) {
        assert_eq!(
            Pty::driver(&*self.master),
            self.found,
            "the driver is set as it was"
        );
        let screen = self.parser.screen();
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        assert!(!screen.application_cursor() && !screen.application_keypad());
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "pastes are no longer marked");
    }

    /// Sends a signal to the program.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let status = std::process::Command::new("kill")
            .args(["-s", name, &id])
            .status();
        assert!(status.unwrap().success());
    }

    fn take(&mut self, bytes: &[u8]) {
        self.seen.extend_from_slice(bytes);
        self.parser.process(bytes);
    }
}
