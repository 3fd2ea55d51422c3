//! The plain prompt on a real terminal (a PTY): it starts, completes, explains, gives up a wait, and leaves.

use std::io::{Read, Write};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// A terminal with `xtutor repl` in it.
struct Screen {
    arriving: Receiver<Vec<u8>>,
    parser: vt100::Parser,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    /// The terminal itself, and a home of its own.
    _open: (Box<dyn portable_pty::MasterPty + Send>, tempfile::TempDir),
}

const ROWS: NonZero<u16> = NonZero::new(40).unwrap();
const COLUMNS: NonZero<u16> = NonZero::new(110).unwrap();

impl Screen {
    fn start(arguments: &[&str]) -> Screen {
        let size = PtySize {
            rows: ROWS.get(),
            cols: COLUMNS.get(),
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let home = tempfile::tempdir().expect("a folder");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_xtutor"));
        command.args(arguments);
        command.env("HOME", home.path());
        command.env("XDG_STATE_HOME", home.path());
        command.env("TERM", "xterm-256color");
        let child = pair.slave.spawn_command(command).expect("it starts");
        let mut output = pair.master.try_clone_reader().expect("an output");
        let (send, arriving) = channel();
        std::thread::Builder::new()
            .spawn(move || {
                let mut buffer = [0; 4096];
                while let Ok(read @ 1..) = output.read(&mut buffer) {
                    if send.send(buffer[..read].to_vec()).is_err() {
                        return;
                    }
                }
            })
            .expect("a thread");
        Screen {
            arriving,
            parser: vt100::Parser::new(ROWS, COLUMNS, 0),
            keyboard: pair.master.take_writer().expect("a keyboard"),
            child,
            _open: (pair.master, home),
        }
    }

    fn keys(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).expect("keys");
        self.keyboard.flush().expect("keys");
    }

    /// Waits until the screen shows `text`.
    #[track_caller]
    fn shows(&mut self, text: &str) {
        while !self.parser.screen().contents().contains(text) {
            let Ok(bytes) = self.arriving.recv_timeout(Duration::from_secs(20)) else {
                panic!("never showed {text:?}:\n{}", self.parser.screen().contents());
            };
            self.parser.process(&bytes);
        }
    }
}

#[test]
fn the_prompt_completes_explains_and_gives_up_waits() {
    let mut screen = Screen::start(&["repl"]);
    screen.shows("xtutor> ");
    screen.keys("XADD fruits ");
    screen.shows("XADD fruits [NOMKSTREAM] [MAXLEN|MINID");
    screen.keys("1-1 name banana\r");
    screen.shows("\"1-1\"\n");
    screen.keys("xlen fr\t\r");
    screen.shows("(integer) 1");
    screen.keys("XACK fruits\r");
    screen.shows("expected: group id [id ...]");
    screen.keys("XREAD BLOCK 0 STREAMS fruits $\r");
    screen.shows("main waits for something new in fruits");
    screen.keys("\x03");
    screen.shows("main waits no longer");
    screen.keys(":undo\r");
    screen.shows("undone: ");
    screen.keys("half a line\x03");
    screen.keys("PING\r");
    screen.shows("PONG");
    screen.keys("\x04");
    assert!(screen.child.wait().expect("it ends").success());
}

#[test]
fn a_held_clock_gives_the_prompt_back_during_a_wait() {
    let mut screen = Screen::start(&["repl", "--clock", "1000"]);
    screen.shows("xtutor> ");
    screen.keys("XREAD BLOCK 3000 STREAMS s $\r");
    screen.shows("xtutor(waits)> ");
    screen.keys("PING\r");
    screen.shows("main waits; `:clock +10s`");
    screen.keys(":clock +3s\r");
    screen.shows("(nil)");
    screen.keys("XADD s * a b\r");
    screen.shows("\"4000-0\"");
    screen.keys("quit\r");
    assert!(screen.child.wait().expect("it ends").success());
}
